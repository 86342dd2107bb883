"""The states of a feed as shapes, so that nobody has to tell colours apart."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor.core.state import FeedState
from monitor.ui.theme import Theme

__all__ = ["StateMark", "paint_state", "state_colour"]

_SIDE = 10.0
_DOTS = 6


def state_colour(state: FeedState, theme: Theme) -> str:
    """The colour that goes with a state's shape."""
    match state:
        case FeedState.LIVE:
            return theme.ok
        case FeedState.STALE | FeedState.WAITING:
            return theme.warn
        case FeedState.NEEDS_ATTENTION:
            return theme.bad
        case FeedState.CONNECTING | FeedState.OPENING:
            return theme.accent
        case FeedState.IDLE | FeedState.STOPPED:
            return theme.faint


def paint_state(painter: QPainter, centre: QPointF, state: FeedState, theme: Theme) -> None:
    """Draw the shape of a state, ten pixels wide, around `centre`."""
    colour = QColor(state_colour(state, theme))
    box = QRectF(centre.x() - _SIDE / 2, centre.y() - _SIDE / 2, _SIDE, _SIDE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    match state:
        case FeedState.LIVE:
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        case FeedState.STALE:
            _ring(painter, box, colour)
        case FeedState.CONNECTING | FeedState.OPENING:
            _arc(painter, box, colour)
        case FeedState.WAITING:
            _dotted_ring(painter, centre)
        case FeedState.NEEDS_ATTENTION:
            painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
        case FeedState.IDLE | FeedState.STOPPED:
            painter.drawRect(box.adjusted(1, 1, -1, -1))
    painter.restore()


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2.0))
    painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))


def _arc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.0))
    painter.drawArc(box.adjusted(1.5, 1.5, -1.5, -1.5), 0, 270 * 16)


def _dotted_ring(painter: QPainter, centre: QPointF) -> None:
    for dot in range(_DOTS):
        angle = dot * 2.0 * math.pi / _DOTS
        painter.drawEllipse(centre + QPointF(math.cos(angle), math.sin(angle)) * 3.8, 1.2, 1.2)


class StateMark(QWidget):
    """A state's shape beside a word. It says nothing itself to a screen reader: the word does."""

    def __init__(self, state: FeedState, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on."""
        self._theme = theme
        self.update()

    def set_state(self, state: FeedState) -> None:
        """Show this state from now on."""
        if state is not self._state:
            self._state = state
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(_SIDE) + 2, int(_SIDE) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_state(painter, QRectF(self.rect()).center(), self._state, self._theme)
        painter.end()
