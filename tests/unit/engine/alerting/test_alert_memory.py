"""What a new engine is told of rules, and what is told of those the old one leaves behind."""

from dataclasses import replace

from monitor.alerts.rule import Rule, Threshold
from monitor.engine.alerting.alert_memory import AlertMemory
from monitor.engine.commands import (
    AcknowledgeAlert,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.messages import AlertChanged
from tests.helpers.alerting import PRICE

RULE = Rule(id="r", name="High", condition=Threshold(PRICE))
ON = AlertChanged("r", on=True, at=1.0, reason="so", key="A")


def test_without_rules_there_is_nothing_to_tell() -> None:
    assert AlertMemory().orders() == []


def test_rules_snoozes_and_what_was_acknowledged_are_told_again() -> None:
    memory = AlertMemory()
    memory.told(SetRules((RULE,)))
    memory.told(SnoozeAlert("r", 9.0))
    memory.heard(ON)
    memory.told(AcknowledgeAlert("r"))
    assert memory.orders() == [SetRules((RULE,)), SnoozeAlert("r", 9.0), AcknowledgeAlert("r", ahead=True)]
    memory.heard(replace(ON, on=False))
    assert memory.orders() == [SetRules((RULE,)), SnoozeAlert("r", 9.0)]
    memory.told(SetRules(()))
    assert memory.orders() == [SetRules(())]


def test_what_was_on_goes_off_with_the_engine() -> None:
    memory = AlertMemory()
    memory.heard(ON)
    # As text, since a value that is no number equals nothing.
    assert repr(memory.lost("the engine died", at=5.0)) == repr(
        [replace(ON, on=False, at=5.0, reason="the engine died")]
    )
    assert memory.lost("again", at=6.0) == []
