"""How one is told of an alert: how serious it is, on the desktop, by sound, by webhook."""

from typing import Literal, cast

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitor.alerts.rule import Rule
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.charts.chips import ChoiceChip

__all__ = ["TellingSection"]


class TellingSection(QFrame):
    """edited(): the user has changed something."""

    edited = Signal()

    def __init__(self, rule: Rule, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formSection")
        levels = [("warn", self.tr("Warning")), ("bad", self.tr("Serious"))]
        self._level = ChoiceChip(self.tr("How serious it is"), levels, rule.level)
        self._level.chosen.connect(self._tell)
        self._notify = QCheckBox(self.tr("on the desktop"))
        self._notify.setChecked(rule.notify)
        self._sound = QCheckBox(self.tr("by sound"))
        self._sound.setChecked(rule.sound)
        for box in (self._notify, self._sound):
            box.toggled.connect(self._tell)
        self._webhook = QLineEdit(rule.webhook)
        self._webhook.setPlaceholderText("https://")
        self._webhook.textEdited.connect(self._tell)
        self.webhook_row = FormRow(
            self.tr("Webhook"),
            self._webhook,
            about=self.tr("Told of on and off by a POST with JSON; leave empty for none"),
        )
        self._lay_out()

    @property
    def level(self) -> Literal["warn", "bad"]:
        """How serious the alert is."""
        return cast('Literal["warn", "bad"]', self._level.value)

    def filled(self, rule: Rule) -> Rule:
        """The rule with what is said here."""
        return msgspec.structs.replace(
            rule,
            level=self.level,
            notify=self._notify.isChecked(),
            sound=self._sound.isChecked(),
            webhook=self._webhook.text().strip(),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        about = self.tr("The sound of a serious alert is repeated until it is acknowledged")
        column.addWidget(FormRow(self.tr("It is"), _side_by_side(self._level), about=about))
        column.addWidget(FormRow(self.tr("Tell me"), _side_by_side(self._notify, self._sound)))
        column.addWidget(self.webhook_row)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()


def _side_by_side(*fields: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    for field in fields:
        row.addWidget(field)
    row.addStretch(1)
    return holder
