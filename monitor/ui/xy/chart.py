"""Pairs of two series as points, or joined in order of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

import numpy as np
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from monitor.core.batch import Floats
from monitor.ui.charts.axis import Axis
from monitor.ui.charts.chart import Chart
from monitor.ui.charts.lines import polygon
from monitor.ui.charts.readout import Reading
from monitor.ui.theme import Theme
from monitor.ui.xy.dots import Dots
from monitor.workspace.analysis.names import with_unit
from monitor.workspace.analysis.pairing import nearest_pair
from monitor.workspace.plotting.time_ticks import moment

__all__ = ["Cloud", "XyChart"]

_AGES = (0.38, 0.65, 1.0)
"""How strong the oldest, the middle and the newest third of the pairs are drawn."""
_FEW, _SOME = 400, 5000
"""Up to so many points are drawn 5 and 3 pixels wide, more 2."""
_NEAR = 48.0
"""Pixels from the mouse beyond which no pair is read."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """The pairs of one y, in order of time; index is that of its colour."""

    index: int
    name: str
    unit: str
    time: Floats
    x: Floats
    y: Floats


class XyChart(Chart):
    """Shows `clouds` after `refresh`.

    joined: as a line in order of time. equal: the same scale on both axes. zone: of the times it writes.
    span: the time the pairs are from, by which they fade.
    """

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.clouds: Sequence[Cloud] = ()
        self.joined = False
        self.equal = False
        self.zone: tzinfo | None = None
        self.x_name = self.x_unit = ""
        self.span = (0.0, 1.0)
        self._at = -1

    def axes(self, plot: QRect) -> tuple[Axis, Axis]:
        x, y = super().axes(plot)
        if not self.equal:
            return x, y
        unit = max(x.per_pixel, y.per_pixel)
        return _spread(x, unit), _spread(y, unit)

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        dots = Dots(plot, self.devicePixelRatioF())
        for age, strength in enumerate(_AGES):
            for cloud in self.clouds:
                part = self._of_age(cloud, age)
                colour = self.ink.curve(cloud.index, strength=strength)
                places = np.column_stack((x.at(cloud.x[part]), y.at(cloud.y[part])))
                if self.joined:
                    painter.setPen(QPen(colour, 1.0))
                    painter.drawPolyline(polygon(_apart(places)))
                else:
                    dots.put(places[:, 0], places[:, 1], colour, self._size(len(cloud.time)))
        if not self.joined:
            dots.paint(painter)

    def read(self, at: QPointF, x: Axis, y: Axis) -> Reading | None:
        units = x.per_pixel, y.per_pixel
        found = [(nearest_pair(c.x, c.y, (x.value(at.x()), y.value(at.y())), units), c) for c in self.clouds]
        near = [(away, place, cloud) for (place, away), cloud in found if away <= _NEAR]
        if not near:
            return None
        _, place, cloud = min(near, key=lambda each: each[0])
        return self._said(cloud, place, x, y)

    def read_step(self, by: int, x: Axis, y: Axis) -> Reading | None:
        cloud = next((cloud for cloud in self.clouds if len(cloud.time)), None)
        if cloud is None:
            return None
        last = len(cloud.time) - 1
        self._at = last if self._at < 0 else min(max(self._at + by, 0), last)
        return self._said(cloud, self._at, x, y)

    def _said(self, cloud: Cloud, place: int, x: Axis, y: Axis) -> Reading:
        one, other = float(cloud.x[place]), float(cloud.y[place])
        return Reading(
            x.place(one),
            y.place(other),
            (
                (moment(float(cloud.time[place]), 0.001, zone=self.zone), None),
                (f"{self.x_name} {with_unit(one, self.x_unit)}", None),
                (f"{cloud.name} {with_unit(other, cloud.unit)}", cloud.index),
            ),
        )

    def _of_age(self, cloud: Cloud, age: int) -> slice:
        """The pairs of one third of the time; a line begins where the one before it ends."""
        start, end = self.span
        bounds = start + (end - start) * np.arange(1, len(_AGES)) / len(_AGES)
        first, *rest = (0, *np.searchsorted(cloud.time, bounds).tolist(), len(cloud.time))[age : age + 2]
        return slice(max(0, first - 1) if self.joined else first, rest[0])

    def _size(self, number: int) -> int:
        points = 5 if number <= _FEW else 3 if number <= _SOME else 2
        return max(1, round(points * self.devicePixelRatioF()))


def _spread(axis: Axis, unit: float) -> Axis:
    """The axis with a pixel standing for so much, about its middle."""
    half = unit * abs(axis.end - axis.start) / 2.0
    middle = axis.low + (axis.high - axis.low) / 2.0
    return Axis(middle - half, middle + half, axis.start, axis.end)


def _apart(places: Floats) -> Floats:
    """The corners of a line without those in the pixel of the one before, which nobody sees."""
    if len(places) < 3:
        return places
    pixels = np.round(places)
    kept = np.append(True, (pixels[1:] != pixels[:-1]).any(axis=1))
    kept[-1] = True
    corners: Floats = places[kept]
    return corners
