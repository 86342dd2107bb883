"""The large field for the address, with what came of it at its right and what is wrong with it below."""

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from monitor.ui.fonts import mono_font

__all__ = ["AddressLine"]

_PAUSE = 700
"""Milliseconds without a key after which a typed address is taken to be complete."""
_PASTED = 6
"""So many characters at once were not typed."""
_MARGIN = 9


class AddressLine(QWidget):
    """edited(text): with every change; settled(text): pasted, Enter, or a pause in typing; moved(steps): arrow keys."""

    edited = Signal(str)
    settled = Signal(str)
    entered = Signal()
    moved = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName("addressLine")
        self.field.setMaxLength(8192)
        self.field.setPlaceholderText(self.tr("Paste an address such as wss://host/path, or search the catalogue"))
        self.field.setAccessibleName(self.tr("Address"))
        self.field.setClearButtonEnabled(False)
        self._hint = QLabel(self.field)
        self._hint.setObjectName("keyHint")
        self._hint.setFont(mono_font(11))
        self._hint.hide()
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.hide()
        self._length = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.field)
        column.addWidget(self._note)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._text_edited)
        self.field.returnPressed.connect(self._enter)
        self.field.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is in the field."""
        return self.field.text()

    @property
    def note(self) -> str:
        """What stands below the field, "" when nothing does."""
        return "" if self._note.isHidden() else self._note.text()

    def set_text(self, text: str) -> None:
        """Put a text into the field; nothing is told of it."""
        if text != self.field.text():
            self.field.setText(text)
            self.field.setCursorPosition(0)
        self._length = len(text)
        self._pause.stop()

    def set_hint(self, words: str) -> None:
        """Say this at the right of the field."""
        if words != self._hint.text():
            self._hint.setText(words)
            self._hint.setVisible(bool(words))
            self._place_hint()

    def set_note(self, words: str, *, level: str = "bad") -> None:
        """Say this below the field."""
        if words != self._note.text() or self._note.property("level") != level:
            self._note.setText(words)
            self._note.setProperty("level", level)
            self._note.style().polish(self._note)
        self._note.setVisible(bool(words))
        self.field.setAccessibleDescription(words)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.Resize:
            self._place_hint()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {"Up": -1, "Down": 1}.get(event.keyCombination().key().name.removeprefix("Key_"))
            if steps is not None:
                self.moved.emit(steps)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_hint()

    def _place_hint(self) -> None:
        hint = self._hint.sizeHint()
        shown = not self._hint.isHidden()
        self._hint.setGeometry(
            self.field.width() - hint.width() - _MARGIN,
            (self.field.height() - hint.height()) // 2,
            hint.width(),
            hint.height(),
        )
        self.field.setTextMargins(0, 0, hint.width() + _MARGIN if shown else 0, 0)

    @Slot(str)
    def _text_edited(self, text: str) -> None:
        pasted = len(text) - self._length >= _PASTED
        self._length = len(text)
        self.edited.emit(text)
        if pasted:
            self._settle()
        else:
            self._pause.start()

    @Slot()
    def _enter(self) -> None:
        if self._pause.isActive():
            self._settle()
        self.entered.emit()

    @Slot()
    def _settle(self) -> None:
        self._pause.stop()
        self.settled.emit(self.field.text())
