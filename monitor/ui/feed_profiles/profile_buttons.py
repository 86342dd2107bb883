"""What can be done to the list of profiles, as a row of buttons."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from monitor.workspace.profile_rows import ProfileRow

__all__ = ["ProfileButtons"]


class ProfileButtons(QWidget):
    """A signal for each button; those about a profile mean the current one."""

    add = Signal()
    take_in = Signal()
    open = Signal()
    edit = Signal()
    duplicate = Signal()
    export = Signal()
    delete = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {
            "add": self._button(self.tr("New"), self.add),
            "import": self._button(self.tr("Import…"), self.take_in),
            "open": self._button(self.tr("Open"), self.open),
            "edit": self._button(self.tr("Edit"), self.edit),
            "duplicate": self._button(self.tr("Duplicate"), self.duplicate),
            "export": self._button(self.tr("Export…"), self.export),
            "delete": self._button(self.tr("Delete"), self.delete),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for name, button in self.buttons.items():
            if name == "open":
                row.addStretch(1)
            row.addWidget(button)

    def fit(self, row: ProfileRow | None) -> None:
        """Offer what can be done to this profile, None where there is none."""
        whole = row is not None and not row.broken
        for name, can in (
            ("open", whole),
            ("edit", row is not None),
            ("duplicate", row is not None),
            ("export", row is not None),
            ("delete", row is not None and row.own),
        ):
            self.buttons[name].setEnabled(can)

    def _button(self, words: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName("small")
        button.clicked.connect(asked)
        return button
