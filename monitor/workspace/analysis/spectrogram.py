"""What frequencies a series holds over time, column by column, each worked out once."""

import math

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.workspace.analysis.reading import Read
from monitor.workspace.analysis.rhythm import resampled
from monitor.workspace.analysis.spectrum import Shape, decibels, transforms

__all__ = ["Spectrogram"]

_MOST_COLUMNS = 720
_MOST_ROWS = 512
_AT_ONCE = 48
"""Columns worked out in one `update`."""
_LEAST_SHARE = 0.5
"""A column is left empty where fewer of its samples than this share are there."""


class Spectrogram:
    """Columns end at whole multiples of `hop` seconds, so that none changes while time goes on.

    interval: seconds from one sample to the next. size: samples a column is worked out from.
    rows: amplitudes of a column, from 0 Hz up to `highest`.
    """

    def __init__(self, *, interval: float, size: int, shape: Shape, seconds: float) -> None:
        self.interval = interval
        self.hop = max(size * interval / 2.0, seconds / _MOST_COLUMNS)
        self.columns = math.ceil(seconds / self.hop) + 1
        self.highest = 0.5 / interval
        self._size = size
        self._shape: Shape = shape
        self._together = max(1, size // 2 // _MOST_ROWS)
        self.rows = (size // 2) // self._together
        self._levels: NDArray[np.float32] = np.full((self.columns, self.rows), np.nan, np.float32)
        self._of: NDArray[np.int64] = np.full(self.columns, -1, np.int64)

    def update(self, read: Read, end: float, newest: float) -> bool:
        """Work out some of the columns before `end` that are not there yet, newest first; tells whether any was.

        newest: the time of the last sample there is, beyond which no column is complete.
        """
        missing = self._missing(end, newest)[::-1][:_AT_ONCE]
        for column in missing.tolist():
            place = column % self.columns
            self._of[place] = column
            self._levels[place] = self._column(read, column * self.hop)
        return len(missing) > 0

    def waits(self, end: float, newest: float) -> bool:
        """Whether `update` has more to do."""
        return len(self._missing(end, newest)) > 0

    def last_column(self, end: float, newest: float) -> int:
        """The number of the newest column that is complete."""
        return math.floor(min(end, newest) / self.hop)

    def picture(self, last: int) -> NDArray[np.float32]:
        """(columns, rows) dB up to the column of this number, NaN where there is nothing."""
        wanted = np.arange(last - self.columns + 1, last + 1)
        place = wanted % self.columns
        return np.where((self._of[place] == wanted)[:, None], self._levels[place], np.float32(np.nan))

    def _missing(self, end: float, newest: float) -> NDArray[np.int64]:
        last = self.last_column(end, newest)
        wanted = np.arange(last - self.columns + 1, last + 1)
        missing: NDArray[np.int64] = wanted[self._of[wanted % self.columns] != wanted]
        return missing

    def _column(self, read: Read, end: float) -> Floats | float:
        span = self._size * self.interval
        time, values = read(end - span, end)
        if len(time) < _LEAST_SHARE * self._size:
            return math.nan
        even = resampled(time, values[0], start=end - span, interval=self.interval, number=self._size)
        level = decibels(transforms(even, size=self._size, shape=self._shape)[0])[1:]
        level = level[: self.rows * self._together]
        highest: Floats = level.reshape(self.rows, self._together).max(axis=1)
        return highest
