"""What of a log passes a filter, worked out a little at a time so that no frame waits for it."""

from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

from monitor.workspace.messages.raw_log import RawEntry, RawLog

__all__ = ["Sieve", "Take"]

T = TypeVar("T")

Take: TypeAlias = Callable[[RawEntry], T | None]
"""What a message is shown as, None for one that does not pass."""

_MOST = 2000
_MOST_BYTES = 2 * 1024 * 1024
"""What is looked at in one step: some milliseconds' worth."""


class Sieve(Generic[T]):
    """Goes through a log from its oldest message, or from `start`, to its end, and on as it grows."""

    def __init__(self, log: RawLog, take: Take[T], *, start: int = 0) -> None:
        self._log = log
        self._take = take
        self._next = start

    @property
    def done(self) -> bool:
        """Whether everything there is has been looked at."""
        return self._next >= self._log.end

    def over(self, log: RawLog) -> "Sieve[T]":
        """The same, going on in a log with the same numbers."""
        return Sieve(log, self._take, start=self._next)

    def advance(self) -> list[T]:
        """Those that pass among the next few thousand messages, oldest first."""
        if self.done:
            return []
        entries = _bounded(self._log.since(self._next, _MOST))
        self._next = entries[-1].seq + 1 if entries else self._log.end
        return [taken for taken in map(self._take, entries) if taken is not None]


def _bounded(entries: list[RawEntry]) -> list[RawEntry]:
    left = _MOST_BYTES
    for count, entry in enumerate(entries, 1):
        left -= len(entry.payload)
        if left <= 0:
            return entries[:count]
    return entries
