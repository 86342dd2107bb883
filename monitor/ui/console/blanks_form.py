"""A field for each `${…}` of a message that the feed's profile does not know."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from monitor.core.secrecy import looks_secret
from monitor.ui.fonts import mono_font

__all__ = ["BlanksForm"]

_MOST = 8


class BlanksForm(QWidget):
    """edited(): a value has changed. send_asked(): Return was pressed in a field."""

    edited = Signal()
    send_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    @property
    def fields(self) -> Mapping[str, QLineEdit]:
        """The field of each name."""
        return self._fields

    @property
    def values(self) -> dict[str, str]:
        """What was filled in."""
        return {name: field.text() for name, field in self._fields.items() if field.text()}

    def show_names(self, names: Sequence[str], values: Mapping[str, str]) -> None:
        """Ask for these; what is known of them, or was typed before, stands there already."""
        names = names[:_MOST]
        for name in [name for name in self._fields if name not in names]:
            for part in (self._fields.pop(name), self._labels.pop(name)):
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        for row, name in enumerate(names):
            if name not in self._fields:
                self._add(name, values.get(name, ""))
            self._grid.addWidget(self._labels[name], row, 0)
            self._grid.addWidget(self._fields[name], row, 1)
        self.setVisible(bool(names))

    def take_focus(self) -> None:
        """Let the user fill in the first value that is missing."""
        empty = next((field for field in self._fields.values() if not field.text()), None)
        if empty is not None:
            empty.setFocus()

    def _add(self, name: str, value: str) -> None:
        label = QLabel(name)
        label.setFont(mono_font())
        label.setProperty("level", "muted")
        field = QLineEdit(value)
        field.setFont(mono_font())
        field.setAccessibleName(self.tr("Value of %1").replace("%1", name))
        if looks_secret(name):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textEdited.connect(self._tell)
        field.returnPressed.connect(self.send_asked)
        label.setBuddy(field)
        self._fields[name], self._labels[name] = field, label

    @Slot(str)
    def _tell(self, _text: str) -> None:
        self.edited.emit()
