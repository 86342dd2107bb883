"""The picture of a book's depth over time, made of what the store holds and kept up with it."""

import math
from collections.abc import Sequence

import numpy as np

from monitor.core.gap import Gap
from monitor.store.store import Store
from monitor.workspace.book.book import Book, steps_of
from monitor.workspace.book.book_feed import BookFeed
from monitor.workspace.book.heat_store import HeatStore
from monitor.workspace.desk.specs.book import BookSpec

__all__ = ["LEVELS", "PERIOD", "HeatFeed", "fitting_step"]

PERIOD = 0.1
"""Seconds a column spans at least."""
LEVELS = 200
"""Steps of price in a column."""

_MOST_COLUMNS = 6000
_COLUMN_COST = 192
"""Keeping a column costs as much as applying so many levels."""
_NEAREST = 50
"""Levels a side that the steps are made for."""
_LOOK_AGAIN = 15.0
_WIDER = 4.0
"""The steps are chosen anew when others are so many times better."""


class HeatFeed:
    """Columns for the last `window_seconds` of a spec.

    First the book is brought to the present, to see which steps suit it; then it is gone through from the beginning.

    store: the columns; None until the steps are known. changed_from: the first column the last `advance` has made.
    """

    def __init__(self, rows: Store, spec: BookSpec) -> None:
        self.store: HeatStore | None = None
        self.changed_from = math.inf
        self.period = max(PERIOD, spec.window_seconds / _MOST_COLUMNS)
        self._columns = max(1, math.ceil(spec.window_seconds / self.period))
        self._rows = rows
        self._spec = spec
        self._feed = BookFeed(rows, spec)
        self._generation = 0
        self._next = 0
        self._looked_at = -math.inf

    @property
    def feed(self) -> BookFeed:
        """The book as it is at the newest column."""
        return self._feed

    def advance(self, now: float, gaps: Sequence[Gap], *, most: int) -> bool:
        """Make columns that are complete at `now`, at a cost of about `most` levels; tells whether any was made."""
        self.changed_from = math.inf
        if self.store is None:
            most = self._feed.bring_to(now, gaps, now=now, most=most)
            if not most or not self._begin(now):
                return False
        elif now - self._looked_at >= _LOOK_AGAIN:
            self._begin(now)
        end = math.floor(now / self.period)
        self._next = max(self._next, end - self._columns)
        while most > 0 and self._next < end:
            most = self._make_next(now, gaps, most)
        return self.changed_from < math.inf

    def _begin(self, now: float) -> bool:
        """Choose steps, and if they are others begin anew; tells whether there are any."""
        self._looked_at = now
        wanted = self._spec.group or fitting_step(self._feed.book)
        if not wanted:
            return self.store is not None
        if self.store is None or not 1.0 / _WIDER < wanted / self.store.step < _WIDER:
            self.store = HeatStore(step=wanted, period=self.period, columns=self._columns, levels=LEVELS)
            self._feed = BookFeed(self._rows, self._spec)
            self._generation = self._next = 0
        return True

    def _make_next(self, now: float, gaps: Sequence[Gap], most: int) -> int:
        feed, store = self._feed, self.store
        assert store is not None
        most = feed.bring_to((self._next + 1) * self.period, gaps, now=now, most=most)
        if feed.generation != self._generation:
            self._generation = feed.generation
            self.store = store = HeatStore(
                step=store.step, period=store.period, columns=self._columns, levels=store.levels
            )
        if not most:
            return 0
        if feed.book.mid != feed.book.mid and feed.next_at > now:
            self._next = math.floor(now / self.period)
        elif feed.book.mid != feed.book.mid:
            self._next = max(self._next + 1, math.floor(feed.next_at / self.period))
        else:
            store.take(self._next, feed.book)
            self.changed_from = min(self.changed_from, self._next)
            self._next += 1
        return most - _COLUMN_COST


def fitting_step(book: Book) -> float:
    """The step of 1, 2 or 5 times a power of ten with which LEVELS steps hold the best levels; 0 while there are none.

    It is never smaller than the smallest distance of two levels.
    """
    steps = steps_of(book)
    if not steps:
        return 0.0
    spans = [float(np.ptp(side.nearest(_NEAREST)[0])) for side in (book.bids, book.asks) if len(side)]
    wanted = 2.0 * max(spans) / LEVELS
    return next((step for step in steps if step >= wanted), steps[-1])
