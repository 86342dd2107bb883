"""An order book as it stands: both sides, and what is asked of them."""

from typing import NamedTuple

import numpy as np

from monitor.core.batch import Floats
from monitor.workspace.book.side import Side

__all__ = ["Book", "Levels", "grouped", "steps_of"]

_NEAR = 1e-6
"""So near to a step, in steps, a price is on it; prices and steps are decimal, their quotients are not."""
_LOOKED_AT = 200
_MULTIPLES = (1.0, 2.0, 5.0)
_SMALLEST_SHARE, _LARGEST_SHARE = 1e-5, 0.02
"""Of the price, that are worth offering as a step."""


class Levels(NamedTuple):
    """n levels of one side, best first. total: the sizes of these and all better levels together."""

    price: Floats
    size: Floats
    total: Floats


class Book:
    """Bids and asks. `version` grows with every change."""

    def __init__(self) -> None:
        self.bids = Side(rising=False)
        self.asks = Side(rising=True)
        self.version = 0

    @property
    def mid(self) -> float:
        """Halfway between the sides; the best of one where the other is empty; NaN when both are."""
        known = [price for price in (self.bids.best, self.asks.best) if price == price]
        return sum(known) / len(known) if known else np.nan

    @property
    def spread(self) -> float:
        """From the best bid to the best ask; NaN when a side is empty."""
        return self.asks.best - self.bids.best

    def levels(self, side: Side, most: int, *, group: float = 0.0) -> Levels:
        """The best levels of a side, put together in steps of `group` (0: as they come)."""
        if group > 0.0:
            return grouped(*side.nearest(len(side)), group, most=most, rising=side.rising)
        price, size = side.nearest(most)
        return Levels(price, size, size.cumsum())

    def clear(self) -> None:
        """Forget every level."""
        self.bids.clear()
        self.asks.clear()
        self.version += 1

    def uncross(self) -> None:
        """While the best bid is not below the best ask, drop whichever was told first: it is out of date.

        Where both were told at the same moment the venue means it, as in an auction.
        """
        bids, asks = self.bids, self.asks
        while bids.best >= asks.best and bids.best_since != asks.best_since:
            older = bids if bids.best_since < asks.best_since else asks
            older.drop_best()


def grouped(prices: Floats, sizes: Floats, step: float, *, most: int, rising: bool) -> Levels:
    """Levels, best first, in steps: asks go up and bids down to the next step, so that none looks better than it is."""
    quotient = prices / step
    nearest = np.rint(quotient)
    rounded = np.ceil(quotient) if rising else np.floor(quotient)
    number = np.where(np.abs(quotient - nearest) < _NEAR, nearest, rounded)
    starts = np.flatnonzero(np.diff(number, prepend=np.nan))
    ends = np.append(starts[1:], len(number))[:most]
    starts = starts[:most]
    upto = sizes.cumsum()[ends - 1] if len(starts) else np.empty(0)
    return Levels(number[starts] * step, np.diff(upto, prepend=0.0), upto)


def steps_of(book: Book) -> tuple[float, ...]:
    """Steps worth grouping this book by: 1, 2 and 5 times powers of ten, from the smallest distance of two levels.

    Where no side has two levels it is taken from the spread, or else from the price. Empty while there is no book.
    """
    if book.mid != book.mid:
        return ()
    prices = [np.sort(side.nearest(_LOOKED_AT)[0]) for side in (book.bids, book.asks)]
    apart = np.concatenate([np.diff(each) for each in prices] + [[book.spread]])
    apart = apart[apart > 0.0]
    tick = float(apart.min()) if len(apart) else abs(book.mid) * _SMALLEST_SHARE or 1.0
    largest = abs(book.mid) * _LARGEST_SHARE
    power = int(np.floor(np.log10(tick) + _NEAR))
    steps = (multiple * 10.0**exponent for exponent in range(power, power + 12) for multiple in _MULTIPLES)
    return tuple(step for step in steps if tick * (1.0 - _NEAR) <= step <= max(largest, 2.0 * tick))
