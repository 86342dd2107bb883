"""What the engine is told, all immutable and picklable.

About one feed: OpenFeed, ChangeFeed, StopFeed, StartFeed, CloseFeed, SendText, SendBytes, WatchRaw. About alerts:
SetRules, SnoozeAlert, AcknowledgeAlert, JudgeRows. What it answers is in `monitor.engine.messages`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from monitor.alerts.rule import Rule
from monitor.core.batch import Batch
from monitor.feed.profile import Profile

__all__ = [
    "AcknowledgeAlert",
    "AlertCommand",
    "ChangeFeed",
    "CloseFeed",
    "Command",
    "FeedCommand",
    "JudgeRows",
    "OpenFeed",
    "SendBytes",
    "SendText",
    "SetRules",
    "SnoozeAlert",
    "StartFeed",
    "StopFeed",
    "WatchRaw",
]


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """Begin a feed under the id `feed`. With `reconnect` false its first end is its last."""

    feed: str
    profile: Profile
    reconnect: bool = True
    raw: bool = False
    """Send RawMessages of all that is received, from the first message on."""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the profile's `${env:NAME}` and `${secret:NAME}` stand for, by what stands in the braces. They come before
    the engine's own environment."""


@dataclass(frozen=True, slots=True)
class ChangeFeed:
    """Give a running feed another profile. It reconnects only when what the connection needs has changed."""

    feed: str
    profile: Profile
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    """As in OpenFeed. Those given before are still known, unless they are given anew."""


@dataclass(frozen=True, slots=True)
class StopFeed:
    """Disconnect and stay disconnected until StartFeed."""

    feed: str


@dataclass(frozen=True, slots=True)
class StartFeed:
    """Connect now: after StopFeed, after a failure that needs the user, or instead of waiting for the next try."""

    feed: str


@dataclass(frozen=True, slots=True)
class CloseFeed:
    """Disconnect and forget the feed."""

    feed: str


@dataclass(frozen=True, slots=True)
class SendText:
    """Send a text message, through the feed's rate limit.

    reply: a message that holds all of these is likely its reply; whoever watches sees it, also while only a part of
    the messages is shown.
    """

    feed: str
    text: str
    reply: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class SendBytes:
    """Send a binary message, through the feed's rate limit."""

    feed: str
    data: bytes


@dataclass(frozen=True, slots=True)
class WatchRaw:
    """Begin or end sending RawMessages, of both directions.

    most:   messages a second beyond which those received are sampled, and long ones cut; None: all, and whole.
    framed: as they came over the wire, before a dialect took them out of its wrapping. Both may be sent at a time.
    """

    feed: str
    on: bool
    most: int | None = None
    framed: bool = False


@dataclass(frozen=True, slots=True)
class SetRules:
    """These are the alert rules from now on. A rule that was there before, unchanged, keeps what it has learned."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class SnoozeAlert:
    """Tell nobody of this rule until `until` (wall seconds); it is judged all the same. 0 ends it."""

    rule: str
    until: float


@dataclass(frozen=True, slots=True)
class AcknowledgeAlert:
    """The user has seen that this rule's alert is on. `ahead`: also where it comes on only within the next minute."""

    rule: str
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class JudgeRows:
    """Rows worked out up here, such as those of formulas, for rules to judge like any other."""

    batch: Batch


FeedCommand: TypeAlias = OpenFeed | ChangeFeed | StopFeed | StartFeed | CloseFeed | SendText | SendBytes | WatchRaw
"""What one feed is told."""

AlertCommand: TypeAlias = SetRules | SnoozeAlert | AcknowledgeAlert | JudgeRows

Command: TypeAlias = FeedCommand | AlertCommand
