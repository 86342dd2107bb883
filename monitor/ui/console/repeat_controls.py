"""Sending a message again and again: how often, and how it goes."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from monitor.ui.charts.chips import SwitchChip
from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.workspace.messages.sending import Repeat
from monitor.workspace.wording import count, number

__all__ = ["RepeatControls"]

_FIELD_WIDTH = 56
_LEAST, _MOST = 0.05, 86_400.0


class RepeatControls(QWidget):
    """switched(on): the user begins or ends it. seconds_changed(float): what is between two messages."""

    switched = Signal(bool)
    seconds_changed = Signal(float)

    def __init__(self, seconds: float, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = SwitchChip(self.tr("Repeat"), self.tr("Send again and again"), False)
        self.chip.switched.connect(self.switched)
        self._every = QLabel(self.tr("every"))
        self.field = QLineEdit()
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.field.setFont(text_font(12))
        self.field.setValidator(QDoubleValidator(_LEAST, _MOST, 2, self.field))
        self.field.setAccessibleName(self.tr("Seconds between two messages"))
        self.field.editingFinished.connect(self._edited)
        self._unit = QLabel(self.tr("s"))
        self._words = ElidedLabel()
        for label in (self._every, self._unit, self._words):
            label.setFont(text_font(12))
            label.setProperty("level", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.chip, self._every, self.field, self._unit):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self._words)
        row.addStretch(1)
        self.show_seconds(seconds)
        self.show_repeat(None)

    @property
    def seconds(self) -> float:
        """What is to be between two messages."""
        try:
            return min(max(float(self.field.text().replace(",", ".")), _LEAST), _MOST)
        except ValueError:
            return self._seconds

    @property
    def words(self) -> str:
        """What is said of it."""
        return self._words.text()

    def show_seconds(self, seconds: float) -> None:
        """This stands in the field."""
        self._seconds = seconds
        self.field.setText(f"{seconds:g}")

    def show_repeat(self, repeat: Repeat | None) -> None:
        """How the one that goes on is going, or why the last one ended."""
        going = repeat is not None and not repeat.ended
        self.chip.show_value(going)
        for part in (self._every, self.field, self._unit):
            part.setVisible(not going)
        words = self._said(repeat)
        if words != self._words.text():
            self._words.setText(words)

    def _said(self, repeat: Repeat | None) -> str:
        if repeat is None:
            return ""
        sent = self.tr("%1 sent").replace("%1", count(repeat.sent))
        if not repeat.ended:
            every = self.tr("sending every %1 s").replace("%1", number(repeat.seconds))
            return f"{every} \N{MIDDLE DOT} {sent}"
        return f"{repeat.ended} \N{MIDDLE DOT} {sent}"

    @Slot()
    def _edited(self) -> None:
        seconds = self.seconds
        if seconds != self._seconds:
            self.show_seconds(seconds)
            self.seconds_changed.emit(seconds)
