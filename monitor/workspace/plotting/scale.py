"""From times and values to pixels and back."""

import math
from typing import NamedTuple

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Scale"]

_OUTSIDE = 30_000.0
_LARGEST = 8e307
"""Pixels beyond which a curve need not be told where it goes; Qt's painter counts in 26.6 bits."""


class Scale(NamedTuple):
    """What a plot shows, in physical pixels.

    Columns of pixels are numbered from 1970 on, `step` seconds each, so that a moment always has the same column
    and a live plot moves by whole pixels. `first` is the one at the left.
    log: rows go with the logarithm of the value; `low` and `high` are above zero then, and other values are nowhere.
    """

    first: int
    columns: int
    step: float
    rows: int
    low: float
    high: float
    log: bool = False

    @classmethod
    def ending(
        cls, edge: float, window: float, columns: int, rows: int, low: float, high: float, *, log: bool = False
    ) -> "Scale":
        """The scale with the moment `edge` in its last column and about `window` seconds in all."""
        step = window / columns
        return cls(math.floor(edge / step) - columns + 1, columns, step, rows, low, high, log)

    def with_values(self, low: float, high: float, *, log: bool) -> "Scale":
        """The same moments in the same pixels, with other values."""
        return self._replace(low=low, high=high, log=log)

    @property
    def t0(self) -> float:
        return self.first * self.step

    @property
    def t1(self) -> float:
        return (self.first + self.columns) * self.step

    def moved_from(self, other: "Scale | None") -> int | None:
        """Columns this scale lies to the right of another; None when it differs in more than that."""
        return self.first - other.first if other is not None and self[1:] == other[1:] else None

    def column(self, time: float) -> int:
        """The column a moment is in, held within a million columns of this scale."""
        return math.floor(min(max(time / self.step, self.first - 1e6), self.first + 1e6))

    def points(self, time: Floats, values: Floats, *, origin: int, out: Floats | None = None) -> Floats:
        """(n, 2) pixels to the right of column `origin` and from the top, in `out` if given; NaN: no value."""
        points = np.empty((len(time), 2)) if out is None else out
        x, y = points[:, 0], points[:, 1]
        np.multiply(time, 1.0 / self.step, out=x)
        x -= origin
        np.maximum(x, -_OUTSIDE, out=x)
        np.minimum(x, _OUTSIDE, out=x)
        top, pixels = self._top_and_pixels()
        # Held near before anything else, so that nothing overflows; NaN passes.
        beyond = _OUTSIDE / pixels
        np.maximum(_logarithms(values) if self.log else values, max(top - beyond, -_LARGEST), out=y)
        np.minimum(y, min(top + beyond, _LARGEST), out=y)
        np.subtract(top, y, out=y)
        y *= pixels
        return points

    def y(self, value: float) -> float:
        """Pixels from the top to a value; a value that is nowhere is far below."""
        if self.log and not value > 0.0:
            return _OUTSIDE
        top, pixels = self._top_and_pixels()
        return (top - (math.log10(value) if self.log else value)) * pixels

    def row(self, value: float) -> int:
        """The row of pixels a value is in."""
        return math.floor(min(max(self.y(value), -_OUTSIDE), _OUTSIDE))

    def value(self, y: float) -> float:
        """The value at so many pixels from the top."""
        top, pixels = self._top_and_pixels()
        at = top - y / pixels
        return 10.0 ** min(max(at, -300.0), 300.0) if self.log else at

    def _top_and_pixels(self) -> tuple[float, float]:
        """The top of the axis, and pixels for each unit of it."""
        if not self.log:
            return self.high, self.rows / (self.high - self.low)
        top = math.log10(self.high)
        return top, self.rows / (top - math.log10(self.low))


def _logarithms(values: Floats) -> Floats:
    logarithms: Floats = np.log10(np.where(values > 0.0, values, np.nan))
    return logarithms
