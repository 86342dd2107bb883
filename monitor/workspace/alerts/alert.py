"""Alerts as values: what is on, what has happened, and how many there are."""

from dataclasses import dataclass

from monitor.alerts.rule import Rule

__all__ = ["ActiveAlert", "AlertCounts", "AlertEvent"]


@dataclass(frozen=True, slots=True)
class ActiveAlert:
    """An alert that is on. since: wall seconds. key: "" where it is about no single one."""

    rule: Rule
    key: str
    feed: str
    since: float
    reason: str
    value: float
    acknowledged: bool = False
    told: bool = False
    """Whether it has been in what `fresh` gives."""


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """Something that has happened: an alert came on or went off. number: counts all events, and names this one."""

    number: int
    at: float
    rule: Rule
    on: bool
    reason: str
    key: str
    feed: str
    value: float


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """How many alerts are on, how many of them nobody has seen yet, and whether one of these is of the worse level."""

    on: int = 0
    unacknowledged: int = 0
    bad: bool = False
