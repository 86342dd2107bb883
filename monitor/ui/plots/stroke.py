"""How a curve is drawn: one-pixel lines, broken where there is no number, dots where a number stands alone."""

import numpy as np
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from monitor.core.batch import Floats
from monitor.store import Polyline
from monitor.ui.plots.scale import Scale

__all__ = ["stroke"]

_DOT = 3


def stroke(painter: QPainter, line: Polyline, scale: Scale, origin: int, pen: QPen) -> None:
    """Draw a curve, in pixels counted from column `origin`."""
    if not len(line.x):
        return
    points = scale.points(line.x, line.y, origin=origin)
    painter.setPen(pen)
    missing = np.isnan(points[:, 1])
    if not missing.any() and len(points) > 1:
        painter.drawPolyline(_polygon(points))
        return
    holes = np.flatnonzero(missing)
    alone: list[int] = []
    starts, ends = np.append(0, holes + 1).tolist(), np.append(holes, len(points)).tolist()
    for start, end in zip(starts, ends, strict=True):
        if end - start > 1:
            painter.drawPolyline(_polygon(points[start:end]))
        elif end - start == 1:
            alone.append(start)
    if alone:
        painter.setPen(QPen(pen.brush(), _DOT * pen.widthF(), Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawPoints(_polygon(points[alone]))


def _polygon(points: Floats) -> QPolygonF:
    polygon: QPolygonF = create_qpolygonf(len(points))
    ndarray_from_qpolygonf(polygon)[:] = points
    return polygon
