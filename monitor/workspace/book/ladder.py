"""A book as rows of a ladder, in words: prices and sizes with as many decimals as they need."""

import math
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats
from monitor.workspace.book.book import Book, Levels
from monitor.workspace.wording import THIN, UNKNOWN, decimals_of, number

__all__ = ["Ladder", "LadderRow", "ladder_of"]

_MOST_DECIMALS = 10
_SIZE_DIGITS = 4
_LEAST_SHARE = 0.001


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One level. share: its size as a part of the largest one shown, for a bar."""

    price: str
    size: str
    total: str
    share: float


@dataclass(frozen=True, slots=True)
class Ladder:
    """bids, asks: best first. spread: from one to the other in words, and as a part of the price.

    widest: the longest of the prices, sizes and totals.
    """

    bids: tuple[LadderRow, ...]
    asks: tuple[LadderRow, ...]
    spread: str
    spread_share: str
    widest: tuple[str, str, str]

    @property
    def sentence(self) -> str:
        """The best prices, for those who do not see the ladder."""
        bid, ask = (f"{side[0].price} for {side[0].size}" if side else "none" for side in (self.bids, self.asks))
        return f"best bid {bid}, best ask {ask}, spread {self.spread}"


def ladder_of(book: Book, *, levels: int, group: float, decimals: int = 0) -> Ladder:
    """The best levels of a book; prices have at least so many decimals."""
    bids = book.levels(book.bids, levels, group=group)
    asks = book.levels(book.asks, levels, group=group)
    decimals = max(decimals, _decimals(np.concatenate((bids.price, asks.price))))
    largest = max((float(side.size.max()) for side in (bids, asks) if len(side.size)), default=0.0)
    sizes = np.concatenate((bids.size, asks.size))
    places = _size_decimals(sizes)
    rows = [_rows(side, decimals, places, largest) for side in (bids, asks)]
    every = [row for side in rows for row in side]
    widest = tuple(max((getattr(row, name) for row in every), key=len, default="") for name in _COLUMNS)
    spread = book.spread
    best = np.array([price for price in (book.bids.best, book.asks.best) if price == price])
    return Ladder(
        rows[0],
        rows[1],
        number(spread, decimals=max(decimals, _decimals(best))),
        _share(spread / book.mid) if book.mid else UNKNOWN,
        (widest[0], widest[1], widest[2]),
    )


def _share(part: float) -> str:
    percent = part * 100.0
    if math.isnan(percent):
        return UNKNOWN
    if 0.0 < percent < _LEAST_SHARE:
        return f"<{THIN}{number(_LEAST_SHARE)}{THIN}%"
    return f"{number(percent, decimals=3)}{THIN}%"


_COLUMNS = ("price", "size", "total")


def _rows(levels: Levels, decimals: int, places: int, largest: float) -> tuple[LadderRow, ...]:
    return tuple(
        LadderRow(
            number(price, decimals=decimals),
            number(size, decimals=places),
            number(total, decimals=places),
            size / largest if largest else 0.0,
        )
        for price, size, total in zip(levels.price.tolist(), levels.size.tolist(), levels.total.tolist(), strict=True)
    )


def _decimals(prices: Floats) -> int:
    return max((min(decimals_of(float(price)), _MOST_DECIMALS) for price in prices), default=0)


def _size_decimals(sizes: Floats) -> int:
    """So many that a middling size has four digits."""
    if not len(sizes):
        return 0
    middle = float(np.median(sizes))
    if middle <= 0.0 or not (sizes % 1.0).any():
        return 0
    return int(min(max(_SIZE_DIGITS - 1 - np.floor(np.log10(middle)), 0), _MOST_DECIMALS))
