"""The keys of a stream: their names, and from the decoder's ids to the store's."""

from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Batch, KeyIds

__all__ = ["KeyTable"]


class KeyTable:
    """Names in the order first seen. Ids stay good for the life of the stream, however often the decoder restarts."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._ids: dict[str, int] = {}
        self._of_decoder: KeyIds = np.empty(0, np.uint32)
        self._same = True

    def __len__(self) -> int:
        return len(self._names)

    @property
    def names(self) -> Sequence[str]:
        return self._names

    def find(self, name: str) -> int:
        """The id of a name, -1 when no row had it yet."""
        return self._ids.get(name, -1)

    def translate(self, batch: Batch) -> KeyIds:
        """The keys of a batch as ids of this table, learning the names it brings."""
        if batch.new_keys:
            self._learn(batch.key_base, batch.new_keys)
        unnamed = int(batch.keys.max()) + 1 - len(self._of_decoder)
        if unnamed > 0:  # A stream dropped while its decoder ran on: its older keys never come by name again.
            start = len(self._of_decoder)
            self._learn(start, tuple(f"#{start + i}" for i in range(unnamed)))
        return batch.keys if self._same else self._of_decoder[batch.keys]

    def _learn(self, base: int, names: tuple[str, ...]) -> None:
        if base == 0:
            self._of_decoder = self._of_decoder[:0]
            self._same = True
        if base > len(self._of_decoder):
            start = len(self._of_decoder)
            self._learn(start, tuple(f"#{i}" for i in range(start, base)))
        ids = np.array([self._id_of(name) for name in names], np.uint32)
        self._of_decoder = np.concatenate((self._of_decoder[:base], ids))
        self._same = self._same and bool((ids == np.arange(base, base + len(ids))).all())

    def _id_of(self, name: str) -> int:
        known = self._ids.setdefault(name, len(self._names))
        if known == len(self._names):
            self._names.append(name)
        return known
