"""What the server speaks: what was recognised and how, what was tried for it, and the choice of something else."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.feed.recognition.names import DIALECTS
from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.workspace.adding.speaking import FIND_OUT, Speaking

__all__ = ["SpeaksLine"]

_GAP = 8


class SpeaksLine(QWidget):
    """chosen(kind): the user says what the server speaks; FIND_OUT to have it found out."""

    chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speaking = Speaking("")
        label = QLabel(self.tr("Speaks"))
        label.setProperty("level", "muted")
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("What the server speaks"))
        self.combo.setMinimumHeight(26)
        self.combo.addItem(self.tr("Find out"), FIND_OUT)
        self.combo.addItem(self.tr("Plain messages"), "")
        for kind, title in DIALECTS.items():
            self.combo.addItem(title, kind)
        label.setBuddy(self.combo)
        self._words = ElidedLabel()
        self._words.setProperty("level", "muted")
        self.more = QPushButton()
        self.more.setAccessibleName(self.tr("What was tried"))
        self.more.setObjectName("chip")
        self.more.setCheckable(True)
        self._tried = QLabel()
        self._tried.setFont(text_font(12))
        self._tried.setProperty("level", "muted")
        self._tried.setTextFormat(Qt.TextFormat.PlainText)
        self._tried.setWordWrap(True)
        self._tried.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._tried.hide()
        self._lay_out(label)
        self.combo.activated.connect(self._activated)
        self.more.toggled.connect(self._tried.setVisible)

    @property
    def words(self) -> str:
        """What is said beside the choice."""
        return self._words.text()

    @property
    def tried(self) -> str:
        """What was tried, a line each."""
        return self._tried.text()

    def show_speaking(self, speaking: Speaking) -> None:
        """Show what is known."""
        if speaking == self._speaking and self._words.text():
            return
        self._speaking = speaking
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(self.combo.findData(speaking.kind))
        self._words.setText(self._said(speaking))
        lines = "\n".join(f"{what}: {outcome}" for what, outcome in speaking.tried)
        self._tried.setText(lines)
        self.more.setToolTip(lines)
        self.more.setText(self.tr("%1 tried").replace("%1", str(len(speaking.tried))))
        self.more.setVisible(bool(lines))
        if not lines:
            self.more.setChecked(False)
        self.combo.setAccessibleDescription(self._words.text())

    def fold(self) -> None:
        """Show the list of what was tried no more."""
        self.more.setChecked(False)

    def _said(self, speaking: Speaking) -> str:
        if speaking.what:
            # What stands in the choice already is not said again.
            more = self.tr("%1, by %2") if speaking.what != self.combo.currentText() else self.tr("found by %2")
            return more.replace("%1", speaking.what).replace("%2", speaking.why)
        if speaking.chosen:
            return self.tr("as the profile says")
        if speaking.kind != FIND_OUT:
            return self.tr("every message stands for itself")
        return self.tr("not recognised") if speaking.tried else self.tr("finding out…")

    @Slot()
    def _activated(self) -> None:
        kind = str(self.combo.currentData())
        if kind != self._speaking.kind or kind == FIND_OUT:
            self.chosen.emit(kind)

    def _lay_out(self, label: QLabel) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        line.addWidget(label)
        line.addWidget(self.combo)
        line.addWidget(self._words)
        line.addWidget(self.more)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._tried)
