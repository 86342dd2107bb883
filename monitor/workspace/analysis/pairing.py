"""How two series hang together."""

import math

import numpy as np

from monitor.core.batch import Floats

__all__ = ["correlation", "nearest_pair"]


def correlation(x: Floats, y: Floats) -> float:
    """Pearson's coefficient, -1 to 1; NaN where one of them stands still or there are fewer than three pairs."""
    if len(x) < 3:
        return math.nan
    dx, dy = x - x.mean(), y - y.mean()
    with np.errstate(over="ignore", invalid="ignore"):
        # Sums rather than products of vectors: these are handed to threads, which wait for each other.
        spread = math.sqrt(float(np.square(dx).sum())) * math.sqrt(float(np.square(dy).sum()))
        shared = float((dx * dy).sum())
    # What rounding leaves of values that are all the same is no spread.
    least = 1e-12 * len(x) * max(1e-300, float(np.abs(x).max()) * float(np.abs(y).max()))
    if not (math.isfinite(spread) and math.isfinite(shared)) or spread <= least:
        return math.nan
    return min(1.0, max(-1.0, shared / spread))


def nearest_pair(x: Floats, y: Floats, at: tuple[float, float], unit: tuple[float, float]) -> tuple[int, float]:
    """The pair nearest to a place and how far it is; distances are counted in units of each axis. -1: no pair."""
    if not len(x):
        return -1, math.inf
    away = np.square((x - at[0]) / unit[0]) + np.square((y - at[1]) / unit[1])
    place = int(np.argmin(away))
    return place, math.sqrt(float(away[place]))
