"""The feeds that are open: begun, changed, stopped, hidden, brought back, closed, or only on trial."""

from functools import partial

from monitor.core.clock import Clock
from monitor.engine.commands import WatchRaw
from monitor.engine.host import EngineHost
from monitor.feed.profile import Profile
from monitor.store.store import Store
from monitor.workspace.adding.trial import SAMPLED, Trial
from monitor.workspace.feed_ids import feed_id
from monitor.workspace.feed_view import FeedView
from monitor.workspace.panels import Panels
from monitor.workspace.raw_logs import RawLogs
from monitor.workspace.secrets.gate import Gate, Request
from monitor.workspace.secrets.secrets import Secrets

__all__ = ["OpenFeeds"]


class OpenFeeds:
    """Tells the engine what the user does to feeds, and keeps a view of each.

    version: grows when feeds come and go. secrets: what the references of profiles stand for.
    """

    def __init__(self, host: EngineHost, *, store: Store, clock: Clock, secrets: Secrets | None = None) -> None:
        self._host = host
        self._clock = clock
        self._feeds: dict[str, FeedView] = {}
        self._trials: dict[str, Trial] = {}
        self.store = store
        self.panels = Panels()
        self.raw = RawLogs(host)
        self.secrets = secrets or Secrets()
        self._gate = Gate(host, self._feeds, self.secrets, clock=clock, renewed=self.raw.renew)
        self.version = 0

    @property
    def feeds(self) -> tuple[FeedView, ...]:
        """In the order they were opened, without those that are hidden or on trial."""
        return tuple(view for feed, view in self._feeds.items() if not view.hidden and feed not in self._trials)

    def feed(self, feed: str) -> FeedView | None:
        """The feed of this id, also one on trial; None when it is not open."""
        return self._feeds.get(feed)

    def open_feed(self, profile: Profile) -> str:
        """Begin a feed; its id."""
        feed = self._add(profile)
        self._gate.open(feed)
        self.version += 1
        return feed

    def reopen_feed(self, feed: str, profile: Profile, *, stopped: bool) -> None:
        """Begin a feed of an earlier run under the id that panels and rules know it by; does nothing if it is open."""
        if feed in self._feeds:
            return
        self._admit(feed, profile)
        self._gate.open(feed, stopped=stopped)
        self.version += 1

    def change_feed(self, feed: str, profile: Profile) -> None:
        """Give a feed another profile; what it has brought stays. It reconnects only where it has to."""
        view = self._feeds.get(feed)
        if view is not None:
            view.change(profile)
            self._configure(feed, profile)
            self._gate.change(feed)
            self.version += 1

    def stop_feed(self, feed: str) -> None:
        """Disconnect and stay so; what it has brought stays."""
        if feed in self._feeds:
            self._gate.stop(feed)

    def start_feed(self, feed: str) -> None:
        """Connect again, or now instead of later."""
        if feed in self._feeds:
            self._gate.start(feed)

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
            self._gate.close(feed)
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
        self._gate.open(feed, raw=True)
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

    # --- secrets ------------------------------------------------------------------------------------------------

    @property
    def requests(self) -> tuple[Request, ...]:
        """The secrets that feeds of the list wait for, each once."""
        return self._gate.requests(but=self._trials)

    @property
    def requests_version(self) -> int:
        """Grows when `requests` may be others."""
        return self._gate.version + self.version

    # --- as time goes by ------------------------------------------------------------------------------------------

    def close_the_hidden(self) -> None:
        """Close the hidden feeds that nobody has brought back in time."""
        now = self._clock.monotonic()
        for view in list(self._feeds.values()):
            if view.leaves_at is not None and now >= view.leaves_at:
                self.close_feed(view.feed)

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
