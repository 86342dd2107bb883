"""How a curve is drawn: one-pixel lines, broken where there is no number, dots where numbers stand alone."""

from collections.abc import Iterator

import numpy as np
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from monitor.core.batch import Floats

__all__ = ["fill_under", "stroke", "stroke_points"]

_ALONE = 3
_DOT = 5
_POINT = 4


def stroke(painter: QPainter, points: Floats, pen: QPen, *, stepped: bool = False, dotted: bool = False) -> None:
    """Draw a curve through (n, 2) pixels, broken where y is NaN.

    stepped: each value holds until the next, instead of going there in a straight line.
    dotted:  with a dot at every point, not only at those that stand alone.
    """
    painter.setPen(pen)
    alone: list[Floats] = []
    for run in _runs(points):
        if len(run) > 1:
            painter.drawPolyline(_polygon(_steps(run) if stepped else run))
        else:
            alone.append(run)
    if dotted:
        stroke_points(painter, points, pen, size=_DOT)
    elif alone:
        painter.setPen(QPen(pen.brush(), _ALONE * pen.widthF(), Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawPoints(_polygon(np.concatenate(alone)))


def stroke_points(painter: QPainter, points: Floats, pen: QPen, *, size: int = _POINT) -> None:
    """Draw a dot at every one of (n, 2) pixels whose y is a number."""
    known = points[~np.isnan(points[:, 1])]
    if not len(known):
        return
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(pen.brush(), size * pen.widthF(), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoints(_polygon(known))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def fill_under(painter: QPainter, points: Floats, brush: QBrush, *, base: float, stepped: bool = False) -> None:
    """Fill what lies between the curve and the row of pixels `base`."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    for run in _runs(points):
        if len(run) > 1:
            corners = _steps(run) if stepped else run
            ends = ((corners[-1, 0], base), (corners[0, 0], base))
            painter.drawPolygon(_polygon(np.concatenate((corners, ends))))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _runs(points: Floats) -> Iterator[Floats]:
    """The parts without a NaN."""
    holes = np.flatnonzero(np.isnan(points[:, 1]))
    starts, ends = np.append(0, holes + 1).tolist(), np.append(holes, len(points)).tolist()
    for start, end in zip(starts, ends, strict=True):
        if end > start:
            yield points[start:end]


def _steps(points: Floats) -> Floats:
    """The corners of a line that goes across first, then up or down."""
    corners = np.repeat(points, 2, axis=0)[:-1]
    corners[1::2, 0] = points[1:, 0]
    return corners


def _polygon(points: Floats) -> QPolygonF:
    polygon: QPolygonF = create_qpolygonf(len(points))
    ndarray_from_qpolygonf(polygon)[:] = points
    return polygon
