"""How one column of every key went: sixty coarse samples a key, for sparklines and for the change over a span.

The samples are taken from the newest values as time goes on, so that a hundred thousand rows a second cost no more than
one. What happened before somebody looked is put in key by key, from the rows themselves, in slices.
"""

import math

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.store.past import PastRows
from monitor.store.rows import StreamRows

__all__ = ["POINTS", "Trend"]

POINTS = 60
"""Samples a key over the span; with the newest value there is one more."""

_SLOTS = POINTS + 2
_SHORTEST = 0.1


class Trend:
    """The last `seconds` of a column, for every key of a stream.

    A slot holds the value in force at its end; slots are numbered from 1970. What a key held when it was first seen is
    kept exactly and everything else as its distance from that, in four bytes, which is exact enough for a line.
    What stands in for the oldest slot of a key that is younger than the span is its first value.

    column: its name.
    """

    def __init__(self, rows: StreamRows | PastRows, column: str, seconds: float) -> None:
        self.column = column
        self._rows = rows
        self._step = max(seconds, _SHORTEST) / POINTS
        self._head = 0
        self._base: Floats = np.empty(0)
        self._first: NDArray[np.float32] = np.empty(0, np.float32)
        self._slots: NDArray[np.float32] = np.empty((0, _SLOTS), np.float32)
        self._filled: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._next = 0

    @property
    def complete(self) -> bool:
        """Whether what happened before is known of every key."""
        return bool(self._filled[: self._keys].all())

    @property
    def bytes(self) -> int:
        """Memory taken."""
        return self._slots.nbytes + self._base.nbytes + self._first.nbytes + self._filled.nbytes

    def sample(self, now: float) -> bool:
        """Take the newest values at `now` (wall seconds); tells whether a slot has ended since the last call."""
        head = math.floor(now / self._step)
        self._reserve(self._keys)
        if not head - self._head:
            return False
        if not 0 < head - self._head <= 2:
            # Nobody looked for a while, or a clock was set: what lies between is in the rows.
            self._slots.fill(np.nan)
            self._first.fill(np.nan)
            self._filled.fill(False)
            self._head, self._next = head, 0
            return True
        values = self.values
        fresh = np.isnan(self._base[: len(values)]) & ~np.isnan(values)
        self._base[: len(values)][fresh] = values[fresh]
        with np.errstate(over="ignore", invalid="ignore"):
            apart = (values - self._base[: len(values)]).astype(np.float32)
        first = self._first[: len(values)]
        first[:] = np.where(np.isnan(first), apart, first)
        for slot in range(self._head, head):
            self._slots[: len(values), slot % _SLOTS] = apart
        self._head = head
        return True

    def fill(self, first: NDArray[np.intp], *, most: int) -> None:
        """Put in what happened before, for at most so many keys that have not had it yet, `first` before others."""
        due = first[~self._filled[first]][:most].tolist()
        while len(due) < most and self._next < min(self._keys, len(self._filled)):
            if not self._filled[self._next]:
                due.append(self._next)
            self._next += 1
        for key in due:
            self._fill(key)

    @property
    def values(self) -> Floats:
        """(keys,) newest value of each."""
        columns = self._rows.columns
        if self.column not in columns:
            return np.full(self._keys, np.nan)
        newest: Floats = self._rows.last_values[:, columns.index(self.column)]
        return newest

    def before(self, keys: NDArray[np.intp]) -> Floats:
        """The value each of these keys had at the beginning of the span, or its first one within it."""
        oldest = self._slots[keys, (self._head + 1) % _SLOTS]
        before: Floats = np.where(np.isnan(oldest), self._first[keys], oldest) + self._base[keys]
        return before

    def lines(self, keys: NDArray[np.intp]) -> Floats:
        """(keys, POINTS + 1) how each of these went, the newest value last; NaN before its first."""
        held = self._slots[keys[:, None], self._order()[1:]] + self._base[keys, None]
        return np.concatenate((held, self.values[keys, None]), axis=1)

    def _order(self) -> NDArray[np.intp]:
        """The places of the slots that have ended, the oldest first."""
        return (self._head + 1 + np.arange(_SLOTS - 1)) % _SLOTS

    @property
    def _keys(self) -> int:
        return len(self._rows.keys)

    def _reserve(self, keys: int) -> None:
        if keys <= len(self._base):
            return
        room = max(keys, 2 * len(self._base))
        more = room - len(self._base)
        self._base = np.concatenate((self._base, np.full(more, np.nan)))
        self._first = np.concatenate((self._first, np.full(more, np.nan, np.float32)))
        self._slots = np.concatenate((self._slots, np.full((more, _SLOTS), np.nan, np.float32)))
        self._filled = np.concatenate((self._filled, np.zeros(more, np.bool_)))

    def _fill(self, key: int) -> None:
        """From the rows of the span, and of as much before it, for what held when it began."""
        self._filled[key] = True
        if not self._head or self.column not in self._rows.columns:
            return
        ends = (self._head - POINTS + np.arange(POINTS + 1)) * self._step
        lead = self._rows.lead
        shift = lead if math.isfinite(lead) else 0.0
        start = ends[0] - POINTS * self._step
        times, values = self._rows.window(self.column, key, start + shift, ends[-1] + shift)
        known = ~np.isnan(values)
        times, values = times[known] - shift, values[known]
        if not len(values):
            last, value = self._rows.last(self._rows.keys[key], self.column)
            # Nothing has come for long: the newest value is what it has been all the time.
            times, values = np.array([last - shift]), np.array([value])
            if math.isnan(value):
                return
        if math.isnan(self._base[key]):
            self._base[key] = values[-1]
        place = np.searchsorted(times, ends, side="right") - 1
        slots = (self._head - POINTS - 1 + np.arange(POINTS + 1)) % _SLOTS
        empty = np.isnan(self._slots[key, slots])
        with np.errstate(over="ignore", invalid="ignore"):
            held = np.where(place >= 0, values[np.maximum(place, 0)], np.nan) - self._base[key]
            self._slots[key, slots[empty]] = held[empty]
            self._first[key] = values[0] - self._base[key]
