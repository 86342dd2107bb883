"""The grid of a chart, and what is written along its edges."""

import math

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from monitor.ui.charts.axis import Axis
from monitor.ui.charts.ink import Ink
from monitor.ui.charts.legend import LINE_HEIGHT
from monitor.ui.fonts import text_font
from monitor.workspace.plotting.value_ticks import ValueTicks

__all__ = ["LABELS_BELOW", "TITLE_BELOW", "fitting_width", "paint_grid", "paint_labels", "paint_titles"]

LABELS_BELOW = 24
"""Pixels for the labels of the axis below."""
TITLE_BELOW = 18
"""Pixels for what the axis below is called."""

_MARGIN, _INSET = 4, 8
_LEAST_BESIDE, _BESIDE_STEP = 56, 8
_CENTRED = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def fitting_width(ticks: ValueTicks, before: int) -> int:
    """Pixels for the labels beside a chart, which had `before`; shrinks only when much is to be gained."""
    metrics = QFontMetrics(text_font(11))
    widest = max((metrics.horizontalAdvance(label) for label in ticks.labels), default=0) + 2 * _INSET
    needed = max(_LEAST_BESIDE, math.ceil(widest / _BESIDE_STEP) * _BESIDE_STEP)
    return before if needed <= before <= needed + 3 * _BESIDE_STEP else needed


def paint_grid(painter: QPainter, plot: QRect, x: Axis, y: Axis, ticks: tuple[ValueTicks, ValueTicks]) -> None:
    """Lines of one pixel across the plot, in the painter's pen."""
    for value in ticks[0].values:
        place = math.floor(x.place(value))
        painter.drawLine(place, plot.top(), place, plot.bottom())
    for value in ticks[1].values:
        place = math.floor(y.place(value))
        painter.drawLine(plot.left(), place, plot.right(), place)


def paint_labels(
    painter: QPainter, plot: QRect, room: QRect, x: Axis, y: Axis, ticks: tuple[ValueTicks, ValueTicks]
) -> None:
    """The values below and beside the plot, those that fit into `room`, in the painter's pen."""
    font = text_font(11)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    half = metrics.height() // 2
    for value, label in zip(ticks[1].values, ticks[1].labels, strict=True):
        middle = round(y.place(value))
        if plot.top() + _MARGIN <= middle <= plot.bottom() - half:
            left = plot.right() + _INSET
            painter.drawText(QRect(left, middle - half, room.right() - left, 2 * half), _LEFT, label)
    taken = room.left()
    for value, label in zip(ticks[0].values, ticks[0].labels, strict=True):
        width = metrics.horizontalAdvance(label)
        start = round(x.place(value)) - width // 2
        if start >= taken + _MARGIN and start + width <= room.right() - _MARGIN:
            painter.drawText(QRect(start, plot.bottom() + 1, width + 1, LABELS_BELOW), _CENTRED, label)
            taken = start + width + _MARGIN


def paint_titles(painter: QPainter, plot: QRect, room: QRect, titles: tuple[str, str], ink: Ink) -> None:
    """What the axes are called: below the values of the one, above those of the other."""
    font = text_font(11)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(ink.muted)
    below = QRect(room.left() + _INSET, plot.bottom() + LABELS_BELOW - 2, room.width() - 2 * _INSET, TITLE_BELOW)
    shown = metrics.elidedText(titles[0], Qt.TextElideMode.ElideMiddle, below.width())
    painter.drawText(below, _CENTRED, shown)
    left = plot.right() + _INSET
    above = QRect(left, room.top() + _MARGIN, room.right() - left - _MARGIN, LINE_HEIGHT)
    shown = metrics.elidedText(titles[1], Qt.TextElideMode.ElideRight, above.width())
    painter.drawText(above, _LEFT, shown)
