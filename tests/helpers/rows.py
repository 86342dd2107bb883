"""Batches in one line, for the tests of whatever takes rows."""

from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Batch

START = 1_700_000_000.0


class Source:
    """A decoder as the store sees it: gives ids to keys in the order they come."""

    def __init__(self, feed: str = "feed", stream: str = "trades", columns: tuple[str, ...] = ("price",)) -> None:
        self.feed = feed
        self.stream = stream
        self.columns = columns
        self._ids: dict[str, int] = {}

    def batch(
        self,
        time: Sequence[float],
        *values: Sequence[float],
        keys: Sequence[str] | str = "A",
        received: Sequence[float] | None = None,
    ) -> Batch:
        """Rows at these times, one sequence of values for each column; all of key A unless told otherwise."""
        names = [keys] * len(time) if isinstance(keys, str) else list(keys)
        base = len(self._ids)
        ids = [self._ids.setdefault(name, len(self._ids)) for name in names]
        return Batch(
            feed=self.feed,
            stream=self.stream,
            columns=self.columns,
            keys=np.array(ids, np.uint32),
            time=np.array(time, np.float64),
            received=np.array(time if received is None else received, np.float64),
            values=np.array(values, np.float64).reshape(len(self.columns), len(time)),
            key_base=base,
            new_keys=tuple(self._ids)[base:],
        )
