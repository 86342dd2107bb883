"""How an alert stands, as a shape, so that nobody has to tell colours apart."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor.ui.theme import Theme

__all__ = ["AlertMark", "MarkKind", "mark_colour", "paint_mark"]

_SIDE = 10.0


class MarkKind(Enum):
    """Off: a ring. A warning: a diamond. A serious alert: a triangle; either hollow once it was acknowledged."""

    OFF = auto()
    DISABLED = auto()
    WARN = auto()
    BAD = auto()
    WARN_SEEN = auto()
    BAD_SEEN = auto()


def mark_colour(kind: MarkKind, theme: Theme) -> str:
    """The colour that goes with the shape."""
    match kind:
        case MarkKind.OFF:
            return theme.ok
        case MarkKind.DISABLED:
            return theme.faint
        case MarkKind.WARN | MarkKind.WARN_SEEN:
            return theme.warn
        case MarkKind.BAD | MarkKind.BAD_SEEN:
            return theme.bad


def paint_mark(painter: QPainter, centre: QPointF, kind: MarkKind, theme: Theme) -> None:
    """Draw the shape, ten pixels wide, around `centre`."""
    colour = QColor(mark_colour(kind, theme))
    hollow = kind in (MarkKind.OFF, MarkKind.WARN_SEEN, MarkKind.BAD_SEEN)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5, j=Qt.PenJoinStyle.RoundJoin) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour)
    half = _SIDE / 2 - (0.75 if hollow else 0.0)
    box = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
    middle = box.center()
    match kind:
        case MarkKind.OFF:
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        case MarkKind.DISABLED:
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        case MarkKind.WARN | MarkKind.WARN_SEEN:
            corners = [QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y())]
            corners += [QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y())]
            painter.drawPolygon(QPolygonF(corners))
        case MarkKind.BAD | MarkKind.BAD_SEEN:
            painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    painter.restore()


class AlertMark(QWidget):
    """The shape beside a word. It says nothing itself to a screen reader: the word does."""

    def __init__(self, kind: MarkKind, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def kind(self) -> MarkKind:
        """What is shown."""
        return self._kind

    def show_kind(self, kind: MarkKind) -> None:
        """Show this from now on."""
        if kind is not self._kind:
            self._kind = kind
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(_SIDE) + 2, int(_SIDE) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_mark(painter, QRectF(self.rect()).center(), self._kind, self._theme)
