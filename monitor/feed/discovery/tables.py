"""The leaves of messages of one kind, put together as tables: one for each place at which rows repeat."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from monitor.feed.discovery.leaves import Taken
from monitor.feed.discovery.tree import Node, Parts
from monitor.feed.discovery.words import joined
from monitor.feed.paths import Announced, Item, Member, Step

__all__ = ["Leaf", "Table", "build_tables", "contexts"]

_MOST_LEAVES = 512
_HARDLY_MORE = 1.05
_MOST_OUTSIDE = 48
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST_NUMBER = 40


@dataclass(eq=False)
class Leaf:
    """What stood at one place, by row.

    path: from the row, or from the whole message (then it starts with `^`, or with `@`).
    """

    path: Parts
    values: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """The last name on the path, in the form of `joined`; "" where there are only positions."""
        for part in reversed(self.path):
            if isinstance(part, (Member, Announced)):
                return joined(part.name)
        return ""

    @property
    def positional(self) -> bool:
        """Whether the path ends in a position."""
        return bool(self.path) and isinstance(self.path[-1], Item)

    @cached_property
    def numbers(self) -> dict[int, float]:
        """The finite numbers among the values, quoted ones too."""
        found = {row: _number(value) for row, value in self.values.items()}
        return {row: value for row, value in found.items() if value is not None}

    @cached_property
    def flags(self) -> dict[int, bool]:
        """The truth values among the values."""
        return {row: value for row, value in self.values.items() if value is True or value is False}

    @cached_property
    def texts(self) -> dict[int, str]:
        """The texts among the values, empty ones left out."""
        return {row: value for row, value in self.values.items() if type(value) is str and value}

    @cached_property
    def numeric(self) -> bool:
        """Whether what stands here is mostly numbers."""
        words = len(self.texts) - sum(type(self.values[row]) is str for row in self.numbers)
        return bool(self.numbers) and len(self.numbers) >= words

    @cached_property
    def whole(self) -> bool:
        """Whether all the numbers are integers."""
        return all(value.is_integer() for value in self.numbers.values())


def _number(value: Any) -> float | None:
    if type(value) is str:
        if len(value) > _LONGEST_NUMBER or not _NUMBER.fullmatch(value):
            return None
    elif type(value) not in (int, float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


@dataclass
class Table:
    """Rows that repeat at one place.

    prefix:  the path of the rows; () where each message is one row.
    rows:    the place (from 0) in the kind's messages of each row.
    names:   for rows that are members of a map, the member.
    leaves:  by path inside the row.
    """

    prefix: Parts
    rows: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    leaves: dict[Parts, Leaf] = field(default_factory=dict)

    @property
    def keyed(self) -> bool:
        """Whether the names of the rows are keys."""
        return Step.EACH_MEMBER in self.prefix

    def leaf(self, inner: Parts) -> Leaf | None:
        """The leaf at a path inside the rows; None when there is no room for more."""
        if inner not in self.leaves and len(self.leaves) < _MOST_LEAVES:
            self.leaves[inner] = Leaf(inner)
        return self.leaves.get(inner)


def build_tables(messages: Sequence[Taken]) -> dict[Parts, Table]:
    """The tables of messages of one kind, by path; the one of whole messages, (), is always there."""
    tables: dict[Parts, Table] = {(): Table(())}
    renamed = _payloads_of_any_place(messages)
    by_node: dict[Node, Table] = {}
    leaves: dict[Node, Leaf | None] = {}
    for place, taken in enumerate(messages):
        tables[()].rows[taken.row] = place
        for node, row, name in taken.rows:
            if node not in by_node:
                prefix = renamed.get(node.prefix, node.prefix)
                by_node[node] = tables.setdefault(prefix, Table(prefix))
            by_node[node].rows[row] = place
            if name:
                by_node[node].names[row] = name
        for node, row, value in taken.leaves:
            if node not in leaves:
                leaves[node] = (by_node[node.owner] if node.owner is not None else tables[()]).leaf(node.inner)
            if (leaf := leaves[node]) is not None:
                leaf.values[row] = value
    return tables


def _payloads_of_any_place(messages: Sequence[Taken]) -> dict[Parts, Parts]:
    """`[1].bids[]` and `[2].bids[]` are the same rows: such paths, with what stands for all of them."""
    same: dict[Parts, set[Parts]] = {}
    for prefix in {node.prefix for taken in messages for node, _, _ in taken.rows}:
        if isinstance(prefix[0], Item) and len(prefix) > 2:
            same.setdefault((Step.EACH_ITEM, *prefix[1:]), set()).add(prefix)
    return {prefix: general for general, prefixes in same.items() if len(prefixes) > 1 for prefix in prefixes}


def contexts(table: Table, tables: dict[Parts, Table]) -> Iterator[Leaf]:
    """What the messages say beside the rows of `table`: texts and large numbers, as leaves of those rows."""
    for prefix, outer in tables.items():
        if len(prefix) < len(table.prefix) and table.prefix[: len(prefix)] == prefix and not outer.keyed:
            yield from _from_outside(table, outer)


def _large(leaf: Leaf) -> bool:
    """Whether the numbers could be times or keys; small ones are of no use to rows inside."""
    return any(abs(value) >= 1e5 for value in leaf.numbers.values())


def _from_outside(table: Table, outer: Table) -> Iterator[Leaf]:
    messages = set(outer.rows.values())
    if len(outer.rows) > _HARDLY_MORE * len(messages):
        # Several rows in a message: which of them a row inside belongs to cannot be told.
        return
    start = tuple(Item(0) if part is Step.EACH_ITEM else part for part in outer.prefix)
    first: dict[int, int] = {}
    for row, place in outer.rows.items():
        first.setdefault(place, row)
    telling = [leaf for leaf in outer.leaves.values() if leaf.texts or _large(leaf)]
    for leaf in telling[:_MOST_OUTSIDE]:
        inner = leaf.path
        path = inner if inner and isinstance(inner[0], Announced) else (Step.WHOLE, *start, *inner)
        values = {
            row: leaf.values[first[place]]
            for row, place in table.rows.items()
            if place in first and first[place] in leaf.values
        }
        if values:
            yield Leaf(path, values)
