"""Whose turn it is to be drawn, where a frame has no time for all."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

__all__ = ["Turns"]

_T = TypeVar("_T")


class Turns(Generic[_T]):
    """Goes through things in rounds: who had to wait in one comes first in the next.

    waiting: whether somebody had to wait in the last round.
    """

    def __init__(self) -> None:
        self.waiting = False
        self._next: _T | None = None

    def take(self, things: Sequence[_T], *, late: Callable[[], bool]) -> Iterator[_T]:
        """One round through `things`, at least one of them; it ends where it is `late`."""
        start = things.index(self._next) if self._next in things else 0
        self.waiting, self._next = False, None
        for thing in (*things[start:], *things[:start]):
            if self.waiting:
                self._next = thing
                return
            yield thing
            self.waiting = late()
        self.waiting = False
