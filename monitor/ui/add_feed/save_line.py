"""The last line of the page: what the feed is called, its text, and saving it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

__all__ = ["SaveLine"]


class SaveLine(QWidget):
    """named(text) while the name is typed; saved() when the feed is to be saved; toml_wanted(on)."""

    named = Signal(str)
    saved = Signal()
    toml_wanted = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = QLabel(self.tr("Name"))
        label.setProperty("level", "muted")
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMaxLength(200)
        self.name.setMinimumWidth(140)
        self.name.setMaximumWidth(320)
        label.setBuddy(self.name)
        self.toml = QPushButton(self.tr("Show as TOML"))
        self.toml.setCheckable(True)
        self.save = QPushButton()
        self.save.setObjectName("primary")
        self._problem = QLabel()
        self._problem.setProperty("level", "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label)
        row.addWidget(self.name, 1)
        row.addStretch(1)
        row.addWidget(self.toml)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.name.textEdited.connect(self.named)
        self.name.returnPressed.connect(self.save.click)
        self.save.clicked.connect(self.saved)
        self.toml.toggled.connect(self.toml_wanted)

    @property
    def problem(self) -> str:
        """What keeps the feed from being saved, as shown."""
        return "" if self._problem.isHidden() else self._problem.text()

    def show_state(self, name: str, *, words: str, problem: str) -> None:
        """Show the name, what the button says, and why it cannot be pressed ("" when it can)."""
        if not self.name.hasFocus() and self.name.text() != name:
            self.name.setText(name)
            self.name.setCursorPosition(0)
        self.save.setText(words)
        self.save.setEnabled(not problem)
        self.say(problem)

    def say(self, problem: str) -> None:
        """Say what went wrong."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
