"""One open feed as the user sees it: put together from what the engine says, read by lists and panels."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec

from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.messages import (
    Connected,
    Connecting,
    FeedCounts,
    FeedStatus,
    Recognised,
)
from monitor.feed.profile import Profile
from monitor.feed.recognition.found import adopt
from monitor.net.redaction import redact
from monitor.workspace.rate import RateMeter
from monitor.workspace.send_words import send_words
from monitor.workspace.state_words import state_words
from monitor.workspace.wording import UNKNOWN, rate

__all__ = ["FeedLine", "FeedView"]

_MOST_GAPS = 1000
_QUIET = frozenset({FeedState.IDLE, FeedState.STOPPED, FeedState.NEEDS_ATTENTION})
"""States in which the engine does nothing for a feed, so that its end changes nothing either."""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed at one moment, ready to be shown.

    rate_words: messages a second in words, a dash where none can be expected.
    sending:    what waits to be sent, and what was not sent, "" when there is nothing to say.
    age:        seconds since the last message, None before the first; two lines that differ in it alone are equal.
    """

    feed: str
    name: str
    address: str
    state: FeedState
    words: str
    advice: str
    rate_words: str
    age: float | None = field(compare=False)
    sending: str = ""


class FeedView:
    """The standing of one feed. `version` grows with every change that is not merely the passing of time."""

    def __init__(self, feed: str, profile: Profile, *, opened: float) -> None:
        self.feed = feed
        self.profile = profile
        self.status = FeedStatus(feed, FeedState.IDLE, opened)
        self.counts = FeedCounts(feed)
        self.connection: Connected | None = None
        self.steps: tuple[tuple[str, str], ...] = ()
        self._settled = False
        self.leaves_at: float | None = None
        self.summary = ""
        self.recognised: Recognised | None = None
        self.version = 0
        self._gaps: dict[float, Gap] = {}
        self._meter = RateMeter()
        self._usual_rate = 0.0
        self._dropped_before = 0

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.profile.name

    @property
    def hidden(self) -> bool:
        """The user has removed it and may still take that back, until `leaves_at` (monotonic seconds)."""
        return self.leaves_at is not None

    @property
    def state(self) -> FeedState:
        """Where it stands."""
        return self.status.state

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Spans known to be missing, in the order they began; the newest thousand."""
        return tuple(self._gaps.values())

    @property
    def dropped(self) -> int:
        """Rows given up by the engine since the feed was opened, restarts of the engine included."""
        return self._dropped_before + self.counts.dropped

    def line(self, *, wall: float, monotonic: float) -> FeedLine:
        """The feed now: one snapshot for whoever shows it."""
        last = self.counts.last_received
        where = urlsplit(self.profile.address).netloc.rpartition("@")[2]
        words = state_words(self.status, now=wall, last_data=last, usual_rate=self._usual_rate, where=where)
        return FeedLine(
            feed=self.feed,
            name=self.name,
            address=redact(self.profile.address),
            state=self.state,
            words=words,
            advice=self.status.advice,
            rate_words=rate(self.rate(monotonic=monotonic)) if self.state.connected else UNKNOWN,
            age=None if last is None else max(0.0, wall - last),
            sending=send_words(self.counts, now=wall),
        )

    def rate(self, *, monotonic: float) -> float:
        """Messages a second."""
        return self._meter.per_second(now=monotonic)

    def take_status(self, status: FeedStatus) -> None:
        """The engine says where the feed stands."""
        self.status = status
        self.version += 1

    def take_counts(self, counts: FeedCounts, *, monotonic: float) -> None:
        """The engine says how much has come."""
        self.counts = counts
        self._meter.take(counts.messages, now=monotonic)
        if self.state is FeedState.LIVE:
            self._usual_rate = self.rate(monotonic=monotonic)
        self.version += 1

    def take_steps(self, connecting: Connecting) -> None:
        """The engine says how far the newest try to connect has come."""
        self.steps = connecting.steps
        self.version += 1

    def take_connection(self, connection: Connected) -> None:
        """The engine says how the newest connection came about."""
        self.connection = connection
        self.steps = connection.steps
        self.version += 1

    def take_gap(self, gap: Gap) -> None:
        """A gap began, or the closed one replaces the open one."""
        self._gaps[gap.start] = gap
        while len(self._gaps) > _MOST_GAPS:
            del self._gaps[next(iter(self._gaps))]
        self.version += 1

    def take_profile(self, profile: Profile, summary: str) -> None:
        """Discovery proposed a mapping, and the feed runs with it.

        Only the mapping is taken: the rest of the engine's profile is filled in with what was typed for this run.
        """
        if self._settled:
            return  # It was on its way while the user chose a mapping of his own.
        mapping = {name: getattr(profile, name) for name in ("discover", "channels", "ignore", "stream")}
        self.profile = msgspec.structs.replace(self.profile, **mapping)
        self.summary = summary
        self.version += 1

    def take_recognised(self, recognised: Recognised) -> None:
        """The engine has looked for what the server speaks, and goes on by what it found."""
        if not self.profile.recognise:
            return  # It was on its way while the user chose for himself.
        self.recognised = recognised
        if recognised.found is not None:
            self.profile = adopt(self.profile, recognised.found)
        self.version += 1

    def change(self, profile: Profile) -> None:
        """The user has changed the profile."""
        if profile.recognise and not self.profile.recognise:
            self.recognised = None
        self.profile = profile
        self._settled = not profile.discover
        self.version += 1

    def engine_down(self, at: float) -> None:
        """The engine died. Its host tells the gap; what the dead engine counted is kept."""
        self._dropped_before = self.dropped
        self.counts = FeedCounts(self.feed, last_received=self.counts.last_received)
        if self.state not in _QUIET:
            self.take_status(FeedStatus(self.feed, FeedState.CONNECTING, at, detail="the engine is being restarted"))
