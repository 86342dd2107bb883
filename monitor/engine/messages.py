"""What the engine has to say, all immutable and picklable; no text holds a secret of the feed's profile.

Batch rows as they are, FeedStatus, Gap, FeedCounts, Connecting, Connected, RawMessages, ProfileFound, Recognised,
ProfileTaken, AlertChanged, Notice, EngineUp, EngineDown. What it is told is in `monitor.engine.commands`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from monitor.core.batch import Batch
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.feed.profile import Profile
from monitor.feed.recognition.found import Found

__all__ = [
    "AlertChanged",
    "Connected",
    "Connecting",
    "EngineDown",
    "EngineUp",
    "FeedCounts",
    "FeedMessage",
    "FeedStatus",
    "Message",
    "Notice",
    "ProfileFound",
    "ProfileTaken",
    "RawMessages",
    "Recognised",
]


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
    send_queue: messages that wait for the profile's rate, or for the login.
    next_send: wall seconds when the next of them may go, None while none waits for the rate.
    unsent:    messages that were to be sent and were not, for lack of room or of a connection.
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
    next_send: float | None = None
    unsent: int = 0
    keys: int = 0
    paused: bool = False
    last_received: float | None = None
    last_unmatched: bytes = b""


@dataclass(frozen=True, slots=True)
class Connecting:
    """A connection is being made. steps: what has been done so far, as in Connected; nothing when a try begins."""

    feed: str
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection of the feed is open. No text holds a secret.

    seconds:     from the first step to the end of the handshake.
    steps:       what happened on the way, in order: what was done, and how it came out ("TLS", "1.3, AES-256").
    certificate_until: wall seconds until which the server's certificate is good, None without TLS.
    subprotocol: the one agreed on, "" for none. compression: permessage-deflate is in use.
    """

    feed: str
    at: float
    seconds: float
    steps: tuple[tuple[str, str], ...] = ()
    certificate_until: float | None = None
    subprotocol: str = ""
    compression: bool = False


@dataclass(frozen=True, slots=True)
class RawMessages:
    """Messages as received (after inflating) or sent, in order; times in wall seconds.

    binary:   the indices of those not text.
    outgoing: the indices of those this program sent, secrets hidden.
    skipped:  messages left out before these, because they were more than `WatchRaw.most`.
    cut:      true sizes in bytes, by index, of those of which only the beginning is here.
    framed:   as they came over the wire, before a dialect took them out of its wrapping.
    """

    feed: str
    received: tuple[float, ...]
    payloads: tuple[bytes, ...]
    binary: frozenset[int] = frozenset()
    outgoing: frozenset[int] = frozenset()
    skipped: int = 0
    cut: Mapping[int, int] = field(default_factory=dict)
    framed: bool = False


@dataclass(frozen=True, slots=True)
class ProfileFound:
    """Discovery has proposed a mapping and the feed now runs with it. `summary`: one line for the user."""

    feed: str
    profile: Profile
    summary: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """It was looked for what the feed's server speaks, and the feed goes on by what was found.

    found: what `monitor.feed.recognition.found.adopt` puts into the profile, None where nothing was found.
    tried: what was tried and how it came out, in words, the feed's own plain connection first.
    """

    feed: str
    found: Found | None
    tried: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProfileTaken:
    """ChangeFeed has been carried out: rows that follow were read by the new profile, those before by the old one."""

    feed: str


@dataclass(frozen=True, slots=True)
class AlertChanged:
    """The alert of a rule has come on or gone off, was acknowledged or snoozed.

    at:   wall seconds. reason: why, in words. value: what was judged, NaN where there is no number.
    feed, key: what it is about, "" where it is about no single one.
    """

    rule: str
    on: bool
    at: float
    reason: str = ""
    value: float = math.nan
    feed: str = ""
    key: str = ""
    acknowledged: bool = False
    snoozed_until: float | None = None


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


FeedMessage: TypeAlias = (
    Batch
    | Gap
    | FeedStatus
    | FeedCounts
    | Connecting
    | Connected
    | RawMessages
    | ProfileFound
    | Recognised
    | ProfileTaken
)
"""What is said of one feed."""

Message: TypeAlias = FeedMessage | AlertChanged | Notice | EngineUp | EngineDown
