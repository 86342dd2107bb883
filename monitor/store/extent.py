"""The lowest and the highest of many values, and what counts as one."""

import math

import numpy as np

from monitor.core.batch import Floats

__all__ = ["extent", "without_infinity"]


def extent(low: Floats, high: Floats, *, positive: bool = False) -> tuple[float, float]:
    """Lowest of `low` and highest of `high`, NaN where there is no number.

    positive: of those above zero alone; where `low` is not, the value that is above zero next to it is `high`.
    """
    if positive:
        above = high > 0.0  # False for NaN
        low, high = low[above], high[above]
        low = np.where(low > 0.0, low, high)
    if not len(low):
        return math.nan, math.nan
    return float(np.fmin.reduce(low)), float(np.fmax.reduce(high))


def without_infinity(values: Floats) -> Floats:
    """The values with NaN in place of what is infinite."""
    infinite = np.isinf(values)
    return np.where(infinite, np.nan, values) if infinite.any() else values
