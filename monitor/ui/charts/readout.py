"""What a chart says of the place under the mouse: a mark there and a small box of words beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from monitor.ui.charts.ink import Ink
from monitor.ui.fonts import text_font

__all__ = ["Reading", "paint_line", "paint_reading", "paint_words"]

_PADDING_X, _PADDING_Y = 8, 5
_LINE = 17
_AWAY = 10
_RING = 4.0


@dataclass(frozen=True, slots=True)
class Reading:
    """x, y: pixels of the chart. lines: words, and the number of the curve each is about (None: of none).

    crosshair: whether lines across the chart go through the place. ring: whether a ring marks it.
    """

    x: float
    y: float
    lines: tuple[tuple[str, int | None], ...]
    crosshair: bool = True
    ring: bool = True

    @property
    def text(self) -> str:
        """All of it in words."""
        return "; ".join(words for words, _ in self.lines)


def paint_reading(painter: QPainter, plot: QRect, reading: Reading, ink: Ink) -> None:
    """Draw it over the chart."""
    painter.save()
    if reading.crosshair:
        paint_line(painter, plot, reading.x, ink)
        if reading.ring:
            painter.drawLine(QPointF(plot.left(), reading.y), QPointF(plot.right(), reading.y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if reading.ring:
        painter.setPen(QPen(ink.text, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(reading.x, reading.y), _RING, _RING)
    _box(painter, plot, reading, ink)
    painter.restore()


def paint_line(painter: QPainter, plot: QRect, x: float, ink: Ink) -> None:
    """A line from top to bottom at a pixel, where that lies within the plot."""
    if plot.left() <= x <= plot.right():
        painter.setPen(QPen(ink.faint, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))


def paint_words(painter: QPainter, room: QRect, words: str, ink: Ink) -> None:
    """Words in the middle of a chart that has nothing to show."""
    painter.setPen(ink.muted)
    painter.setFont(text_font())
    box = room.adjusted(_PADDING_X, 0, -_PADDING_X, 0)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def _box(painter: QPainter, plot: QRect, reading: Reading, ink: Ink) -> None:
    font = text_font(12)
    metrics = QFontMetrics(font)
    coloured = any(index is not None for _, index in reading.lines)
    indent = 12 if coloured else 0
    width = max(metrics.horizontalAdvance(words) for words, _ in reading.lines) + indent + 2 * _PADDING_X
    box = _placed(plot, reading, width, len(reading.lines) * _LINE + 2 * _PADDING_Y)
    painter.setPen(QPen(ink.grid, 1.0))
    painter.setBrush(ink.panel)
    painter.drawRoundedRect(box, 6.0, 6.0)
    painter.setFont(font)
    for place, (words, index) in enumerate(reading.lines):
        top = box.top() + _PADDING_Y + place * _LINE
        if index is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.curve(index))
            painter.drawEllipse(QPointF(box.left() + _PADDING_X + 3, top + _LINE / 2), 3.0, 3.0)
        painter.setPen(ink.text)
        room = QRectF(box.left() + _PADDING_X + indent, top, box.width(), _LINE)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _placed(plot: QRect, reading: Reading, width: float, height: float) -> QRectF:
    """Right above the place, or on the other side where there is no room."""
    x = reading.x + _AWAY if reading.x + _AWAY + width <= plot.right() else reading.x - _AWAY - width
    y = reading.y - _AWAY - height if reading.y - _AWAY - height >= plot.top() else reading.y + _AWAY
    x = max(plot.left() + 2.0, min(x, plot.right() - width - 2.0))
    y = max(plot.top() + 2.0, min(y, plot.bottom() - height - 2.0))
    return QRectF(round(x) + 0.5, round(y) + 0.5, width, height)
