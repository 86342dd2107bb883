"""From samples or cells to the few points that draw the same picture."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = ["Polyline", "Spans", "broken_at", "outline"]


class Polyline(NamedTuple):
    """Points of a curve: x in seconds since 1970, in order; y NaN where the line is broken."""

    x: Floats
    y: Floats


class Spans(NamedTuple):
    """n cells, or n samples as cells of one, in order of time."""

    t_first: Floats
    t_last: Floats
    first: Floats
    last: Floats
    low: Floats
    high: Floats

    @classmethod
    def of_samples(cls, time: Floats, values: Floats) -> "Spans":
        """Each sample a span of its own."""
        return cls(time, time, values, values, values, values)


def outline(spans: Spans, bounds: NDArray[np.intp]) -> Polyline:
    """At most four points for each column: first, lowest and highest, last.

    bounds: column i is made of the spans bounds[i] to bounds[i + 1].
    """
    starts = bounds[:-1][bounds[1:] > bounds[:-1]]
    if not len(starts):
        return Polyline(np.empty(0), np.empty(0))
    ends = np.append(starts[1:], bounds[-1]) - 1
    if len(starts) == len(spans.t_first) and spans.low is spans.first:
        return Polyline(spans.t_first, spans.first)
    t_first, t_last = spans.t_first[starts], spans.t_last[ends]
    first, last = spans.first[starts], spans.last[ends]
    low = np.fmin.reduceat(spans.low[: bounds[-1]], starts)
    high = np.fmax.reduceat(spans.high[: bounds[-1]], starts)
    return _points(t_first, t_last, first, last, low, high)


def _points(t_first: Floats, t_last: Floats, first: Floats, last: Floats, low: Floats, high: Floats) -> Polyline:
    x = np.empty((len(first), 4))
    y = np.empty((len(first), 4))
    wanted = np.empty((len(first), 4), np.bool_)
    rising = last > first
    x[:, 0], x[:, 3] = t_first, t_last
    x[:, 1] = x[:, 2] = t_first + (t_last - t_first) * 0.5
    y[:, 0], y[:, 3] = first, last
    y[:, 1] = np.where(rising, low, high)
    y[:, 2] = np.where(rising, high, low)
    number = ~np.isnan(low)
    wanted[:, 0] = True
    wanted[:, 1] = (y[:, 1] != first) & number
    wanted[:, 2] = (y[:, 2] != last) & number
    wanted[:, 3] = ((t_last > t_first) | (last != first)) & number
    return Polyline(x[wanted], y[wanted])


def broken_at(line: Polyline, breaks: Floats) -> Polyline:
    """The line with a hole wherever one of the sorted times `breaks` lies between two points."""
    passed = np.searchsorted(breaks, line.x)
    where = np.flatnonzero(passed[1:] != passed[:-1]) + 1
    if not len(where):
        return line
    return Polyline(np.insert(line.x, where, line.x[where]), np.insert(line.y, where, np.nan))
