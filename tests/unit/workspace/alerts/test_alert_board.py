"""The rules of the user, what is on, and what has happened."""

import msgspec
import pytest

from monitor.alerts.rule import Change, Rule, Threshold
from monitor.core.batch import SeriesKey
from monitor.engine.commands import (
    AcknowledgeAlert,
    JudgeRows,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.messages import AlertChanged
from monitor.store.store import Store
from monitor.workspace.alerts.alert import AlertCounts
from monitor.workspace.alerts.alert_board import AlertBoard
from monitor.workspace.alerts.saved_alerts import SavedAlerts, read_alerts
from tests.helpers.alerting import PRICE, series
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import Source

HIGH = Rule(id="", name="High price", condition=Threshold(PRICE, "above", 10.0))


@pytest.fixture
def host() -> FakeHost:
    return FakeHost()


@pytest.fixture
def board(host: FakeHost) -> AlertBoard:
    return AlertBoard(host)


def on(rule: Rule, *, at: float = 100.0, key: str = "A", **more: object) -> AlertChanged:
    return AlertChanged(rule.id, on=True, at=at, reason="it is so", value=11.0, feed="feed", key=key, **more)  # type: ignore[arg-type]


def off(rule: Rule, *, at: float = 200.0, key: str = "A") -> AlertChanged:
    return AlertChanged(rule.id, on=False, at=at, reason="it was so", value=9.0, feed="feed", key=key)


def test_rules_get_readable_ids_that_differ(board: AlertBoard, host: FakeHost) -> None:
    rules = board.add(HIGH), board.add(HIGH)
    assert [rule.id for rule in rules] == ["high-price", "high-price-2"]
    assert host.told[-1] == SetRules(rules)


def test_a_removed_rule_can_be_brought_back_to_its_place(board: AlertBoard, host: FakeHost) -> None:
    first, second = board.add(HIGH), board.add(HIGH)
    undo = board.remove(first.id)
    assert list(board.rules) == [second]
    undo()
    assert list(board.rules) == [first, second]
    assert host.told[-1] == SetRules((first, second))


def test_a_rule_that_is_changed_or_switched_off_is_told_at_once(board: AlertBoard, host: FakeHost) -> None:
    rule = board.add(HIGH)
    board.enable(rule.id, on=False)
    assert host.told[-1] == SetRules((msgspec.structs.replace(rule, enabled=False),))
    told = len(host.told)
    board.enable(rule.id, on=False)
    assert len(host.told) == told


def test_what_comes_on_is_active_and_has_happened_and_is_fresh_once(board: AlertBoard) -> None:
    rule = board.add(HIGH)
    board.take(on(rule))
    (alert,) = board.active
    assert (alert.rule, alert.key, alert.since, alert.reason) == (rule, "A", 100.0, "it is so")
    assert [each.key for each in board.fresh()] == ["A"]
    assert board.fresh() == []
    board.take(off(rule))
    assert board.active == []
    assert [(event.on, event.at) for event in board.history] == [(True, 100.0), (False, 200.0)]


def test_counts_tell_what_nobody_has_seen(board: AlertBoard, host: FakeHost) -> None:
    rule = board.add(HIGH)
    bad = board.add(msgspec.structs.replace(HIGH, level="bad"))
    board.take(on(rule))
    board.take(on(bad))
    assert board.counts == AlertCounts(on=2, unacknowledged=2, bad=True)
    board.acknowledge(bad.id)
    assert host.told[-1] == AcknowledgeAlert(bad.id)
    assert board.counts == AlertCounts(on=2, unacknowledged=1, bad=False)
    board.acknowledge_all()
    assert board.counts == AlertCounts(on=2)


def test_acknowledging_is_no_event(board: AlertBoard) -> None:
    rule = board.add(HIGH)
    board.take(on(rule))
    board.take(on(rule, acknowledged=True))
    assert len(board.history) == 1


def test_a_snoozed_alert_is_told_only_when_the_snooze_is_over(board: AlertBoard, host: FakeHost) -> None:
    rule = board.add(HIGH)
    board.snooze(rule.id, 60.0, now=50.0)
    assert host.told[-1] == SnoozeAlert(rule.id, 110.0)
    assert board.snoozed_until(rule.id, now=60.0) == 110.0
    assert board.snoozed_until(rule.id, now=111.0) is None
    board.take(on(rule, snoozed_until=110.0))
    assert board.fresh() == []
    assert board.counts == AlertCounts(on=1)
    board.take(on(rule))
    assert [each.key for each in board.fresh()] == ["A"]
    assert len(board.history) == 1


def test_history_is_bounded_and_says_how_much_there_was(board: AlertBoard) -> None:
    rule = board.add(HIGH)
    for number in range(1200):
        board.take(on(rule, at=float(number)) if number % 2 == 0 else off(rule, at=float(number)))
    assert (len(board.history), board.happened) == (1000, 1200)
    board.clear_history()
    assert board.history == []


def test_rules_and_snoozes_outlive_the_program(board: AlertBoard, host: FakeHost) -> None:
    board.add(HIGH)
    rule = board.add(
        Rule(id="x", name="Jump", condition=Change(series("*"), 0.01, 60.0, relative=True), webhook="http://h")
    )
    board.snooze(rule.id, 60.0, now=100.0)
    saved, lost = read_alerts(msgspec.json.encode(board.saved()))
    other = AlertBoard(host)
    other.restore(saved, now=110.0)
    assert lost == 0
    assert other.rules == board.rules
    assert host.told[-2:] == [SetRules(tuple(board.rules)), SnoozeAlert("x", 160.0)]
    other.restore(saved, now=170.0)
    assert other.snoozed_until("x", now=150.0) is None


def test_a_damaged_rule_costs_no_other() -> None:
    data = msgspec.json.encode({"rules": [HIGH, {"id": "y", "name": "Odd", "condition": {"type": "moon"}}]})
    assert read_alerts(data) == (SavedAlerts((HIGH,)), 1)
    assert read_alerts(b"null") == (SavedAlerts(), 0)
    assert read_alerts(b"[1]") == (SavedAlerts(), 1)


def test_only_new_rows_of_formulas_that_rules_look_at_go_down(board: AlertBoard, host: FakeHost) -> None:
    store = Store(keep_bytes=1 << 20)
    spread, other = (Source("formulas", name, ("value",)) for name in ("spread", "other"))
    store.append(spread.batch([1.0], [1.0], keys=""))
    board.add(
        Rule(id="f", name="Spread", condition=Threshold(SeriesKey("formulas", "spread", "", "value"), "above", 1.0))
    )
    told = len(host.told)
    board.forward(store, now=10.0)
    store.append(spread.batch([2.0, 3.0], [2.0, 3.0], keys=""))
    store.append(other.batch([2.0], [9.0], keys=""))
    board.forward(store, now=10.05)
    assert host.told[told:] == []
    board.forward(store, now=10.2)
    (sent,) = host.told[told:]
    assert isinstance(sent, JudgeRows)
    assert (sent.batch.feed, sent.batch.stream, sent.batch.columns) == ("formulas", "spread", ("value",))
    assert (sent.batch.time.tolist(), sent.batch.values.tolist()) == ([2.0, 3.0], [[2.0, 3.0]])
