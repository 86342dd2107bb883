"""Whether samples come at regular intervals, and samples made regular where they do not."""

import math
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Rhythm", "resampled", "rhythm_of"]

_STEADY = 0.05
"""Intervals that differ from the usual one by less than this share of it are regular."""
_MANY = 0.9
"""So many of them must."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How samples follow each other.

    interval: seconds, the usual one. jitter: by how much of it most intervals may differ (9 of 10).
    missing: samples that are left out of a regular row.
    """

    interval: float
    jitter: float
    missing: int

    @property
    def regular(self) -> bool:
        """Whether they come at regular intervals, but for some that are missing."""
        return self.jitter <= _STEADY


def rhythm_of(time: Floats) -> Rhythm | None:
    """The rhythm of at least three samples in order of time; None where there are fewer or all of one moment."""
    steps = np.diff(time)
    span = float(time[-1] - time[0]) if len(time) else 0.0
    if len(steps) < 2 or span <= 0.0:
        return None
    usual = float(np.median(steps))
    if usual <= 0.0:  # Samples come in bursts with one time each.
        return Rhythm(span / len(steps), math.inf, 0)
    times = np.maximum(np.round(steps / usual), 1.0)
    # The whole span tells the interval more exactly than the median of times that were rounded.
    exact = span / float(times.sum())
    jitter = float(np.quantile(np.abs(steps / exact - times), _MANY))
    if jitter > _STEADY:
        return Rhythm(usual, jitter, 0)
    return Rhythm(exact, jitter, int(times.sum()) - len(steps))


def resampled(time: Floats, values: Floats, *, start: float, interval: float, number: int) -> Floats:
    """(number,) values at start, start + interval, … on straight lines between samples, the ends held."""
    grid = start + interval * np.arange(number)
    even: Floats = np.interp(grid, time, values)
    return even
