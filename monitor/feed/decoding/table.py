"""What a reader made of a block of messages, as rows and columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
from msgspec import UNSET

from monitor.core.batch import Floats
from monitor.feed.decoding.keys import Ids
from monitor.feed.decoding.layout import Kind, Place
from monitor.feed.decoding.structs import Reader
from monitor.feed.scalars import numbers

__all__ = ["Read", "Spot", "Table"]


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of messages."""

    reader: Reader
    messages: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: once in each row, or once in each message."""

    place: Place
    in_row: bool


class Table:
    """The rows of messages. Everything it gives out has one entry a row.

    index: (messages,) their numbers in the block, becomes (rows,).
    lists: the places of the arrays that rows are items of, outermost first; without any a message is a row.
    """

    def __init__(self, read: Read, index: Ids, lists: Sequence[Place]) -> None:
        self.reader = read.reader
        self.rows = self._messages = read.messages
        owners = np.arange(len(index))
        for place in lists:
            held = [items or () for items in self.reader.take(self.rows, place)]
            owners = np.repeat(owners, np.fromiter(map(len, held), np.int64, len(held)))
            self.rows = list(chain.from_iterable(held))
        self.index = index[owners] if lists else index
        self._owners = owners

    def raws(self, spot: Spot) -> list[Any]:
        """What stands there as it is, UNSET where nothing does."""
        if spot.in_row:
            return self.reader.take(self.rows, spot.place)
        values = self.reader.take(self._messages, spot.place)
        return [values[owner] for owner in self._owners.tolist()]

    def floats(self, spot: Spot) -> Floats:
        """The numbers that stand there; what is not finite may be NaN or an infinity."""
        if not self.reader.loose and spot.place.node.leaf is Kind.NUMBER and spot.place.plain:
            values = _strict_floats(self.rows if spot.in_row else self._messages, spot.place.chain)
            return values if spot.in_row else values[self._owners]
        return numbers(self.raws(spot))

    def absent(self, spot: Spot) -> list[bool]:
        """Whether nothing at all stands there."""
        nothing = self.reader.absent(spot.place)
        return [value is nothing or value is UNSET for value in self.raws(spot)]


def _strict_floats(structures: Sequence[Any], name: str) -> Floats:
    get = attrgetter(name)
    try:
        return np.fromiter(map(get, structures), np.float64, len(structures))
    except TypeError:  # a null among them
        return np.array(list(map(get, structures)), dtype=np.float64)
