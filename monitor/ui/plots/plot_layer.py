"""What lies on the film of a plot: ground, hatching of gaps, grid, curves and the labels of time, column by column."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from monitor.core.batch import Floats
from monitor.store import Polyline
from monitor.ui.plots.inks import HATCH, Inks, hatching
from monitor.ui.plots.pixel_buffer import PixelBuffer
from monitor.ui.plots.stroke import fill_under, stroke, stroke_points
from monitor.ui.plots.time_axis import TimeAxis
from monitor.workspace.plotting.curve_set import Curve
from monitor.workspace.plotting.gap_shades import GapShades
from monitor.workspace.plotting.held import held_on
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.shades import Shade

__all__ = ["PlotLayer"]

_REACH, _REACH_OF_DOTS = 2, 3
"""Pixels that what is drawn at a sample reaches into: a sample that stands alone among others, and a dot."""
_TILE = 32
"""Columns of ground kept as a picture, since most strips are narrower."""


class PlotLayer:
    """Holds what is drawn; `paint` is what a Film asks to be called. All pixels are physical.

    scale, left: time and the values of the right axis; the same with those of the left.
    below: rows of pixels under the plot, where the labels of time are.
    edge: the present, up to which a value that holds is drawn.
    fine: draw curves smoothly, which a still picture can afford.
    """

    def __init__(self, inks: Inks, times: TimeAxis, gaps: GapShades) -> None:
        self._inks = inks
        self._times = times
        self._gaps = gaps
        self._pens: dict[tuple[int, bool], QPen] = {}
        self._ground = QPixmap()
        self._buffer = PixelBuffer()
        self._hatch: QBrush | None = None
        self._line = 1
        self._rows: Sequence[int] = ()
        self.scale = self.left = Scale(0, 1, 1.0, 1, 0.0, 1.0)
        self.below = 0
        self._curves: Sequence[Curve] = ()
        self._reach = _REACH_OF_DOTS
        self.edge = -math.inf
        self.fine = False

    @property
    def reach(self) -> int:
        """Columns that what is drawn at a sample may reach into on either side."""
        return self._reach * self._line

    @property
    def inks(self) -> Inks:
        """The colours."""
        return self._inks

    @inks.setter
    def inks(self, inks: Inks) -> None:
        self._inks = inks
        self._pens.clear()
        self._hatch = None
        self._ground = QPixmap()

    def show(self, curves: Sequence[Curve]) -> None:
        """Draw these curves from now on. Call it also when it has changed how they are to be drawn."""
        self._curves = curves
        dotted = any(curve.sparse or curve.style == "points" for curve in curves)
        self._reach = _REACH_OF_DOTS if dotted else _REACH

    def rule(self, rows: Sequence[int], *, line: int) -> None:
        """Draw the grid at these rows of pixels from now on, and lines `line` pixels wide."""
        if line != self._line or self._hatch is None:
            self._line = line
            self._pens.clear()
            self._hatch = hatching(self._inks, line)
        self._rows = rows
        self._ground = QPixmap()

    def paint(self, painter: QPainter, first: int, last: int, origin: int) -> None:
        """Draw columns first to last (not included); column c lies at x = c - origin."""
        self._paint_ground(painter, first - origin, last - origin)
        self._paint_moments(painter, first, last, origin)
        for shade in self._gaps.within(first * self.scale.step, last * self.scale.step):
            self._paint_gap(painter, shade, first, last, origin)
        if self.fine:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for curve in self._curves:
            self._paint_curve(painter, curve, first, last, origin)
        self._times.paint(painter, first, last, origin, self.scale.rows, self.below)

    def _paint_ground(self, painter: QPainter, left: int, right: int) -> None:
        height = self.scale.rows + self.below
        if right - left > _TILE:
            self._paint_rows(painter, left, right, height)
            return
        if self._ground.height() != height:
            self._ground = QPixmap(_TILE, height)
            with QPainter(self._ground) as onto:
                self._paint_rows(onto, 0, _TILE, height)
        painter.drawPixmap(left, 0, self._ground, 0, 0, right - left, height)

    def _paint_rows(self, painter: QPainter, left: int, right: int, height: int) -> None:
        painter.fillRect(left, 0, right - left, height, self._inks.panel)
        for row in self._rows:
            painter.fillRect(left, row, right - left, min(self._line, self.scale.rows - row), self._inks.grid)

    def _paint_moments(self, painter: QPainter, first: int, last: int, origin: int) -> None:
        columns = self._times.columns
        for place in range(bisect_right(columns, first - self._line), bisect_left(columns, last)):
            painter.fillRect(columns[place] - origin, 0, self._line, self.scale.rows, self._inks.grid)

    def _paint_gap(self, painter: QPainter, shade: Shade, first: int, last: int, origin: int) -> None:
        start = max(first, self.scale.column(shade.start))
        end = last if math.isinf(shade.end) else min(last, max(self.scale.column(shade.end), start + 1))
        if start < end and self._hatch is not None:
            painter.setBrushOrigin(-origin % (HATCH * self._line), 0)
            painter.fillRect(start - origin, 0, end - start, self.scale.rows, self._hatch)

    def _paint_curve(self, painter: QPainter, curve: Curve, first: int, last: int, origin: int) -> None:
        if curve.series is None:
            return
        scale = self.left if curve.left else self.scale
        breaks = self._gaps.breaks(curve.origin)
        reach = self._reach * self._line
        line = curve.series.draw_columns(first - reach, last + reach, scale.step, breaks=breaks)
        stepped = curve.stepped
        if curve.style == "hold":
            line, stepped = self._held(curve, line), True
        if not len(line.x):
            return
        buffer, pen = self._buffer, self._pen(curve)
        buffer.fill(line, scale, origin=origin)
        if curve.style == "points":
            stroke_points(painter, buffer.points, pen)
            return
        if curve.style == "area":
            self._fill(painter, curve, buffer.points, scale, stepped=stepped)
        if buffer.broken or stepped or curve.sparse or len(line.x) == 1:
            stroke(painter, buffer.points, pen, stepped=stepped, dotted=curve.sparse)
        else:
            painter.setPen(pen)
            painter.drawPolyline(buffer.polygon)

    def _held(self, curve: Curve, line: Polyline) -> Polyline:
        if curve.series is None:
            return line
        time, value = curve.series.last
        return held_on(line, time, value, until=min(self.edge, self._gaps.next_break(curve.origin, time)))

    def _fill(self, painter: QPainter, curve: Curve, points: Floats, scale: Scale, *, stepped: bool) -> None:
        zero = scale.rows if scale.log else min(max(scale.row(0.0), 0), scale.rows)
        fill_under(painter, points, QBrush(self._inks.fills[curve.index]), base=float(zero), stepped=stepped)

    def _pen(self, curve: Curve) -> QPen:
        key = (curve.index, curve.stale)
        if key not in self._pens:
            self._pens[key] = QPen(self._inks.curve(curve.index, stale=curve.stale), self._line)
        return self._pens[key]
