"""One rule as types for msgspec: a whole block of messages at once, straight to columns."""

from collections.abc import Iterator, Sequence

import numpy as np

from monitor.core.batch import Floats
from monitor.feed.conditions import Question
from monitor.feed.decoding.asked import Asked
from monitor.feed.decoding.keys import Ids, KeyReader
from monitor.feed.decoding.layout import Kind, Node, UnfitError, want
from monitor.feed.decoding.plan import RulePlan
from monitor.feed.decoding.rows import Chunk, Flags, finish
from monitor.feed.decoding.structs import Reader
from monitor.feed.decoding.table import Read, Spot, Table
from monitor.feed.paths import Path, Step
from monitor.feed.times import per_second, read_times

__all__ = ["FastRule"]

_REST = 32
"""Blocks for which to leave the strict reader alone after it has failed where the loose one did not."""


class FastRule:
    """One rule as types for msgspec. `asked`: the profile's questions, which its reading answers as well.

    Raises UnfitError when only the slow way understands this rule, or these questions in messages of its shape.
    """

    def __init__(self, rule: RulePlan, questions: Sequence[Question]) -> None:
        self._rule = rule
        root = Node()
        self._lists = [want(root, path, None) for path in _lists(rule.rows)]
        self._row = self._spot(root, Path(()), None)
        # Only what stands outside of a row can be there without it.
        self._row_may_be_missing = bool(self._row.place.chain) and any(
            column.path.parts[:1] == (Step.WHOLE,) for column in rule.columns
        )
        self._columns = [
            self._spot(root, column.path, Kind.OPTIONAL if column.carry else Kind.NUMBER) for column in rule.columns
        ]
        self._key = None if rule.key is None else self._spot(root, rule.key, Kind.ANY)
        self._per_second = per_second(rule.unit)
        kind = Kind.ANY if self._per_second is None else Kind.NUMBER
        self._time = None if rule.time is None else self._spot(root, rule.time, kind)
        self._row_asked = Asked(root, rule.row_when, prefix=rule.rows)
        self.asked = Asked(root, questions)
        if root.leaf is not None or not (root.children or root.each):
            raise UnfitError
        self._strict = Reader(root, loose=False)
        self._loose = Reader(root, loose=True)
        self._rest = 0

    def _spot(self, root: Node, path: Path, kind: Kind | None) -> Spot:
        if path.parts[:1] == (Step.WHOLE,):
            return Spot(want(root, Path(path.parts[1:]), kind), in_row=not self._lists)
        return Spot(want(root, Path((*self._rule.rows.parts, *path.parts)), kind), in_row=True)

    def read(self, payloads: Sequence[bytes]) -> Read | None:
        """All messages at once; None when one of them has not the shape that the rule expects."""
        strictly = self._rest == 0
        if strictly and (found := self._strict.read(payloads)) is not None:
            return Read(self._strict, found)
        found = self._loose.read(payloads)
        if found is None:
            return None
        self._rest = _REST if strictly else self._rest - 1
        return Read(self._loose, found)

    def read_each(self, payloads: Sequence[bytes]) -> Read:
        """Each message on its own, None in place of those that have not the shape."""
        return Read(self._loose, self._loose.read_each(payloads))

    def chunk(self, read: Read, index: Ids, keys: KeyReader, received: Floats) -> tuple[Chunk, Ids]:
        """The rows of messages, and the numbers of the messages in which any row fulfilled the row conditions.

        index: (messages,) their numbers in the block. received: receive time of each message of the block.
        """
        table = Table(read, index, self._lists)
        values = np.stack([table.floats(column) for column in self._columns])
        absent = [
            table.absent(column) for column, carried in zip(self._columns, self._rule.carries, strict=True) if carried
        ]
        rows = Chunk(
            keys,
            table.index,
            [""] * len(table.index) if self._key is None else table.raws(self._key),
            self._times(table, received),
            values,
            np.array(absent, dtype=np.bool_).reshape(len(absent), len(table.index)),
        )
        rows = rows.select(self._chosen(table))
        return finish(rows, self._rule), rows.index

    def _times(self, table: Table, received: Floats) -> Floats:
        if self._time is None:
            return received[table.index]
        if self._per_second is None:
            return read_times(table.raws(self._time), self._rule.unit)
        return table.floats(self._time) / self._per_second

    def _chosen(self, table: Table) -> Flags:
        """The rows that are there and fulfil the row conditions."""
        flags = np.empty(len(table.index), dtype=np.bool_)
        flags[:] = self._row_asked.fulfilled(table.reader, table.rows)
        if self._row_may_be_missing:
            flags &= ~np.array(table.absent(self._row), dtype=np.bool_)
        return flags


def _lists(rows: Path) -> Iterator[Path]:
    """The paths to the arrays that `rows` goes through, outermost first."""
    return (Path(rows.parts[:place]) for place, part in enumerate(rows.parts) if part is Step.EACH_ITEM)
