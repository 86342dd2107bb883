"""A bar for each feed: where it has data, where it is known to have none, and the moment that is looked at."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from monitor.ui.theme import Theme, mixed
from monitor.workspace.timeline.spans import FeedSpans, Span
from monitor.workspace.wording import duration

__all__ = ["TimelineBars"]

_PITCH, _BAR = 12.0, 7.0
_LEAST_PITCH = 3.0
_INSET = 8.0
_HATCH = 5.0
_PAGE = 60.0


class TimelineBars(QWidget):
    """gone_to(time): the user has put the playhead at a moment (wall seconds). stepped(seconds): with the keys."""

    gone_to = Signal(float)
    stepped = Signal(float)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Timeline"))
        self.setAccessibleDescription(self.tr("Drag, or press the arrow keys, to look back in what is held"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(80)
        self._theme = theme
        self._feeds: Sequence[FeedSpans] = ()
        self._t0, self._t1 = 0.0, 1.0
        self._head: float | None = None

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self.update()

    def show_spans(self, feeds: Sequence[FeedSpans], *, t0: float, t1: float, head: float | None) -> None:
        """Show the time from t0 to t1. head: the moment looked at, None for the present."""
        self._feeds, self._t0, self._t1, self._head = feeds, t0, max(t1, t0 + 1.0), head
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = self._theme.series
        pitch, height = self._metrics()
        top = (self.height() - pitch * (len(self._feeds) - 1) - height) / 2
        for place, feed in enumerate(self._feeds):
            colour = QColor(mixed(colours[place % len(colours)], self._theme.panel, share=0.75))
            for span in feed.spans:
                self._paint_span(painter, span, top + place * pitch, height, colour)
        self._paint_head(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5), 5, 5)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, at: QPointF) -> str:
        """What there is to say of the place: the feed, and in a gap why data is missing."""
        pitch, height = self._metrics()
        top = (self.height() - pitch * (len(self._feeds) - 1) - height) / 2
        place = math.floor((at.y() - top + (pitch - height) / 2) / pitch)
        if not 0 <= place < len(self._feeds):
            return ""
        feed, time = self._feeds[place], self._time(at.x())
        span = next((span for span in feed.spans if span.start <= time < span.end), None)
        if span is None or not span.reason:
            return feed.name
        words = self.tr("%1: no data for %2: %3")
        return words.replace("%1", feed.name).replace("%2", duration(span.end - span.start)).replace("%3", span.reason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.gone_to.emit(self._time(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.gone_to.emit(self._time(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = (self._t1 - self._t0) / 100.0
        steps = {
            Qt.Key.Key_Left: -step,
            Qt.Key.Key_Right: step,
            Qt.Key.Key_PageUp: -_PAGE,
            Qt.Key.Key_PageDown: _PAGE,
            Qt.Key.Key_Home: -math.inf,
            Qt.Key.Key_End: math.inf,
        }
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _metrics(self) -> tuple[float, float]:
        """From one bar to the next, and how high each is."""
        room = self.height() - 12.0
        pitch = min(_PITCH, max(_LEAST_PITCH, room / max(1, len(self._feeds))))
        return pitch, max(2.0, pitch * _BAR / _PITCH)

    def _x(self, time: float) -> float:
        share = (time - self._t0) / (self._t1 - self._t0)
        return _INSET + share * (self.width() - 2 * _INSET)

    def _time(self, x: float) -> float:
        share = (x - _INSET) / max(1.0, self.width() - 2 * _INSET)
        return self._t0 + min(max(share, 0.0), 1.0) * (self._t1 - self._t0)

    def _paint_span(self, painter: QPainter, span: Span, top: float, height: float, colour: QColor) -> None:
        left, right = self._x(max(span.start, self._t0)), self._x(min(span.end, self._t1))
        if right <= left:
            return
        # A short gap must be seen in a day of data.
        rect = QRectF(left, top, max(right - left, 2.0), height)
        if not span.reason:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(rect, 2.0, 2.0)
            return
        painter.fillRect(rect, QColor(self._theme.panel))
        painter.setPen(QPen(QColor(self._theme.faint), 1))
        x = rect.left()
        while x < rect.right():
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(min(x + height, rect.right()), rect.top()))
            x += _HATCH

    def _paint_head(self, painter: QPainter) -> None:
        x = round(self._x(self._t1 if self._head is None else self._head))
        painter.fillRect(QRectF(x - 1, 4, 2, self.height() - 8), QColor(self._theme.accent))
