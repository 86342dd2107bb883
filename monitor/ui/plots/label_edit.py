"""A line to write a label into, right where the label will stand."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

__all__ = ["LabelEdit"]

_WIDTH = 180
_LONGEST = 80


class LabelEdit(QLineEdit):
    """written(text): Enter was pressed, or something else got the focus; Escape leaves the label as it was.

    Goes by itself afterwards.
    """

    written = Signal(str)

    def __init__(self, text: str, *, at: QPoint, name: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setMaxLength(_LONGEST)
        self._over = False
        height = self.sizeHint().height()
        x = min(max(at.x(), 4), max(4, parent.width() - _WIDTH - 4))
        y = min(max(at.y() - height // 2, 4), max(4, parent.height() - height - 4))
        self.setGeometry(x, y, min(_WIDTH, parent.width() - 8), height)
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(written=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(written=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(written=True)

    def _end(self, *, written: bool) -> None:
        if self._over:
            return
        self._over = True
        if written:
            self.written.emit(self.text().strip())
        parent = self.parentWidget()
        self.close()
        if parent is not None:
            parent.setFocus()
