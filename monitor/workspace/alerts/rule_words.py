"""Rules in words, as a list shows them: what must hold, and for how long."""

from collections.abc import Callable

from monitor.alerts.rule import (
    AllOf,
    AnyOf,
    Change,
    Condition,
    Crossing,
    GapOpen,
    Match,
    OutsideBand,
    Rule,
    SilentFeed,
    SilentKey,
    Threshold,
)
from monitor.alerts.words import ANY
from monitor.core.batch import SeriesKey
from monitor.workspace.derived import DERIVED
from monitor.workspace.wording import THIN, number

__all__ = ["condition_words", "rule_words", "series_words", "span_words"]

_PLAIN_SPANS = ((86400.0, "d"), (3600.0, "h"), (60.0, "min"))
_SIDES = {"up": "above", "down": "below"}


def rule_words(rule: Rule, name_of: Callable[[str], str]) -> str:
    """A rule in one line: "BTCUSDT price above 64 000, for 5 s". name_of: what the user calls a feed."""
    words = condition_words(rule.condition, name_of)
    return f"{words}, for {span_words(rule.hold_seconds)}" if rule.hold_seconds > 0.0 else words


def condition_words(condition: Condition, name_of: Callable[[str], str]) -> str:
    """A condition in one line."""
    match condition:
        case Threshold(series=series, side=side, value=value):
            return f"{series_words(series)} {side} {number(value)}"
        case Change(series=series, seconds=seconds):
            return f"{series_words(series)} {_moves(condition)} within {span_words(seconds)}"
        case Crossing(series=series, other=other, direction="either"):
            return f"{series_words(series)} crosses {series_words(other)}"
        case Crossing(series=series, other=other, direction=direction):
            return f"{series_words(series)} crosses to {_SIDES[direction]} {series_words(other)}"
        case OutsideBand(series=series, seconds=seconds):
            return f"{series_words(series)} outside of its band of the last {span_words(seconds)}"
        case SilentFeed(feed=feed, seconds=seconds):
            return f"nothing from {name_of(feed)} for {span_words(seconds)}"
        case SilentKey(series=series, seconds=seconds):
            key = "any key" if series.key == ANY else series.key or series.stream
            return f"nothing of {key} for {span_words(seconds)}"
        case GapOpen(feed=feed):
            return f"{name_of(feed)} has no connection"
        case Match(feed=feed):
            return f"a message of {name_of(feed)} {_matches(condition)}"
        case AnyOf(of=parts):
            return " or ".join(condition_words(part, name_of) for part in parts)
        case AllOf(of=parts):
            return " and ".join(condition_words(part, name_of) for part in parts)


def series_words(series: SeriesKey) -> str:
    """A series: "BTCUSDT price", "any price", the name of a formula."""
    if series.feed == DERIVED:
        return series.stream
    key = "any" if series.key == ANY else series.key
    return f"{key} {series.column}".strip() or "a series"


def span_words(seconds: float) -> str:
    """A span as it was entered: "0.5 s", "90 s", "5 min", "2 h"."""
    for unit, name in _PLAIN_SPANS:
        if seconds >= unit and seconds % unit == 0.0:
            return f"{number(seconds / unit)}{THIN}{name}"
    return f"{number(seconds)}{THIN}s"


def _moves(change: Change) -> str:
    ways = {"up": "rises", "down": "falls", "either": "moves"}
    much = f"{number(change.amount * 100.0)}{THIN}%" if change.relative else number(change.amount)
    return f"{ways[change.direction]} by {much}"


def _matches(match: Match) -> str:
    match match.kind:
        case "text":
            return f"holds “{match.text}”"
        case "regex":
            return f"matches {match.text}"
        case "path":
            return f"has {match.path} = {match.text}" if match.text else f"has {match.path}"
