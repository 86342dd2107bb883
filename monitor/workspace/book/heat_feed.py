"""The picture of a book's depth over time, made of what the store holds and kept up with it."""

import math
from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Floats
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
_SPARE = 3
"""Half as many columns more are kept as the window has, since a chart shows whole pixels of them."""
_COLUMN_COST = 192
"""Keeping a column costs as much as applying so many levels."""
_NEAREST = 50
"""Levels a side that the steps are made for."""
_GLANCES = 60
"""Moments at which the book is looked at to see how far it goes up and down."""
_LOOK_AGAIN = 15.0
_TOO_FINE, _TOO_COARSE = 2.0, 5.0
"""The steps are chosen anew when others are so many times wider or narrower."""


class HeatFeed:
    """Columns for the last `window_seconds` of a spec.

    First the history is gone through with a few glances, to see which steps suit the book; then column by column.

    store: the columns; None until the steps are known. changed_from: the first column the last `advance` has made.
    """

    def __init__(self, rows: Store, spec: BookSpec) -> None:
        self.store: HeatStore | None = None
        self.changed_from = math.inf
        self.period = max(PERIOD, spec.window_seconds / _MOST_COLUMNS)
        self._columns = max(1, math.ceil(spec.window_seconds / self.period)) * _SPARE // 2
        self._rows = rows
        self._spec = spec
        self._feed = BookFeed(rows, spec)
        self._generation = 0
        self._next = 0
        self._glance = 0
        self._mids: list[float] = []
        self._looked_at = -math.inf

    @property
    def feed(self) -> BookFeed:
        """The book as it is at the newest column."""
        return self._feed

    def advance(self, now: float, gaps: Sequence[Gap], *, most: int) -> bool:
        """Make columns that are complete at `now`, at a cost of about `most` levels; tells whether any was made."""
        self.changed_from = math.inf
        if self.store is None:
            most = self._look_round(now, gaps, most)
            if self.store is None:
                return False
        elif now - self._looked_at >= _LOOK_AGAIN and self._next >= math.floor(now / self.period):
            courses = self.store.courses(*self.store.span)
            self._choose(now, np.concatenate(courses))
        end = math.floor(now / self.period)
        self._next = max(self._next, end - self._columns)
        while most > 0 and self._next < end:
            most = self._make_next(now, gaps, most)
        return self.changed_from < math.inf

    def _look_round(self, now: float, gaps: Sequence[Gap], most: int) -> int:
        """Go on through the history, and choose steps at its end; what is left of `most`."""
        while most > 0:
            moment = now - self._spec.window_seconds * (1.0 - self._glance / _GLANCES)
            most = self._feed.bring_to(min(moment, now), gaps, now=now, most=most)
            if not most:
                break
            self._mids.append(self._feed.book.mid)
            if self._glance == _GLANCES:
                # Without a book to see, the present is looked at again with every frame.
                self._choose(now, np.array(self._mids))
                break
            self._glance += 1
        return most

    def _choose(self, now: float, prices: Floats) -> None:
        """Choose steps that suit the book as it is and the prices it was at; if they are others begin anew."""
        self._looked_at = now
        known = prices[~np.isnan(prices)]
        wanted = self._spec.group or fitting_step(self._feed.book, span=float(np.ptp(known)) if len(known) else 0.0)
        if not wanted:
            return
        if self.store is None or not 1.0 / _TOO_COARSE < wanted / self.store.step < _TOO_FINE:
            self.store = HeatStore(step=wanted, period=self.period, columns=self._columns, levels=LEVELS)
            self._feed = BookFeed(self._rows, self._spec)
            self._generation = self._next = 0
            self._mids.clear()

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
        if not math.isnan(feed.book.mid):
            store.take(self._next, feed.book)
            self.changed_from = min(self.changed_from, self._next)
            self._next += 1
        elif feed.next_at > now:
            self._next = math.floor(now / self.period)
        else:
            self._next = max(self._next + 1, math.floor(feed.next_at / self.period))
        return most - _COLUMN_COST


def fitting_step(book: Book, *, span: float = 0.0) -> float:
    """The step of 1, 2 or 5 times a power of ten with which LEVELS steps hold the best levels, and `span`.

    It is never smaller than the smallest distance of two levels; 0 while there is no book.
    """
    steps = steps_of(book)
    if not steps:
        return 0.0
    near = [float(np.ptp(side.nearest(_NEAREST)[0])) for side in (book.bids, book.asks) if len(side)]
    wanted = max(2.0 * max(near), 1.5 * span) / LEVELS
    return next((step for step in steps if step >= wanted), steps[-1])
