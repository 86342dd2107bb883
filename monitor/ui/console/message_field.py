"""The field in which a message is written: several lines, with what was sent before at the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from monitor.ui.fonts import mono_font
from monitor.ui.theme import Theme
from monitor.workspace.messages.history import HistoryWalk

__all__ = ["MessageField"]

_LEAST_LINES, _MOST_LINES = 3, 8
_FRAME = 18
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MessageField(QPlainTextEdit):
    """send_asked(): Ctrl+Enter was pressed."""

    send_asked = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bad = QColor(theme.bad)
        self._history: Sequence[str] = ()
        self._walk = HistoryWalk()
        self._wrong_at: int | None = None
        self.setObjectName("messageField")
        self.setFont(mono_font())
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.blockCountChanged.connect(self._grow)
        self.setAccessibleName(self.tr("Message"))
        self.setAccessibleDescription(self.tr("Ctrl+Enter sends it; the up and down keys bring back what was sent"))

    def sizeHint(self) -> QSize:
        lines = min(max(self.blockCount(), _LEAST_LINES), _MOST_LINES)
        return QSize(240, lines * self.fontMetrics().lineSpacing() + _FRAME)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing() + _FRAME)

    def set_theme(self, theme: Theme) -> None:
        """Mark faults in this theme's colour."""
        self._bad = QColor(theme.bad)
        self.mark(self._wrong_at)

    def set_history(self, history: Sequence[str]) -> None:
        """What the arrow keys go through, oldest first."""
        self._history = history
        self._walk = HistoryWalk(history)

    def put(self, text: str) -> None:
        """Replace the text; can be undone, and the cursor stands at its end."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def mark(self, at: int | None) -> None:
        """Underline the character where something is wrong."""
        self._wrong_at = at
        if at is None or at >= len(self.toPlainText()):
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        cursor = self.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(self._bad)
        shape.setForeground(self._bad)
        selection.cursor, selection.format = cursor, shape
        self.setExtraSelections([selection])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _RETURNS and control:
            self.send_asked.emit()
        elif event.key() == Qt.Key.Key_Up and not event.modifiers() and self._at_edge(QTextCursor.MoveOperation.Up):
            self._recall(self._back())
        elif event.key() == Qt.Key.Key_Down and not event.modifiers() and self._at_edge(QTextCursor.MoveOperation.Down):
            self._recall(self._walk.forth())
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _grow(self, _lines: int) -> None:
        self.updateGeometry()

    def _at_edge(self, move: QTextCursor.MoveOperation) -> bool:
        """Whether the cursor can go no further, so that its key is free for the history."""
        return not self.textCursor().movePosition(move)

    def _back(self) -> str | None:
        """The text before; what was just sent still stands in the field and is passed over."""
        text = self.toPlainText()
        found = self._walk.back(text)
        return self._walk.back(text) if found == text else found

    def _recall(self, text: str | None) -> None:
        if text is not None:
            self.put(text)
