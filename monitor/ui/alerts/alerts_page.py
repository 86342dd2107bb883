"""The page of alerts: the rules and how they stand, what has happened, and the form that makes a rule."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from monitor.alerts.rule import Rule
from monitor.core.batch import SeriesKey
from monitor.ui.alerts.history_view import HistoryView
from monitor.ui.alerts.rule_editor import RuleEditor
from monitor.ui.alerts.rules_list import RulesList
from monitor.ui.pages.page import Page
from monitor.ui.theme import Theme
from monitor.workspace.alerts.kinds import NOTHING, Kind, fresh_condition
from monitor.workspace.alerts.rule_for import rule_for
from monitor.workspace.workspace import Workspace

__all__ = ["AlertsPage"]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AlertsPage(Page):
    """telling: how the desktop takes notifications, in words; "" while there is nothing to say."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        *,
        telling: Callable[[], str] = lambda: "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent=parent)
        self._workspace = workspace
        self._theme = theme
        self._telling = telling
        self._editor: RuleEditor | None = None
        self.rules = RulesList(workspace, theme)
        self.rules.new_asked.connect(self.make_rule)
        self.rules.edit_asked.connect(self.edit)
        self.history = HistoryView(workspace.alerts, workspace.settings, theme)
        self._overview = QWidget()
        column = QVBoxLayout(self._overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self.rules)
        column.addWidget(self.history, 1)
        column.addStretch()
        self.body.addWidget(self._overview, 1)
        self._show_head()
        self.refresh(workspace.wall())

    @property
    def editor(self) -> RuleEditor | None:
        """The form, while it is open."""
        return self._editor

    def set_alert(self, series: SeriesKey, value: float = float("nan")) -> None:
        """Open the form with a threshold for this series, at `value` or its present value."""
        self._open(rule_for(series, self._workspace.store, value=value))

    @Slot()
    def make_rule(self) -> None:
        """Open the form for a rule from nothing."""
        self._open(Rule(id="", name="", condition=fresh_condition(Kind.THRESHOLD, series=NOTHING, feed="")))

    @Slot(str)
    def edit(self, rule: str) -> None:
        """Open the form for a rule that is there."""
        known = self._workspace.alerts.rule(rule)
        if known is not None:
            self._open(known)

    def refresh(self, now: float) -> None:
        """Bring what is shown up to date."""
        if self._editor is not None:
            return
        self.rules.refresh(now, telling=self._telling())
        self.history.refresh()
        self.history.setVisible(bool(self._workspace.alerts.rules or self._workspace.alerts.history))
        self._show_head()

    def frame(self, now: float) -> bool:
        """Go on testing the rule that is being written."""
        return self._editor is not None and self._editor.frame(now)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        super().set_theme(theme)
        self._theme = theme
        self.rules.set_theme(theme)
        self.history.set_theme(theme)
        if self._editor is not None:
            self._editor.set_theme(theme)

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        (self._editor or self.rules).take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._editor is not None:
            self.close_editor()
        elif event.key() in _ENTER and self._editor is not None and isinstance(self.focusWidget(), QLineEdit):
            self._editor.save()
        else:
            super().keyPressEvent(event)

    @Slot()
    def close_editor(self) -> None:
        """Back to the list; what the form says is forgotten."""
        editor, self._editor = self._editor, None
        if editor is not None:
            self.body.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._overview.show()
        self.refresh(self._workspace.wall())
        self.rules.take_focus()

    def _open(self, rule: Rule) -> None:
        if self._editor is not None:
            self.close_editor()
        editor = RuleEditor(rule, self._workspace, self._theme)
        editor.saved.connect(self._save)
        editor.given_up.connect(self.close_editor)
        self._editor = editor
        self._overview.hide()
        self.body.addWidget(editor, 1)
        self._show_head()
        editor.frame(self._workspace.wall())
        editor.take_focus()

    @Slot(object)
    def _save(self, rule: Rule) -> None:
        board = self._workspace.alerts
        if rule.id:
            board.change(rule)
        else:
            board.add(msgspec.structs.replace(rule, enabled=True))
        self.close_editor()

    def _show_head(self) -> None:
        if self._editor is not None:
            known = bool(self._editor.rule.id)
            title = self.tr("Change alert") if known else self.tr("New alert")
            self.set_head(title, self.tr("tested as you type"))
            return
        board = self._workspace.alerts
        rules = self.tr("%n rules", "", len(board.rules)) if len(board.rules) != 1 else self.tr("1 rule")
        on = self.tr("%n on", "", board.counts.on)
        words = f"{rules}, {on}" if board.rules else self.tr("none yet")
        self.set_head(self.tr("Alerts"), words)
