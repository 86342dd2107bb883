"""The rule somebody most likely wants who says "set an alert" where a series is shown."""

import math

from monitor.alerts.rule import Rule, Threshold
from monitor.core.batch import SeriesKey
from monitor.store.store import Store
from monitor.workspace.alerts.rule_words import series_words
from monitor.workspace.wording import number

__all__ = ["name_for", "rule_for"]

_DIGITS = 5
"""Of the present value: near enough to it to be adjusted, and short enough to be read."""


def rule_for(series: SeriesKey, store: Store, *, value: float = math.nan) -> Rule:
    """A threshold at `value` or, where that is NaN, at the present value. It has no id yet."""
    if math.isnan(value):
        rows = store.stream(series.feed, series.stream)
        value = rows.last(series.key, series.column)[1] if rows is not None else math.nan
    value = 0.0 if not math.isfinite(value) else _rounded(value)
    condition = Threshold(series, "above", value)
    return Rule(id="", name=name_for(condition), condition=condition)


def name_for(condition: Threshold) -> str:
    """A short name for a threshold: "BTCUSDT price above 64 220"."""
    return f"{series_words(condition.series)} {condition.side} {number(condition.value)}"


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
