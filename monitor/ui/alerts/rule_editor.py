"""The form that makes or changes a rule, tried on the data already there while it is written."""

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.alerts.checks import MOST_PARTS, check
from monitor.alerts.inputs import parts_of
from monitor.alerts.rule import AllOf, AnyOf, Condition, Rule
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.alerts.condition_card import ConditionCard
from monitor.ui.alerts.fields import SpanField
from monitor.ui.alerts.telling_section import TellingSection
from monitor.ui.alerts.trial_strip import TrialStrip
from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.theme import Theme
from monitor.workspace.alerts.kinds import NOTHING, Kind, fresh_condition
from monitor.workspace.alerts.rule_words import rule_words
from monitor.workspace.alerts.trying import Trying
from monitor.workspace.workspace import Workspace

__all__ = ["RuleEditor"]


class RuleEditor(QWidget):
    """saved(Rule): the user is done. given_up(): the user wants no change.

    A rule that nobody has named is called what it says.
    """

    saved = Signal(object)
    given_up = Signal()

    def __init__(self, rule: Rule, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._workspace = workspace
        self._theme = theme
        self._trying = Trying(workspace)
        self._named = bool(rule.id)
        self._asked = False
        self._cards: list[ConditionCard] = []
        self._name = QLineEdit(rule.name)
        self._name.setPlaceholderText(self.tr("as the rule reads"))
        self._name.textEdited.connect(self._rename)
        self._name_row = FormRow(self.tr("Name"), self._name)
        how = [(True, self.tr("all of these hold")), (False, self.tr("any of these holds"))]
        self._all = ChoiceChip(self.tr("How the conditions go together"), how, not isinstance(rule.condition, AnyOf))
        self._all.chosen.connect(self._edited)
        self._all_row = FormRow(self.tr("When"), _beside(self._all))
        self._conditions = QVBoxLayout()
        self._conditions.setSpacing(8)
        self._add = QPushButton(self.tr("Add a condition"))
        self._add.setObjectName("small")
        self._add.clicked.connect(self._add_condition)
        self._hold = SpanField(rule.hold_seconds, self.tr("Must hold for"))
        self._hold.edited.connect(self._edited)
        self._hold_row = FormRow(self.tr("Must hold for"), _beside(self._hold))
        self._telling = TellingSection(rule)
        self._telling.edited.connect(self._edited)
        self._outcome = QLabel()
        self._outcome.setWordWrap(True)
        self._strip = TrialStrip(theme)
        self._save = QPushButton(self.tr("Save"))
        self._save.setObjectName("primary")
        self._save.clicked.connect(self.save)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.given_up)
        self._lay_out()
        for condition in _top_parts(rule.condition):
            self._put(condition)
        self._edited()

    @property
    def rule(self) -> Rule:
        """What the form says."""
        conditions = [card.condition for card in self._cards]
        condition: Condition = conditions[0]
        if len(conditions) > 1:
            condition = AllOf(tuple(conditions)) if self._all.value else AnyOf(tuple(conditions))
        told = self._telling.filled(self._rule)
        return msgspec.structs.replace(
            told, name=self._name.text().strip(), condition=condition, hold_seconds=self._hold.value
        )

    @property
    def cards(self) -> list[ConditionCard]:
        """The conditions."""
        return self._cards

    @property
    def outcome(self) -> str:
        """What the test says."""
        return self._outcome.text()

    def frame(self, now: float) -> bool:
        """Go on testing at `now` (wall seconds); whether that has brought anything."""
        before = self._outcome.text()
        tried = self._trying.look(self.rule, now=now)
        if tried.words != self._outcome.text():
            self._outcome.setText(tried.words)
        utc = self._workspace.settings.now.time_zone == "utc"
        self._strip.show_spans(tried.spans, start=tried.start, end=tried.end, level=self._telling.level, utc=utc)
        return self._outcome.text() != before

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self._strip.set_theme(theme)
        for card in self._cards:
            card.set_theme(theme)

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        self._cards[0].take_focus()

    @Slot()
    def save(self) -> None:
        """Keep the rule, or say what is wrong with it."""
        self._asked = True
        if self._show_problems():
            self.saved.emit(self.rule)

    # --- inner ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        test = QVBoxLayout()
        test.setSpacing(4)
        test.addWidget(self._outcome)
        test.addWidget(self._strip)
        holder = QWidget()
        holder.setLayout(test)
        test.setContentsMargins(0, 0, 0, 0)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(_indented(self._name_row))
        column.addWidget(_indented(self._all_row))
        column.addLayout(self._conditions)
        column.addWidget(_indented(FormRow("", _beside(self._add))))
        column.addWidget(_indented(self._hold_row))
        column.addWidget(self._telling)
        column.addWidget(_indented(FormRow(self.tr("Test"), holder)))
        column.addLayout(buttons)
        column.addStretch(1)

    def _put(self, condition: Condition) -> ConditionCard:
        card = ConditionCard(condition, self._workspace, self._theme)
        card.edited.connect(self._edited)
        card.removed.connect(self._remove_condition)
        self._cards.append(card)
        self._conditions.addWidget(card)
        self._see_group()
        return card

    @Slot()
    def _add_condition(self) -> None:
        last = self._cards[-1].condition
        series = getattr(last, "series", None)
        feed = getattr(last, "feed", "")
        kind = Kind.THRESHOLD if series is not None else Kind.GAP
        card = self._put(fresh_condition(kind, series=series or NOTHING, feed=feed))
        card.take_focus()
        self._edited()

    @Slot()
    def _remove_condition(self) -> None:
        card = self.sender()
        if isinstance(card, ConditionCard) and len(self._cards) > 1:
            self._cards.remove(card)
            self._conditions.removeWidget(card)
            card.hide()
            card.deleteLater()
            self._see_group()
            self._edited()

    def _see_group(self) -> None:
        several = len(self._cards) > 1
        self._all_row.setVisible(several)
        self._add.setEnabled(len(self._cards) < MOST_PARTS)
        for card in self._cards:
            card.allow_removal(several)

    @Slot()
    def _rename(self) -> None:
        self._named = bool(self._name.text().strip())
        self._edited()

    @Slot()
    def _edited(self) -> None:
        if not self._named:
            rule = msgspec.structs.replace(self.rule, hold_seconds=0.0, name="?")
            self._name.setText("" if check(rule) else rule_words(rule, self._feed_name))
        self._show_problems()

    def _show_problems(self) -> bool:
        """Say what is wrong, of fields left empty only once the user wants to save; whether nothing is."""
        problems = [each for each in check(self.rule) if self._named or each.field != "name"]
        shown = [
            problem for problem in problems if self._asked or not problem.text.startswith(("Choose", "Enter what"))
        ]
        for number, card in enumerate(self._cards):
            card.show_problems({problem.field: problem.text for problem in shown if problem.part == number})
        of_rule = {problem.field: problem.text for problem in shown if problem.part < 0}
        self._name_row.set_problem(of_rule.get("name", ""))
        self._hold_row.set_problem(of_rule.get("hold_seconds", ""))
        self._telling.webhook_row.set_problem(of_rule.get("webhook", ""))
        return not problems

    def _feed_name(self, feed: str) -> str:
        view = self._workspace.feed(feed)
        return feed if view is None else view.name


def _top_parts(condition: Condition) -> list[Condition]:
    """The conditions a user sees: groups in groups, which only a file can hold, are shown as one group."""
    return list(parts_of(condition))


def _beside(field: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field)
    row.addStretch(1)
    return holder


def _indented(row: QWidget) -> QWidget:
    """In one line with the fields on the cards."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(13, 0, 13, 0)
    layout.addWidget(row)
    return holder
