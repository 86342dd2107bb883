"""Rows of one rule, on their way from messages to the batch of a stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.feed.decoding.keys import Ids, KeyReader
from monitor.feed.decoding.plan import RulePlan

__all__ = ["Chunk", "Flags", "finish", "merge"]

Flags: TypeAlias = NDArray[np.bool_]


@dataclass(slots=True)
class Chunk:
    """Rows of one rule.

    index:  (n,) number of the row's message in its block; never falls.
    keys:   n raw keys, which `reader` understands.
    time:   (n,) event time in seconds, NaN where there is none.
    values: (columns, n), NaN where there is no number.
    absent: (carried columns, n), where the message did not hold the column at all.
    """

    reader: KeyReader
    index: Ids
    keys: Sequence[Any]
    time: Floats
    values: Floats
    absent: Flags

    def __len__(self) -> int:
        return len(self.index)

    def select(self, rows: Flags) -> "Chunk":
        """The rows marked in `rows`, (n,)."""
        return self if rows.all() else self.reorder(np.flatnonzero(rows))

    def reorder(self, places: Ids) -> "Chunk":
        """The rows at `places`, in that order."""
        keys = [self.keys[place] for place in places.tolist()]
        return Chunk(
            self.reader, self.index[places], keys, self.time[places], self.values[:, places], self.absent[:, places]
        )


def finish(chunk: Chunk, rule: RulePlan) -> Chunk:
    """`chunk` scaled, without what is no finite number, and without rows that say nothing."""
    scales = [column.scale for column in rule.columns]
    with np.errstate(over="ignore"):
        if any(scale != 1.0 for scale in scales):
            chunk.values *= np.array(scales)[:, None]
    finite = np.isfinite(chunk.values)
    if finite.all():
        return chunk
    chunk.values[~finite] = np.nan
    return chunk.select(np.logical_or(finite.any(axis=0), ~chunk.absent.all(axis=0)))


def merge(chunks: Sequence[Chunk]) -> Chunk:
    """All rows in the order of their messages; those of one message in the order of `chunks`."""
    if len(chunks) == 1:
        return chunks[0]
    together = Chunk(
        KeyReader(None),
        np.concatenate([chunk.index for chunk in chunks]),
        [text for chunk in chunks for text in chunk.reader.texts(chunk.keys)],
        np.concatenate([chunk.time for chunk in chunks]),
        np.concatenate([chunk.values for chunk in chunks], axis=1),
        np.concatenate([chunk.absent for chunk in chunks], axis=1),
    )
    return together.reorder(np.argsort(together.index, kind="stable"))
