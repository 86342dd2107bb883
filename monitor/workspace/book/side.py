"""One side of an order book: its levels, sorted by price."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = ["Side"]

_MOST = 50_000
"""Levels kept, those nearest to the other side: more than any venue sends, and a bound for a mapping gone wrong."""


class Side:
    """Levels with a size above 0. rising: the best price is the lowest, as it is for asks.

    price, size, since: (n,) in order of rising price, as views that the next change may overwrite; `since` is when a
    level was last told, on the clock of `apply`.
    """

    __slots__ = ("price", "rising", "since", "size")

    def __init__(self, *, rising: bool) -> None:
        self.rising = rising
        self.price: Floats = np.empty(0)
        self.size: Floats = np.empty(0)
        self.since: Floats = np.empty(0)

    def __len__(self) -> int:
        return len(self.price)

    @property
    def best(self) -> float:
        """The price nearest to the other side; NaN when there is none."""
        return float(self.price[0 if self.rising else -1]) if len(self.price) else np.nan

    @property
    def best_since(self) -> float:
        """When the best price was last told; NaN when there is none."""
        return float(self.since[0 if self.rising else -1]) if len(self.price) else np.nan

    def nearest(self, levels: int) -> tuple[Floats, Floats]:
        """Prices and sizes of the best levels, best first."""
        if self.rising:
            return self.price[:levels], self.size[:levels]
        return self.price[::-1][:levels], self.size[::-1][:levels]

    def within(self, low: float, high: float) -> tuple[Floats, Floats]:
        """Prices and sizes with low <= price < high, in order of rising price."""
        start, stop = self.price.searchsorted((low, high))
        return self.price[start:stop], self.size[start:stop]

    def clear(self) -> None:
        """Forget every level."""
        self._keep(slice(0, 0))

    def apply(self, prices: Floats, sizes: Floats, since: Floats) -> None:
        """Take in changes, in the order they were told: a size of 0 takes its level away. None may be NaN."""
        prices, sizes, since = _newest(prices, sizes, since)
        if len(self.price):
            place = self.price.searchsorted(prices)
            known = self.price[np.minimum(place, len(self.price) - 1)] == prices
        else:
            place, known = np.zeros(len(prices), np.intp), np.zeros(len(prices), np.bool_)
        self._renew(place[known], sizes[known], since[known])
        fresh = ~known & (sizes > 0.0)
        if fresh.any():
            self._insert(place[fresh], prices[fresh], sizes[fresh], since[fresh])
        if not self.size.all():
            self._keep(self.size > 0.0)
        if len(self.price) > _MOST:
            self.keep_nearest(_MOST)

    def replace(self, prices: Floats, sizes: Floats, since: Floats) -> None:
        """These are all levels there are."""
        self.clear()
        self.apply(prices, sizes, since)

    def keep_nearest(self, levels: int) -> None:
        """Forget all but the best levels."""
        if len(self.price) > levels:
            self._keep(slice(0, levels) if self.rising else slice(len(self.price) - levels, None))

    def drop_best(self) -> None:
        """Forget the best level."""
        self._keep(slice(1, None) if self.rising else slice(0, -1))

    def _renew(self, place: NDArray[np.intp], sizes: Floats, since: Floats) -> None:
        self.size[place], self.since[place] = sizes, since

    def _insert(self, place: NDArray[np.intp], prices: Floats, sizes: Floats, since: Floats) -> None:
        self.price = np.insert(self.price, place, prices)
        self.size = np.insert(self.size, place, sizes)
        self.since = np.insert(self.since, place, since)

    def _keep(self, wanted: slice | NDArray[Any]) -> None:
        self.price, self.size, self.since = self.price[wanted], self.size[wanted], self.since[wanted]


def _newest(prices: Floats, sizes: Floats, since: Floats) -> tuple[Floats, Floats, Floats]:
    """The last word on each price, in order of price."""
    order = np.argsort(prices, kind="stable")
    prices = prices[order]
    last = np.ones(len(prices), np.bool_)
    np.not_equal(prices[1:], prices[:-1], out=last[:-1])
    order = order[last]
    return prices[last], sizes[order], since[order]
