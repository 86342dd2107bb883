"""Ways to read a span of rows as samples in which every column has a number."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from monitor.core.batch import Floats, SeriesKey
from monitor.store.rows import StreamRows
from monitor.store.store import Store

__all__ = ["Read", "column_reader", "last_samples", "pair_reader"]

Read: TypeAlias = Callable[[float, float], tuple[Floats, Floats]]
"""(t0, t1) to the times (n,) in order and the values (columns, n) of the samples with t0 <= time < t1."""

_FIRST_LOOK = 1.0
_FARTHER = 4.0
"""How far back is looked first, in seconds, and how many times as far next."""
_LOOKS = 24


def column_reader(store: Store, *series: SeriesKey) -> Read:
    """Reads series of one stream and one key: samples are rows, without those in which a number is missing."""

    def read(t0: float, t1: float) -> tuple[Floats, Floats]:
        rows = store.stream(series[0].feed, series[0].stream)
        parts = [_window(rows, each, t0, t1) for each in series]
        values = np.stack([part[1] for part in parts])
        known = np.isfinite(values).all(axis=0)
        time = parts[0][0]
        return (time, values) if known.all() else (time[known], values[:, known])

    return read


def pair_reader(store: Store, x: SeriesKey, y: SeriesKey) -> Read:
    """Reads pairs (x, y): of one row where both come in the same rows, else each y with the x that holds then."""
    if (x.feed, x.stream, x.key) == (y.feed, y.stream, y.key):
        return column_reader(store, x, y)
    read_x, read_y = column_reader(store, x), column_reader(store, y)

    def read(t0: float, t1: float) -> tuple[Floats, Floats]:
        time, values = read_y(t0, t1)
        if not len(time):
            return time, np.empty((2, 0))
        held_time, held = read_x(t0, t1)
        if not len(held_time) or held_time[0] > time[0]:
            before_time, before = last_samples(read_x, t0, 1)
            held_time, held = np.append(before_time, held_time), np.append(before, held)
        place = np.searchsorted(held_time, time, side="right") - 1
        known = place >= 0
        return time[known], np.stack([held.reshape(-1)[place[known]], values[0, known]])

    return read


def last_samples(read: Read, before: float, number: int, *, look: float = _FIRST_LOOK) -> tuple[Floats, Floats]:
    """At most the last `number` samples before a time; `look`: seconds in which they are expected."""
    time, values = read(before - look, before)
    for _ in range(_LOOKS):
        if len(time) >= number or look > before:
            break
        look *= _FARTHER
        time, values = read(before - look, before)
    return time[-number:], values[:, -number:]


def _window(rows: StreamRows | None, series: SeriesKey, t0: float, t1: float) -> tuple[Floats, Floats]:
    found = -1 if rows is None else rows.key_id(series.key)
    if rows is None or found < 0:
        return np.empty(0), np.empty(0)
    return rows.window(series.column, found, t0, t1)
