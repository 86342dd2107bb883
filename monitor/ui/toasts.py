"""What the user should read, in the corner: few at a time, the same thing never twice, never in the way of keys."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from monitor.ui.theme import Theme
from monitor.ui.toast import Toast
from monitor.workspace.notice_board import NoticeBoard, NoticeLine

__all__ = ["Toasts"]

_SHOWN = 3
_MARGIN = 12


class Toasts(QWidget):
    """The newest few notices of a board over the lower right corner of its parent, and how many more there are."""

    def __init__(self, board: NoticeBoard, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notices"))
        self._area = parent
        self._board = board
        self._theme = theme
        self._version = board.version
        self._toasts: list[Toast] = []
        self._more = QLabel()
        self._more.setObjectName("moreToasts")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignRight)
        parent.installEventFilter(self)
        if isinstance(parent, QStackedWidget):
            # Whatever comes to the front of a stack would cover the notices.
            parent.currentChanged.connect(self._come_to_front)
        self.hide()

    @property
    def area(self) -> QWidget:
        """What the notices lie over."""
        return self._area

    @property
    def shown(self) -> list[NoticeLine]:
        """The notices that can be read now, newest last."""
        return [toast.line for toast in self._toasts]

    def refresh(self, now: float) -> None:
        """Follow the board at `now` (wall seconds)."""
        self._board.expire(now)
        if self._version == self._board.version:
            return
        self._version = self._board.version
        lines = self._board.lines
        self._show(list(lines[-_SHOWN:]), hidden=max(0, len(lines) - _SHOWN))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        for toast in self._toasts:
            toast.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._area:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, lines: list[NoticeLine], *, hidden: int) -> None:
        kept = {toast.line.serial: toast for toast in self._toasts if toast.line in lines}
        for toast in self._toasts:
            self._column.removeWidget(toast)
            if toast.line.serial not in kept:
                toast.hide()
                toast.deleteLater()
        self._toasts = [kept.get(line.serial) or self._made(line) for line in lines]
        for toast in self._toasts:
            self._column.addWidget(toast)
            # A layout shows what is new only later, and would be measured without it.
            toast.show()
        self._more.setText(self.tr("%n more", "", hidden))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(lines))
        self._place()

    def _made(self, line: NoticeLine) -> Toast:
        toast = Toast(line, self._theme)
        toast.dismissed.connect(self._dismiss)
        toast.undone.connect(self._undo)
        QAccessible.updateAccessibility(QAccessibleEvent(toast, QAccessible.Event.Alert))
        return toast

    def _place(self) -> None:
        if self.isHidden():
            return
        self._column.activate()
        self.adjustSize()
        room = self._area.size()
        self.move(QPoint(room.width() - self.width() - _MARGIN, room.height() - self.height() - _MARGIN))
        self.raise_()

    @Slot()
    def _come_to_front(self) -> None:
        self.raise_()

    @Slot(int)
    def _dismiss(self, serial: int) -> None:
        self._board.dismiss(serial)
        self.refresh(-1.0)

    @Slot(int)
    def _undo(self, serial: int) -> None:
        self._board.undo(serial)
        self.refresh(-1.0)
