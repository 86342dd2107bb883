"""Remembers rules and what the user has said about them, for an engine that takes another's place."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.engine.commands import (
    AcknowledgeAlert,
    AlertCommand,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.messages import AlertChanged

__all__ = ["AlertMemory"]


class AlertMemory:
    """Follows commands down and alerts up."""

    def __init__(self) -> None:
        self._rules: SetRules | None = None
        self._snoozes: dict[str, SnoozeAlert] = {}
        self._acknowledged: set[str] = set()
        self._on: dict[tuple[str, str], AlertChanged] = {}

    def told(self, command: AlertCommand) -> None:
        """A command goes down."""
        match command:
            case SetRules(rules=rules):
                self._rules = command
                known = {rule.id for rule in rules}
                self._snoozes = {rule: snooze for rule, snooze in self._snoozes.items() if rule in known}
                self._acknowledged &= known
            case SnoozeAlert(rule=rule):
                self._snoozes[rule] = command
            case AcknowledgeAlert(rule=rule):
                if any(of == rule for of, _ in self._on):
                    self._acknowledged.add(rule)
            case _:
                pass

    def heard(self, changed: AlertChanged) -> None:
        """An alert comes up."""
        if changed.on:
            self._on[changed.rule, changed.key] = changed
            if not changed.acknowledged:
                self._acknowledged.discard(changed.rule)
        elif self._on.pop((changed.rule, changed.key), None) and not any(of == changed.rule for of, _ in self._on):
            self._acknowledged.discard(changed.rule)

    def lost(self, reason: str, *, at: float) -> Sequence[AlertChanged]:
        """The engine died at `at`: nobody knows any more whether what was on still is."""
        gone, self._on = self._on, {}
        return [replace(changed, on=False, at=at, reason=reason) for changed in gone.values()]

    def orders(self) -> Sequence[AlertCommand]:
        """What to tell the next engine."""
        if self._rules is None:
            return []
        seen = [AcknowledgeAlert(rule, ahead=True) for rule in sorted(self._acknowledged)]
        return [self._rules, *self._snoozes.values(), *seen]
