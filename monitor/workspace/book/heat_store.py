"""How deep a book was at which price and moment: columns of sizes, some a second, the last so many kept."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.workspace.book.book import Book
from monitor.workspace.book.side import Side

__all__ = ["Courses", "HeatStore", "Image"]

Image = NDArray[np.float32]
"""(steps, columns) sizes, the lowest price first: above 0 for bids, below 0 for asks, 0 where there is neither."""

_LOOKED_AT = 128
"""Columns by which it is judged what is a large size."""
_LARGE = 99.0
"""Per cent of all sizes that are smaller than a large one."""


_PARTS = 16
"""The steps of a column move along when the middle of the book has moved by such a part of them."""


class Courses(NamedTuple):
    """Best bid and best ask of columns; NaN where a side was empty or nothing was kept."""

    bid: Floats
    ask: Floats


class HeatStore:
    """Column i is the book at the end of [i * period, (i + 1) * period), in seconds since 1970.

    Each column holds `levels` steps of price around the middle of the book; step k spans [k * step, (k + 1) * step).
    The lowest of them stays where it is until the middle has moved by a part of them: so neighbouring columns can be
    read together.
    """

    def __init__(self, *, step: float, period: float, columns: int, levels: int = 200) -> None:
        self.step = step
        self.period = period
        self.levels = levels
        self._capacity = columns
        self._sizes = np.zeros((columns, levels), np.float32)
        self._lowest = np.zeros(columns, np.int64)
        self._courses = np.full((2, columns), np.nan)
        self._first = 0
        self._end = 0

    @property
    def span(self) -> tuple[int, int]:
        """Number of the oldest column, and one beyond that of the newest; equal when there is none."""
        return self._first, self._end

    @property
    def bytes(self) -> int:
        """Memory taken, whether it is filled or not."""
        return self._sizes.nbytes + self._lowest.nbytes + self._courses.nbytes

    def take(self, column: int, book: Book) -> None:
        """Keep the book as column `column`, which comes after all others; what lies between stays empty."""
        if self._first == self._end or column - self._end >= self._capacity:
            self._first = self._end = column
        while self._end < column:
            self._put(self._end, None)
        self._put(column, book)

    def image(self, first: int, last: int, columns: int, low: int, high: int) -> Image:
        """Steps low to high and columns first to last (neither included), `columns` of these to a pixel: the largest
        size of each. Pixel 0 begins with column `first`.
        """
        pixels = np.zeros((-(-(last - first) // columns), high - low), np.float32)
        for start, stop, lowest in self._runs(max(first, self._first), min(last, self._end)):
            inner = slice(max(low - lowest, 0), min(high - lowest, self.levels))
            if inner.start < inner.stop:
                outer = slice(lowest + inner.start - low, lowest + inner.stop - low)
                begin, before = divmod(start - first, columns)
                found = _largest(self._sizes[start % self._capacity :][: stop - start, inner], columns, before)
                part = pixels[begin : begin + len(found), outer]
                part[:] = _stronger(np.maximum(part, found), np.minimum(part, found))
        return pixels.T

    def courses(self, first: int, last: int) -> Courses:
        """Best prices of columns first to last (not included)."""
        numbers = np.arange(first, last)
        kept = (numbers >= self._first) & (numbers < self._end)
        found = np.full((2, len(numbers)), np.nan)
        found[:, kept] = self._courses[:, numbers[kept] % self._capacity]
        return Courses(found[0], found[1])

    def large(self) -> float:
        """A size that few are larger than; NaN when there is none."""
        numbers = np.unique(np.linspace(self._first, self._end - 1, _LOOKED_AT).astype(np.int64))
        if self._first == self._end:
            return np.nan
        sizes = np.abs(self._sizes[numbers % self._capacity])
        sizes = sizes[sizes > 0.0]
        return float(np.percentile(sizes, _LARGE)) if len(sizes) else np.nan

    def _put(self, column: int, book: Book | None) -> None:
        place = column % self._capacity
        self._end = column + 1
        self._first = max(self._first, self._end - self._capacity)
        self._sizes[place] = 0.0
        self._courses[:, place] = np.nan
        before = int(self._lowest[(column - 1) % self._capacity])
        self._lowest[place] = before
        if book is None or book.mid != book.mid:
            return
        lowest = self._lowest[place] = self._placed(book.mid, before)
        bids, asks = self._binned(book.bids, lowest), self._binned(book.asks, lowest)
        self._sizes[place] = np.where(asks > bids, -asks, bids)
        self._courses[:, place] = book.bids.best, book.asks.best

    def _placed(self, mid: float, before: int) -> int:
        middle = int(np.floor(mid / self.step))
        least = self.levels // 2 - max(1, self.levels // _PARTS)
        near = before + least <= middle < before + self.levels - least
        return before if near else middle - self.levels // 2

    def _binned(self, side: Side, lowest: int) -> Floats:
        # Half a thousandth of a step keeps prices that are multiples of it on their own step.
        slack = self.step * 5e-4
        prices, sizes = side.within(lowest * self.step - slack, (lowest + self.levels) * self.step - slack)
        number = np.floor((prices + slack) / self.step).astype(np.int64) - lowest
        return np.bincount(np.clip(number, 0, self.levels - 1), sizes, self.levels).astype(np.float64)

    def _runs(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Columns that are kept, in runs that lie together and have the same lowest step: first, end, lowest."""
        if last <= first:
            return []
        places = np.arange(first, last) % self._capacity
        lowest = self._lowest[places]
        starts = np.concatenate(([0], np.flatnonzero((np.diff(lowest) != 0) | (np.diff(places) != 1)) + 1))
        ends = np.append(starts[1:], last - first)
        return list(zip((starts + first).tolist(), (ends + first).tolist(), lowest[starts].tolist(), strict=True))


def _largest(sizes: Image, columns: int, before: int) -> Image:
    """The strongest of each `columns` rows, with its sign; `before` rows are missing from the first of them."""
    if columns == 1:
        return sizes
    padded = np.zeros((-(-(before + len(sizes)) // columns) * columns, sizes.shape[1]), np.float32)
    padded[before : before + len(sizes)] = sizes
    folded = padded.reshape(-1, columns, sizes.shape[1])
    return _stronger(folded.max(axis=1), folded.min(axis=1))


def _stronger(highest: Image, lowest: Image) -> Image:
    return np.where(highest < -lowest, lowest, highest)
