"""Curves in pixels, in memory that Qt draws from."""

import math

from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtGui import QPolygonF

from monitor.core.batch import Floats
from monitor.store import Polyline
from monitor.workspace.plotting.scale import Scale

__all__ = ["PixelBuffer"]

_KEPT = 96
"""Polygons of up to so many corners are kept, since making one costs as much as drawing it."""


class PixelBuffer:
    """Holds one curve at a time. points: (n, 2) pixels; broken: some y is NaN; polygon: the same for Qt."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[QPolygonF, Floats]] = {}
        self.polygon, self.points = _made(0)
        self.broken = False

    def fill(self, line: Polyline, scale: Scale, *, origin: int) -> None:
        """Hold a curve as a scale shows it, counted from column `origin`."""
        count = len(line.x)
        held = self._kept.get(count)
        if held is None:
            held = _made(count)
            if count <= _KEPT:
                self._kept[count] = held
        self.polygon, self.points = held
        scale.points(line.x, line.y, origin=origin, out=self.points)
        self.broken = math.isnan(self.points.sum())


def _made(count: int) -> tuple[QPolygonF, Floats]:
    polygon: QPolygonF = create_qpolygonf(count)
    return polygon, ndarray_from_qpolygonf(polygon)
