"""Columns of numbers that grow at the end and are let go at the front."""

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Buffer"]

_FIRST = 64


class Buffer:
    """(rows, n) numbers in one piece of memory, at most about twice as large as what is in it."""

    def __init__(self, rows: int) -> None:
        self._data: Floats = np.empty((rows, _FIRST))
        self._start = 0
        self._stop = 0

    def __len__(self) -> int:
        return self._stop - self._start

    @property
    def view(self) -> Floats:
        """All of it, (rows, n); good until the next change."""
        return self._data[:, self._start : self._stop]

    def append(self, *rows: Floats) -> None:
        """Add columns at the end, given row by row."""
        more = len(rows[0])
        if self._stop + more > self._data.shape[1]:
            self._make_room(more)
        for place, row in enumerate(rows):
            self._data[place, self._stop : self._stop + more] = row
        self._stop += more

    def drop(self, count: int) -> None:
        """Let go of the first `count` columns."""
        self._start += min(max(count, 0), len(self))

    def clear(self) -> None:
        """Let go of everything, the memory too."""
        self._data = np.empty((len(self._data), _FIRST))
        self._start = self._stop = 0

    def _make_room(self, more: int) -> None:
        kept = len(self)
        size = max(_FIRST, 2 * (kept + more))
        data = np.empty((len(self._data), size)) if size != self._data.shape[1] else self._data
        data[:, :kept] = self._data[:, self._start : self._stop].copy() if data is self._data else self.view
        self._data, self._start, self._stop = data, 0, kept
