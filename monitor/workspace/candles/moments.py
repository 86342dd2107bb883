"""The times of candles: which are written below a chart, and what each candle's is called."""

import math
from datetime import tzinfo

import numpy as np

from monitor.store.candles import Candles
from monitor.workspace.plotting.time_ticks import clock, day_of, time_ticks
from monitor.workspace.plotting.value_ticks import ValueTicks

__all__ = ["place_ticks", "when"]

_DAY = 86_400.0
_STEPS = (1, 2, 5)


def place_ticks(candles: Candles, low: float, high: float, most: int, *, now: float, zone: tzinfo | None) -> ValueTicks:
    """Places between low and high where a time is written, about `most` of them.

    By time these are round moments; by count, every so many candles, the time their first sample came.
    """
    if candles.count is None:
        ticks = time_ticks(low * candles.interval, high * candles.interval, most, zone=zone)
        return ValueTicks(tuple(time / candles.interval for time in ticks.times), ticks.labels)
    step = _round_step((high - low) / max(most, 1))
    span = candles.between(low, high)
    wanted = span.number % step == 0
    places = tuple((span.number[wanted] + 0.5).tolist())
    return ValueTicks(places, tuple(when(candles, start, now=now, zone=zone) for start in span.start[wanted].tolist()))


def when(candles: Candles, start: float, *, now: float, zone: tzinfo | None) -> str:
    """When a candle begins, no more exactly than its width: "14:05", "22 Nov 14:05", "22 Nov", "14:05:10"."""
    day = day_of(start, now, zone=zone)
    if candles.count is None and candles.interval >= _DAY:
        return day or "today"
    time = clock(start, 1.0, zone=zone)
    if candles.count is None and candles.interval % 60.0 == 0.0:
        time = time[: -len(":00")]
    return f"{day} {time}".strip()


def _round_step(least: float) -> int:
    power = 10 ** max(0, math.floor(math.log10(max(least, 1.0))))
    return next((power * multiple for multiple in (*_STEPS, 10) if power * multiple >= least), int(np.ceil(least)))
