"""The samples a plot shows as rows of a table, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats
from monitor.store import Series

__all__ = ["MOST_ROWS", "TableRows", "table_rows"]

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class TableRows:
    """n moments, newest first, and what each series was then.

    time: (n,); values: (series, n), NaN where a series has no number at that moment; more: there are older ones.
    """

    time: Floats
    values: Floats
    more: bool

    def __len__(self) -> int:
        return len(self.time)


def table_rows(series: Sequence[Series | None], t0: float, t1: float, *, most: int = MOST_ROWS) -> TableRows:
    """The newest `most` rows with t0 <= time < t1; a series that is None is an empty column."""
    found = [_newest(one, t0, t1, most) for one in series]
    moments = np.unique(np.concatenate([time for time, _ in found])) if found else np.empty(0)
    time = moments[-most:][::-1]
    values = np.full((len(found), len(time)), np.nan)
    for row, (times, numbers) in zip(values, found, strict=True):
        inside = times >= time[-1] if len(time) else np.zeros(len(times), np.bool_)
        # Of several rows of one moment the last stands, as numpy promises for this form.
        row[len(time) - 1 - np.searchsorted(time[::-1], times[inside])] = numbers[inside]
    return TableRows(time, values, more=len(moments) > most)


def _newest(series: Series | None, t0: float, t1: float, most: int) -> tuple[Floats, Floats]:
    """The samples of the newest moments, more than `most` where there are, looked for from the end on."""
    if series is None or not series.rows:
        return np.empty(0), np.empty(0)
    span = max(series.mean_interval * most / 16, (t1 - t0) / 4096)
    while True:
        start = max(t0, t1 - span)
        time, values = series.samples(start, t1)
        begins = np.flatnonzero(np.append(True, time[1:] != time[:-1])) if len(time) else np.empty(0, np.intp)
        if start <= t0 or len(begins) > most:
            oldest = int(begins[-most - 1]) if len(begins) > most else 0
            return time[oldest:].copy(), values[oldest:].copy()
        span *= 4
