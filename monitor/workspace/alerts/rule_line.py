"""A rule as a list shows it at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.alerts.inputs import feeds_of
from monitor.alerts.rule import Rule
from monitor.workspace.alerts.alert import ActiveAlert
from monitor.workspace.alerts.rule_words import rule_words
from monitor.workspace.derived import DERIVED
from monitor.workspace.wording import duration
from monitor.workspace.workspace import Workspace

__all__ = ["RuleLine", "rule_lines"]

_DOT = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True)
class RuleLine:
    """words: what the rule says. state: how it stands, in words. on: alerts that are on, one for each key."""

    rule: Rule
    words: str
    state: str
    on: int = 0
    acknowledged: bool = False
    snoozed: bool = False


def rule_lines(workspace: Workspace, *, now: float) -> list[RuleLine]:
    """All rules at `now` (wall seconds), in the order they were made."""
    active: dict[str, list[ActiveAlert]] = {}
    for alert in workspace.alerts.active:
        active.setdefault(alert.rule.id, []).append(alert)
    return [_line(workspace, rule, active.get(rule.id, []), now) for rule in workspace.alerts.rules]


def _line(workspace: Workspace, rule: Rule, active: Sequence[ActiveAlert], now: float) -> RuleLine:
    until = workspace.alerts.snoozed_until(rule.id, now=now)
    return RuleLine(
        rule=rule,
        words=rule_words(rule, lambda feed: _name(workspace, feed)),
        state=_state(workspace, rule, active, until, now),
        on=len(active),
        acknowledged=all(alert.acknowledged for alert in active),
        snoozed=until is not None,
    )


def _state(workspace: Workspace, rule: Rule, active: Sequence[ActiveAlert], until: float | None, now: float) -> str:
    if not rule.enabled:
        return "not judged"
    words = []
    if active:
        longest = min(alert.since for alert in active)
        keys = f"{_DOT}{len(active)} keys" if len(active) > 1 else f"{_DOT}{active[0].key}" if active[0].key else ""
        words.append(f"on for {duration(now - longest)}{keys}")
    if until is not None:
        words.append(f"snoozed, {duration(until - now)} left")
    elif not active:
        missing = [feed for feed in feeds_of(rule.condition) if feed != DERIVED and workspace.feed(feed) is None]
        words.append(f"waits for {missing[0]}" if missing else "off")
    return _DOT.join(words)


def _name(workspace: Workspace, feed: str) -> str:
    view = workspace.feed(feed)
    return feed if view is None else view.name
