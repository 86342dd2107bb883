"""The newest value of every key and column, for lists and tiles that show the present."""

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats, KeyIds

__all__ = ["Latest"]

_STEP_BACK = 60.0
"""A row older than the newest by less than this is late and changes nothing here; older, its clock was set back."""


class Latest:
    """values: (keys, columns), times and received: (keys,). NaN where there is nothing yet.

    A row without a number in a column leaves that column as it was.
    """

    def __init__(self) -> None:
        self._keys = 0
        self._columns = 0
        self._values: Floats = np.empty((0, 0))
        self._times: Floats = np.empty(0)
        self._received: Floats = np.empty(0)

    @property
    def values(self) -> Floats:
        return self._values[: self._keys, : self._columns]

    @property
    def times(self) -> Floats:
        return self._times[: self._keys]

    @property
    def received(self) -> Floats:
        return self._received[: self._keys]

    @property
    def bytes(self) -> int:
        return self._values.nbytes + self._times.nbytes + self._received.nbytes

    def reserve(self, keys: int, columns: int) -> None:
        """Have a place for so many keys and columns."""
        if keys > len(self._times) or columns > self._values.shape[1]:
            rows = max(keys, 2 * len(self._times)) if keys > len(self._times) else len(self._times)
            self._values = _grown(self._values, (rows, columns))
            self._times = _grown(self._times, (rows,))
            self._received = _grown(self._received, (rows,))
        self._keys, self._columns = keys, columns

    def take(self, keys: KeyIds, time: Floats, received: Floats, values: Floats, columns: NDArray[np.intp]) -> int:
        """Take in rows, in the order received; row c of `values` is column columns[c]. Returns how many were late."""
        newest = self._times[keys]
        late = (time < newest) & (time > newest - _STEP_BACK)
        self._received[keys] = received
        number = int(np.count_nonzero(late))
        if number:
            keys, time, values = keys[~late], time[~late], values[:, ~late]
        if (time[1:] < time[:-1]).any():
            order = np.argsort(time, kind="stable")
            keys, time, values = keys[order], time[order], values[:, order]
        # Of equal indices the last assignment stands, which numpy promises for this form.
        self._times[keys] = time
        for row, column in zip(values, columns, strict=True):
            missing = np.isnan(row)
            if missing.any():
                self._values[keys[~missing], column] = row[~missing]
            else:
                self._values[keys, column] = row
        return number


def _grown(old: Floats, shape: tuple[int, ...]) -> Floats:
    new = np.full(shape, np.nan)
    new[tuple(slice(size) for size in old.shape)] = old
    return new
