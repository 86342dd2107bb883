"""The application without a face: an engine, the rows it has sent, and what each view shows of them."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from monitor.core.batch import SeriesKey
from monitor.core.clock import Clock
from monitor.core.gap import Gap
from monitor.engine.host import EngineHost
from monitor.engine.messages import ChangeFeed, CloseFeed, OpenFeed, StartFeed, StopFeed, WatchRaw
from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import Entry, entries
from monitor.store.store import Store
from monitor.workspace.adding.trial import SAMPLED, Trial
from monitor.workspace.adding.typed_secrets import TypedSecrets
from monitor.workspace.alerts.alert_board import AlertBoard
from monitor.workspace.derived import Derived
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.shown import curve_places
from monitor.workspace.feed_ids import feed_id
from monitor.workspace.feed_view import FeedLine, FeedView
from monitor.workspace.intake import Intake
from monitor.workspace.messages.sending import Sending
from monitor.workspace.notice_board import NoticeBoard
from monitor.workspace.opening import profile_meant
from monitor.workspace.panels import Panels
from monitor.workspace.profile_library import ProfileLibrary
from monitor.workspace.raw_logs import RawLogs
from monitor.workspace.series_line import SeriesLine, series_lines, units_of
from monitor.workspace.settings.keeper import SettingsKeeper
from monitor.workspace.status_view import StatusView, status_of

__all__ = ["Changes", "Workspace"]

_AT_ONCE = 32
_MOST_AT_A_TIME = 4096
"""Messages taken between two looks at the clock, and at most in one pump."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What one pump has done: messages taken, and whether more were left for the next."""

    messages: int
    more: bool


class Workspace:
    """What the user has open. Nothing here calls a view: views look at `version` numbers when they are to draw.

    own_feeds: the folder of the user's own profiles.
    desks: panels and where they stand. raw: raw messages. derived: series that formulas yield.
    profiles: the user's own and those shipped. typed: secrets the user has typed for this run.
    version: grows when feeds come and go. Each FeedView, the panels and the notices have a version of their own.
    """

    def __init__(
        self,
        host: EngineHost,
        *,
        store: Store,
        clock: Clock,
        own_feeds: Path,
        settings: SettingsKeeper | None = None,
    ) -> None:
        self._host = host
        self._own_feeds = own_feeds
        self._catalogue: tuple[Entry, ...] | None = None
        self._clock = clock
        self._feeds: dict[str, FeedView] = {}
        self._trials: dict[str, Trial] = {}
        self.store = store
        self.panels = Panels()
        self.notices = NoticeBoard()
        self.desks = Desks()
        self.raw = RawLogs(host)
        self.sending = Sending(host, self._feeds)
        self.derived = Derived(store)
        self.alerts = AlertBoard(host)
        self.settings = SettingsKeeper() if settings is None else settings
        self.profiles = ProfileLibrary(own_feeds)
        self.typed = TypedSecrets()
        self._intake = Intake(
            self._feeds,
            trials=self._trials,
            store=store,
            panels=self.panels,
            notices=self.notices,
            raw=self.raw,
            alerts=self.alerts,
            clock=clock,
        )
        self.version = 0

    async def start(self) -> None:
        """Start the engine. Raises EngineError."""
        await self._host.start()

    async def stop(self) -> None:
        """Close every connection and end the engine. May be called twice."""
        await self._host.stop()

    @property
    def feeds(self) -> tuple[FeedView, ...]:
        """In the order they were opened, without those that are hidden or on trial."""
        return tuple(view for feed, view in self._feeds.items() if not view.hidden and feed not in self._trials)

    def feed(self, feed: str) -> FeedView | None:
        """The feed of this id, also one on trial; None when it is not open."""
        return self._feeds.get(feed)

    def wall(self) -> float:
        """Seconds since 1970, from the clock everything here goes by."""
        return self._clock.wall()

    def monotonic(self) -> float:
        """Seconds that never go back, from the same clock."""
        return self._clock.monotonic()

    # --- what the user does ---------------------------------------------------------------------------------------

    def open_feed(self, profile: Profile) -> str:
        """Begin a feed; its id."""
        feed = self._add(profile)
        self._host.send(OpenFeed(feed, self.typed.filled(profile)))
        self.version += 1
        return feed

    def reopen_feed(self, feed: str, profile: Profile, *, stopped: bool) -> None:
        """Begin a feed of an earlier run under the id that panels and rules know it by; does nothing if it is open."""
        if feed in self._feeds:
            return
        self._admit(feed, profile)
        self._host.send(OpenFeed(feed, self.typed.filled(profile)))
        if stopped:
            self._host.send(StopFeed(feed))
        self.version += 1

    def change_feed(self, feed: str, profile: Profile) -> None:
        """Give a feed another profile; what it has brought stays. It reconnects only where it has to."""
        view = self._feeds.get(feed)
        if view is not None:
            view.change(profile)
            self._configure(feed, profile)
            self._host.send(ChangeFeed(feed, self.typed.filled(profile)))
            self.version += 1

    def open_address(self, text: str) -> str:
        """Begin the feed meant by a pasted address, or by the name or file of a profile.

        Raises AddressError, UsageError or ProfileError.
        """
        return self.open_feed(profile_meant(text, own=self._own_feeds))

    def catalogue(self) -> tuple[Entry, ...]:
        """Every profile at hand, the user's own and those that ship with the program."""
        if self._catalogue is None:
            self._catalogue = entries(own=self._own_feeds)
        return self._catalogue

    def profiles_changed(self) -> None:
        """Files of profiles have come, gone or changed."""
        self._catalogue = None

    def stop_feed(self, feed: str) -> None:
        """Disconnect and stay so; what it has brought stays."""
        if feed in self._feeds:
            self._host.send(StopFeed(feed))

    def start_feed(self, feed: str) -> None:
        """Connect again, or now instead of later."""
        if feed in self._feeds:
            self._host.send(StartFeed(feed))

    def hide_feed(self, feed: str, *, seconds: float) -> None:
        """Show the feed no more, and close it when it has not been brought back for so long."""
        view = self._feeds.get(feed)
        if view is not None and not view.hidden:
            view.leaves_at = self._clock.monotonic() + seconds
            self.panels.drop_feed(feed)
            self.version += 1

    def bring_back(self, feed: str) -> None:
        """Show a hidden feed again. Nothing it has brought meanwhile is lost."""
        view = self._feeds.get(feed)
        if view is not None and view.hidden:
            view.leaves_at = None
            self.version += 1

    def close_feed(self, feed: str) -> None:
        """Disconnect, and let go of everything the feed has brought."""
        if self._feeds.pop(feed, None) is not None:
            self._host.send(CloseFeed(feed))
            self.store.drop_feed(feed)
            self.panels.drop_feed(feed)
            self.raw.drop_feed(feed)
            self.version += 1

    # --- a feed that is tried before it is saved ------------------------------------------------------------------

    def open_trial(self, profile: Profile) -> Trial:
        """Begin a feed that is not in the list of feeds until it is adopted; all it sends is logged."""
        feed = self._add(profile)
        fewer = WatchRaw(feed, on=True, most=SAMPLED)
        self._trials[feed] = Trial(self._feeds[feed], self.store, too_many=partial(self._host.send, fewer))
        self._host.send(OpenFeed(feed, self.typed.filled(profile), raw=True))
        return self._trials[feed]

    def adopt_trial(self, feed: str) -> None:
        """Put a feed on trial into the list, with all that it has brought."""
        if self._trials.pop(feed, None) is not None:
            self._host.send(WatchRaw(feed, on=False))
            self.version += 1

    def drop_trial(self, feed: str) -> None:
        """Close a feed on trial."""
        if self._trials.pop(feed, None) is not None:
            self.close_feed(feed)

    # --- what views read ------------------------------------------------------------------------------------------

    def line(self, feed: str) -> FeedLine | None:
        """A feed now, None when it is not open."""
        view = self._feeds.get(feed)
        return None if view is None else view.line(wall=self._clock.wall(), monotonic=self._clock.monotonic())

    def series(self, feed: str, *, most: int) -> tuple[list[SeriesLine], int]:
        """At most `most` series of a feed now, those of panels first in each stream, and how many there are in all."""
        view = self._feeds.get(feed)
        if view is None:
            return [], 0
        lines: list[SeriesLine] = []
        total = 0
        first = [series for series in curve_places(self.desks.current) if series.feed == feed]
        for rows in self.store.streams(feed):
            total += len(rows.keys) * len(rows.columns)
            lines += series_lines(rows, profile=view.profile, most=most - len(lines), first=first)
        return lines, total

    def unit(self, series: SeriesKey) -> str:
        """The unit of a series, "" where none is known."""
        view = self._feeds.get(series.feed)
        return "" if view is None else units_of(view.profile, series.stream).get(series.column, "")

    def gaps(self, feed: str) -> tuple[Gap, ...]:
        """What is known to be missing of a feed; nothing for one that is not open."""
        view = self._feeds.get(feed)
        return () if view is None else view.gaps

    def status(self) -> StatusView:
        """Everything at a glance, now."""
        return status_of(
            self.feeds,
            wall=self._clock.wall(),
            monotonic=self._clock.monotonic(),
            held=self.store.bytes,
            evicted=self.store.evicted,
            engine_down=self._intake.engine_down,
        )

    def _add(self, profile: Profile) -> str:
        feed = feed_id(profile.name, taken=self._feeds)
        self._admit(feed, profile)
        return feed

    def _admit(self, feed: str, profile: Profile) -> None:
        self._feeds[feed] = FeedView(feed, profile, opened=self._clock.wall())
        self._configure(feed, profile)

    def _configure(self, feed: str, profile: Profile) -> None:
        limits = profile.limits
        self.store.configure(feed, keep_seconds=limits.keep_seconds, keep_bytes=limits.keep_bytes)

    # --- what the engine says -------------------------------------------------------------------------------------

    def pump(self, budget: float) -> Changes:
        """Take in what the engine has sent, for about `budget` seconds; the rest waits, and so do the servers."""
        changes = self._pump(budget)
        self.sending.tick(self._clock.monotonic())
        self._close_the_hidden()
        self.derived.update(self._clock.wall())
        return changes

    def _close_the_hidden(self) -> None:
        now = self._clock.monotonic()
        for view in list(self._feeds.values()):
            if view.leaves_at is not None and now >= view.leaves_at:
                self.close_feed(view.feed)

    def _pump(self, budget: float) -> Changes:
        until = self._clock.monotonic() + budget
        taken = 0
        while taken < _MOST_AT_A_TIME:
            messages = self._host.drain(_AT_ONCE)
            self._intake.take(messages)
            taken += len(messages)
            if len(messages) < _AT_ONCE:
                return Changes(taken, more=False)
            if self._clock.monotonic() >= until:
                break
        return Changes(taken, more=True)
