"""What is summed up of a window: each kernel knows its terms, and what the sums of two parts of a window make.

A window is put together from the end of one block and the beginning of the next (see `windows`), so a kernel only ever
adds: nothing is taken away from a sum again, and no error piles up however long a feed runs.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Counted", "Deviation", "Extreme", "Kernel", "Mean", "Part", "Score", "Total", "Wave", "Weighted"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of each of n windows.

    count: (n,) samples. sums: (terms, n). reference: what the terms were counted from, one for all or one for each.
    """

    count: Floats
    sums: Floats
    reference: Floats | np.float64


class Kernel(Protocol):
    """inputs: rows of values a sample has; terms: rows that are summed up; neutral: what adds nothing to them."""

    inputs: int
    terms: int
    neutral: float
    add: np.ufunc

    def terms_of(self, times: Floats, values: Floats, reference: Floats | np.float64) -> Floats:
        """(terms, …) of (inputs, …) values. reference: a value of the same part of the data, to count from."""

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        """What windows of these two parts yield; values: (inputs, n) their newest samples."""


class _Adding:
    inputs: int = 1
    terms: int = 1
    neutral: float = 0.0
    add: np.ufunc = np.add

    def terms_of(self, times: Floats, values: Floats, reference: Floats | np.float64) -> Floats:
        return values


class Counted(_Adding):
    """How many samples; `seconds` given: a second."""

    terms = 0

    def __init__(self, seconds: float = 1.0) -> None:
        self._seconds = seconds

    def terms_of(self, times: Floats, values: Floats, reference: Floats | np.float64) -> Floats:
        return values[:0]

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        return (old.count + new.count) / self._seconds


class Total(_Adding):
    """The sum."""

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        total: Floats = old.sums[0] + new.sums[0]
        return total


class Mean(_Adding):
    """The mean."""

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        mean: Floats = (old.sums[0] + new.sums[0]) / (old.count + new.count)
        return mean


class Extreme(_Adding):
    """The highest or the lowest."""

    def __init__(self, *, highest: bool) -> None:
        self.add = np.maximum if highest else np.minimum
        self.neutral = -np.inf if highest else np.inf

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        extreme: Floats = self.add(old.sums[0], new.sums[0])
        return extreme


class Weighted(_Adding):
    """The mean of the first input, each sample with the weight of the second."""

    inputs = 2
    terms = 2

    def terms_of(self, times: Floats, values: Floats, reference: Floats | np.float64) -> Floats:
        return np.stack((values[0] * values[1], values[1]))

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        mean: Floats = (old.sums[0] + new.sums[0]) / (old.sums[1] + new.sums[1])
        return mean


class Deviation(_Adding):
    """The standard deviation of all samples of the window (not of a sample of something larger).

    The parts are put together as in Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing
    sample variances" (1979); each is counted from a value of its own, since prices hardly differ from each other.
    """

    terms = 2

    def terms_of(self, times: Floats, values: Floats, reference: Floats | np.float64) -> Floats:
        off = values[0] - reference
        return np.stack((off, off * off))

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        _, deviation = self.moments(old, new)
        return deviation

    def moments(self, old: Part, new: Part) -> tuple[Floats, Floats]:
        """Mean and standard deviation."""
        some = np.maximum(old.count, 1.0)
        mean_old, mean_new = old.sums[0] / some, new.sums[0] / new.count
        squares = old.sums[1] - old.sums[0] * mean_old + new.sums[1] - new.sums[0] * mean_new
        apart = np.where(old.count > 0, (old.reference - new.reference) + mean_old - mean_new, 0.0)
        number = old.count + new.count
        squares = np.maximum(squares, 0.0) + apart * apart * old.count * new.count / number
        mean = new.reference + mean_new + apart * old.count / number
        return mean, np.sqrt(squares / number)


class Score(Deviation):
    """How many standard deviations the newest sample is off the mean; nothing where all are equal."""

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        mean, deviation = self.moments(old, new)
        return np.where(deviation > 0.0, (values[0] - mean) / deviation, np.nan)


class Wave(_Adding):
    """The amplitude of the sine of one frequency (Hz) in the window, its mean taken away first.

    One bin of a discrete Fourier transform, from the times the samples really have: they need not be regular.
    """

    terms = 5

    def __init__(self, frequency: float) -> None:
        self._turn = 2.0 * np.pi * frequency
        self._start = np.nan
        self._level = 0.0

    def terms_of(self, times: Floats, values: Floats, reference: Floats | np.float64) -> Floats:
        if np.isnan(self._start):
            # Whatever is counted from, the amplitude is the same; near it the phase is known best.
            self._start, self._level = float(times.flat[0]), float(values.flat[0])
        phase = self._turn * (times - self._start)
        value = values[0] - self._level
        cosine, sine = np.cos(phase), np.sin(phase)
        return np.stack((value, value * cosine, value * sine, cosine, sine))

    def result(self, old: Part, new: Part, values: Floats) -> Floats:
        number = old.count + new.count
        mean, along, across, cosine, sine = old.sums + new.sums
        mean = mean / number
        amplitude: Floats = 2.0 / number * np.hypot(along - mean * cosine, across - mean * sine)
        return amplitude
