"""A span of a series as points to draw: from cells where a pixel holds several, else from the samples themselves."""

import math

import numpy as np

from monitor.core.batch import Floats
from monitor.store.cells import FIRST, HIGH, LAST, LOW, T_FIRST, T_LAST, Between
from monitor.store.level import Level
from monitor.store.polyline import Polyline, Spans, outline

__all__ = ["from_cells", "from_near_rows", "from_rows", "from_tail"]

_FEW = 64
"""So few samples are drawn as they are, which is less work than to find out which of them matter."""
_RAW = 4
"""Samples a column may hold on average to be drawn as they are: an outline would have as many points."""
_NEAR = 8
"""Columns looked at beyond either end for the next sample before it is looked for in the cells."""


def from_cells(level: Level, first: int, last: int, step: float) -> Polyline:
    """Columns first to last (not included), `step` seconds each from 1970 on, and the next point on either side."""
    index, fields = level.cells.index, level.cells.fields
    # A cell belongs to the column its middle is in.
    edges = np.arange(first, last + 1) * (step / level.width) - 0.5
    bounds = np.searchsorted(index, np.ceil(edges))
    before, after = int(bounds[0]), int(bounds[-1])
    rows = (fields[row, before:after] for row in (T_FIRST, T_LAST, FIRST, LAST, LOW, HIGH))
    line = outline(Spans(*rows), bounds - before)
    return _joined(_end_of(level, before - 1), line, _start_of(level, after))


def from_near_rows(between: Between, first: int, last: int, step: float, *, newest: float) -> Polyline | None:
    """The same from samples, of which the last is at `newest`; None when the next on either side is not near."""
    time, values = between((first - _NEAR) * step, (last + _NEAR) * step)
    before, after = np.searchsorted(time, (first * step, last * step)).tolist()
    if not before or (after == len(time) and newest >= last * step):
        return None
    if after - before <= _FEW:
        return Polyline(time[before - 1 : after + 1], values[before - 1 : after + 1])
    return _reduced(time, values, before, after, first, last, step)


def from_tail(time: Floats, values: Floats, before: int, after: int, first: int, last: int, step: float) -> Polyline:
    """The same from samples with the next one on either side; in the columns are those from before to after."""
    if after - before <= _FEW:
        return Polyline(time, values)
    return _reduced(time, values, before, after, first, last, step)


def from_rows(between: Between, base: Level, first: int, last: int, step: float) -> Polyline:
    """The same from samples, wherever the next on either side are; `base` are the narrowest cells of all samples."""
    t0, t1 = first * step, last * step
    # Whole cells at both ends, since these hold the neighbours of the first and the last sample.
    time, values = between(math.floor(t0 / base.width) * base.width, math.ceil(t1 / base.width) * base.width)
    before, after = np.searchsorted(time, (t0, t1)).tolist()
    line = _reduced(time, values, before, after, first, last, step)
    whole = base.span(t0, t1)
    left = line if before else _end_of(base, whole.start - 1)
    right = line if after < len(time) else _start_of(base, whole.stop)
    return _joined(*([] if left is line else [left]), line, *([] if right is line else [right]))


def _reduced(time: Floats, values: Floats, before: int, after: int, first: int, last: int, step: float) -> Polyline:
    """Samples before to after (not included) in few points, and the samples next to them as they are."""
    start = max(before - 1, 0)
    if after - before <= max(_FEW, _RAW * (last - first)):
        return Polyline(time[start : after + 1], values[start : after + 1])
    inner = Polyline(time[before:after], values[before:after])
    bounds = np.searchsorted(inner.x, np.arange(first, last + 1) * step)
    inner = outline(Spans.of_samples(inner.x, inner.y), bounds)
    left, right = slice(start, before), slice(after, after + 1)
    return _joined(Polyline(time[left], values[left]), inner, Polyline(time[right], values[right]))


def _end_of(level: Level, cell: int) -> Polyline:
    """The last sample of a cell; no point where there is no such cell."""
    fields = level.cells.fields[:, max(cell, 0) : cell + 1]
    return Polyline(fields[T_LAST], fields[LAST])


def _start_of(level: Level, cell: int) -> Polyline:
    """The first sample of a cell; no point where there is no such cell."""
    fields = level.cells.fields[:, cell : cell + 1]
    return Polyline(fields[T_FIRST], fields[FIRST])


def _joined(*parts: Polyline) -> Polyline:
    return Polyline(np.concatenate([part.x for part in parts]), np.concatenate([part.y for part in parts]))
