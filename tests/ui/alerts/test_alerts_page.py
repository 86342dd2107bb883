"""The page of alerts, driven by mouse and keys."""

import math

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitor.alerts.rule import AllOf, AnyOf, Change, Condition, GapOpen, Match, Rule, SilentFeed, Threshold
from monitor.core.batch import SeriesKey
from monitor.engine.commands import (
    AcknowledgeAlert,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.messages import AlertChanged
from monitor.ui.alerts.alert_mark import MarkKind
from monitor.ui.alerts.alerts_button import AlertsButton
from monitor.ui.alerts.alerts_page import AlertsPage
from monitor.ui.alerts.fields import NumberField, SpanField
from monitor.ui.alerts.rule_editor import RuleEditor
from monitor.workspace.alerts.kinds import Kind
from tests.ui.alerts.conftest import Bench


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


def price(bench: Bench, key: str = "BTC") -> SeriesKey:
    return SeriesKey(bench.feed, "trades", key, "price")


def high(bench: Bench, **more: object) -> Rule:
    rule = Rule(id="", name="High", condition=Threshold(price(bench), "above", 100.0))
    return bench.workspace.alerts.add(msgspec.structs.replace(rule, **more))


def come_on(bench: Bench, rule: Rule, *, on: bool = True, key: str = "BTC") -> None:
    now = bench.clock.wall()
    reason = f"{key} price 101 is above 100" if on else f"{key} price 99 is back below 100"
    bench.host.say(AlertChanged(rule.id, on=on, at=now, reason=reason, value=101.0, feed="market", key=key))
    bench.workspace.pump(1.0)


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


def test_what_cannot_be_a_number_is_said_as_it_is_typed(bench: Bench, page: AlertsPage, qtbot: QtBot) -> None:
    page.set_alert(price(bench))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    type_in(qtbot, field, "64 218.5")
    assert editor(page).rule.condition == Threshold(price(bench), "above", 64218.5)
    assert editor(page).rule.name == "BTC price above 64\N{FOUR-PER-EM SPACE}218.5"
    type_in(qtbot, field, "lots")
    assert field.property("wrong")
    assert editor(page).cards[0].rows["side value"].problem == "Enter a number"


def test_the_form_is_left_by_escape_and_saved_by_enter(bench: Bench, page: AlertsPage, qtbot: QtBot) -> None:
    page.set_alert(price(bench))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.editor is None
    assert bench.workspace.alerts.rules == []
    page.set_alert(price(bench))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    type_in(qtbot, field, "100")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.editor is None
    (rule,) = bench.workspace.alerts.rules
    assert rule.condition == Threshold(price(bench), "above", 100.0)
    assert bench.host.told[-1] == SetRules((rule,))


def test_every_kind_of_condition_begins_with_the_same_series_or_feed(bench: Bench, page: AlertsPage) -> None:
    page.set_alert(price(bench))
    for kind in Kind:
        choose_kind(page, kind)
        condition = editor(page).cards[0].condition
        assert type(condition).__name__ == kind.value
        about_feed = kind in (Kind.SILENT_FEED, Kind.GAP, Kind.MATCH)
        assert getattr(condition, "feed" if about_feed else "series") == (bench.feed if about_feed else price(bench))
    choose_kind(page, Kind.THRESHOLD)
    assert editor(page).rule.condition == Threshold(price(bench))


@pytest.mark.parametrize(
    "condition",
    [
        Change(SeriesKey("market", "trades", "*", "price"), 0.025, 90.0, relative=True, direction="down"),
        AnyOf((SilentFeed("market", 30.0), GapOpen("market"))),
        AllOf((Match("market", "halt", kind="path", path="data.event"), GapOpen("gone"))),
    ],
)
def test_a_rule_that_is_opened_and_saved_stays_what_it_was(
    bench: Bench, page: AlertsPage, qtbot: QtBot, condition: Condition
) -> None:
    made = Rule(
        id="", name="n", condition=condition, hold_seconds=90.0, level="bad", sound=False, webhook="https://h/x"
    )
    rule = bench.workspace.alerts.add(made)
    page.edit(rule.id)
    assert editor(page).rule == rule
    click(qtbot, button(page, "Save"))
    assert list(bench.workspace.alerts.rules) == [rule]


def test_conditions_are_added_and_taken_away(bench: Bench, page: AlertsPage, qtbot: QtBot) -> None:
    page.set_alert(price(bench))
    click(qtbot, button(page, "Add a condition"))
    first, second = (card.condition for card in editor(page).cards)
    assert editor(page).rule.condition == AllOf((first, second))
    click(qtbot, editor(page).cards[0]._remove)
    assert editor(page).rule.condition == second


def test_any_key_makes_the_rule_judge_each(bench: Bench, page: AlertsPage, qtbot: QtBot) -> None:
    page.set_alert(price(bench))
    box = next(each for each in editor(page).findChildren(QCheckBox) if each.text() == "any key")
    tick(qtbot, box)
    assert editor(page).rule.condition == Threshold(price(bench, "*"), "above", 95.0)
    tick(qtbot, box)
    assert editor(page).rule.condition == Threshold(price(bench), "above", 95.0)


def test_the_test_follows_what_is_typed(bench: Bench, page: AlertsPage, qtbot: QtBot) -> None:
    for value in (120.0, 90.0):
        bench.clock.advance(30.0)
        bench.row("BTC", value)
    page.set_alert(price(bench))
    field = editor(page).cards[0].findChildren(NumberField)[0]
    type_in(qtbot, field, "100")
    page.frame(bench.clock.wall())
    assert editor(page).outcome == "Would have been on once in the last 1\u2005min, 30\u2005s in all"
    assert "A" not in editor(page)._strip.accessibleDescription()[:1]
    assert "BTC price 120 is above 100" in editor(page)._strip.accessibleDescription()
    type_in(qtbot, editor(page).findChildren(SpanField)[-1], "40 s")
    page.frame(bench.clock.wall())
    assert editor(page).outcome == "Would not have been on in the last 1\u2005min"


def test_a_row_shows_how_its_rule_stands(bench: Bench, page: AlertsPage, qtbot: QtBot) -> None:
    rule = high(bench, level="bad")
    page.refresh(bench.clock.wall())
    row = page.rules.rows[rule.id]
    assert (row.line.state, row._mark.kind) == ("off", MarkKind.OFF)
    come_on(bench, rule)
    bench.clock.advance(12.0)
    page.refresh(bench.clock.wall())
    assert (row.line.state, row._mark.kind) == ("on for 12\u2005s · BTC", MarkKind.BAD)
    click(qtbot, button(row, "Acknowledge"))
    page.refresh(bench.clock.wall())
    assert bench.host.told[-1] == AcknowledgeAlert(rule.id)
    assert row._mark.kind is MarkKind.BAD_SEEN
    tick(qtbot, row._on)
    page.refresh(bench.clock.wall())
    assert (row.line.state, row._mark.kind) == ("not judged", MarkKind.DISABLED)


def test_a_rule_is_snoozed_and_removed_from_its_menu_and_brought_back(bench: Bench, page: AlertsPage) -> None:
    rule = high(bench)
    page.refresh(bench.clock.wall())
    menu: QMenu = page.rules.rows[rule.id].menu()
    next(action for action in menu.actions() if action.text() == "Snooze for 15 min").trigger()
    assert bench.host.told[-1] == SnoozeAlert(rule.id, bench.clock.wall() + 900.0)
    page.refresh(bench.clock.wall())
    assert page.rules.rows[rule.id].line.state == "snoozed, 15\u2005min left"
    next(action for action in page.rules.rows[rule.id].menu().actions() if action.text() == "Remove").trigger()
    page.refresh(bench.clock.wall())
    assert page.rules.rows == {}
    (notice,) = bench.workspace.notices.lines
    assert notice.text == "The alert High was removed"
    bench.workspace.notices.undo(notice.serial)
    page.refresh(bench.clock.wall())
    assert list(page.rules.rows) == [rule.id]


def test_the_history_is_searched(bench: Bench, page: AlertsPage, qtbot: QtBot) -> None:
    rule, other = high(bench), high(bench, name="Other")
    for each in (rule, other):
        come_on(bench, each)
        come_on(bench, each, on=False)
    page.refresh(bench.clock.wall())
    assert page.history.model.rowCount() == 4
    type_in(qtbot, page.history._search, "other back")
    assert [page.history.model.index(0).data().split(" ", 2)[2]] == ["Other off: BTC price 99 is back below 100"]
    assert page.history.model.rowCount() == 1
    come_on(bench, rule)
    page.refresh(bench.clock.wall())
    assert page.history.model.rowCount() == 1
    page.history._search.clear()
    assert page.history.model.rowCount() == 5
    click(qtbot, button(page.history, "Clear"))
    assert page.history.model.rowCount() == 0


def test_the_bell_counts_and_shows_the_worst(bench: Bench, qtbot: QtBot) -> None:
    board = bench.workspace.alerts
    bell = AlertsButton(board, bench.theme)
    qtbot.addWidget(bell)
    assert (bell.kind, bell.accessibleName()) == (None, "Alerts: nothing is on")
    rule, bad = high(bench), high(bench, level="bad")
    come_on(bench, rule)
    come_on(bench, bad)
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


def test_a_theme_that_changes_reaches_everything(bench: Bench, page: AlertsPage, light: object) -> None:
    come_on(bench, high(bench))
    page.refresh(bench.clock.wall())
    page.set_theme(light)  # type: ignore[arg-type]
    page.set_alert(price(bench), 96.0)
    page.set_theme(light)  # type: ignore[arg-type]
    assert editor(page).rule.condition == Threshold(price(bench), "above", 96.0)
    assert not math.isnan(editor(page).rule.hold_seconds)
    assert not page.grab().isNull()
