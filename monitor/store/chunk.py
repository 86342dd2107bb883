"""A block of rows of one stream: what is appended to, cut series from, and evicted whole."""

from bisect import bisect_left, bisect_right
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats, KeyIds

__all__ = ["CHUNK_ROWS", "Chunk", "Positions"]

CHUNK_ROWS = 65_536
"""Rows of a full chunk: few enough to evict one by one and to number in two bytes, enough to keep the list short."""

_FIRST_ROWS = 256
_MIXED = -1
_NONE = -2

_Number = TypeVar("_Number", bound=np.generic)

Positions: TypeAlias = slice | NDArray[np.integer[Any]]


class Chunk:
    """Up to `limit` rows in the order received. Grows from small, so that a quiet stream costs little.

    columns: names of the rows of `values`, fixed for the life of the chunk.
    time: event time where the row had one, else receive time; t_min and t_max bound it.
    latency: receive time minus `time`, as float32, so that receive time can be had back.
    wide: keys take four bytes instead of two.
    """

    __slots__ = (
        "_key",
        "_latency",
        "_only_key",
        "_order",
        "_time",
        "_values",
        "columns",
        "count",
        "first_received",
        "in_order",
        "last_received",
        "limit",
        "sequence",
        "t_max",
        "t_min",
    )

    def __init__(self, sequence: int, columns: tuple[str, ...], *, limit: int = CHUNK_ROWS, wide: bool = False) -> None:
        rows = min(_FIRST_ROWS, limit)
        self.sequence = sequence
        self.columns = columns
        self.limit = limit
        self.count = 0
        self.t_min = np.inf
        self.t_max = -np.inf
        self.in_order = True
        self.first_received = np.inf
        self.last_received = -np.inf
        self._only_key = _NONE
        self._time = np.empty(rows, np.float64)
        self._latency = np.empty(rows, np.float32)
        self._key: NDArray[np.unsignedinteger[Any]] = np.empty(rows, np.uint32 if wide else np.uint16)
        self._values = np.empty((len(columns), rows), np.float64)
        self._order: NDArray[np.uint16] | None = None

    @property
    def bytes(self) -> int:
        """Memory taken, room for rows to come included."""
        order = self._order.nbytes if self._order is not None else 0
        return self._time.nbytes + self._latency.nbytes + self._key.nbytes + self._values.nbytes + order

    @property
    def room(self) -> int:
        """Rows that can still be appended."""
        return self.limit - self.count

    @property
    def key_limit(self) -> int:
        """The first key id that is too large for this chunk."""
        return int(np.iinfo(self._key.dtype).max) + 1

    @property
    def time(self) -> Floats:
        return self._time[: self.count]

    @property
    def values(self) -> Floats:
        """(columns, rows)."""
        return self._values[:, : self.count]

    @property
    def received(self) -> Floats:
        """Receive times, to about the precision of a float32 of the latency."""
        received: Floats = self.time + self._latency[: self.count]
        return received

    def append(self, keys: KeyIds, time: Floats, received: Floats, values: Floats) -> None:
        """Add rows; the caller has seen to it that there is room and that the keys fit."""
        start, stop = self.count, self.count + len(keys)
        if stop > len(self._time):
            self._resize(min(self.limit, max(stop, 2 * len(self._time))))
        self._time[start:stop] = time
        self._latency[start:stop] = received - time
        self._key[start:stop] = keys
        self._values[:, start:stop] = values
        low, high = int(keys.min()), int(keys.max())
        if self._only_key == _NONE:
            self._only_key = low
        if low != high or low != self._only_key:
            self._only_key = _MIXED
        self.in_order = self.in_order and bool(time[0] >= self.t_max) and bool((time[1:] >= time[:-1]).all())
        self.t_min = min(self.t_min, float(time.min()))
        self.t_max = max(self.t_max, float(time.max()))
        self.first_received = min(self.first_received, float(received[0]))
        self.last_received = max(self.last_received, float(received[-1]))
        self.count = stop

    def seal(self) -> None:
        """Take no more rows: give back the room left, and sort the rows by key so that each key's are soon found."""
        self.limit = self.count
        self._resize(self.count)
        if self._only_key == _MIXED:
            self._order = np.argsort(self._key, kind="stable").astype(np.uint16)

    def rows_of(self, key: int, start: int = 0, stop: int | None = None) -> Positions:
        """Where the rows of a key are, in the order received, among rows start to stop."""
        stop = self.count if stop is None else stop
        if self._only_key == key:
            return slice(start, stop)
        if self._only_key != _MIXED:
            return slice(0, 0)
        if self._order is None:
            found: NDArray[np.intp] = (self._key[start:stop] == key).nonzero()[0]
            return found + start if start else found
        first = bisect_left(self._order, key, key=self._key.__getitem__)
        last = bisect_right(self._order, key, lo=first, key=self._key.__getitem__)
        rows = self._order[first:last]
        whole = start == 0 and stop == self.count
        return rows if whole else rows[slice(*np.searchsorted(rows, (start, stop)))]

    def until(self, moment: float) -> tuple[KeyIds, Positions]:
        """Keys and places of the rows that are not after a moment, in the order received."""
        if self.t_max <= moment:
            return self._key[: self.count].astype(np.uint32), slice(0, self.count)
        rows = (self.time <= moment).nonzero()[0]
        return self._key[rows].astype(np.uint32), rows

    def cut(self, positions: Positions, column: str) -> tuple[Floats, Floats]:
        """Times and values at `positions`; NaN when the chunk has no such column."""
        time = self._time[positions]
        if column in self.columns:
            return time, self._values[self.columns.index(column)][positions]
        return time, np.full(len(time), np.nan)

    def window(self, column: str, key: int, t0: float, t1: float) -> tuple[Floats, Floats]:
        """Times and values of one key with t0 <= time < t1, in the order received."""
        if t0 <= self.t_min and self.t_max < t1:
            return self.cut(self.rows_of(key), column)
        if self.in_order:
            start = int(self.time.searchsorted(t0))
            stop = self.count if self.t_max < t1 else int(self.time.searchsorted(t1))
            return self.cut(self.rows_of(key, start, stop), column)
        time, values = self.cut(self.rows_of(key), column)
        inside = (time >= t0) & (time < t1)
        return time[inside], values[inside]

    def _resize(self, rows: int) -> None:
        kept = self.count
        self._time = _resized(self._time, rows, kept)
        self._latency = _resized(self._latency, rows, kept)
        self._key = _resized(self._key, rows, kept)
        values = np.empty((len(self.columns), rows), np.float64)
        values[:, :kept] = self._values[:, :kept]
        self._values = values


def _resized(old: NDArray[_Number], rows: int, kept: int) -> NDArray[_Number]:
    new = np.empty(rows, old.dtype)
    new[:kept] = old[:kept]
    return new
