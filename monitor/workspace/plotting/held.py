"""A curve whose newest value holds until the next one comes."""

import math

import numpy as np

from monitor.store import Polyline

__all__ = ["held_on"]


def held_on(line: Polyline, time: float, value: float, *, until: float) -> Polyline:
    """The part `line` of a curve whose newest number is `value` at `time`, with that value up to `until`."""
    if math.isnan(value) or not until > time:
        return line
    if not len(line.x):
        return Polyline(np.array([time, until]), np.array([value, value]))
    if line.x[-1] < time:  # The newest lies beyond this part.
        return line
    return Polyline(np.append(line.x, until), np.append(line.y, value))
