"""What stands in a panel that has nothing to show yet: what to do, and a button that does it."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

__all__ = ["Prompt"]


class Prompt(QWidget):
    """asked(point): the button was pressed; the point of the screen is where an answer may pop up."""

    asked = Signal(QPoint)

    def __init__(self, words: str, button: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(words)
        self._words.setProperty("level", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._button = QPushButton(button)
        self._button.clicked.connect(self._ask)
        self.setFocusProxy(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(12)
        column.addStretch()
        column.addWidget(self._words)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._button.mapToGlobal(QPoint(0, self._button.height() + 4)))
