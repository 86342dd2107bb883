"""Samples put together into cells of any kind: those of one span of time, or so many of them."""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.store.cells import COUNT, FIELDS, FIRST, HIGH, LAST, LOW, T_FIRST, T_LAST, Cells, Indices

__all__ = ["Bins", "binned", "bins_by_count", "bins_by_time", "regrouped", "totals"]

_Places: TypeAlias = NDArray[np.signedinteger[Any]]

_FEW = 8
"""Where there are so many samples to a bin, edges are looked for rather than each sample's bin worked out."""


class Bins(NamedTuple):
    """Which of n samples, in order, belong together: bin `number[i]` begins with sample `starts[i]`; none is empty."""

    number: Indices
    starts: _Places


def bins_by_time(time: Floats, width: float) -> Bins:
    """Bin i spans [i * width, (i + 1) * width); `time` is in order."""
    if not len(time):
        return Bins(np.empty(0, np.int64), np.empty(0, np.intp))
    # Divided, not multiplied by the inverse: so a sample at the very edge never falls on the wrong side.
    first, last = (int(np.floor(time[place] / width)) for place in (0, -1))
    if (last - first) * _FEW > len(time):
        return _runs(np.floor(time / width).astype(np.int64))
    index = np.arange(first, last + 1)
    bounds = np.concatenate(([0], time.searchsorted(index[1:] * width), [len(time)]))
    filled = bounds[1:] > bounds[:-1]
    return Bins(index[filled], bounds[:-1][filled])


def bins_by_count(first: int, samples: int, size: int) -> Bins:
    """Bin i holds the samples i * size to (i + 1) * size of all, of which these are number `first` and on."""
    index = np.arange(first // size, -(-(first + samples) // size)) if samples else np.empty(0, np.int64)
    return Bins(index, np.maximum(index * size - first, 0))


def binned(bins: Bins, time: Floats, values: Floats) -> Cells:
    """The cells of samples, none of which is NaN, with their times in order."""
    starts, ends = bins.starts, _ends(bins.starts, len(time))
    fields = np.empty((FIELDS, len(starts)))
    if len(starts):
        fields[T_FIRST], fields[T_LAST] = time[starts], time[ends]
        fields[FIRST], fields[LAST] = values[starts], values[ends]
        fields[LOW], fields[HIGH] = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
        fields[COUNT] = ends - starts + 1
    return Cells(bins.number, fields)


def totals(bins: Bins, amounts: Floats) -> Cells:
    """Cells that hold the sum of their samples where others hold how many these are, and nothing else."""
    fields = np.zeros((FIELDS, len(bins.starts)))
    if len(bins.starts):
        fields[COUNT] = np.add.reduceat(amounts, bins.starts)
    return Cells(bins.number, fields)


def regrouped(cells: Cells, factor: int) -> Cells:
    """The same samples in cells `factor` times as wide."""
    bins = _runs(cells.index // factor)
    starts, ends = bins.starts, _ends(bins.starts, len(cells.index))
    old, fields = cells.fields, np.empty((FIELDS, len(starts)))
    if len(starts):
        fields[[T_FIRST, FIRST]] = old[[T_FIRST, FIRST]][:, starts]
        fields[[T_LAST, LAST]] = old[[T_LAST, LAST]][:, ends]
        fields[LOW], fields[HIGH] = np.minimum.reduceat(old[LOW], starts), np.maximum.reduceat(old[HIGH], starts)
        fields[COUNT] = np.add.reduceat(old[COUNT], starts)
    return Cells(bins.number, fields)


def _runs(index: Indices) -> Bins:
    """A bin for each run of equal values."""
    changes = np.flatnonzero(index[1:] != index[:-1]) + 1
    starts = np.concatenate(([0], changes)) if len(index) else changes
    return Bins(index[starts], starts)


def _ends(starts: _Places, count: int) -> _Places:
    """The last sample of each bin."""
    ends: _Places = np.append(starts[1:], count)[: len(starts)] - 1
    return ends
