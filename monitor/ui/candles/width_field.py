"""Typing how wide a candle is to be."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.workspace.desk.specs.candles import read_width

__all__ = ["WidthField"]

_WIDTH = 220


class WidthField(QFrame):
    """A popup with a field. entered(Width): a width was typed and Enter pressed, which closes it."""

    entered = Signal(object)

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setFixedWidth(_WIDTH)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("90 s, 2 h, 250 ticks"))
        self._field.setAccessibleName(self.tr("Width of a candle"))
        self._hint = QLabel(self.tr("1 s to 1 d, or a number of ticks"))
        self._hint.setFont(text_font(12))
        self._hint.setProperty("level", "muted")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._hint)
        self._field.returnPressed.connect(self._enter)
        self._field.textChanged.connect(self._excuse)

    def popup(self, at: QPoint) -> None:
        """Show it with its top left corner at a point of the screen."""
        self._field.clear()
        self.move(at)
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _enter(self) -> None:
        width = read_width(self._field.text())
        if width is None:
            self._say(self.tr("That is no width. Write such as 90 s, 2 h or 250 ticks; 1 s to 1 d."), "bad")
            return
        self.close()
        self.entered.emit(width)

    @Slot()
    def _excuse(self) -> None:
        self._say(self.tr("1 s to 1 d, or a number of ticks"), "muted")

    def _say(self, words: str, level: str) -> None:
        self._hint.setText(words)
        self._hint.setProperty("level", level)
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)
        self.adjustSize()
