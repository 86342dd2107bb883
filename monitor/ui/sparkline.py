"""A tiny line that shows how a value went, for a cell of a table, a row of a list or a tile."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from monitor.core.batch import Floats
from monitor.ui.plots.stroke import stroke

__all__ = ["SPARKLINE_POINTS", "paint_sparkline", "sparkline_points"]

SPARKLINE_POINTS = 60
"""As many as can be told apart in the width of a cell; who has more samples should thin them first."""

_WIDTH = 1.2


def paint_sparkline(painter: QPainter, box: QRectF, values: Floats, colour: str) -> None:
    """Draw values, evenly spaced in time, from the left edge of `box` to the right; broken where one is NaN.

    The lowest value touches the bottom of the box and the highest its top; a value that never moved is a line
    through the middle. Leaves the painter as it was.
    """
    points = sparkline_points(box, values)
    if not len(points):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stroke(painter, points, QPen(QColor(colour), _WIDTH))
    painter.restore()


def sparkline_points(box: QRectF, values: Floats) -> Floats:
    """The (n, 2) pixels of the line; empty when there is no number to show."""
    finite = np.isfinite(values)
    if not finite.any():
        return np.empty((0, 2))
    shown = np.where(finite, values, np.nan)
    low, high = float(np.nanmin(shown)), float(np.nanmax(shown))
    points = np.empty((len(values), 2))
    points[:, 0] = np.linspace(box.left(), box.right(), len(values)) if len(values) > 1 else box.center().x()
    if high > low:
        # Divided before they are subtracted: the span of two great numbers may be too great for a float.
        span = high / 2 - low / 2
        points[:, 1] = box.bottom() - (shown / 2 - low / 2) / span * box.height()
    else:
        points[:, 1] = np.where(finite, box.center().y(), np.nan)
    return points
