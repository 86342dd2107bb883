"""Carrying out the login of a profile before a connection is made."""

from collections.abc import Callable, Iterable
from functools import partial

from monitor.core.clock import Clock
from monitor.core.errors import AddressError, ProfileError
from monitor.engine.login.asked import Asked, Send
from monitor.engine.login.outcome import Outcome
from monitor.engine.login.requesting import ask_http, ask_oauth2
from monitor.engine.login.signing import worked_out
from monitor.feed.login_rules.requests import HttpStep, OAuth2Step
from monitor.feed.login_rules.rule import LoginStep
from monitor.feed.login_rules.signing import JwtStep
from monitor.feed.login_rules.texts import render_step
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.feed.templates import render_proxy
from monitor.net.asking import request
from monitor.net.connecting.answer import Answer
from monitor.net.endpoint import DIRECT, Endpoint

__all__ = ["log_in", "passing_secrets"]


async def log_in(
    profile: Profile, sources: Sources, *, clock: Clock, learn: Callable[[Iterable[str]], None]
) -> Outcome:
    """What the steps of the profile have yielded, each anew. learn: is told of secrets as they arise.

    Raises ProfileError for one that cannot be carried out, and TransportError for a server that refuses or fails.
    """
    send = partial(_send, profile=profile, sources=sources, clock=clock, learn=learn)
    outcome = Outcome()
    for index, step in enumerate(profile.login):
        known = sources.with_yielded(outcome.values)
        rendered = render_step(step, profile, known, path=("login", index))
        outcome = await _carried_out(rendered, outcome, send=send, clock=clock, key=f"login[{index}]")
        learn(outcome.secrets)
    return outcome


async def _carried_out(step: LoginStep, sofar: Outcome, *, send: Send, clock: Clock, key: str) -> Outcome:
    now, wall = clock.monotonic(), clock.wall()
    if isinstance(step, HttpStep):
        return await ask_http(step, sofar, send=send, wall=wall, now=now)
    if isinstance(step, OAuth2Step):
        return await ask_oauth2(step, sofar, send=send, wall=wall, now=now)
    value, lasts = worked_out(step, wall=wall, key=key)
    outcome = sofar.with_values({step.name: value})
    return outcome.until(now + lasts) if isinstance(step, JwtStep) and step.renew and lasts is not None else outcome


async def _send(
    asked: Asked, *, profile: Profile, sources: Sources, clock: Clock, learn: Callable[[Iterable[str]], None]
) -> Answer:
    """By the way that the feed goes: its proxy, its certificates, its time."""
    if not asked.url.lower().startswith(("http://", "https://")):
        raise ProfileError("the address of a login must begin with https:// or http://", key="login")
    try:
        endpoint = Endpoint(
            asked.as_web_socket,
            headers=asked.headers,
            cookies=asked.cookies,
            origin=DIRECT,
            compression=False,
            proxy=render_proxy(profile, sources),
            ca=profile.tls.ca,
            certificate=profile.tls.certificate,
            key=profile.tls.key,
            connect_seconds=profile.limits.connect_seconds,
        )
    except AddressError as error:
        raise ProfileError(f"the address of a login cannot be used: {error.what}", key="login") from None
    learn(passing_secrets(endpoint))
    return await request(endpoint, asked.method, body=asked.body, clock=clock)


def passing_secrets(endpoint: Endpoint) -> frozenset[str]:
    """What must not show of a request. The name of a user may: it can be any word, such as "user"."""
    login = endpoint.address.login
    return endpoint.secrets - {login[0] if login else ""}
