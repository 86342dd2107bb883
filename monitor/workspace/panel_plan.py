"""What a plot panel shows: chosen once from what a stream holds, then only added to, so that no curve jumps."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.core.batch import SeriesKey
from monitor.workspace.series_line import SeriesLine

__all__ = ["CURVES", "PanelPlan", "first_plan", "leads_nowhere", "with_more"]

CURVES = 5
"""As many curves as a theme has colours that can be told apart."""

_FIRST = ("price", "last", "close", "mid", "value", "bid", "ask", "p", "c")
_LAST = frozenset({"size", "volume", "qty", "quantity", "amount", "count", "id", "seq", "sequence", "time", "q", "v"})
_LIVELY = 5.0
"""Seconds a series may be behind the newest of its stream when a panel chooses what it begins with."""
_MOMENTS = ((1e9, 2.2e9), (1e12, 2.2e12), (1e15, 2.2e15), (1e18, 2.2e18))
"""Seconds, milliseconds, microseconds and nanoseconds of our time: no value of anything else is likely to be there."""
_COMPARABLE = 2.0
"""Curves whose values differ by more than this factor do not share an axis: they would all be flat lines."""


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """One plot panel: a stream, the series drawn from it in the order of their colours, and seconds of window."""

    title: str
    subtitle: str
    feed: str
    stream: str
    series: tuple[SeriesKey, ...]
    window_seconds: float = 60.0


def first_plan(title: str, lines: Sequence[SeriesLine], *, window_seconds: float) -> PanelPlan | None:
    """The panel of a stream that has just shown its first rows; None while no series has a number."""
    known = [line for line in lines if not math.isnan(line.value)]
    if not known:
        return None
    newest = max(line.time for line in known)
    known = [line for line in known if line.time >= newest - _LIVELY]
    lead = min(known, key=lambda line: (_is_moment(line.value), _rank(line.series.column))).series
    plan = PanelPlan(title, _subtitle((lead,)), lead.feed, lead.stream, (lead,), window_seconds)
    return with_more(plan, lines)


def leads_nowhere(plan: PanelPlan, lines: Sequence[SeriesLine]) -> bool:
    """Whether the first series of a plan has stopped while others of its stream go on."""
    lead = next((line for line in lines if line.series == plan.series[0]), None)
    return lead is not None and lead.time < max(line.time for line in lines) - _LIVELY


def with_more(plan: PanelPlan, lines: Sequence[SeriesLine]) -> PanelPlan:
    """The plan with what fits: the same column of other keys or, where none fits, other columns of the first key."""
    lead = next((line for line in lines if line.series == plan.series[0]), None)
    if lead is None or len(plan.series) >= CURVES:
        return plan
    fitting = [line for line in lines if line.series not in plan.series and _fits(line, lead)]
    fitting.sort(key=lambda line: _rank(line.series.column))
    by_key = [line.series for line in fitting if line.series.column == lead.series.column]
    by_column = [line.series for line in fitting if line.series.key == lead.series.key]
    keys, columns = {series.key for series in plan.series}, {series.column for series in plan.series}
    # One thing varies in a panel, so that its legend stays short and its curves comparable.
    more = by_column if len(columns) > 1 or not by_key else by_key
    if len(keys) > 1:
        more = by_key
    series = (*plan.series, *more)[:CURVES]
    return replace(plan, series=series, subtitle=_subtitle(series))


def _fits(line: SeriesLine, lead: SeriesLine) -> bool:
    same_column = line.series.column == lead.series.column
    if line.unit != lead.unit or (_is_last(line.series.column) and not same_column):
        return False
    return _comparable(line.value, lead.value)


def _is_moment(value: float) -> bool:
    return any(low <= value <= high for low, high in _MOMENTS)


def _comparable(value: float, other: float) -> bool:
    if math.isnan(value) or math.isnan(other):
        return False
    if value == 0.0 or other == 0.0:
        return True
    return 1.0 / _COMPARABLE <= abs(value / other) <= _COMPARABLE


def _subtitle(series: tuple[SeriesKey, ...]) -> str:
    """What is drawn: "BTCUSDT, ETHUSDT", "BTCUSDT bid, ask", or only "bid, ask" where there are no keys."""
    keys = list(dict.fromkeys(key.key for key in series if key.key))
    if len(keys) > 1:
        return ", ".join(keys)
    columns = ", ".join(dict.fromkeys(key.column for key in series))
    return f"{keys[0]} {columns}" if keys else columns


def _words(column: str) -> list[str]:
    return re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).lower())


def _is_last(column: str) -> bool:
    return any(word in _LAST for word in _words(column))


def _rank(column: str) -> int:
    """Prices first, sizes and counters last, the rest as they come between them (sorting is stable)."""
    if _is_last(column):
        return len(_FIRST) + 1
    return min((_FIRST.index(word) for word in _words(column) if word in _FIRST), default=len(_FIRST))
