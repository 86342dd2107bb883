"""How long a sample holds when no other comes after it.

Five minutes, or ten times the usual interval of its series where that is longer; or what the formula says with `hold`.
What a feed brings only when it changes may well be silent for longer: that is what `hold` is for.
"""

import math

import numpy as np

from monitor.core.batch import Floats

__all__ = ["HOLD_INTERVALS", "HOLD_SECONDS", "Pace"]

HOLD_SECONDS = 300.0
HOLD_INTERVALS = 10.0


class Pace:
    """Learns the usual interval: the mean over all samples so far. hold: seconds, instead of what is usual."""

    def __init__(self, hold: float | None = None) -> None:
        self._hold = hold
        self._first = math.nan
        self._last = math.nan
        self._count = 0

    def take(self, times: Floats) -> Floats:
        """(n + 1,) seconds that the last sample before these holds, and each of these n."""
        if self._count == 0 and len(times):
            self._first = float(times[0])
        sampled = np.concatenate(((self._last,), times))
        intervals = np.maximum(self._count - 1.0 + np.arange(len(sampled)), 1.0)
        if len(times):
            self._last = float(times[-1])
            self._count += len(times)
        if self._hold is not None:
            return np.full(len(sampled), self._hold)
        longest: Floats = np.fmax(HOLD_SECONDS, HOLD_INTERVALS * (sampled - self._first) / intervals)
        return longest
