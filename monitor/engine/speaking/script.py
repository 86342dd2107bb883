"""Everything there is to say on a connection, made ready before it is opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from monitor.engine.speaking.dispatch import dialect_for
from monitor.engine.speaking.given import Given
from monitor.engine.speaking.starting import Start
from monitor.feed.dialect_rules.texts import render_dialect
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.feed.templates import opening_messages, periodic_messages
from monitor.wire.dialects.base import Dialect

__all__ = ["Script", "script_of"]


@dataclass(frozen=True, slots=True)
class Script:
    """
    opening, periodic: the profile's messages, the latter with the seconds between two, or with what makes each anew.
    login_seconds:     so long may the dialect take to be ready.
    room:              so many messages of the user may wait for that.
    start:             what has to be asked beside the connection once the dialect is ready, before all else is said.
    """

    dialect: Dialect
    opening: Sequence[str] = field(default=(), repr=False)
    periodic: Sequence[tuple[str | Callable[[], str], float]] = field(default=(), repr=False)
    login_seconds: float = 10.0
    room: int = 1000
    start: Start | None = None


def script_of(profile: Profile, sources: Sources, given: Given) -> Script:
    """What `profile` says, with every `${…}` filled in, so that what is missing shows beforehand.

    Raises ProfileError.
    """
    return Script(
        dialect_for(render_dialect(profile, sources), given),
        opening=opening_messages(profile, sources),
        periodic=periodic_messages(profile, sources),
        login_seconds=profile.limits.connect_seconds,
        room=profile.limits.send_queue,
    )
