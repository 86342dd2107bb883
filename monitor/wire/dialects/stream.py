"""Bytes of a stream that the server cut into messages wherever it liked."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from monitor.core.errors import DialectError

__all__ = ["Stream", "left_in"]

_Unit = TypeVar("_Unit")


class Stream:
    """What is left of a stream until the rest of its packet comes.

    Joining costs no more than the bytes that come, however small the pieces: the parser says for what it waits, and
    gets nothing before that is there. The parser also keeps the bound: it refuses a packet that announces too much,
    and looks at `size`.
    """

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._need = 0
        self._mark = b""

    @property
    def size(self) -> int:
        """Bytes that wait."""
        return len(self._waiting)

    def take(self, pieces: Iterable[bytes]) -> bytes:
        """Everything there is, to be parsed from its beginning; b"" as long as that is of no use."""
        waiting = self._waiting
        seen = len(waiting)
        for piece in pieces:
            waiting += piece
        if len(waiting) < self._need or (self._mark and waiting.find(self._mark, seen) < 0):
            return b""
        data = bytes(waiting)
        waiting.clear()
        self._need, self._mark = 0, b""
        return data

    def keep(self, rest: bytes, *, need: int = 0, mark: bytes = b"") -> None:
        """Put back what is no whole packet. need: bytes it takes at least. mark: a byte that must come still."""
        self._waiting += rest
        self._need = need
        self._mark = mark


def left_in(units: Iterator[_Unit], holds_data: Callable[[_Unit], bool]) -> int:
    """How many of the units that a parser would still have yielded hold data, up to the first that it cannot read."""
    count = 0
    try:
        for unit in units:
            count += holds_data(unit)
    except DialectError:
        pass
    return count
