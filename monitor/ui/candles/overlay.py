"""What lies over the candles and changes without them: the line above, last price, crosshair, words of gaps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from monitor.ui.candles.candle_painter import CandleColours
from monitor.ui.candles.notes import GapNote, paint_notes
from monitor.ui.charts.axis import Axis
from monitor.ui.charts.ink import Ink
from monitor.ui.fonts import text_font
from monitor.workspace.candles.words import CandleWords, amount
from monitor.workspace.wording import number

__all__ = ["Overlay", "paint_overlay"]

_LEFT, _APART, _GAP = 12, 12, 4
_HEAD = QRect(0, 4, 0, 20)
_PADDING = 4
_TAG = 17
"""Height of a value or time on a ground of its own."""
_LEFT_OF = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Overlay:
    """words: of the candle under the crosshair, or the last one. place, when: the crosshair, and its time below.

    y: pixel of the widget to the line of values, None where the mouse is not here. last: the newest close; rising:
    whether its candle has gone up. most: the largest volume in view.
    """

    words: CandleWords | None = None
    place: float | None = None
    when: str = ""
    y: float | None = None
    last: float = math.nan
    rising: bool = True
    decimals: int = 0
    most: float = 0.0


def paint_overlay(
    painter: QPainter,
    plot: QRect,
    room: QRect,
    axes: tuple[Axis, Axis],
    overlay: Overlay,
    gaps: Sequence[GapNote],
    ink: Ink,
    colours: CandleColours,
) -> None:
    """Paint it over a chart whose candles are in `plot`."""
    x, y = axes
    paint_notes(painter, plot, x, gaps, ink)
    if overlay.words is not None:
        _paint_head(painter, room.width(), overlay.words, ink)
    if overlay.most > 0.0:
        _paint_most(painter, plot, room, y, overlay.most, ink)
    if not math.isnan(overlay.last):
        colour = colours.up if overlay.rising else colours.down
        _paint_last(painter, plot, room, y, overlay, ink, colour)
    if overlay.place is not None:
        _paint_crosshair(painter, plot, room, x, y, overlay, ink)


def _paint_head(painter: QPainter, width: int, words: CandleWords, ink: Ink) -> None:
    """Letters and values in a row; where it gets narrow, first the change, then the time and the volume go."""
    plain, strong = text_font(12), text_font(12, weight=QFont.Weight.DemiBold)
    parts = [(words.when, ""), *words.pairs, ("", words.change)]
    for dropped in (None, len(parts) - 1, 0, -1):
        if dropped is not None:
            del parts[dropped]
        widths = [_width(plain, label) + _width(strong, value) + _APART + _GAP for label, value in parts]
        if _LEFT + sum(widths) <= width:
            break
    left = _LEFT
    for (label, value), taken in zip(parts, widths, strict=True):
        left_of_value = left + (_width(plain, label) + _GAP if label else 0)
        _write(painter, left, label, plain, ink.muted)
        _write(painter, left_of_value, value, strong, ink.text)
        left += taken if label and value else taken - _GAP
    painter.setFont(plain)


def _paint_most(painter: QPainter, plot: QRect, room: QRect, y: Axis, most: float, ink: Ink) -> None:
    """The largest volume, beside the top of its strip."""
    box = QRect(plot.right() + 1 + 8, round(y.start) + 1, room.right() - plot.right() - 9, _TAG)
    if box.top() > plot.top() + 4 * _TAG:
        painter.setFont(text_font(11))
        painter.setPen(ink.muted)
        painter.drawText(box, _LEFT_OF, amount(most))


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _write(painter: QPainter, left: int, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRect(left, _HEAD.top(), _width(font, text) + 2, _HEAD.height()), _LEFT_OF, text)


def _paint_last(
    painter: QPainter, plot: QRect, room: QRect, y: Axis, overlay: Overlay, ink: Ink, colour: QColor
) -> None:
    """A dashed line at the last price, and the price on the axis; out of sight it is held at the edge."""
    row = round(min(max(y.place(overlay.last), y.end), y.start))
    painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(plot.left(), row, plot.right(), row)
    _tag(painter, plot, room, row, number(overlay.last, decimals=overlay.decimals), colour, ink)


def _paint_crosshair(painter: QPainter, plot: QRect, room: QRect, x: Axis, y: Axis, overlay: Overlay, ink: Ink) -> None:
    assert overlay.place is not None
    column = math.floor(x.place(overlay.place))
    if plot.left() <= column <= plot.right():
        painter.setPen(QPen(ink.muted, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(column, plot.top(), column, plot.bottom())
        _write_when(painter, plot, column, overlay.when, ink)
    if overlay.y is not None and overlay.y <= y.start:
        row = round(overlay.y)
        painter.setPen(QPen(ink.muted, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(plot.left(), row, plot.right(), row)
        value = number(y.value(overlay.y), decimals=overlay.decimals)
        _tag(painter, plot, room, row, value, ink.muted, ink)


def _write_when(painter: QPainter, plot: QRect, column: int, when: str, ink: Ink) -> None:
    """The time of the crosshair, below it."""
    width = _width(text_font(11, weight=QFont.Weight.DemiBold), when) + 2 * _PADDING + 2
    left = min(max(column - width // 2, plot.left()), plot.right() - width)
    _boxed(painter, QRect(left, plot.bottom() + 3, width, _TAG), when, ink.muted, ink)


def _tag(painter: QPainter, plot: QRect, room: QRect, row: int, text: str, border: QColor, ink: Ink) -> None:
    """A value on the axis; one that is wider than the axis reaches into the plot."""
    needed = _width(text_font(11, weight=QFont.Weight.DemiBold), text) + 2 * _PADDING + 2
    width = max(room.right() - plot.right() - 2, needed)
    _boxed(painter, QRect(room.right() - 1 - width, row - _TAG // 2, width, _TAG), text, border, ink)


def _boxed(painter: QPainter, box: QRect, text: str, border: QColor, ink: Ink) -> None:
    """A text on a ground of its own."""
    painter.setPen(border)
    painter.setBrush(ink.panel)
    painter.drawRect(box)
    painter.setFont(text_font(11, weight=QFont.Weight.DemiBold))
    painter.setPen(ink.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
