"""The book as it stands now, on the ladder or as curves of depth, kept up with the feed."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from monitor.core.gap import Gap
from monitor.store.store import Store
from monitor.ui.book.depth_chart import DepthChart, Depths
from monitor.ui.book.ladder_view import LadderView
from monitor.ui.charts.axis import Extent
from monitor.workspace.book.book import Levels
from monitor.workspace.book.book_feed import BookFeed
from monitor.workspace.book.ladder import ladder_of
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.plotting.ranges import ValueRange
from monitor.workspace.wording import age, decimals_of, duration

__all__ = ["BookView"]

_READABLE = 0.125
"""Seconds between two changes of what is shown: nobody reads faster."""
_MOST = 20_000
"""Levels applied in a frame while there is a history to go through."""


class BookView:
    """Fills a ladder or a chart of depth from the rows of a store."""

    def __init__(self, rows: Store, spec: BookSpec) -> None:
        self.feed = BookFeed(rows, spec)
        self._spec = spec
        self._shown_at = -math.inf
        self._version = -1
        self._reached = False
        self._decimals = 0
        self._totals = ValueRange()

    def take_in(self, now: float, gaps: Sequence[Gap]) -> None:
        """Bring the book up to now, or as far as a frame allows."""
        self._reached = self.feed.bring_to(now, gaps, now=now, most=_MOST) > 0

    def due(self, now: float) -> bool:
        """Whether it is time to show something new."""
        if 0.0 <= now - self._shown_at < _READABLE:
            return False
        self._shown_at = now
        return True

    def show_ladder(self, view: LadderView, now: float, gaps: Sequence[Gap]) -> bool:
        """Show the ladder; tells whether anything is new."""
        words = self.words(now, gaps)
        if words:
            return view.show_ladder(None, words=words)
        levels = min(self._spec.levels, view.rows)
        ladder = ladder_of(self.feed.book, levels=levels, group=self._spec.group, decimals=self._decimals)
        self._decimals = max(self._decimals, _decimals_written(ladder.widest[0]))
        return view.show_ladder(ladder, age=self._age(now))

    def show_depth(self, chart: DepthChart, now: float, gaps: Sequence[Gap]) -> bool:
        """Show the curves; tells whether anything is new."""
        words = self.words(now, gaps)
        changed = chart.set_words(words)
        if words or (self.feed.book.version == self._version and not changed):
            return changed
        self._version = self.feed.book.version
        book = self.feed.book
        sides = (book.bids, book.asks)
        bids, asks = (book.levels(side, self._spec.levels, group=self._spec.group) for side in sides)
        prices = [float(each) for levels in (bids, asks) for each in levels.price[:3]]
        self._decimals = max(self._decimals, *(min(decimals_of(price), 8) for price in prices))
        chart.depths = Depths(bids, asks, self._decimals)
        # As far as is known of both sides.
        half = min(abs(float(levels.price[-1]) - book.mid) for levels in (bids, asks) if len(levels.price)) or 1.0
        low, high = book.mid - half, book.mid + half
        self._totals.follow(now, 0.0, max(_total(bids, low, high), _total(asks, low, high)))
        chart.extent = Extent(low, high, 0.0, self._totals.high)
        chart.refresh()
        return True

    @property
    def sentence(self) -> str:
        """The best prices, for those who do not see the book."""
        return ladder_of(self.feed.book, levels=1, group=self._spec.group, decimals=self._decimals).sentence

    def words(self, now: float, gaps: Sequence[Gap]) -> str:
        """Why there is no book to show; "" when there is one."""
        book = self.feed.book
        if len(book.bids) or len(book.asks):
            return "" if self._reached or self._decimals else _tr("Reading what is held")
        if gaps and gaps[-1].end is None:
            lasts = duration(now - gaps[-1].start)
            return _tr("No data for %1: %2").replace("%1", lasts).replace("%2", gaps[-1].reason)
        return _tr("Waiting for the book") if self._reached else _tr("Reading what is held")

    def _age(self, now: float) -> str:
        since = now - self.feed.last
        return "" if math.isnan(since) else _tr("%1 ago").replace("%1", age(since))


def _total(levels: Levels, low: float, high: float) -> float:
    """The sizes of the levels from low to high together."""
    return float(levels.size[(levels.price >= low) & (levels.price <= high)].sum())


def _decimals_written(price: str) -> int:
    """How many decimals a price is written with."""
    _, _, decimals = price.partition(".")
    return len(decimals)


def _tr(text: str) -> str:
    return QCoreApplication.translate("BookView", text)
