"""A formula ready to run: its nodes in order, each worked out once a push, however often it is used."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats, SeriesKey
from monitor.formulas.rows import Block, Node, Rows, Ticks

__all__ = ["Link", "Program", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """The columns a formula takes of one key of a stream."""

    feed: str
    stream: str
    key: str
    columns: tuple[str, ...]

    def series(self, column: int) -> SeriesKey:
        """One of them."""
        return SeriesKey(self.feed, self.stream, self.key, self.columns[column])


@dataclass(frozen=True, slots=True)
class Link:
    """A node and the places of what it takes: the columns of all sources come first, then the nodes before it."""

    node: Node
    inputs: tuple[int, ...]


class Program:
    """Made by `compiler`. sources: what `push` wants a block of, in this order.

    result: the place, counted as in a Link, of the node whose samples are the formula's.
    """

    def __init__(self, sources: tuple[Source, ...], links: Sequence[Link], *, result: int) -> None:
        self.sources = sources
        self._links = links
        self._result = result
        self._ticks = [0] * len(sources)

    def __len__(self) -> int:
        """How many nodes it is made of."""
        return len(self._links)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about the result."""
        return tuple(dict.fromkeys(link.node.note for link in self._links if link.node.note))

    def push(self, blocks: Sequence[Block]) -> Rows:
        """What new rows make of the formula, NaN where it is not defined."""
        known: list[Rows] = []
        for place, block in enumerate(blocks):
            ticks = np.arange(self._ticks[place], self._ticks[place] + len(block.times))
            self._ticks[place] += len(ticks)
            known += (_column(block, values, ticks) for values in block.values)
        for link in self._links:
            known.append(link.node.push([known[place] for place in link.inputs]))
        return known[self._result]


def _column(block: Block, values: Floats, ticks: Ticks) -> Rows:
    """The rows that have a number in the column: a row without one is no sample of it."""
    there = np.isfinite(values)
    if there.all():
        return Rows(block.times, values, ticks, block.upto)
    return Rows(block.times[there], values[there], ticks[there], block.upto)
