"""The bell that counts what is on, with the shape of the worst of it."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from monitor.ui.alerts.alert_mark import MarkKind, mark_colour, paint_mark
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.workspace.alerts.alert import AlertCounts
from monitor.workspace.alerts.alert_board import AlertBoard

__all__ = ["AlertsButton"]

_MARK_ROOM = 18


class AlertsButton(QToolButton):
    """Wired by its owner to open the page; `refresh` follows the board."""

    def __init__(self, board: AlertBoard, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._theme = theme
        self._version = -1
        self._counts = AlertCounts()
        self.setFont(text_font(12))
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.refresh()

    @property
    def kind(self) -> MarkKind | None:
        """The shape that is shown, None while nothing is on."""
        counts = self._counts
        if counts.unacknowledged:
            return MarkKind.BAD if counts.bad else MarkKind.WARN
        return MarkKind.WARN_SEEN if counts.on else None

    def refresh(self) -> None:
        """Bring the count up to date."""
        if self._version != self._board.version:
            self._version = self._board.version
            self._counts = self._board.counts
            self._show()

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._theme = theme
        self._show()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return size if self.kind is None else QSize(size.width() + _MARK_ROOM, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.kind is not None:
            with QPainter(self) as painter:
                paint_mark(painter, QPointF(self.width() - _MARK_ROOM + 4, self.height() / 2), self.kind, self._theme)

    def _show(self) -> None:
        counts, kind = self._counts, self.kind
        waiting = kind in (MarkKind.WARN, MarkKind.BAD)
        colour = mark_colour(kind, self._theme) if kind is not None and waiting else self._theme.muted
        self.setIcon(icon(Glyph.BELL, colour))
        self.setText(str(counts.on) if counts.on else "")
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if counts.on else style.ToolButtonIconOnly)
        words = self._words()
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        counts = self._counts
        if not counts.on:
            return self.tr("Alerts: nothing is on")
        words = self.tr("Alerts: %1 on").replace("%1", str(counts.on))
        if not counts.unacknowledged:
            return words
        return self.tr("%1, %2 not acknowledged").replace("%1", words).replace("%2", str(counts.unacknowledged))
