"""What a profile means for the parts of a session: its endpoint, policy, rate limit and opening messages."""

from collections.abc import Callable

import msgspec

from monitor.core.backoff import Backoff
from monitor.engine.speaking.approach import Approach
from monitor.engine.speaking.dispatch import approach_of
from monitor.feed.dialect_rules.texts import render_dialect
from monitor.feed.login_answers import belongs_to_login
from monitor.feed.profile import Answer, Limits, Profile
from monitor.feed.sources import Sources
from monitor.feed.templates import render_address, render_cookies, render_headers, render_origin, render_proxy
from monitor.net.actions import Policy
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Governor
from monitor.net.supervisor import Supervisor

__all__ = ["approach_to", "endpoint_of", "governor_of", "needs_new_connection", "policy_of", "supervisor_of"]


def approach_to(profile: Profile, sources: Sources, *, random: Callable[[], float]) -> Approach:
    """Where to connect and what to offer there, for the dialect too. Raises ProfileError."""
    address = render_address(profile, sources)
    return approach_of(render_dialect(profile, sources), address, random=random)


def endpoint_of(profile: Profile, sources: Sources, approach: Approach) -> Endpoint:
    """Where and how to connect. Raises ProfileError or AddressError."""
    return Endpoint(
        approach.address,
        headers=tuple(render_headers(profile, sources).items()),
        cookies=tuple(render_cookies(profile, sources).items()),
        origin=render_origin(profile, sources),
        subprotocols=tuple(dict.fromkeys((*profile.subprotocols, *approach.subprotocols))),
        compression=profile.compression,
        proxy=render_proxy(profile, sources),
        ca=profile.tls.ca,
        certificate=profile.tls.certificate,
        key=profile.tls.key,
        connect_seconds=profile.limits.connect_seconds,
        message_limit=profile.limits.message_bytes,
    )


def policy_of(profile: Profile, *, reconnect: bool) -> Policy:
    """The profile's spans and close codes."""
    limits = profile.limits
    return Policy(
        ping_seconds=limits.ping_seconds,
        pong_seconds=limits.pong_seconds,
        silence_seconds=limits.silence_seconds,
        max_age=limits.max_age_seconds or 0.0,
        reconnect=reconnect,
        retry_codes=frozenset(profile.retry_codes),
        fatal_codes=frozenset(profile.fatal_codes),
        fresh_login=bool(profile.login),
    )


def supervisor_of(profile: Profile, *, reconnect: bool, random: Callable[[], float]) -> Supervisor:
    """The state machine with the profile's policy."""
    return Supervisor(policy_of(profile, reconnect=reconnect), backoff=Backoff(random=random))


def governor_of(profile: Profile) -> Governor:
    """What the profile's server lets a client send."""
    limits = profile.limits
    spans = {60.0: limits.send_minute, 3600.0: limits.send_hour}
    return Governor(
        rate=limits.send_rate,
        burst=limits.send_burst,
        queue=limits.send_queue,
        windows={seconds: most for seconds, most in spans.items() if most is not None},
        control=limits.send_control,
    )


_NAMING = frozenset({"name", "about", "needs"})
_READING = frozenset({"discover", "recognise", "answer", "ignore", "renew", "channels", "stream"})
"""What can change while the connection stays."""
_KEEPING = frozenset({"keys", "keep_seconds", "keep_bytes"})
"""The limits of which the connection knows nothing."""


def needs_new_connection(old: Profile, new: Profile) -> bool:
    """Whether going from `old` to `new` takes another connection, because what is said to the server has changed.

    Where the server announces channels, another mapping takes one too: announcements come but once. And what a server
    speaks is found out with a connection that is new.
    """
    if (new.recognise and not old.recognise) or _of_the_login(old) != _of_the_login(new):
        return True
    unread = _NAMING if new.channels is not None else _NAMING | _READING
    return _but(old, unread | {"limits"}) != _but(new, unread | {"limits"}) or (
        _but(old.limits, _KEEPING) != _but(new.limits, _KEEPING)
    )


def _of_the_login(profile: Profile) -> list[Answer]:
    return [answer for answer in profile.answer if belongs_to_login(answer, profile)]


def _but(described: Profile | Limits, names: frozenset[str]) -> dict[str, object]:
    """Everything in it but these."""
    kept = {field.name for field in msgspec.structs.fields(described)} - names
    return {name: getattr(described, name) for name in kept}
