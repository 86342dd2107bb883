"""What of a log passes a filter, worked out a little at a time so that no frame waits for it."""

from monitor.workspace.messages.matching import Match
from monitor.workspace.messages.raw_log import RawEntry, RawLog

__all__ = ["Sieve"]

_MOST = 2000
_MOST_BYTES = 2 * 1024 * 1024
"""What is looked at in one step: some milliseconds' worth."""


class Sieve:
    """Goes through a log from its oldest message, or from `start`, to its end, and on as it grows."""

    def __init__(self, log: RawLog, match: Match | None = None, *, start: int = 0) -> None:
        self._log = log
        self._match = match
        self._next = start

    @property
    def done(self) -> bool:
        """Whether everything there is has been looked at."""
        return self._next >= self._log.end

    def advance(self) -> list[RawEntry]:
        """Those that pass among the next few thousand messages, oldest first."""
        if self.done:
            return []
        entries = self._log.since(self._next, _MOST)
        if self._match is not None:
            entries = self._bounded(entries)
        self._next = entries[-1].seq + 1 if entries else self._log.end
        match = self._match
        return entries if match is None else [entry for entry in entries if match.matches(entry.payload)]

    def _bounded(self, entries: list[RawEntry]) -> list[RawEntry]:
        left = _MOST_BYTES
        for count, entry in enumerate(entries, 1):
            left -= len(entry.payload)
            if left <= 0:
                return entries[:count]
        return entries
