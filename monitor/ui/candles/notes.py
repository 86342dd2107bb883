"""Why there is nothing in a gap, written above what a chart shows."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from monitor.ui.charts.axis import Axis
from monitor.ui.charts.ink import Ink
from monitor.ui.fonts import text_font

__all__ = ["GapNote", "paint_notes"]

GapNote: TypeAlias = tuple[float, float, Sequence[str]]
"""Where a gap begins and ends on the axis below, and what may be said of it, the longest first."""

_IN, _PADDING, _HEIGHT = 5, 4, 17


def paint_notes(painter: QPainter, plot: QRect, x: Axis, gaps: Sequence[GapNote], ink: Ink) -> None:
    """Why there is nothing in a gap, as much of it as there is room for before the next one begins."""
    font = text_font(11)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    limit = plot.right()
    for start, _, labels in reversed(gaps):
        left = round(min(max(x.place(start), plot.left()), plot.right())) + _IN
        for label in labels:
            width = metrics.horizontalAdvance(label) + 2 * _PADDING
            begin = min(left, limit - width) if limit == plot.right() else left
            if begin >= plot.left() and begin + width <= limit:
                box = QRect(begin, plot.top() + _IN, width, _HEIGHT)
                painter.fillRect(box, ink.panel)
                painter.setPen(ink.muted)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
                break
        limit = left - _IN
