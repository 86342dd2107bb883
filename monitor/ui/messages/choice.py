"""A few values side by side, one of them in force."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from monitor.ui.charts.chips import Chip

__all__ = ["Choice"]

_APART = 4


class Choice(QWidget):
    """chosen(value): the user has chosen another."""

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[str, str, str]], value: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [choice[0] for choice in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_APART)
        for place, (_, text, tip) in enumerate(choices):
            chip = Chip(text, tip)
            chip.setAccessibleName(text)
            chip.setAccessibleDescription(tip)
            chip.setCheckable(True)
            self._group.addButton(chip, place)
            row.addWidget(chip)
        self._group.idClicked.connect(self._choose)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.show_value(value)

    @property
    def chips(self) -> Sequence[QWidget]:
        """All of them, from the left."""
        return self._group.buttons()

    def chip(self, value: str) -> QToolButton:
        """The chip of a value."""
        button = self._group.button(self._values.index(value))
        assert isinstance(button, QToolButton)
        return button

    def show_value(self, value: str) -> None:
        """Mark the value in force."""
        self.chip(value).setChecked(True)

    @Slot(int)
    def _choose(self, place: int) -> None:
        self.chosen.emit(self._values[place])
