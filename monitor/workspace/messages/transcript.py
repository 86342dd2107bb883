"""What was sent to a feed and what it answered."""

from collections import deque
from typing import NamedTuple

from monitor.workspace.messages.raw_log import RawEntry, RawLog
from monitor.workspace.messages.replies import ReplyRule

__all__ = ["MOST_ROWS", "Transcript", "TranscriptRow"]

MOST_ROWS = 500
_MOST_AWAITED = 100
_AWAITED_SECONDS = 300.0
"""So many messages may be answered yet, each for so long."""


class TranscriptRow(NamedTuple):
    """A message sent, a reply, or with `every` any other. seconds: from the message to its reply; None for others."""

    entry: RawEntry
    seconds: float | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it answers the message above it."""
        return self.seconds is not None


class _Asked(NamedTuple):
    seq: int
    time: float
    id: str


class Transcript:
    """At most 500 rows, a reply under what it answers. every: also what answers nothing.

    `version` grows with every change. lost: rows that had to leave, the oldest first.
    """

    def __init__(self, log: RawLog, rule: ReplyRule, *, every: bool = False) -> None:
        self.rows: list[TranscriptRow] = []
        self.version = 0
        self.lost = 0
        self._log = log
        self._rule = rule
        self._every = every
        self._next = 0
        self._asked: deque[_Asked] = deque(maxlen=_MOST_AWAITED)

    def advance(self) -> None:
        """Take in what has come since."""
        entries = self._log.since(self._next)
        self._next = self._log.end
        before = self.version
        for entry in entries:
            if entry.outgoing:
                self._ask(entry)
            else:
                self._hear(entry)
        if self.version != before and len(self.rows) > MOST_ROWS:
            self.lost += len(self.rows) - MOST_ROWS
            del self.rows[: len(self.rows) - MOST_ROWS]

    def _ask(self, entry: RawEntry) -> None:
        self._put(len(self.rows), TranscriptRow(entry))
        told = None if entry.binary else self._rule.id_of(entry.payload)
        if told is not None:
            self._asked.append(_Asked(entry.seq, entry.time, told))

    def _hear(self, entry: RawEntry) -> None:
        asked = self._answered(entry)
        if asked is not None:
            self._put(self._under(asked.seq), TranscriptRow(entry, max(0.0, entry.time - asked.time)))
        elif self._every:
            self._put(len(self.rows), TranscriptRow(entry))

    def _answered(self, entry: RawEntry) -> _Asked | None:
        while self._asked and entry.time - self._asked[0].time > _AWAITED_SECONDS:
            self._asked.popleft()
        # Most messages answer nothing, and looking for the bytes of an id costs far less than reading a message.
        if entry.binary or not any(asked.id.encode() in entry.payload for asked in self._asked):
            return None
        told = self._rule.id_of(entry.payload)
        return next((asked for asked in reversed(self._asked) if asked.id == told), None)

    def _under(self, seq: int) -> int:
        """The place behind the message `seq` and the replies it has had."""
        place = next((at for at, row in enumerate(self.rows) if row.entry.seq == seq), len(self.rows) - 1) + 1
        while place < len(self.rows) and self.rows[place].is_reply:
            place += 1
        return place

    def _put(self, place: int, row: TranscriptRow) -> None:
        self.rows.insert(place, row)
        self.version += 1
