"""One line of the page: a name, its value and, for a folder, a way into it."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from monitor.workspace.about.facts import Fact, from_home

__all__ = ["FactRow"]

_NAME_WIDTH = 130


class FactRow(QWidget):
    """The value can be selected. A folder that is not there yet has no button."""

    def __init__(self, fact: Fact, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = fact.folder
        name = QLabel(fact.name)
        name.setProperty("level", "muted")
        name.setFixedWidth(_NAME_WIDTH)
        value = QLabel(from_home(fact.value, home=Path.home()))
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setWordWrap(True)
        value.setAccessibleName(fact.name)
        value.setAccessibleDescription(value.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(name)
        row.addWidget(value, 1)
        self.button = QPushButton(self.tr("Open"))
        self.button.setObjectName("small")
        self.button.setAccessibleName(self.tr("Open the folder: %1").replace("%1", fact.name))
        self.button.clicked.connect(self._open)
        row.addWidget(self.button)
        self._fit()

    def _fit(self) -> None:
        if self._folder is None:
            self.button.hide()
        elif not self._folder.is_dir():
            self.button.setEnabled(False)
            self.button.setToolTip(self.tr("The folder is made when it is first needed"))

    @Slot()
    def _open(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
