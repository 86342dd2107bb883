"""Values that stay as they are until a message says otherwise."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.feed.decoding.keys import Ids

__all__ = ["Carry"]


class Carry:
    """The last value of each key in those columns of a stream whose absence means "unchanged".

    A column that is there but holds no number (null, an empty string) is not absent: it ends what was carried.
    """

    def __init__(self, columns: Sequence[int]) -> None:
        self._columns = tuple(columns)
        self._last: Floats = np.full((len(self._columns), 0), np.nan)

    def forget(self) -> None:
        """Carry nothing on from here: the server will send everything afresh."""
        self._last = np.full((len(self._columns), 0), np.nan)

    def fill(self, values: Floats, absent: NDArray[np.bool_], keys: Ids) -> None:
        """Fill in `values` (columns, n) in place. `absent` has a row for each carried column, `keys` an id a row."""
        if not self._columns or len(keys) == 0:
            return
        self._grow(int(keys.max()) + 1)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        for carried, column in enumerate(self._columns):
            self._fill_column(values[column], absent[carried], self._last[carried], order, ordered, starts)

    def _fill_column(
        self, values: Floats, absent: NDArray[np.bool_], last: Floats, order: Ids, keys: Ids, starts: Ids
    ) -> None:
        # Within each run of one key: the place of the newest value so far, or the place before the run when none.
        places = np.arange(len(order))
        begin = np.repeat(starts, np.diff(np.r_[starts, len(order)]))
        newest = np.maximum.accumulate(np.where(absent[order], begin - 1, places))
        filled = np.where(newest >= begin, values[order][newest], last[keys])
        values[order] = filled
        ends = np.r_[starts[1:], len(order)] - 1
        last[keys[ends]] = filled[ends]

    def _grow(self, size: int) -> None:
        have = self._last.shape[1]
        if size > have:
            more = np.full((len(self._columns), max(size, 2 * have) - have), np.nan)
            self._last = np.concatenate((self._last, more), axis=1)
