"""A tiny line that shows how a value went, for a cell of a table, a row of a list or a tile."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from monitor.core.batch import Floats
from monitor.ui.plots.stroke import stroke

__all__ = ["SPARKLINE_POINTS", "paint_sparkline", "paint_sparklines", "sparkline_points"]

SPARKLINE_POINTS = 60
"""As many as can be told apart in the width of a cell; who has more samples should thin them first."""

_WIDTH = 1.2


def paint_sparkline(painter: QPainter, box: QRectF, values: Floats, colour: str) -> None:
    """Draw values, evenly spaced in time, from the left edge of `box` to the right; broken where one is NaN.

    The lowest value touches the bottom of the box and the highest its top; a value that never moved is a line
    through the middle. Leaves the painter as it was.
    """
    paint_sparklines(painter, box, values[None], [colour], step=0.0)


def paint_sparklines(painter: QPainter, box: QRectF, values: Floats, colours: Sequence[str], *, step: float) -> None:
    """The same for the rows of a list: (rows, n) values, each in a colour and `step` pixels below the one before."""
    if not values.size:
        return
    points = sparkline_points(box, values)
    points[:, :, 1] += step * np.arange(len(points))[:, None]
    pens = {colour: QPen(QColor(colour), _WIDTH) for colour in set(colours)}
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line, colour in zip(points, colours, strict=True):
        stroke(painter, line, pens[colour])
    painter.restore()


def sparkline_points(box: QRectF, values: Floats) -> Floats:
    """(rows, n, 2) pixels for (rows, n) values, each row in `box`; y is NaN where there is no number."""
    shown = np.where(np.isfinite(values), values, np.nan)
    low = np.fmin.reduce(shown, axis=1, keepdims=True)
    high = np.fmax.reduce(shown, axis=1, keepdims=True)
    number = values.shape[1]
    points = np.empty((*values.shape, 2))
    points[:, :, 0] = np.linspace(box.left(), box.right(), number) if number > 1 else box.center().x()
    # Divided before they are subtracted: the span of two great numbers may be too great for a float.
    span = high / 2 - low / 2
    share = (shown / 2 - low / 2) / np.where(span > 0.0, span, 1.0)
    points[:, :, 1] = box.bottom() - np.where(span > 0.0, share, 0.5 + 0.0 * shown) * box.height()
    return points
