"""One panel's claim on the raw messages of the feed it shows, whenever that feed is open."""

from collections.abc import Callable

from monitor.workspace.feed_view import FeedView
from monitor.workspace.messages.raw_log import RawLog
from monitor.workspace.raw_logs import RawLogs

__all__ = ["FeedWatch"]


class FeedWatch:
    """feed: looks up an open feed by its id. A desk may name feeds that are not open, or not yet."""

    def __init__(self, logs: RawLogs, feed: Callable[[str], FeedView | None]) -> None:
        self._logs = logs
        self._feed = feed
        self._view: FeedView | None = None
        self.log: RawLog | None = None

    @property
    def view(self) -> FeedView | None:
        """The feed, as it was when last looked at."""
        return self._view

    def look(self, feed: str, *, framed: bool = False) -> bool:
        """Watch `feed` if it is open; tells whether that has changed the log. framed: as it came over the wire."""
        view = self._feed(feed) if feed else None
        if view is self._view and (self.log is None or self.log.framed is framed):
            return False
        self.let_go()
        self._view = view
        self.log = None if view is None else self._logs.watch(view.feed, framed=framed)
        return True

    def let_go(self) -> None:
        """Watch nothing."""
        if self.log is not None:
            self._logs.release(self.log)
        self._view = self.log = None
