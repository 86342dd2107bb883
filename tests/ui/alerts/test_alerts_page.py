"""The page of alerts, driven by mouse and keys."""

import math

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitor.alerts.rule import AllOf, AnyOf, Change, Condition, GapOpen, Match, Rule, SilentFeed, Threshold
from monitor.core.batch import SeriesKey
from monitor.engine.messages import AcknowledgeAlert, AlertChanged, SetRules, SnoozeAlert
from monitor.ui.alerts.alert_mark import MarkKind
from monitor.ui.alerts.alerts_button import AlertsButton
from monitor.ui.alerts.alerts_page import AlertsPage
from monitor.ui.alerts.fields import NumberField, SpanField
from monitor.ui.alerts.rule_editor import RuleEditor
from monitor.workspace.alerts.kinds import Kind
from tests.ui.conftest import Stage


def button(parent: QWidget, text: str) -> QPushButton:
    (found,) = [each for each in parent.findChildren(QPushButton) if each.text() == text and not each.isHidden()]
    return found


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def tick(qtbot: QtBot, box: QCheckBox) -> None:
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def type_in(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)


def price(stage: Stage, key: str = "BTC") -> SeriesKey:
    return SeriesKey(stage.workspace.feeds[0].feed, "trades", key, "price")


def high(stage: Stage, **more: object) -> Rule:
    rule = Rule(id="", name="High", condition=Threshold(price(stage), "above", 100.0))
    return stage.workspace.alerts.add(msgspec.structs.replace(rule, **more))


def come_on(stage: Stage, rule: Rule, *, on: bool = True, key: str = "BTC") -> None:
    now = stage.clock.wall()
    reason = f"{key} price 101 is above 100" if on else f"{key} price 99 is back below 100"
    stage.host.say(AlertChanged(rule.id, on=on, at=now, reason=reason, value=101.0, feed="market", key=key))
    stage.workspace.pump(1.0)


def editor(page: AlertsPage) -> RuleEditor:
    assert page.editor is not None
    return page.editor


def choose_kind(page: AlertsPage, kind: Kind) -> None:
    chip = editor(page).cards[0]._kind
    next(action for action in chip.pull_down.actions() if action.data() == kind).trigger()


def test_without_rules_the_page_says_how_to_begin(page: AlertsPage, qtbot: QtBot) -> None:
    assert page.rules._empty.isVisible()
    assert not page.history.isVisible()
    click(qtbot, button(page, "New alert"))
    assert editor(page).outcome == "The test begins once the rule is complete"


def test_what_is_missing_is_said_where_it_is_missing_once_one_wants_to_save(page: AlertsPage, qtbot: QtBot) -> None:
    page.make_rule()
    row = editor(page).cards[0].rows["series"]
    assert row.problem == ""
    click(qtbot, button(page, "Save"))
    assert row.problem == "Choose a series"
    assert page.editor is not None


def test_what_cannot_be_a_number_is_said_as_it_is_typed(stage: Stage, page: AlertsPage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    page.set_alert(price(stage))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    type_in(qtbot, field, "64 218.5")
    assert editor(page).rule.condition == Threshold(price(stage), "above", 64218.5)
    assert editor(page).rule.name == "BTC price above 64\N{FOUR-PER-EM SPACE}218.5"
    type_in(qtbot, field, "lots")
    assert field.property("wrong")
    assert editor(page).cards[0].rows["side value"].problem == "Enter a number"


def test_the_form_is_left_by_escape_and_saved_by_enter(stage: Stage, page: AlertsPage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    page.set_alert(price(stage))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.editor is None
    assert stage.workspace.alerts.rules == []
    page.set_alert(price(stage))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    type_in(qtbot, field, "100")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.editor is None
    (rule,) = stage.workspace.alerts.rules
    assert rule.condition == Threshold(price(stage), "above", 100.0)
    assert stage.host.told[-1] == SetRules((rule,))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_condition_goes_through_the_form_unchanged(stage: Stage, page: AlertsPage, kind: Kind) -> None:
    stage.open(BTC=95.0)
    page.set_alert(price(stage))
    choose_kind(page, kind)
    first = editor(page).cards[0].condition
    assert type(first).__name__ == kind.value
    assert getattr(first, "series", price(stage)) == price(stage)
    assert getattr(first, "feed", "market") == price(stage).feed or kind is Kind.MATCH


@pytest.mark.parametrize(
    "condition",
    [
        Change(SeriesKey("market", "trades", "*", "price"), 0.025, 90.0, relative=True, direction="down"),
        AnyOf((SilentFeed("market", 30.0), GapOpen("market"))),
        AllOf((Match("market", "halt", kind="path", path="data.event"), GapOpen("gone"))),
    ],
)
def test_a_rule_that_is_opened_and_saved_stays_what_it_was(
    stage: Stage, page: AlertsPage, qtbot: QtBot, condition: Condition
) -> None:
    stage.open(BTC=95.0)
    made = Rule(
        id="", name="n", condition=condition, hold_seconds=90.0, level="bad", sound=False, webhook="https://h/x"
    )
    rule = stage.workspace.alerts.add(made)
    page.edit(rule.id)
    assert editor(page).rule == rule
    click(qtbot, button(page, "Save"))
    assert list(stage.workspace.alerts.rules) == [rule]


def test_conditions_are_added_and_taken_away(stage: Stage, page: AlertsPage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    page.set_alert(price(stage))
    click(qtbot, button(page, "Add a condition"))
    first, second = (card.condition for card in editor(page).cards)
    assert editor(page).rule.condition == AllOf((first, second))
    click(qtbot, editor(page).cards[0]._remove)
    assert editor(page).rule.condition == second


def test_any_key_makes_the_rule_judge_each(stage: Stage, page: AlertsPage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    page.set_alert(price(stage))
    box = next(each for each in editor(page).findChildren(QCheckBox) if each.text() == "any key")
    tick(qtbot, box)
    assert editor(page).rule.condition == Threshold(price(stage, "*"), "above", 95.0)
    tick(qtbot, box)
    assert editor(page).rule.condition == Threshold(price(stage), "above", 95.0)


def test_the_test_follows_what_is_typed(stage: Stage, page: AlertsPage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    for value in (120.0, 90.0):
        stage.clock.advance(30.0)
        stage.row(price(stage).feed, "BTC", value)
        stage.workspace.pump(1.0)
    page.set_alert(price(stage))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    type_in(qtbot, field, "100")
    page.refresh(stage.clock.wall())
    assert editor(page).outcome == "Would have been on once in the last 1\u2005min, 30\u2005s in all"
    assert "A" not in editor(page)._strip.accessibleDescription()[:1]
    assert "BTC price 120 is above 100" in editor(page)._strip.accessibleDescription()
    type_in(qtbot, editor(page).findChildren(SpanField)[-1], "40 s")
    page.refresh(stage.clock.wall())
    assert editor(page).outcome == "Would not have been on in the last 1\u2005min"


def test_a_row_shows_how_its_rule_stands(stage: Stage, page: AlertsPage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    rule = high(stage, level="bad")
    page.refresh(stage.clock.wall())
    row = page.rules.rows[rule.id]
    assert (row.line.state, row._mark.kind) == ("off", MarkKind.OFF)
    come_on(stage, rule)
    stage.clock.advance(12.0)
    page.refresh(stage.clock.wall())
    assert (row.line.state, row._mark.kind) == ("on for 12\u2005s · BTC", MarkKind.BAD)
    click(qtbot, button(row, "Acknowledge"))
    page.refresh(stage.clock.wall())
    assert stage.host.told[-1] == AcknowledgeAlert(rule.id)
    assert row._mark.kind is MarkKind.BAD_SEEN
    tick(qtbot, row._on)
    page.refresh(stage.clock.wall())
    assert (row.line.state, row._mark.kind) == ("not judged", MarkKind.DISABLED)


def test_a_rule_is_snoozed_and_removed_from_its_menu_and_brought_back(stage: Stage, page: AlertsPage) -> None:
    stage.open(BTC=95.0)
    rule = high(stage)
    page.refresh(stage.clock.wall())
    menu: QMenu = page.rules.rows[rule.id].menu()
    next(action for action in menu.actions() if action.text() == "Snooze for 15 min").trigger()
    assert stage.host.told[-1] == SnoozeAlert(rule.id, stage.clock.wall() + 900.0)
    page.refresh(stage.clock.wall())
    assert page.rules.rows[rule.id].line.state == "snoozed, 15\u2005min left"
    next(action for action in page.rules.rows[rule.id].menu().actions() if action.text() == "Remove").trigger()
    page.refresh(stage.clock.wall())
    assert page.rules.rows == {}
    (notice,) = stage.workspace.notices.lines
    assert notice.text == "The alert High was removed"
    stage.workspace.notices.undo(notice.serial)
    page.refresh(stage.clock.wall())
    assert list(page.rules.rows) == [rule.id]


def test_the_history_is_searched(stage: Stage, page: AlertsPage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    rule, other = high(stage), high(stage, name="Other")
    for each in (rule, other):
        come_on(stage, each)
        come_on(stage, each, on=False)
    page.refresh(stage.clock.wall())
    assert page.history.model.rowCount() == 4
    type_in(qtbot, page.history._search, "other back")
    assert [page.history.model.index(0).data().split(" ", 2)[2]] == ["Other off: BTC price 99 is back below 100"]
    assert page.history.model.rowCount() == 1
    come_on(stage, rule)
    page.refresh(stage.clock.wall())
    assert page.history.model.rowCount() == 1
    page.history._search.clear()
    assert page.history.model.rowCount() == 5
    click(qtbot, button(page.history, "Clear"))
    assert page.history.model.rowCount() == 0


def test_the_bell_counts_and_shows_the_worst(stage: Stage, qtbot: QtBot) -> None:
    stage.open(BTC=95.0)
    board = stage.workspace.alerts
    bell = AlertsButton(board, stage.appearance.theme)
    qtbot.addWidget(bell)
    assert (bell.kind, bell.accessibleName()) == (None, "Alerts: nothing is on")
    rule, bad = high(stage), high(stage, level="bad")
    come_on(stage, rule)
    come_on(stage, bad)
    bell.refresh()
    assert (bell.kind, bell.text(), bell.accessibleName()) == (MarkKind.BAD, "2", "Alerts: 2 on, 2 not acknowledged")
    board.acknowledge(bad.id)
    bell.refresh()
    assert bell.kind is MarkKind.WARN
    board.acknowledge_all()
    bell.refresh()
    assert bell.kind is MarkKind.WARN_SEEN
    bell.show()
    assert not bell.grab().isNull()


def test_a_theme_that_changes_reaches_everything(stage: Stage, page: AlertsPage, light: object) -> None:
    stage.open(BTC=95.0)
    come_on(stage, high(stage))
    page.refresh(stage.clock.wall())
    page.set_theme(light)  # type: ignore[arg-type]
    page.set_alert(price(stage), 96.0)
    page.set_theme(light)  # type: ignore[arg-type]
    assert editor(page).rule.condition == Threshold(price(stage), "above", 96.0)
    assert not math.isnan(editor(page).rule.hold_seconds)
    assert not page.grab().isNull()
