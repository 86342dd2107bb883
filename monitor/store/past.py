"""A stream as it stood at some moment, for lists that go back in time."""

from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Floats, KeyIds
from monitor.store.rows import StreamRows

__all__ = ["PastRows"]

_MOST_CHUNKS = 16
"""About a million rows are looked through, back from the moment: a key that is rarer than that has nothing to show."""

_AT_LEAST = 2
"""Chunks looked through also where every key has been met, since a column may be filled by few of the rows."""


class PastRows:
    """What `StreamRows` tells of the present, for a moment that `move` chooses.

    of: the stream. keys, columns: those known at the last move.
    last_values: (keys, columns), last_received: (keys,); NaN where there was nothing yet.
    """

    def __init__(self, rows: StreamRows) -> None:
        self.columns: tuple[str, ...] = ()
        self.last_values: Floats = np.empty((0, 0))
        self.last_received: Floats = np.empty(0)
        self.of = rows
        self._moment = np.nan

    @property
    def keys(self) -> Sequence[str]:
        """Names of the keys; the index is the key's id."""
        return self.of.keys[: len(self.last_received)]

    @property
    def lead(self) -> float:
        """None: a moment is meant as the rows themselves tell the time."""
        return 0.0

    def last(self, key: str, column: str) -> tuple[float, float]:
        """When the key's last row came, and its last number in the column; NaN where there was none."""
        found = self.key_id(key)
        if found < 0 or column not in self.columns:
            return np.nan, np.nan
        return float(self.last_received[found]), float(self.last_values[found, self.columns.index(column)])

    def key_id(self, key: str) -> int:
        """The id of a key, -1 when there is none of this name."""
        found = self.of.key_id(key)
        return found if found < len(self.last_received) else -1

    def window(self, column: str, key_id: int, t0: float, t1: float) -> tuple[Floats, Floats]:
        """Times and values of one key with t0 <= time < t1 and not after the moment, in order of time."""
        return self.of.window(column, key_id, t0, min(t1, float(np.nextafter(self._moment, np.inf))))

    def move(self, moment: float) -> None:
        """Look at how things stood at this time (seconds since 1970)."""
        self._moment = moment
        self.columns = self.of.columns
        keys = len(self.of.keys)
        self.last_values = np.full((keys, len(self.columns)), np.nan)
        self.last_received = np.full(keys, np.nan)
        places = {column: place for place, column in enumerate(self.columns)}
        for number, chunk in enumerate(self.of.ring.back_from(moment)):
            met = number >= _AT_LEAST and not np.isnan(self.last_received).any()
            if met or number >= _MOST_CHUNKS:
                break
            ids, rows = chunk.until(moment)
            _put(self.last_received, ids, chunk.received[rows])
            for column, values in zip(chunk.columns, chunk.values, strict=True):
                _put(self.last_values[:, places[column]], ids, values[rows])


def _put(held: Floats, ids: KeyIds, values: Floats) -> None:
    """The last number of each id, where there is none yet."""
    newest = np.full(len(held), np.nan)
    known = ~np.isnan(values)
    newest[ids[known]] = values[known]
    np.copyto(held, newest, where=np.isnan(held))
