"""The rows of one key, read from the store in order as they come."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats
from monitor.formulas.arrival import Arrival
from monitor.formulas.program import Source
from monitor.store.chunk import Chunk, Positions
from monitor.store.rows import StreamRows
from monitor.store.store import Store

__all__ = ["Part", "Reader"]


@dataclass(frozen=True, slots=True)
class Part:
    """New rows in order of time. values: (columns, n). anew: the clock was set back before them."""

    times: Floats
    values: Floats
    received: Floats
    anew: bool


class Reader:
    """Reads what a formula takes of one key. recent: rows of the stream to begin with at most, None for all.

    newest: time of the last row pulled.
    """

    def __init__(self, store: Store, source: Source, *, recent: int | None = None) -> None:
        self._store = store
        self._source = source
        self._stream = store.stream(source.feed, source.stream)
        self._sequence = 0
        self._offset = 0
        self._arrival = Arrival()
        self._parts: deque[Part] = deque()
        self.newest = -np.inf
        if recent is not None and self._stream is not None:
            self._begin_late(self._stream, recent)

    @property
    def late(self) -> int:
        """Rows left out because newer ones had been read before."""
        return self._arrival.late

    @property
    def replaced(self) -> bool:
        """Whether the stream is another now than the one that was read: its feed has been closed, or opened again."""
        stream = self._store.stream(self._source.feed, self._source.stream)
        return stream is not self._stream and not (self._stream is None and stream is None)

    @property
    def missing(self) -> str:
        """What the formula waits for, "" when all of it is there."""
        source, stream = self._source, self._stream
        if stream is None:
            return f"{source.feed} \N{MIDDLE DOT} {source.stream}"
        if stream.key_id(source.key) < 0:
            return source.key
        return next((column for column in source.columns if column not in stream.columns), "")

    @property
    def caught_up(self) -> bool:
        """Whether there is nothing more to read for now."""
        return not self._parts and not self._unread()

    def pull(self, rows: int) -> Part | None:
        """At most about so many rows that have not been read yet; None when there are none."""
        while not self._parts and self._unread():
            self._read(rows)
        if not self._parts:
            return None
        part = self._parts.popleft()
        self.newest = float(part.times[-1])
        return part

    def _unread(self) -> bool:
        stream = self._stream
        if stream is None or stream.key_id(self._source.key) < 0:
            return False
        return next(stream.ring.since(self._sequence, self._offset), None) is not None

    def _begin_late(self, stream: StreamRows, rows: int) -> None:
        places = list(stream.ring.since(0, 0))
        for chunk, _ in reversed(places):
            self._sequence, self._offset = chunk.sequence, max(0, chunk.count - rows)
            rows -= chunk.count
            if rows <= 0:
                break

    def _read(self, rows: int) -> None:
        if self._stream is None:
            return
        for chunk, start in self._stream.ring.since(self._sequence, self._offset):
            positions = chunk.rows_of(self._stream.key_id(self._source.key), start)
            positions, stop = _first(positions, rows, chunk.count)
            self._sequence, self._offset = chunk.sequence, stop
            if self._take(chunk, positions):
                break

    def _take(self, chunk: Chunk, positions: Positions) -> bool:
        """Put rows of a chunk where `pull` finds them; whether there were any."""
        columns = [chunk.cut(positions, column) for column in self._source.columns]
        times, values = columns[0][0], np.stack([values for _, values in columns])
        if not len(times):
            return False
        received = chunk.received[positions]
        for stretch in self._arrival.stretches(times):
            self._parts.append(Part(times[stretch.rows], values[:, stretch.rows], received[stretch.rows], stretch.anew))
        return bool(self._parts)


def _first(positions: Positions, rows: int, end: int) -> tuple[Positions, int]:
    """The first of some places in a chunk, and where the next begin."""
    if isinstance(positions, slice):
        stop = min(positions.stop, positions.start + rows)
        return slice(positions.start, stop), stop if stop < positions.stop else end
    if len(positions) <= rows:
        return positions, end
    return positions[:rows], int(positions[rows])
