"""The chunks of one stream, oldest out first."""

from collections import deque
from collections.abc import Iterator

import numpy as np

from monitor.core.batch import Floats, KeyIds
from monitor.store.chunk import CHUNK_ROWS, Chunk

__all__ = ["Ring"]

_SMALLEST_CHUNK = 256
_PARTS = 8
"""Chunks a bound is made of at least, so that evicting one never takes away more than an eighth."""
_TWO_BYTES = 1 << 16


class Ring:
    """Rows in the order received. A place in it is (sequence number of the chunk, row in the chunk).

    lead: how many seconds the times of the rows that came last were ahead of when they were received.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self.rows = 0
        self.lead = np.nan
        self._chunks: deque[Chunk] = deque()
        self._sequence = 0

    def __len__(self) -> int:
        """The number of chunks."""
        return len(self._chunks)

    @property
    def oldest_received(self) -> float:
        """When the last row of the oldest chunk came; infinity when there is none."""
        return self._chunks[0].last_received if self._chunks else np.inf

    @property
    def first_received(self) -> float:
        """When the oldest row held came; infinity when there is none."""
        return self._chunks[0].first_received if self._chunks else np.inf

    @property
    def time_span(self) -> tuple[float, float]:
        """Least and greatest time held; NaN when there is none."""
        if not self._chunks:
            return np.nan, np.nan
        return min(chunk.t_min for chunk in self._chunks), max(chunk.t_max for chunk in self._chunks)

    def append(
        self,
        columns: tuple[str, ...],
        keys: KeyIds,
        time: Floats,
        received: Floats,
        values: Floats,
        *,
        keep_seconds: float,
        keep_bytes: float,
    ) -> None:
        """Take in rows, at least one. The bounds set the size of fresh chunks; evicting is the owner's part."""
        highest = int(keys.max())
        limit = int(min(CHUNK_ROWS, max(_SMALLEST_CHUNK, keep_bytes / _PARTS / (16 + 8 * len(columns)))))
        start = 0
        while start < len(keys):
            chunk = self._chunks[-1] if self._chunks else None
            aged = chunk is not None and received[start] - chunk.first_received > keep_seconds / _PARTS
            if chunk is None or aged or not chunk.room or chunk.columns != columns or highest >= chunk.key_limit:
                chunk = self._fresh(columns, limit, wide=highest >= _TWO_BYTES)
            part = slice(start, start + min(chunk.room, len(keys) - start))
            before = chunk.bytes
            chunk.append(keys[part], time[part], received[part], values[:, part])
            self.bytes += chunk.bytes - before
            start = part.stop
        self.rows += len(keys)
        self.lead = float((time - received).max())

    def pop(self) -> Chunk:
        """Take out the oldest chunk."""
        chunk = self._chunks.popleft()
        self.bytes -= chunk.bytes
        self.rows -= chunk.count
        return chunk

    def since(self, sequence: int, offset: int) -> Iterator[tuple[Chunk, int]]:
        """The chunks with rows beyond a place, each with the first such row."""
        first = self._chunks[0].sequence if self._chunks else 0
        for place in range(max(sequence - first, 0), len(self._chunks)):
            chunk = self._chunks[place]
            start = offset if chunk.sequence == sequence else 0
            if start < chunk.count:
                yield chunk, start

    def back_from(self, moment: float) -> Iterator[Chunk]:
        """The chunks with rows at or before a moment, the newest first."""
        return (chunk for chunk in reversed(self._chunks) if chunk.t_min <= moment)

    def window(self, column: str, key_id: int, t0: float, t1: float) -> tuple[Floats, Floats]:
        """Times and values of one key with t0 <= time < t1, in order of time, then of arrival."""
        found = [chunk for chunk in self._chunks if chunk.t_min < t1 and chunk.t_max >= t0]
        if not found:
            return np.empty(0), np.empty(0)
        if len(found) == 1 and found[0].in_order:
            return found[0].window(column, key_id, t0, t1)
        parts = [chunk.window(column, key_id, t0, t1) for chunk in found]
        time, values = (np.concatenate(part) for part in zip(*parts, strict=True))
        if (time[1:] >= time[:-1]).all():
            return time, values
        order = np.argsort(time, kind="stable")
        return time[order], values[order]

    def _fresh(self, columns: tuple[str, ...], limit: int, *, wide: bool) -> Chunk:
        """A new last chunk; the one before it gives back the room it has left."""
        if self._chunks:
            last = self._chunks[-1]
            before = last.bytes
            last.seal()
            self.bytes += last.bytes - before
        chunk = Chunk(self._sequence, columns, limit=limit, wide=wide)
        self._sequence += 1
        self._chunks.append(chunk)
        self.bytes += chunk.bytes
        return chunk
