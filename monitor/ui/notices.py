"""A quiet strip for what the user should read: no box in the way, the same thing never twice."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.notice_board import NoticeBoard, NoticeLine

__all__ = ["NoticesStrip"]

_SHOWN = 3
_ROW_HEIGHT = 32


class NoticesStrip(QWidget):
    """The newest few notices of a board, and how many more there are. Nothing to say: no room taken."""

    def __init__(self, board: NoticeBoard, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Notices"))
        self._board = board
        self._theme = theme
        self._version = board.version
        self._rows: list[_NoticeRow] = []
        self._more = QLabel()
        self._more.setProperty("level", "muted")
        self._more.setContentsMargins(36, 0, 0, 6)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self._more)
        self.hide()

    @property
    def shown(self) -> list[NoticeLine]:
        """The notices that can be read now, newest first."""
        return [row.line for row in self._rows]

    def refresh(self) -> None:
        """Follow the board."""
        if self._version == self._board.version:
            return
        self._version = self._board.version
        lines = self._board.lines[::-1]
        self._show(list(lines[:_SHOWN]), hidden=len(lines[_SHOWN:]))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        for row in self._rows:
            row.set_theme(theme)

    def _show(self, lines: list[NoticeLine], *, hidden: int) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_NoticeRow(line, self._theme) for line in lines]
        for place, row in enumerate(self._rows):
            row.dismissed.connect(self._dismiss)
            self._column.insertWidget(place, row)
        self._more.setText(self.tr("%n more", "", hidden))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(lines))

    @Slot(int)
    def _dismiss(self, serial: int) -> None:
        self._board.dismiss(serial)
        self.refresh()


class _NoticeRow(QWidget):
    """One notice. dismissed(serial) when the user has read it."""

    dismissed = Signal(int)

    def __init__(self, line: NoticeLine, theme: Theme) -> None:
        super().__init__()
        self.line = line
        self.setFixedHeight(_ROW_HEIGHT)
        self._mark = QLabel()
        self._text = ElidedLabel(f"{line.about}: {line.text}" if line.about else line.text)
        self._advice = ElidedLabel(line.advice)
        self._advice.setProperty("level", "muted")
        self._times = QLabel(self.tr("%n times", "", line.times))
        self._times.setProperty("level", "muted")
        self._times.setVisible(line.times > 1)
        self._close = ToolButton(Glyph.CLOSE, self.tr("Dismiss"), theme)
        self._close.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 9, 0)
        row.setSpacing(8)
        for part in (self._mark, self._text, self._advice):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self._times)
        row.addWidget(self._close)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._mark.setPixmap(icon(Glyph.NOTICE, theme.warn).pixmap(QSize(14, 14), self.devicePixelRatioF()))
        self._close.set_theme(theme)

    @Slot()
    def _dismiss(self) -> None:
        self.dismissed.emit(self.line.serial)
