"""All that has to be known before a connection is made: who asks, where it goes, and what will be said there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from monitor.core.clock import Clock
from monitor.engine.equipment import approach_to, endpoint_of
from monitor.engine.login.conversation import Conversation
from monitor.engine.login.log_in import log_in, passing_secrets
from monitor.engine.login.moments import new_moment
from monitor.engine.login.outcome import Outcome
from monitor.engine.login.repeating import fresh_messages
from monitor.engine.login.wording import Wording, wording_of
from monitor.engine.speaking.given import Given
from monitor.engine.speaking.negotiating import negotiated
from monitor.engine.speaking.script import Script, script_of
from monitor.feed.dialect_rules.texts import render_dialect
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.net.asking import fetch
from monitor.net.endpoint import Endpoint

__all__ = ["Prepared", "prepare"]

_GRACE = 1.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """
    expires: when (monotonic) what the connection logs in with ends, None where no end is known.
    """

    endpoint: Endpoint
    script: Script
    expires: float | None = None


def _tell_nobody(secrets: Iterable[str]) -> None:
    """For whom nothing is told."""


async def prepare(
    profile: Profile,
    sources: Sources,
    *,
    clock: Clock,
    random: Callable[[], float],
    memory: dict[str, object] | None = None,
    learn: Callable[[Iterable[str]], None] = _tell_nobody,
) -> Prepared:
    """For one connection, anew for each; the login comes first.

    memory: what the feed keeps from one to the next. learn: is told of secrets as they arise.
    Raises FeedscopeError: for a profile that cannot be used, and for a server that has to be asked first and fails.
    """
    memory = {} if memory is None else memory
    sources = replace(sources, moment=new_moment(clock, memory))
    login = await log_in(profile, sources, clock=clock, learn=learn)
    sources = sources.with_yielded(login.values)
    approach = approach_to(profile, sources, random=random)
    given = Given(random, address=approach.address, message_limit=profile.limits.message_bytes, memory=memory)
    wording = wording_of(profile, sources, wall=clock.wall, learn=lambda value: learn((value,)))
    fresh = fresh_messages(profile, sources, clock=clock, memory=memory, learn=learn)
    script = script_of(profile, sources, given)
    script = _with_conversation(replace(script, periodic=(*script.periodic, *fresh)), wording)
    endpoint = _with_cookies(endpoint_of(profile, sources, approach), login)
    learn(passing_secrets(endpoint))
    rule = render_dialect(profile, sources)
    endpoint = await negotiated(rule, endpoint, fetch=partial(fetch, clock=clock))
    return Prepared(endpoint, script, login.expires)


def _with_conversation(script: Script, wording: Wording) -> Script:
    """What waits for messages is said by the dialect, so that a connection that stands by logs in by itself."""
    if wording.empty:
        return script
    return replace(
        script,
        dialect=Conversation(script.dialect, wording),
        opening=() if wording.parts else script.opening,
        # The conversation knows better what it was that did not come.
        login_seconds=script.login_seconds + _GRACE,
    )


def _with_cookies(endpoint: Endpoint, login: Outcome) -> Endpoint:
    """A cookie that the profile names itself stays as it is there."""
    return replace(endpoint, cookies=tuple({**login.cookies, **dict(endpoint.cookies)}.items()))
