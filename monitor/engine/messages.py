"""What the engine and its user say to each other.

All immutable and picklable; no text that goes up holds a secret of the feed's profile.

Down (Command): OpenFeed, ChangeFeed, StopFeed, StartFeed, CloseFeed, SendText, WatchRaw.
Up (Message): Batch rows as they are, FeedStatus, Gap, FeedCounts, RawMessages, ProfileFound, Notice,
EngineUp, EngineDown.
"""

from dataclasses import dataclass
from typing import TypeAlias

from monitor.core.batch import Batch
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.feed.profile import Profile

__all__ = [
    "ChangeFeed",
    "CloseFeed",
    "Command",
    "EngineDown",
    "EngineUp",
    "FeedCounts",
    "FeedStatus",
    "Message",
    "Notice",
    "OpenFeed",
    "ProfileFound",
    "RawMessages",
    "SendText",
    "StartFeed",
    "StopFeed",
    "WatchRaw",
]


# --- down ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """Begin a feed under the id `feed`. With `reconnect` false its first end is its last."""

    feed: str
    profile: Profile
    reconnect: bool = True
    raw: bool = False
    """Send RawMessages from the first message on."""


@dataclass(frozen=True, slots=True)
class ChangeFeed:
    """Give a running feed another profile. It reconnects only when what the connection needs has changed."""

    feed: str
    profile: Profile


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
    """Send a text message, through the feed's rate limit."""

    feed: str
    text: str


@dataclass(frozen=True, slots=True)
class WatchRaw:
    """Begin or end sending RawMessages."""

    feed: str
    on: bool


Command: TypeAlias = OpenFeed | ChangeFeed | StopFeed | StartFeed | CloseFeed | SendText | WatchRaw


# --- up -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """The state of a feed has changed. Times are wall seconds.

    detail:     the reason in words ("the connection was refused"), "" when there is nothing to say.
    advice:     what the user can do, "" when nothing.
    retry_at:   when the next try is due, in WAITING.
    round_trip: seconds of the last ping, None before the first.
    silent_after: seconds without data after which this feed counts as silent.
    ended:      no further connection will be tried (reconnect false, or stopped).
    close_code: the code with which the last connection ended, None where there was none.
    """

    feed: str
    state: FeedState
    since: float
    detail: str = ""
    advice: str = ""
    retry_at: float | None = None
    round_trip: float | None = None
    silent_after: float | None = None
    ended: bool = False
    close_code: int | None = None


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """Totals of a feed since it was opened; sent a few times a second while they change.

    unmatched: messages in which no rule found a row and that are no known acknowledgement.
    dropped:   rows given up because a bound was reached.
    paused:    reading is held back because the reader of these messages is slow.
    last_received: wall seconds of the last message, None before the first.
    last_unmatched: the newest unmatched message, cut to 4 KiB.
    """

    feed: str
    messages: int = 0
    payload_bytes: int = 0
    rows: int = 0
    unmatched: int = 0
    dropped: int = 0
    reconnects: int = 0
    gaps: int = 0
    sent: int = 0
    send_queue: int = 0
    keys: int = 0
    paused: bool = False
    last_received: float | None = None
    last_unmatched: bytes = b""


@dataclass(frozen=True, slots=True)
class RawMessages:
    """Messages as received (after inflating), in order. `binary` holds the indices of those not text."""

    feed: str
    received: tuple[float, ...]
    payloads: tuple[bytes, ...]
    binary: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ProfileFound:
    """Discovery has proposed a mapping and the feed now runs with it. `summary`: one line for the user."""

    feed: str
    profile: Profile
    summary: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should read, once. `feed` is "" when it is about the program."""

    feed: str
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class EngineUp:
    """The engine runs; `restarted` when it took the place of one that died."""

    restarted: bool = False


@dataclass(frozen=True, slots=True)
class EngineDown:
    """The engine has died. Its host restarts it and opens its feeds again."""

    at: float
    reason: str


Message: TypeAlias = Batch | Gap | FeedStatus | FeedCounts | RawMessages | ProfileFound | Notice | EngineUp | EngineDown
