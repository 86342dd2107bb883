"""A line above a list that says what is the matter with it: a filter that cannot be read, or that it is a part."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font

__all__ = ["NoteBar"]


class NoteBar(QWidget):
    """Takes no room while there is nothing to say. A problem goes before a note."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[str, str] = {"bad": "", "muted": ""}
        self._labels = {level: ElidedLabel() for level in self._texts}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(0)
        for level, label in self._labels.items():
            label.setProperty("level", level)
            label.setFont(text_font(12))
            row.addWidget(label)
        row.addStretch(1)
        self._show()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._texts["bad"] or self._texts["muted"]

    def set_problem(self, text: str) -> None:
        """Say what is wrong; "" when nothing is."""
        self._put("bad", text)

    def set_note(self, text: str) -> None:
        """Say something that is good to know."""
        self._put("muted", text)

    def _put(self, level: str, text: str) -> None:
        if text != self._texts[level]:
            self._texts[level] = text
            self._labels[level].setText(text)
            self._show()

    def _show(self) -> None:
        self._labels["bad"].setVisible(bool(self._texts["bad"]))
        self._labels["muted"].setVisible(bool(self._texts["muted"]) and not self._texts["bad"])
        self.setVisible(bool(self.text))
