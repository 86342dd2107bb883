"""The rules one below the other, or how to make the first."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from monitor.ui.alerts.rule_row import RuleRow
from monitor.ui.fonts import caps_font, text_font
from monitor.ui.theme import Theme
from monitor.workspace.alerts.rule_line import RuleLine, rule_lines
from monitor.workspace.workspace import Workspace

__all__ = ["RulesList"]

_KEPT = 12.0
"""Seconds in which a removed rule can be brought back."""


class RulesList(QWidget):
    """new_asked(): a rule from nothing. edit_asked(id): the form for this one."""

    new_asked = Signal()
    edit_asked = Signal(str)

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._order: tuple[str, ...] | None = None
        self.rows: dict[str, RuleRow] = {}
        self._head = QLabel(self.tr("RULES"))
        self._head.setFont(caps_font())
        self._head.setProperty("level", "muted")
        self._telling = QLabel()
        self._telling.setFont(text_font(12))
        self._telling.setProperty("level", "muted")
        self._seen = QPushButton(self.tr("Acknowledge all"))
        self._seen.setObjectName("small")
        self._seen.clicked.connect(self._acknowledge_all)
        self._new = QPushButton(self.tr("New alert"))
        self._new.setObjectName("primary")
        self._new.clicked.connect(self.new_asked)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._empty = self._made_empty()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()

    def refresh(self, now: float, *, telling: str) -> None:
        """Bring every row up to date."""
        lines = rule_lines(self._workspace, now=now)
        order = tuple(line.rule.id for line in lines)
        if order != self._order:
            self._order = order
            self._rebuild(order, {line.rule.id: line for line in lines})
        for line in lines:
            row = self.rows[line.rule.id]
            if row.line != line:
                row.show_line(line)
        self._telling.setText(telling)
        self._telling.setVisible(bool(telling and lines))
        self._seen.setVisible(self._workspace.alerts.counts.unacknowledged > 0)
        self._empty.setVisible(not lines)

    def set_theme(self, theme: Theme) -> None:
        """Tint marks and icons."""
        self._theme = theme
        for row in self.rows.values():
            row.set_theme(theme)

    def take_focus(self) -> None:
        """Put the cursor on the button for a new rule."""
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, order: tuple[str, ...], lines: Mapping[str, RuleLine]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        for number, rule in enumerate(order):
            if number:
                self._list.addWidget(_line())
            row = RuleRow(lines[rule], self._theme)
            row.edit_asked.connect(self.edit_asked)
            row.removed.connect(self._remove)
            row.duplicated.connect(self._duplicate)
            row.acknowledged.connect(self._workspace.alerts.acknowledge)
            row.enabled.connect(self._workspace.alerts.enable)
            row.snoozed.connect(self._snooze)
            self.rows[rule] = row
            self._list.addWidget(row)

    def _made_empty(self) -> QWidget:
        title = QLabel(self.tr("Be told when something happens"))
        title.setFont(text_font(16, weight=QFont.Weight.DemiBold))
        words = QLabel(
            self.tr(
                "An alert watches a value, a feed or its messages: a price above a limit, a sensor that falls silent, "
                "two series that cross. It goes on watching whatever the window shows, and tells you on the desktop, "
                "by sound or by webhook. “Set an alert” in the menu of any plot or table begins one with its value."
            )
        )
        words.setWordWrap(True)
        words.setProperty("level", "muted")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(words)
        return holder

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._head)
        head.addWidget(self._telling)
        head.addStretch(1)
        head.addWidget(self._seen)
        head.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addLayout(self._list)

    @Slot()
    def _acknowledge_all(self) -> None:
        self._workspace.alerts.acknowledge_all()
        self.refresh(self._workspace.wall(), telling=self._telling.text())

    @Slot(str, float)
    def _snooze(self, rule: str, seconds: float) -> None:
        self._workspace.alerts.snooze(rule, seconds, now=self._workspace.wall())

    @Slot(str)
    def _duplicate(self, rule: str) -> None:
        known = self._workspace.alerts.rule(rule)
        if known is not None:
            name = self.tr("%1, copy").replace("%1", known.name)
            self._workspace.alerts.add(msgspec.structs.replace(known, id="", name=name))

    @Slot(str)
    def _remove(self, rule: str) -> None:
        known = self._workspace.alerts.rule(rule)
        if known is None:
            return
        undo = self._workspace.alerts.remove(rule)
        words = self.tr("The alert %1 was removed").replace("%1", known.name)
        now = self._workspace.wall()
        self._workspace.notices.post(words, now=now, level="ok", seconds=_KEPT, undo=undo)


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("popupLine")
    line.setFixedHeight(1)
    return line
