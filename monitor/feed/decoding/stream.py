"""One stream of a feed over time: its keys, and the values it carries on."""

from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Batch, Floats
from monitor.feed.decoding.carry import Carry
from monitor.feed.decoding.keys import KeyTable
from monitor.feed.decoding.plan import RulePlan
from monitor.feed.decoding.rows import Chunk, merge

__all__ = ["Stream"]


class Stream:
    """What the rules of one name fill."""

    def __init__(self, rule: RulePlan, *, feed: str, key_limit: int) -> None:
        self._feed = feed
        self._name = rule.stream
        self._columns = rule.names
        self._keys = KeyTable(limit=key_limit)
        self._carry = Carry([index for index, carried in enumerate(rule.carries) if carried])

    @property
    def keys(self) -> int:
        """How many keys have been seen."""
        return len(self._keys)

    def forget_carried(self) -> None:
        """Carry nothing on from here."""
        self._carry.forget()

    def assemble(self, chunks: Sequence[Chunk], received: Floats) -> tuple[Batch | None, int]:
        """The batch of a block's rows in the order of their messages, None when there is none; and how many rows
        were given up because their keys are too many.

        `chunks` come in the order of their rules, `received` is the receive time of each message.
        """
        chunk = merge(chunks)
        base = len(self._keys)
        ids = self._keys.ids(chunk.keys, chunk.reader)
        kept = ids >= 0
        dropped = len(kept) - int(kept.sum())
        chunk, ids = chunk.select(kept), ids[kept]
        if len(ids) == 0:
            return None, dropped
        self._carry.fill(chunk.values, chunk.absent, ids)
        batch = Batch(
            feed=self._feed,
            stream=self._name,
            columns=self._columns,
            keys=ids.astype(np.uint32),
            time=chunk.time,
            received=received[chunk.index],
            values=np.ascontiguousarray(chunk.values),
            key_base=base,
            new_keys=self._keys.since(base),
        )
        return batch, dropped
