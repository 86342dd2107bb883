"""Shows, while something is dragged over the desk, what it would cover."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from monitor.ui.theme import Theme
from monitor.workspace.desk.geometry import Rect

__all__ = ["DropOverlay"]

_TINT = 38
"""Of 255: what lies below stays readable."""
_CORNER = 9.0


class DropOverlay(QWidget):
    """Lies over its parent and lets the mouse through."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._theme = theme
        self._rect: Rect | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def rect_shown(self) -> Rect | None:
        """What is covered now."""
        return None if self.isHidden() else self._rect

    def show_rect(self, rect: Rect | None, *, of: QWidget) -> None:
        """Cover this part of a widget below, or with None nothing."""
        self.setGeometry(self._ground.rect())
        self.raise_()
        self.show()
        if rect is not None:
            origin = of.mapTo(self._ground, QPoint())
            rect = rect._replace(x=rect.x + origin.x(), y=rect.y + origin.y())
        if rect != self._rect:
            self._rect = rect
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme's accent."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._rect is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(self._theme.accent)
        painter.setPen(QPen(accent, 2.0))
        accent.setAlpha(_TINT)
        painter.setBrush(accent)
        x, y, width, height = self._rect
        painter.drawRoundedRect(x + 1, y + 1, width - 2, height - 2, _CORNER, _CORNER)
        painter.end()
