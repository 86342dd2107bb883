"""How a curve is drawn: one-pixel lines, broken where there is no number, dots where numbers stand alone."""

import numpy as np
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from monitor.core.batch import Floats

__all__ = ["stroke"]

_ALONE = 3
_DOT = 5


def stroke(painter: QPainter, points: Floats, pen: QPen, *, stepped: bool = False, dotted: bool = False) -> None:
    """Draw a curve through (n, 2) pixels, broken where y is NaN.

    stepped: each value holds until the next, instead of going there in a straight line.
    dotted:  with a dot at every point, not only at those that stand alone.
    """
    missing = np.isnan(points[:, 1])
    if missing.all():
        return
    painter.setPen(pen)
    holes = np.flatnonzero(missing)
    alone: list[int] = []
    starts, ends = np.append(0, holes + 1).tolist(), np.append(holes, len(points)).tolist()
    for start, end in zip(starts, ends, strict=True):
        if end - start > 1:
            run = points[start:end]
            painter.drawPolyline(_polygon(_steps(run) if stepped else run))
        elif end - start == 1:
            alone.append(start)
    if dotted:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(pen.brush(), _DOT * pen.widthF(), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints(_polygon(points[~missing]))
    elif alone:
        painter.setPen(QPen(pen.brush(), _ALONE * pen.widthF(), Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawPoints(_polygon(points[alone]))


def _steps(points: Floats) -> Floats:
    """The corners of a line that goes across first, then up or down."""
    corners = np.repeat(points, 2, axis=0)[:-1]
    corners[1::2, 0] = points[1:, 0]
    return corners


def _polygon(points: Floats) -> QPolygonF:
    polygon: QPolygonF = create_qpolygonf(len(points))
    ndarray_from_qpolygonf(polygon)[:] = points
    return polygon
