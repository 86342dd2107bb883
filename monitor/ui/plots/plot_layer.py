"""What lies on the film of a plot: ground, hatching of gaps, grid and curves, for any range of columns."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QPen

from monitor.core.batch import Floats
from monitor.ui.plots.curve_set import Curve
from monitor.ui.plots.inks import HATCH, Inks
from monitor.ui.plots.stroke import stroke
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.shades import Shade

__all__ = ["PlotLayer"]

_REACH = 3
"""Pixels a dot reaches beyond its sample, and a line beyond its end."""


class PlotLayer:
    """Holds what is drawn; `paint` is what a Film asks to be called. All pixels are physical.

    fine: draw curves smoothly, which a still picture can afford.
    """

    def __init__(self, inks: Inks) -> None:
        self._inks = inks
        self._pens: dict[tuple[int, bool, int], QPen] = {}
        self.scale = Scale(0, 1, 1.0, 1, 0.0, 1.0)
        self.curves: Sequence[Curve] = ()
        self.fine = False
        self.line = 1
        self._grid_rows: Sequence[int] = ()
        self._grid_columns: Sequence[int] = ()
        self._shades: Sequence[Shade] = ()
        self._bounds: Floats = np.empty((2, 0))
        self._breaks: Floats = np.empty(0)

    @property
    def reach(self) -> int:
        """Columns that what is drawn at a sample may reach into on either side."""
        return _REACH * self.line

    @property
    def inks(self) -> Inks:
        """The colours."""
        return self._inks

    @inks.setter
    def inks(self, inks: Inks) -> None:
        self._inks = inks
        self._pens.clear()

    @property
    def shades(self) -> Sequence[Shade]:
        """The gaps, in order of time."""
        return self._shades

    @shades.setter
    def shades(self, shades: Sequence[Shade]) -> None:
        self._shades = shades
        self._bounds = np.array([(shade.start, shade.end) for shade in shades]).reshape(-1, 2).T
        # At both ends, since rows may bear times within the gap: of those on their way when it began, for one.
        self._breaks = np.unique(self._bounds)

    def shades_within(self, first: int, last: int) -> list[Shade]:
        """The gaps in columns first to last (not included)."""
        if not self._shades:
            return []
        step = self.scale.step
        return [self._shades[place] for place in np.flatnonzero(self._within(first * step, last * step)).tolist()]

    def shaded(self, t0: float, t1: float) -> bool:
        """Whether there is a gap between these times."""
        return bool(self._shades) and bool(self._within(t0, t1).any())

    def _within(self, t0: float, t1: float) -> NDArray[np.bool_]:
        within: NDArray[np.bool_] = (self._bounds[1] >= t0) & (self._bounds[0] < t1)
        return within

    def rule(self, columns: Sequence[int], rows: Sequence[int]) -> None:
        """Draw the grid at these columns and rows from now on."""
        self._grid_columns = columns
        self._grid_rows = rows

    def paint(self, painter: QPainter, first: int, last: int, origin: int) -> None:
        """Draw columns first to last (not included); column c lies at x = c - origin."""
        height = self.scale.rows
        painter.fillRect(first - origin, 0, last - first, height, self.inks.panel)
        for row in self._grid_rows:
            painter.fillRect(first - origin, row, last - first, self.line, self.inks.grid)
        for column in self._grid_columns:
            if first - self.line < column < last:
                painter.fillRect(column - origin, 0, self.line, height, self.inks.grid)
        for shade in self.shades_within(first, last):
            self._hatch(painter, shade, first, last, origin)
        self._curves(painter, first, last, origin)

    def _hatch(self, painter: QPainter, shade: Shade, first: int, last: int, origin: int) -> None:
        start = max(first, self.scale.column(shade.start))
        end = last if math.isinf(shade.end) else min(last, max(self.scale.column(shade.end), start + 1))
        if start < end:
            painter.setBrushOrigin(-origin % HATCH, 0)
            painter.fillRect(start - origin, 0, end - start, self.scale.rows, self.inks.hatch)

    def _curves(self, painter: QPainter, first: int, last: int, origin: int) -> None:
        for curve in self.curves:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.fine)
            line = curve.series.draw_columns(
                first - self.reach, last + self.reach, self.scale.step, breaks=self._breaks
            )
            points = self.scale.points(line.x, line.y, origin=origin)
            stroke(painter, points, self._pen(curve), stepped=curve.stepped, dotted=curve.sparse)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _pen(self, curve: Curve) -> QPen:
        key = (curve.index, curve.stale, self.line)
        if key not in self._pens:
            self._pens[key] = QPen(self.inks.curve(curve.index, stale=curve.stale), self.line)
        return self._pens[key]
