"""What is known of what a feed's server speaks, ready to be shown; and the user's word on it."""

from dataclasses import dataclass
from typing import Final

import msgspec

from monitor.engine.messages import Recognised
from monitor.feed.profile import Profile
from monitor.feed.recognition.names import kind_of, rule_of

__all__ = ["FIND_OUT", "Speaking", "speaking_of", "with_dialect"]

FIND_OUT: Final = "?"
"""In the place of a dialect's kind: it is to be found out."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """
    kind:  of the dialect as a profile names it, "" for plain messages, or FIND_OUT.
    what:  was recognised, and why: how; "" where it was not.
    tried: for it, and how that came out.
    """

    kind: str
    what: str = ""
    why: str = ""
    tried: tuple[tuple[str, str], ...] = ()

    @property
    def chosen(self) -> bool:
        """Whether somebody has said so."""
        return bool(self.kind) and self.kind != FIND_OUT and not self.what


def speaking_of(profile: Profile, recognised: Recognised | None) -> Speaking:
    """What a draft says, and what was found out about its server."""
    kind = kind_of(profile.dialect) or (FIND_OUT if profile.recognise else "")
    if recognised is None:
        return Speaking(kind)
    found = recognised.found
    if found is None:
        return Speaking(kind, tried=recognised.tried if kind == FIND_OUT else ())
    if kind_of(found.rule) != kind:
        return Speaking(kind)  # The user knows better.
    return Speaking(kind, found.what, found.why, recognised.tried)


def with_dialect(profile: Profile, kind: str) -> Profile:
    """The profile with another dialect, or one that is to be found out."""
    if kind == FIND_OUT:
        return msgspec.structs.replace(profile, dialect=None, recognise=True)
    if kind == kind_of(profile.dialect):
        return msgspec.structs.replace(profile, recognise=False)
    return msgspec.structs.replace(profile, dialect=rule_of(kind), recognise=False)
