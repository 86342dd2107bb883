"""The slow way from messages to rows, which understands every path: one message after the other."""

from typing import Any

import msgspec
import numpy as np

from monitor.core.batch import Floats
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.plan import RulePlan
from monitor.feed.decoding.rows import Chunk, finish
from monitor.feed.scalars import numbers
from monitor.feed.times import read_times

__all__ = ["Walk"]


class Walk:
    """Collects the rows that one rule finds in messages, then makes a chunk of them."""

    def __init__(self, rule: RulePlan) -> None:
        self._rule = rule
        self._index: list[int] = []
        self._keys: list[Any] = []
        self._times: list[Any] = []
        self._columns: list[list[Any]] = [[] for _ in rule.columns]

    @property
    def found(self) -> int:
        """How many rows have been collected."""
        return len(self._index)

    def add(self, index: int, message: Any, announced: Any = msgspec.UNSET) -> bool:
        """Collect the rows of one message, the `index`-th of its block; whether any fulfilled the row conditions."""
        rule = self._rule
        found = False
        for row in rule.rows.rows(message, announced=announced):
            held = {"row": row.value, "name": row.name, "announced": announced}
            if not all(question.ask(question.path.get(message, **held)) for question in rule.row_when):
                continue
            found = True
            self._index.append(index)
            self._keys.append("" if rule.key is None else rule.key.get(message, **held))
            self._times.append(None if rule.time is None else rule.time.get(message, **held))
            for values, column in zip(self._columns, rule.columns, strict=True):
                values.append(column.path.get(message, **held))
        return found

    def chunk(self, reader: KeyReader, received: Floats) -> Chunk:
        """Everything collected. `received` is the receive time of each message of the block."""
        rule = self._rule
        index = np.array(self._index, dtype=np.int64)
        values = np.stack([numbers(column) for column in self._columns])
        absent = [
            [value is msgspec.UNSET for value in values]
            for values, carried in zip(self._columns, rule.carries, strict=True)
            if carried
        ]
        return finish(
            Chunk(
                reader,
                index,
                self._keys,
                received[index] if rule.time is None else read_times(self._times, rule.unit),
                values,
                np.array(absent, dtype=np.bool_).reshape(len(absent), len(index)),
            ),
            rule,
        )
