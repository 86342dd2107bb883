"""Values laid along a line of pixels."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect

from monitor.core.batch import Floats

__all__ = ["Axis", "Extent", "axes_of"]

_OUTSIDE = 1e6
"""Pixels beyond which a place is as good as any other: painting must not overflow."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The values a chart shows, from low to high in both directions; finite and apart."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float


@dataclass(frozen=True, slots=True)
class Axis:
    """`low` stands at pixel `start` and `high` at `end`, which may be the smaller one."""

    low: float
    high: float
    start: float
    end: float

    @property
    def per_pixel(self) -> float:
        """How much one pixel stands for, always positive."""
        return abs((self.high - self.low) / (self.end - self.start))

    def at(self, values: Floats) -> Floats:
        """The pixels of values, held within a million of the axis."""
        with np.errstate(over="ignore", invalid="ignore"):
            places = self.start + (values - self.low) * ((self.end - self.start) / (self.high - self.low))
        clipped: Floats = np.clip(places, -_OUTSIDE, _OUTSIDE)
        return clipped

    def place(self, value: float) -> float:
        """The pixel of one value."""
        return float(self.at(np.array([value]))[0])

    def value(self, place: float) -> float:
        """The value at a pixel."""
        return self.low + (place - self.start) * (self.high - self.low) / (self.end - self.start)


def axes_of(extent: Extent, plot: QRect) -> tuple[Axis, Axis]:
    """Both axes of a plot, the values of the second growing upwards."""
    x = Axis(extent.x_low, extent.x_high, plot.left(), plot.left() + plot.width())
    return x, Axis(extent.y_low, extent.y_high, plot.top() + plot.height(), plot.top())
