"""One block of messages while it is being decoded, and what has been found in it so far."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.feed.decoding.keys import Ids
from monitor.feed.decoding.rows import Chunk

__all__ = ["Block", "Indices"]

Indices: TypeAlias = NDArray[np.intp]
"""Places of messages in a block."""


class Block:
    """Messages of one feed in order, with the wall time in seconds at which each was received."""

    def __init__(self, payloads: Sequence[bytes], received: Floats) -> None:
        self.payloads = payloads
        self.received = received
        self.answers: list[str] = []
        self.renews = False
        self.slow: list[tuple[int, tuple[int, ...] | None]] = []
        """Messages left to the slow way: number, and the rules to apply; None when that is not yet known."""
        self._chunks: dict[int, list[Chunk]] = defaultdict(list)
        self._rowed = np.zeros(len(payloads), dtype=np.bool_)
        self._known = np.zeros(len(payloads), dtype=np.bool_)

    def keep(self, rule: int, chunk: Chunk) -> None:
        """Take in rows that a rule has found."""
        if len(chunk):
            self._chunks[rule].append(chunk)
            self._rowed[chunk.index] = True

    def know(self, messages: Ids | int) -> None:
        """Messages which may hold no rows without being unmatched."""
        self._known[messages] = True

    def chunks(self, rules: Iterable[int]) -> list[Chunk]:
        """The rows found by `rules`, in their order."""
        return [chunk for rule in rules for chunk in self._chunks.get(rule, ())]

    @property
    def acknowledged(self) -> int:
        """How many messages are known and hold no row."""
        return int(np.count_nonzero(self._known & ~self._rowed))

    def unmatched(self) -> Indices:
        """The messages that mean nothing to the profile."""
        return np.flatnonzero(~(self._known | self._rowed))
