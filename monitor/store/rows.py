"""The rows of one stream: chunks, the newest values, and the series somebody looks at."""

from collections.abc import Sequence
from weakref import WeakValueDictionary

import numpy as np

from monitor.core.batch import Batch, Floats
from monitor.store.keys import KeyTable
from monitor.store.latest import Latest
from monitor.store.ring import Ring
from monitor.store.series import Series

__all__ = ["StreamRows"]

_FARTHEST = 1e11
"""Event times beyond this many seconds from 1970 are a mistake of unit; receive time stands in for them."""


class StreamRows:
    """All rows held of one stream, in the order received, in chunks that leave oldest first.

    columns: every column received so far; rows under another set of columns are NaN in those they lacked.
    total: rows ever received; late: those that came when a newer one of the same key was already there.
    version: grows with each change.
    """

    def __init__(self, feed: str, name: str) -> None:
        self.feed = feed
        self.name = name
        self.columns: tuple[str, ...] = ()
        self.version = 0
        self.total = 0
        self.late = 0
        self._keys = KeyTable()
        self._latest = Latest()
        self._ring = Ring()
        self._watched: WeakValueDictionary[tuple[str, str], Series] = WeakValueDictionary()

    @property
    def keys(self) -> Sequence[str]:
        """Names of the keys; the index is the key's id."""
        return self._keys.names

    @property
    def last_values(self) -> Floats:
        """(keys, columns) newest number of each, NaN before the first."""
        return self._latest.values

    @property
    def last_times(self) -> Floats:
        """(keys,) time of each key's newest row."""
        return self._latest.times

    @property
    def last_received(self) -> Floats:
        """(keys,) receive time of each key's last row."""
        return self._latest.received

    @property
    def ring(self) -> Ring:
        """The rows themselves, for the series cut from them."""
        return self._ring

    @property
    def lead(self) -> float:
        """Seconds by which the times of the newest rows are ahead of when they were received; NaN before the first."""
        return self._ring.lead

    @property
    def rows(self) -> int:
        """Rows held now."""
        return self._ring.rows

    @property
    def time_span(self) -> tuple[float, float]:
        """Least and greatest time held; NaN when there is none."""
        return self._ring.time_span

    @property
    def bytes(self) -> int:
        """Memory of rows, newest values and envelopes."""
        return self._ring.bytes + self._latest.bytes + sum(series.bytes for series in self._watched.values())

    def append(self, batch: Batch, *, keep_seconds: float = np.inf, keep_bytes: float = np.inf) -> None:
        """Take in a batch. The bounds only size the chunks here; evicting is the store's part."""
        if not len(batch):
            return
        keys = self._keys.translate(batch)
        time = _axis_time(batch)
        self.columns += tuple(column for column in batch.columns if column not in self.columns)
        self._latest.reserve(len(self._keys), len(self.columns))
        places = np.array([self.columns.index(column) for column in batch.columns], np.intp)
        self.late += self._latest.take(keys, time, batch.received, batch.values, places)
        self._ring.append(
            batch.columns,
            keys,
            time,
            batch.received,
            batch.values,
            keep_seconds=keep_seconds,
            keep_bytes=keep_bytes,
        )
        self.total += len(batch)
        self.version += 1

    def evict_oldest(self) -> int:
        """Let go of the oldest chunk; returns its rows."""
        watched = list(self._watched.values())
        for series in watched:
            series.catch_up()
        chunk = self._ring.pop()
        self.version += 1
        for series in watched:
            series.forget(chunk)
        return chunk.count

    def key_id(self, key: str) -> int:
        """The id of a key, -1 when no row had it yet."""
        return self._keys.find(key)

    def last(self, key: str, column: str) -> tuple[float, float]:
        """Time of the key's newest row and the newest number in the column; NaN when there is none."""
        found = self._keys.find(key)
        if found < 0 or column not in self.columns:
            return np.nan, np.nan
        return float(self.last_times[found]), float(self.last_values[found, self.columns.index(column)])

    def received(self, key: str) -> float:
        """When the last row of a key came; NaN before the first."""
        found = self._keys.find(key)
        return float(self.last_received[found]) if found >= 0 else np.nan

    def series(self, key: str, column: str) -> Series:
        """The series of a key and column; the same one for all who look, gone when nobody does."""
        known = self._watched.get((key, column))
        if known is None:
            known = self._watched[key, column] = Series(self, key, column)
        return known

    def window(self, column: str, key_id: int, t0: float, t1: float) -> tuple[Floats, Floats]:
        """Times and values of one key with t0 <= time < t1, in order of time, then of arrival."""
        return self._ring.window(column, key_id, t0, t1)


def _axis_time(batch: Batch) -> Floats:
    plausible = np.abs(batch.time) < _FARTHEST  # False for NaN
    if plausible.all():
        return batch.time
    return np.where(plausible, batch.time, batch.received)
