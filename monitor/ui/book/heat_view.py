"""The heat map of a book: which columns and prices are in view, kept up with the feed."""

import math
from collections.abc import Sequence

import numpy as np

from monitor.core.gap import Gap
from monitor.store.store import Store
from monitor.ui.book.heat_chart import HeatChart
from monitor.ui.book.heat_film import HeatFrame
from monitor.ui.charts.axis import Extent
from monitor.workspace.book.heat_feed import HeatFeed
from monitor.workspace.book.heat_store import HeatStore
from monitor.workspace.book.ladder import ladder_of
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.plotting.ranges import ValueRange
from monitor.workspace.plotting.shades import shades
from monitor.workspace.wording import decimals_of

__all__ = ["HeatView"]

_MOST = 5000
"""Levels applied in a frame while there is a history to go through."""
_JUDGED = 2.0
"""Seconds between two looks at which size is a large one."""
_TREMBLE = 1.3
"""The colours stay while that has changed by less than this factor."""


class HeatView:
    """Fills a chart from the rows of a store, a part of the history in each frame."""

    def __init__(self, chart: HeatChart, rows: Store, spec: BookSpec) -> None:
        self._chart = chart
        self._spec = spec
        self._feed = HeatFeed(rows, spec)
        self._values = ValueRange()
        self._large = math.nan
        self._judged_at = -math.inf
        self._frame: HeatFrame | None = None
        self._end: float | None = None
        self._size = (0, 0)

    @property
    def feed(self) -> HeatFeed:
        """What the columns are made by."""
        return self._feed

    @property
    def shows(self) -> bool:
        """Whether there is anything to show yet."""
        store = self._feed.store
        return store is not None and store.span[0] < store.span[1]

    @property
    def sentence(self) -> str:
        """The best prices, for those who do not see the map."""
        return ladder_of(self._feed.feed.book, levels=1, group=0.0).sentence

    def look_at(self, end: float | None) -> None:
        """Show the time that ends at this moment; None: the present."""
        self._end = end

    def frame(self, now: float, gaps: Sequence[Gap]) -> bool:
        """Take in what is new and show it; tells whether anything was drawn."""
        changed = self._feed.advance(now, gaps, most=_MOST)
        store = self._feed.store
        if store is None or store.span[0] == store.span[1]:
            return False
        self._judge(store, now)
        size = self._chart.plot_rect.width(), self._chart.plot_rect.height()
        frame = self._framed(store, now)
        ongoing = bool(gaps) and gaps[-1].end is None
        if frame == self._frame and size == self._size and not changed and not ongoing:
            return False
        if frame == self._frame and size == self._size and not self._completes(frame):
            return False
        self._frame, self._size = frame, size
        self._chart.show_depth(store, frame, shades(gaps, offset=0.0), changed_from=self._feed.changed_from)
        self._chart.refresh()
        return True

    def _completes(self, frame: HeatFrame) -> bool:
        """Whether what has changed is in view."""
        return self._feed.changed_from < frame.end * frame.columns

    def _framed(self, store: HeatStore, now: float) -> HeatFrame:
        """The frame for the chart as large as it is, and the chart's extent for it."""
        plot, ratio = self._chart.plot_rect, self._chart.devicePixelRatioF()
        pixels, rows = max(1, round(plot.width() * ratio)), max(1, round(plot.height() * ratio))
        wanted = self._spec.window_seconds / store.period
        columns, wide = max(1, math.ceil(wanted / pixels)), max(1, int(pixels / wanted))
        last = store.span[1] if self._end is None else math.ceil(self._end / store.period)
        end = math.ceil(min(last, store.span[1]) / columns)
        first = end - math.ceil(pixels / wide)
        self._fit_values(store, now, first * columns, end * columns)
        low, high = math.floor(self._values.low / store.step), math.ceil(self._values.high / store.step)
        steps = max(1, math.ceil((high - low) / rows))
        seconds = columns * store.period
        self._chart.extent = Extent((end - pixels / wide) * seconds, end * seconds, low * store.step, high * store.step)
        high = low + math.ceil((high - low) / steps) * steps
        return HeatFrame(first, end, columns, low, high, steps, self._large)

    def _fit_values(self, store: HeatStore, now: float, first: int, end: int) -> None:
        courses = store.courses(first, end)
        if np.isnan(courses.bid).all() or np.isnan(courses.ask).all():
            return
        beyond = self._spec.levels * store.step
        self._values.follow(now, float(np.nanmin(courses.bid)) - beyond, float(np.nanmax(courses.ask)) + beyond)

    def _judge(self, store: HeatStore, now: float) -> None:
        if 0.0 <= now - self._judged_at < _JUDGED:
            return
        self._judged_at = now
        self._chart.decimals = decimals_of(store.step)
        large = store.large()
        if not 1.0 / _TREMBLE < large / self._large < _TREMBLE:
            self._large = large
