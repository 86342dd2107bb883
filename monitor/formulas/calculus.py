"""Steps about how a value goes: its slope, its sum over time, and what it was before."""

import math

import numpy as np

from monitor.core.batch import Floats
from monitor.formulas.buffer import Buffer
from monitor.formulas.pace import Pace
from monitor.formulas.windows import MOST_SAMPLES

__all__ = ["Integral", "Lag", "LagSpan", "RunningTotal", "Slope"]


class Slope:
    """Change a second since the last sample with an earlier time; across a gap there is none."""

    note = ""

    def __init__(self) -> None:
        self._pace = Pace()
        self._times: Floats = np.empty(0)
        self._values: Floats = np.empty(0)

    def push(self, times: Floats, values: Floats) -> Floats:
        longest = self._pace.take(times)[:-1]
        every_time = np.concatenate((self._times, times))
        every = np.concatenate((self._values, values[0]))
        before = every_time.searchsorted(times, side="left") - 1
        known = before >= 0
        before = np.maximum(before, 0)
        apart = times - every_time[before] if len(times) else times
        results = (values[0] - every[before]) / apart if len(times) else times
        results = np.where(known & (apart <= longest), results, np.nan)
        if len(times):
            # What the next sample may look back at: the last one, and the last before its time.
            earlier = int(every_time.searchsorted(every_time[-1], side="left")) - 1
            kept = [earlier, len(every) - 1] if earlier >= 0 else [len(every) - 1]
            self._times, self._values = every_time[kept], every[kept]
        return results


class Integral:
    """The sum of value times seconds since the first sample, by trapezia; across a gap nothing is added."""

    note = ""

    def __init__(self) -> None:
        self._pace = Pace()
        self._time = math.nan
        self._value = math.nan
        self._sum = 0.0

    def push(self, times: Floats, values: Floats) -> Floats:
        if not len(times):
            return times
        longest = self._pace.take(times)[:-1]
        apart = np.diff(times, prepend=self._time)
        middle = (values[0] + np.concatenate(((self._value,), values[0, :-1]))) / 2.0
        pieces = np.where(apart <= longest, apart * middle, 0.0)
        sums: Floats = np.cumsum(np.concatenate(((self._sum,), pieces)))[1:]
        self._time, self._value, self._sum = float(times[-1]), float(values[0, -1]), float(sums[-1])
        return sums


class RunningTotal:
    """The sum of all samples so far."""

    note = ""

    def __init__(self) -> None:
        self._sum = 0.0

    def push(self, times: Floats, values: Floats) -> Floats:
        sums: Floats = np.cumsum(np.concatenate(((self._sum,), values[0])))[1:]
        self._sum = float(sums[-1]) if len(sums) else self._sum
        return sums


class Lag:
    """The value `count` samples ago; `change` given, how far the value has come since."""

    note = ""

    def __init__(self, count: int, *, change: bool = False) -> None:
        self._count = count
        self._change = change
        self._tail: Floats = np.full(count, np.nan)

    def push(self, times: Floats, values: Floats) -> Floats:
        every = np.concatenate((self._tail, values[0]))
        self._tail = every[len(every) - self._count :]
        before = every[: len(times)]
        return values[0] - before if self._change else before


class LagSpan:
    """The value that was in force `seconds` ago; `change` given, how far the value has come since."""

    def __init__(self, seconds: float, *, change: bool = False) -> None:
        self.note = ""
        self._seconds = seconds
        self._change = change
        self._past = Buffer(2)

    def push(self, times: Floats, values: Floats) -> Floats:
        if not len(times):
            return times
        self._past.append(times, values[0])
        every_time, every = self._past.view
        found = every_time.searchsorted(times - self._seconds, side="right") - 1
        farthest = len(every) - len(times) + np.arange(len(times)) - MOST_SAMPLES
        if (found < farthest).any():
            self.note = f"There are too many samples in {self._seconds:g} s; it looks back {MOST_SAMPLES} of them"
            found = np.maximum(found, farthest)
        before = np.where(found >= 0, every[np.maximum(found, 0)], np.nan)
        results = values[0] - before if self._change else before
        self._past.drop(int(found[-1]))
        return results
