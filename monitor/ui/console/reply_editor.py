"""Where messages and replies hold what they share, edited in a small window that closes by itself."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from monitor.core.errors import ProfileError
from monitor.feed.paths import compile_path
from monitor.ui.fonts import caps_font, mono_font, text_font

__all__ = ["ReplyEditor"]

_WIDTH = 300


class ReplyEditor(QFrame):
    """changed(path): the user has written another path."""

    changed = Signal(str)

    def __init__(self, path: str, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.setAccessibleName(self.tr("How replies are told"))
        head = QLabel(self.tr("REPLIES"))
        head.setFont(caps_font())
        head.setProperty("level", "muted")
        words = QLabel(self.tr("A reply repeats what its message holds at this path."))
        words.setWordWrap(True)
        words.setFont(text_font(12))
        words.setProperty("level", "muted")
        self.field = QLineEdit(path)
        self.field.setFont(mono_font())
        self.field.setAccessibleName(self.tr("Path"))
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for part in (head, words, self.field):
            column.addWidget(part)
        self.setFixedWidth(_WIDTH)

    def open_at(self, at: QPoint) -> None:
        """Show the window below a point of the screen, wholly on it."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(max(at.x(), room.left()), room.right() - self.width())
        self.move(x, min(max(at.y(), room.top()), room.bottom() - self.height()))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(str)
    def _edited(self, path: str) -> None:
        try:
            compile_path(path)
            problem = ""
        except ProfileError as error:
            problem = error.what
        self.field.setToolTip(problem)
        self.field.setProperty("wrong", bool(problem))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        if not problem:
            self.changed.emit(path)
