"""A workspace filled by hand, with a context for panels over it."""

from collections.abc import Sequence
from pathlib import Path

from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.feed.profile import Column, Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source

__all__ = ["Bench", "series"]


def series(column: str = "price", *, feed: str = "market", key: str = "A", stream: str = "trades") -> SeriesKey:
    """A series of what `Bench` holds."""
    return SeriesKey(feed, stream, key, column)


class Bench:
    """A workspace whose rows a test puts into the store itself. `now` is the clock's wall time."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(wall=START)
        self.workspace = Workspace(FakeHost(), store=Store(keep_bytes=1 << 28), clock=self.clock, own_feeds=folder)
        self._sources: dict[tuple[str, str], Source] = {}

    @property
    def now(self) -> float:
        return self.clock.wall()

    def open(self, name: str, *, unit: str = "") -> str:
        """Open a feed with one stream "trades"; its columns have this unit."""
        columns: dict[str, str | Column] = {column: Column(path=column, unit=unit) for column in ("price", "size")}
        rule = StreamRule(name="trades", columns=columns)
        return self.workspace.open_feed(Profile(name=name, address="wss://example.net/a", stream=(rule,)))

    def forget(self, feed: str) -> None:
        """Everything received of a feed is gone, and its decoder begins afresh."""
        self.workspace.store.drop_feed(feed)
        self._sources.clear()

    def rows(
        self,
        name: str = "Market",
        *,
        time: Sequence[float] | None = None,
        keys: str | Sequence[str] = "A",
        stream: str = "trades",
        **values: Sequence[float],
    ) -> None:
        """Rows of a feed, a column for each keyword; without `time` they come now."""
        feed = next((view.feed for view in self.workspace.feeds if view.name == name), None) or self.open(name)
        source = self._sources.setdefault((feed, stream), Source(feed, stream, tuple(values)))
        moments = [self.now] * len(next(iter(values.values()))) if time is None else list(time)
        self.workspace.store.append(source.batch(moments, *(list(each) for each in values.values()), keys=keys))
