"""Averages that forget bit by bit: the exponential ones, and the index of strength built on them."""

import math

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Exponential", "ExponentialSpan", "Strength", "Weights"]

_FARTHEST = 500.0
"""Powers of e: a float holds e to this power and its inverse with room to spare."""


class Exponential:
    """Each sample moves the average towards it by `share` of what is between them.

    seed: samples whose plain mean is what it begins with; nothing before there are so many.
    """

    note = ""

    def __init__(self, share: float, *, seed: int = 1) -> None:
        self._share = share
        self._seed = seed
        self._first: list[float] = []
        self._average = math.nan
        self._at_once = max(1, int(_FARTHEST / -math.log1p(-share))) if share < 1.0 else 0

    def push(self, times: Floats, values: Floats) -> Floats:
        results = np.full(values.shape[1], np.nan)
        at = self._begin(values[0], results)
        if not self._at_once:
            results[at:] = values[0, at:]
        while self._at_once and at < len(results):
            part = values[0, at : at + self._at_once]
            # With q = 1 - share: y[k] = q^(k+1) (y + share * sum of x[j] / q^(j+1)), all of it sums of one sign.
            grown = np.exp(-math.log1p(-self._share) * np.arange(1, len(part) + 1))
            results[at : at + len(part)] = (self._average + np.cumsum(self._share * part * grown)) / grown
            at += len(part)
            self._average = float(results[at - 1])
        return results

    def _begin(self, values: Floats, results: Floats) -> int:
        """Gather the seed; how many samples it took of these."""
        if len(self._first) >= self._seed:
            return 0
        taken = min(self._seed - len(self._first), len(values))
        self._first += values[:taken].tolist()
        if len(self._first) == self._seed:
            self._average = math.fsum(self._first) / self._seed
            results[taken - 1] = self._average
        return taken


class ExponentialSpan:
    """The same by time: a sample `dt` seconds after the last one moves the average by 1 - e^(-dt / seconds)."""

    note = ""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._time = math.nan
        self._average = math.nan

    def push(self, times: Floats, values: Floats) -> Floats:
        results = np.empty(len(times))
        at = 0
        if math.isnan(self._time) and len(times):
            self._time, self._average = float(times[0]), float(values[0, 0])
        while at < len(times):
            # The sample that first is too far off for the sums begins them anew.
            until = int(times.searchsorted(self._time + _FARTHEST * self._seconds, side="right"))
            until = max(until, at + 1)
            results[at:until] = self._some(times[at:until], values[0, at:until])
            at = until
        return results

    def _some(self, times: Floats, values: Floats) -> Floats:
        steps = np.diff(times, prepend=self._time) / self._seconds
        if len(times) == 1:
            kept = math.exp(-min(steps[0], _FARTHEST))
            results = np.array([kept * self._average - math.expm1(-steps[0]) * values[0]])
        else:
            grown = np.exp((times - self._time) / self._seconds)
            results = (self._average + np.cumsum(-np.expm1(-steps) * grown * values)) / grown
        self._time, self._average = float(times[-1]), float(results[-1])
        return results


class Strength:
    """The relative strength index: what share of the recent movement was upwards, 0 to 100.

    Smoothed as by its author (J. W. Wilder, "New concepts in technical trading systems", 1978): the plain mean of the
    first `count` changes, and from then on each change with a share of 1 / count.
    """

    note = ""

    def __init__(self, count: int) -> None:
        self._up = Exponential(1.0 / count, seed=count)
        self._down = Exponential(1.0 / count, seed=count)
        self._last = math.nan

    def push(self, times: Floats, values: Floats) -> Floats:
        if not len(times):
            return np.empty(0)
        changes = np.diff(values, prepend=self._last, axis=1)
        first = int(math.isnan(self._last))
        self._last = float(values[0, -1])
        up = self._up.push(times, np.maximum(changes[:, first:], 0.0))
        down = self._down.push(times, np.maximum(-changes[:, first:], 0.0))
        results = np.full(len(times), np.nan)
        moved = up + down
        results[first:] = np.where(moved > 0.0, 100.0 * up / moved, np.where(np.isnan(moved), np.nan, 50.0))
        return results


class Weights:
    """The mean of the last `count` samples with weights 1, 2, … count, the newest the heaviest."""

    note = ""

    def __init__(self, count: int) -> None:
        self._count = count
        self._weights = np.arange(1.0, count + 1.0) / (count * (count + 1.0) / 2.0)
        self._tail: Floats = np.empty(0)

    def push(self, times: Floats, values: Floats) -> Floats:
        every = np.concatenate((self._tail, values[0]))
        results = np.full(len(times), np.nan)
        if len(every) >= self._count and len(times):
            # Convolving turns the weights round.
            found = np.convolve(every, self._weights[::-1], mode="valid")
            results[len(times) - min(len(found), len(times)) :] = found[-len(times) :]
        self._tail = every[len(every) - min(self._count - 1, len(every)) :]
        return results
