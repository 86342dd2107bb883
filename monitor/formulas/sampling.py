"""A series at regular times."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.formulas.pace import Pace
from monitor.formulas.rows import Rows

__all__ = ["MOST_STEPS", "Resample"]

MOST_STEPS = 10_000
"""Steps in a row that one sample can yield, however long it holds."""


class Resample:
    """The value in force at every whole multiple of `seconds` since 1970.

    A step is given once nothing can come any more that would change it. A sample holds as long as it does elsewhere
    (see `pace`) and for at most MOST_STEPS; then one step says that there is no value, and until the next sample there
    are no more of them.
    """

    note = ""

    def __init__(self, seconds: float, *, hold: float | None = None) -> None:
        self._seconds = seconds
        self._pace = Pace(hold)
        self._time = math.nan
        self._value = math.nan
        self._next = -math.inf

    def push(self, inputs: Sequence[Rows]) -> Rows:
        """What new samples make of it."""
        rows = inputs[0]
        longest = self._pace.take(rows.times)
        known = 0 if math.isnan(self._time) else 1
        times = np.concatenate(((self._time,), rows.times))[1 - known :]
        values = np.concatenate(((self._value,), rows.values))[1 - known :]
        steps, source, held = self._steps(times, longest[1 - known :], rows.upto)
        if len(times):
            self._time, self._value = float(times[-1]), float(values[-1])
        results = np.where(held, values[source], np.nan) if len(steps) else steps
        return Rows(steps * self._seconds, results, None, rows.upto)

    def _steps(self, times: Floats, longest: Floats, upto: float) -> tuple[Floats, NDArray[np.intp], NDArray[np.bool_]]:
        """The numbers of the steps to give, the sample each belongs to, and whether that one still holds."""
        begin = np.ceil(times / self._seconds)
        end = np.ceil(np.concatenate((times[1:], (upto,)))[: len(times)] / self._seconds)
        allowed = np.clip(np.floor((times + longest) / self._seconds) - begin + 1.0, 0.0, MOST_STEPS)
        first = np.maximum(begin, self._next)
        number = np.maximum(np.minimum(end, begin + allowed + 1.0) - first, 0.0).astype(np.intp)
        source = np.repeat(np.arange(len(times)), number)
        place = np.arange(len(source)) - np.repeat(np.cumsum(number) - number, number)
        steps = first[source] + place
        if len(times):
            self._next = float(end[-1])
        return steps, source, steps - begin[source] < allowed[source]
