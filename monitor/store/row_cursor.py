"""Rows of one key in the order they came, a part at a time."""

from collections.abc import Iterator
from typing import NamedTuple

from monitor.core.batch import Floats
from monitor.store.rows import StreamRows

__all__ = ["RowCursor", "Rows"]


class Rows(NamedTuple):
    """n rows in the order received, each an array of n. NaN where a row has no number in a column."""

    received: Floats
    time: Floats
    columns: tuple[Floats, ...]


class RowCursor:
    """A place in a stream. Rows that have left the stream before they were read are passed over.

    key and columns need not exist yet: nothing is read before a row has the key, NaN stands for a missing column.
    received: whether receive times are wanted; without them they are the times of the rows.
    """

    def __init__(self, stream: StreamRows, key: str, columns: tuple[str, ...], *, received: bool = True) -> None:
        self.stream = stream
        self.key = key
        self.columns = columns
        self._received = received
        self._sequence = 0
        self._offset = 0

    @property
    def caught_up(self) -> bool:
        """Whether all rows there are have been gone through, or none has the key yet."""
        if self.stream.key_id(self.key) < 0:
            return True
        return next(self.stream.ring.since(self._sequence, self._offset), None) is None

    def rewind(self) -> None:
        """Begin anew with the oldest row."""
        self._sequence = self._offset = 0

    def again(self) -> "RowCursor":
        """Another cursor at the same place."""
        other = RowCursor(self.stream, self.key, self.columns, received=self._received)
        other._sequence, other._offset = self._sequence, self._offset
        return other

    def read(self, most: int) -> Iterator[Rows]:
        """The rows of the key among the next `most` rows of the stream, or somewhat more, in parts; none is empty.

        They are views, to be used before the stream changes.
        """
        key_id = self.stream.key_id(self.key)
        if key_id < 0:
            return
        for chunk, start in self.stream.ring.since(self._sequence, self._offset):
            self._sequence, self._offset = chunk.sequence, chunk.count
            positions = chunk.rows_of(key_id, start)
            time = chunk.time[positions]
            if len(time):
                received = chunk.received[positions] if self._received else time
                yield Rows(received, time, tuple([chunk.cut(positions, column)[1] for column in self.columns]))
            most -= chunk.count - start
            if most <= 0:
                return
