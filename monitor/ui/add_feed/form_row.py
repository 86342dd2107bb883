"""One line of a form: what is asked for, the field, and below it what it does or what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from monitor.ui.fonts import text_font

__all__ = ["LABEL_WIDTH", "FormRow"]

LABEL_WIDTH = 150
"""Pixels for what is asked for, the same in every form of the page."""


class FormRow(QWidget):
    """Owns its field. The label is the field's accessible name, what stands below its description."""

    def __init__(self, title: str, field: QWidget, *, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = about
        self._label = QLabel(title)
        self._label.setProperty("level", "muted")
        self._label.setFixedWidth(LABEL_WIDTH)
        self._label.setMinimumHeight(26)
        self._label.setWordWrap(True)
        self._label.setBuddy(field)
        self._words = QLabel(about)
        self._words.setFont(text_font(12))
        self._words.setProperty("level", "muted")
        self._words.setWordWrap(True)
        self._words.setVisible(bool(about))
        field.setAccessibleName(title)
        field.setAccessibleDescription(about)
        self._field = field
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, 0, 1)
        grid.addWidget(self._words, 1, 1)
        grid.setColumnStretch(1, 1)

    @property
    def problem(self) -> str:
        """What is wrong, as shown; "" when nothing."""
        return self._words.text() if self._words.property("level") == "bad" else ""

    def set_problem(self, words: str) -> None:
        """Say what is wrong with the field, or with "" again what it does."""
        level = "bad" if words else "muted"
        shown = words or self._about
        if shown == self._words.text() and level == self._words.property("level"):
            return
        self._words.setText(shown)
        self._words.setProperty("level", level)
        self._words.style().polish(self._words)
        self._words.setVisible(bool(shown))
        self._field.setAccessibleDescription(shown)

    def set_about(self, words: str) -> None:
        """Say something else about the field from now on."""
        if words != self._about:
            problem = self.problem
            self._about = words
            self.set_problem(problem)
