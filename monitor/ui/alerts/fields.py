"""Fields for numbers and spans, which take them as people write them."""

import math

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from monitor.workspace.alerts.entry import entered, entered_span, read_number, read_span

__all__ = ["NumberField", "SpanField"]

_WIDTH = 128


class _Entry(QLineEdit):
    """edited(): the user has changed the text. `value` is NaN where it cannot be meant."""

    edited = Signal()

    def __init__(self, value: float, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(name)
        self.show_value(value)
        self.textEdited.connect(self._tell)

    @property
    def value(self) -> float:
        """What is entered."""
        return self._read(self.text())

    def show_value(self, value: float) -> None:
        """Show this instead; tells nobody."""
        same = value == self.value or (math.isnan(value) and math.isnan(self.value))
        if not same or not self.text():
            self.setText(self._written(value))
        self._mark()

    def _read(self, text: str) -> float:
        raise NotImplementedError

    def _written(self, value: float) -> str:
        raise NotImplementedError

    @Slot()
    def _tell(self) -> None:
        self._mark()
        self.edited.emit()

    def _mark(self) -> None:
        """Show where the text cannot be meant, as it is typed."""
        wrong = math.isnan(self.value) and bool(self.text())
        if wrong != bool(self.property("wrong")):
            self.setProperty("wrong", wrong)
            self.style().polish(self)


class NumberField(_Entry):
    """A number."""

    def _read(self, text: str) -> float:
        return read_number(text)

    def _written(self, value: float) -> str:
        return entered(value)


class SpanField(_Entry):
    """A span, in seconds."""

    def _read(self, text: str) -> float:
        return read_span(text)

    def _written(self, value: float) -> str:
        return entered_span(value)
