"""The rules of the user, which of them are on, and what has happened."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from monitor.alerts.rule import Rule
from monitor.engine.commands import (
    AcknowledgeAlert,
    Command,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.host import EngineHost
from monitor.engine.messages import AlertChanged
from monitor.store.store import Store
from monitor.workspace.alerts.alert import ActiveAlert, AlertCounts, AlertEvent
from monitor.workspace.alerts.forwarding import Forwarding
from monitor.workspace.alerts.saved_alerts import SavedAlerts
from monitor.workspace.feed_ids import feed_id

__all__ = ["AlertBoard"]

_MOST_EVENTS = 1000
_MOST_FRESH = 100


class AlertBoard:
    """version grows with every change of rules or alerts; rules_version with those of rules and snoozes alone."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host
        self._rules: dict[str, Rule] = {}
        self._active: dict[tuple[str, str], ActiveAlert] = {}
        self._events: deque[AlertEvent] = deque(maxlen=_MOST_EVENTS)
        self._snoozed: dict[str, float] = {}
        self._fresh: deque[ActiveAlert] = deque(maxlen=_MOST_FRESH)
        self._forwarding = Forwarding(host)
        self.happened = 0
        self.version = 0
        self.rules_version = 0

    # --- what views read ------------------------------------------------------------------------------------------

    @property
    def rules(self) -> Sequence[Rule]:
        """In the order they were made."""
        return list(self._rules.values())

    @property
    def active(self) -> Sequence[ActiveAlert]:
        """What is on, the newest first."""
        return sorted(self._active.values(), key=lambda alert: -alert.since)

    @property
    def history(self) -> Sequence[AlertEvent]:
        """What has happened, the oldest first; the newest thousand. `happened` counts all."""
        return list(self._events)

    @property
    def counts(self) -> AlertCounts:
        """At a glance; what is snoozed counts as seen."""
        waiting = [
            each for each in self._active.values() if not each.acknowledged and each.rule.id not in self._snoozed
        ]
        return AlertCounts(len(self._active), len(waiting), any(each.rule.level == "bad" for each in waiting))

    def rule(self, rule: str) -> Rule | None:
        """The rule of this id."""
        return self._rules.get(rule)

    def snoozed_until(self, rule: str, *, now: float) -> float | None:
        """Until when the rule is snoozed (wall seconds), None where it is not."""
        until = self._snoozed.get(rule, 0.0)
        return until if until > now else None

    def fresh(self) -> Sequence[ActiveAlert]:
        """What has come on since the last call and is to be told: not what is snoozed or seen."""
        fresh, self._fresh = list(self._fresh), deque(maxlen=_MOST_FRESH)
        return fresh

    # --- what the user does ---------------------------------------------------------------------------------------

    def add(self, rule: Rule) -> Rule:
        """Put a rule in force. One without an id gets one; the rule as it is kept."""
        if not rule.id or rule.id in self._rules:
            rule = msgspec.structs.replace(rule, id=feed_id(rule.name, taken=self._rules))
        self._rules[rule.id] = rule
        self._changed()
        return rule

    def change(self, rule: Rule) -> None:
        """Put a rule in force instead of the one with its id."""
        if self._rules.get(rule.id) not in (None, rule):
            self._rules[rule.id] = rule
            self._active = {
                name: replace(alert, rule=rule) if alert.rule.id == rule.id else alert
                for name, alert in self._active.items()
            }
            self._changed()

    def enable(self, rule: str, on: bool) -> None:
        """Judge by the rule, or not for now."""
        known = self._rules.get(rule)
        if known is not None:
            self.change(msgspec.structs.replace(known, enabled=on))

    def remove(self, rule: str) -> Callable[[], None]:
        """Take a rule away; what is given back brings it back where it was."""
        if rule not in self._rules:
            return _nothing
        before = dict(self._rules)
        gone, snoozed = self._rules.pop(rule), self._snoozed.pop(rule, None)
        self._changed()

        def undo() -> None:
            order = list(before)
            self._rules[rule] = gone
            self._rules = dict(sorted(self._rules.items(), key=lambda pair: _place(order, pair[0])))
            if snoozed is not None:
                self._snoozed[rule] = snoozed
                self._send(SnoozeAlert(rule, snoozed))
            self._changed()

        return undo

    def snooze(self, rule: str, seconds: float, *, now: float) -> None:
        """Tell nobody of this rule for so long; 0 ends that."""
        if rule not in self._rules:
            return
        self._snoozed.pop(rule, None)
        if seconds > 0.0:
            self._snoozed[rule] = now + seconds
        self._send(SnoozeAlert(rule, self._snoozed.get(rule, 0.0)))
        self._note()
        self.rules_version += 1

    def acknowledge(self, rule: str) -> None:
        """The user has seen what is on of this rule."""
        if any(alert.rule.id == rule and not alert.acknowledged for alert in self._active.values()):
            for name, alert in self._active.items():
                if alert.rule.id == rule:
                    self._active[name] = replace(alert, acknowledged=True)
            self._send(AcknowledgeAlert(rule))
            self._note()

    def acknowledge_all(self) -> None:
        """The user has seen everything that is on."""
        for rule in {alert.rule.id for alert in self._active.values()}:
            self.acknowledge(rule)

    def clear_history(self) -> None:
        """Forget what has happened; what is on stays."""
        self._events.clear()
        self._note()

    # --- what outlives the program --------------------------------------------------------------------------------

    def saved(self) -> SavedAlerts:
        """Rules and snoozes."""
        return SavedAlerts(rules=tuple(self._rules.values()), snoozed=dict(self._snoozed))

    def restore(self, saved: SavedAlerts, *, now: float) -> None:
        """Put saved rules in force, instead of all there are."""
        self._rules = {rule.id: rule for rule in saved.rules}
        self._snoozed = {rule: until for rule, until in saved.snoozed.items() if rule in self._rules and until > now}
        self._changed()
        for rule, until in self._snoozed.items():
            self._send(SnoozeAlert(rule, until))

    # --- what the engine says -------------------------------------------------------------------------------------

    def take(self, message: AlertChanged) -> None:
        """The engine says that an alert has changed."""
        self._snoozed.pop(message.rule, None)
        if message.snoozed_until is not None:
            self._snoozed[message.rule] = message.snoozed_until
        name = (message.rule, message.key)
        known = self._active.get(name)
        rule = self._rules.get(message.rule) or (known.rule if known is not None else None)
        if rule is None:
            return
        self._note()
        if message.on:
            self._come_on(name, rule, message, told=known is not None and known.told)
        else:
            self._active.pop(name, None)
        if message.on != (known is not None):
            self._happened(rule, message)

    def forward(self, store: Store, *, now: float) -> None:
        """Send down the rows of formulas that rules look at; call it once formulas have been worked out."""
        self._forwarding.forward(store, self._rules.values(), now=now)

    # --- inner ----------------------------------------------------------------------------------------------------

    def _come_on(self, name: tuple[str, str], rule: Rule, message: AlertChanged, *, told: bool) -> None:
        """An alert is on. Where it was snoozed when it came on, it is told when it is so no longer."""
        quiet = message.acknowledged or message.snoozed_until is not None
        alert = ActiveAlert(
            rule=rule,
            key=message.key,
            feed=message.feed,
            since=message.at,
            reason=message.reason,
            value=message.value,
            acknowledged=message.acknowledged,
            told=told or not quiet,
        )
        self._active[name] = alert
        if not (told or quiet):
            self._fresh.append(alert)

    def _happened(self, rule: Rule, message: AlertChanged) -> None:
        self.happened += 1
        self._events.append(
            AlertEvent(
                number=self.happened,
                at=message.at,
                rule=rule,
                on=message.on,
                reason=message.reason,
                key=message.key,
                feed=message.feed,
                value=message.value,
            )
        )

    def _changed(self) -> None:
        self.rules_version += 1
        self._note()
        self._send(SetRules(tuple(self._rules.values())))

    def _note(self) -> None:
        self.version += 1

    def _send(self, command: Command) -> None:
        self._host.send(command)


def _nothing() -> None:
    return None


def _place(order: Sequence[str], rule: str) -> int:
    return order.index(rule) if rule in order else len(order)
