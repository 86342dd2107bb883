"""What a stream tells of an order book: rows of price and size, and where one message ends and the next begins."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.store.row_cursor import Rows

__all__ = ["Told", "message_starts", "sides_of", "told_of"]


class Told(NamedTuple):
    """n levels as they were told, in the order received. size: 0 takes the level away, never negative."""

    received: Floats
    time: Floats
    price: Floats
    size: Floats

    @classmethod
    def nothing(cls) -> "Told":
        """No levels."""
        return cls(np.empty(0), np.empty(0), np.empty(0), np.empty(0))

    def part(self, start: int, stop: int | None = None) -> "Told":
        """Levels start to stop (not included)."""
        return Told(*(each[start:stop] for each in self))

    def where(self, wanted: NDArray[np.bool_]) -> "Told":
        """The levels wanted."""
        return self if wanted.all() else Told(*(each[wanted] for each in self))

    def then(self, later: "Told") -> "Told":
        """These levels and, after them, others."""
        if not len(self.price):
            return later
        return Told(*(np.concatenate(pair) for pair in zip(self, later, strict=True)))


def told_of(rows: Rows) -> Told:
    """The levels in rows of price, size and, where the venue counts orders, their number, whose 0 is a removal.

    Rows without a price or size tell of nothing. The sign of a size is left out.
    """
    price, size, *count = rows.columns
    known = np.isfinite(price) & np.isfinite(size)
    sizes = np.abs(size)
    if count:
        sizes = np.where(count[0] == 0.0, 0.0, sizes)
    return Told(rows.received, rows.time, price, sizes).where(known)


def sides_of(rows: Rows) -> tuple[Told, Told]:
    """Bids and asks of rows that hold both: a negative size stands on the ask side, a size of 0 on either."""
    size = rows.columns[1]
    bids, asks = (
        told_of(Rows(rows.received[part], rows.time[part], tuple([column[part] for column in rows.columns])))
        for part in (~(size < 0.0), ~(size > 0.0))
    )
    return bids, asks


def message_starts(told: Told, *, turns: bool = True) -> NDArray[np.intp]:
    """The first level of each message, which share their times.

    turns: the levels of a message are sorted, so where several came at the same moment, the next one begins where the
    order of prices turns.
    """
    if not len(told.price):
        return np.empty(0, np.intp)
    begins = (told.time[1:] != told.time[:-1]) | (told.received[1:] != told.received[:-1])
    if turns:
        course = np.where(begins, 0.0, np.sign(np.diff(told.price)))
        begins |= course * (1.0 if course.sum() >= 0.0 else -1.0) < 0.0
    return np.flatnonzero(np.concatenate(([True], begins)))
