"""Decoded rows on their way from the engine to whoever shows, keeps or judges them."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Batch", "Floats", "KeyIds", "SeriesKey"]

Floats: TypeAlias = NDArray[np.float64]
KeyIds: TypeAlias = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """The name of a series: one column of one key of one stream."""

    feed: str
    stream: str
    key: str
    column: str


@dataclass(frozen=True, slots=True)
class Batch:
    """An immutable block of n rows of one stream, in the order received.

    columns:   names, in the order of the rows of `values`.
    keys:      (n,) uint32, ids of the keys; id i is the i-th key the decoder ever saw in this stream.
    time:      (n,) float64, event time in seconds since 1970; NaN where the row has none.
    received:  (n,) float64, receive time in seconds since 1970.
    values:    (len(columns), n) float64, C-contiguous; NaN where a row has no number.
    key_base, new_keys: names of the ids key_base, key_base + 1, … that this batch is the first to use.
               key_base 0 with new keys means that the decoder has started afresh.
    """

    feed: str
    stream: str
    columns: tuple[str, ...]
    keys: KeyIds
    time: Floats
    received: Floats
    values: Floats
    key_base: int = 0
    new_keys: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.keys)
