"""From times and values to pixels and back."""

import math
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Scale"]

_OUTSIDE = 30_000.0
"""Pixels beyond which a curve need not be told where it goes; Qt's painter counts in 26.6 bits."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a plot shows, in physical pixels.

    Columns of pixels are numbered from 1970 on, `step` seconds each, so that a moment always has the same column
    and a live plot moves by whole pixels. `first` is the one at the left.
    """

    first: int
    columns: int
    step: float
    rows: int
    low: float
    high: float

    @classmethod
    def ending(cls, edge: float, window: float, columns: int, rows: int, low: float, high: float) -> "Scale":
        """The scale with the moment `edge` in its last column and about `window` seconds in all."""
        step = window / columns
        return cls(math.floor(edge / step) - columns + 1, columns, step, rows, low, high)

    @property
    def t0(self) -> float:
        return self.first * self.step

    @property
    def t1(self) -> float:
        return (self.first + self.columns) * self.step

    def moved_from(self, other: "Scale | None") -> int | None:
        """Columns this scale lies to the right of another; None when it differs in more than that."""
        if other is None or (self.step, self.columns, self.rows) != (other.step, other.columns, other.rows):
            return None
        return self.first - other.first if (self.low, self.high) == (other.low, other.high) else None

    def column(self, time: float) -> int:
        """The column a moment is in, held within a million columns of this scale."""
        position = math.floor(min(max(time / self.step, self.first - 1e6), self.first + 1e6))
        return int(position)

    def points(self, time: Floats, values: Floats, *, origin: int) -> Floats:
        """(n, 2) pixels to the right of column `origin` and from the top; y is NaN where there is no value."""
        points = np.empty((len(time), 2))
        np.multiply(time, 1.0 / self.step, out=points[:, 0])
        points[:, 0] -= origin
        with np.errstate(over="ignore", invalid="ignore"):
            np.subtract(self.high, values, out=points[:, 1])
            points[:, 1] *= self.rows / (self.high - self.low)
        # NaN passes both.
        np.minimum(points, _OUTSIDE, out=points)
        return np.maximum(points, -_OUTSIDE, out=points)

    def row(self, value: float) -> int:
        """The row of pixels a value is in."""
        return math.floor((self.high - value) * (self.rows / (self.high - self.low)))

    def value(self, y: float) -> float:
        """The value at so many pixels from the top."""
        return self.high - y * (self.high - self.low) / self.rows
