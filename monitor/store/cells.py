"""Cells of an envelope: what all samples of a series in one span of time come to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = [
    "COUNT",
    "FIELDS",
    "FIRST",
    "HIGH",
    "LAST",
    "LOW",
    "RATIO",
    "SHIFT",
    "T_FIRST",
    "T_LAST",
    "Between",
    "Cells",
    "Indices",
]

SHIFT = 4
RATIO = 1 << SHIFT
"""Cells of one level that make a cell of the next; an index shifted right by SHIFT is the index of that one."""

T_FIRST, T_LAST, FIRST, LAST, LOW, HIGH, COUNT = range(7)
FIELDS = 7

Indices: TypeAlias = NDArray[np.int64]

Between: TypeAlias = Callable[[float, float], tuple[Floats, Floats]]
"""Times and values of the samples with t0 <= time < t1, in order of time."""


@dataclass(frozen=True, slots=True)
class Cells:
    """n cells of one width, none empty, in order of time.

    index:  (n,) cell i spans [index * width, (index + 1) * width) in seconds since 1970.
    fields: (7, n), rows T_FIRST … COUNT. FIRST and LAST are those of the first and last row and so NaN where that
            row has no number; LOW and HIGH pass over NaN and are NaN only when there is no number at all.
    """

    index: Indices
    fields: Floats

    @classmethod
    def empty(cls) -> "Cells":
        """No cells."""
        return cls(np.empty(0, np.int64), np.empty((FIELDS, 0)))

    @classmethod
    def of_samples(cls, time: Floats, values: Floats, width: float) -> "Cells":
        """The cells of samples in order of time. `width` is a power of two, so no sample falls on the wrong side."""
        if not len(time):
            return cls.empty()
        index = np.floor(time * (1.0 / width)).astype(np.int64)
        starts, ends = _runs(index)
        fields = np.empty((FIELDS, len(starts)))
        fields[T_FIRST] = time[starts]
        fields[T_LAST] = time[ends]
        fields[FIRST] = values[starts]
        fields[LAST] = values[ends]
        np.fmin.reduceat(values, starts, out=fields[LOW])
        np.fmax.reduceat(values, starts, out=fields[HIGH])
        fields[COUNT] = ends - starts + 1
        return cls(index[starts], fields)

    def coarser(self) -> "Cells":
        """The same samples in cells RATIO times as wide."""
        if not len(self.index):
            return self
        index = self.index >> SHIFT  # Not a division, because this rounds down for times before 1970 too.
        starts, ends = _runs(index)
        fields = np.empty((FIELDS, len(starts)))
        fields[[T_FIRST, FIRST]] = self.fields[[T_FIRST, FIRST]][:, starts]
        fields[[T_LAST, LAST]] = self.fields[[T_LAST, LAST]][:, ends]
        np.fmin.reduceat(self.fields[LOW], starts, out=fields[LOW])
        np.fmax.reduceat(self.fields[HIGH], starts, out=fields[HIGH])
        np.add.reduceat(self.fields[COUNT], starts, out=fields[COUNT])
        return Cells(index[starts], fields)


def _runs(index: Indices) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last position of each run of equal values."""
    changes = np.flatnonzero(index[1:] != index[:-1])
    starts = np.empty(len(changes) + 1, np.intp)
    starts[0] = 0
    np.add(changes, 1, out=starts[1:])
    ends = np.empty(len(changes) + 1, np.intp)
    ends[:-1] = changes
    ends[-1] = len(index) - 1
    return starts, ends
