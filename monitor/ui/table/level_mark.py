"""The level of a value as a small shape, so that nobody has to tell colours apart."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

__all__ = ["MARK_ROOM", "paint_level"]

MARK_ROOM = 16
"""Pixels the shape takes beside a text, with what is between them."""

_CORNERS = {
    "warn": ((0.0, -3.5), (4.0, 3.5), (-4.0, 3.5)),
    "bad": ((0.0, -4.5), (4.5, 0.0), (0.0, 4.5), (-4.5, 0.0)),
}


def paint_level(painter: QPainter, at: QPointF, level: str, colour: QColor) -> None:
    """A circle for what is well, a triangle for a warning, a square on its corner for what is bad, around `at`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    corners = _CORNERS.get(level)
    if corners is None:
        painter.drawEllipse(at, 3.0, 3.0)
    else:
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
    painter.restore()
