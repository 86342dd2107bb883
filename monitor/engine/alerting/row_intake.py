"""Batches on their way to the rules: keys by name, late rows marked, and many batches judged as one."""

from collections.abc import Container

import numpy as np

from monitor.alerts.lateness import Lateness
from monitor.alerts.rows import Rows, StreamName
from monitor.core.batch import Batch, Floats
from monitor.store.keys import KeyTable

__all__ = ["RowIntake"]

_MOST_ROWS = 65_536
"""Rows gathered before they are to be judged without waiting any longer."""


class _Stream:
    """What is known of a stream, and what of it waits."""

    def __init__(self) -> None:
        self.keys = KeyTable()
        self.lateness = Lateness()
        self.waiting: list[Batch] = []
        self.columns: tuple[str, ...] = ()


class RowIntake:
    """Gathers the rows of the streams that some rule wants; of the others only the names of the keys are kept."""

    def __init__(self) -> None:
        self._streams: dict[StreamName, _Stream] = {}
        self._rows = 0

    @property
    def full(self) -> bool:
        """Whether enough has gathered to be judged now."""
        return self._rows >= _MOST_ROWS

    def __bool__(self) -> bool:
        return self._rows > 0

    def take(self, batch: Batch, *, wanted: Container[StreamName]) -> None:
        """A batch goes up."""
        if not len(batch):
            return
        name = (batch.feed, batch.stream)
        stream = self._streams.get(name)
        if stream is None:
            stream = self._streams[name] = _Stream()
        if name in wanted:
            stream.waiting.append(batch)
            self._rows += len(batch)
        elif batch.new_keys:
            # Names come but once, and a rule that wants them may be made later.
            stream.keys.translate(batch)

    def drop_feed(self, feed: str) -> None:
        """The feed is closed."""
        for name in [name for name in self._streams if name[0] == feed]:
            self._rows -= sum(map(len, self._streams.pop(name).waiting))

    def block(self) -> dict[StreamName, Rows]:
        """Everything that has gathered."""
        block: dict[StreamName, Rows] = {}
        first = 0
        for name, stream in self._streams.items():
            if stream.waiting:
                rows = _together(stream)
                rows.first = first
                first += len(rows)
                block[name] = rows
                stream.waiting = []
        self._rows = 0
        return block


def _together(stream: _Stream) -> Rows:
    batches = stream.waiting
    for batch in batches:
        stream.columns += tuple(column for column in batch.columns if column not in stream.columns)
    keys = [stream.keys.translate(batch) for batch in batches]
    together = np.concatenate(keys) if len(keys) > 1 else keys[0]
    time, received = (
        np.concatenate([getattr(batch, part) for batch in batches]) if len(batches) > 1 else getattr(batches[0], part)
        for part in ("time", "received")
    )
    return Rows(
        columns=stream.columns,
        names=stream.keys.names,
        keys=together,
        at=np.maximum.accumulate(received),
        values=np.concatenate([_aligned(batch, stream.columns) for batch in batches], axis=1),
        late=stream.lateness.take(together, time),
    )


def _aligned(batch: Batch, columns: tuple[str, ...]) -> Floats:
    """The values under these columns; NaN in those the batch lacks."""
    if batch.columns == columns:
        return batch.values
    values = np.full((len(columns), len(batch)), np.nan)
    for row, column in zip(batch.values, batch.columns, strict=True):
        values[columns.index(column)] = row
    return values
