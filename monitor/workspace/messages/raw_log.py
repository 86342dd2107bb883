"""The newest messages of one feed as they came and went, within bounds."""

from collections import deque
from dataclasses import dataclass

from monitor.engine.messages import RawMessages

__all__ = ["KEPT_BYTES", "KEPT_MESSAGES", "RawEntry", "RawLog"]

KEPT_MESSAGES = 5000
KEPT_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One message. seq: its number in the log, without holes; time: wall seconds.

    size: bytes it truly has; more than `payload` where only its beginning is kept.
    """

    seq: int
    time: float
    payload: bytes
    size: int
    binary: bool = False
    outgoing: bool = False

    @property
    def cut(self) -> bool:
        """Whether only its beginning is here."""
        return self.size > len(self.payload)

    @property
    def text(self) -> str:
        """The payload as text, whatever it is."""
        return self.payload.decode("utf-8", "replace")


class RawLog:
    """At most 5 000 messages and 32 MiB: the oldest leave first, and are counted.

    framed:     they are as they came over the wire.
    first, end: the seq of the oldest message held and the one the next will get.
    taken:      messages that were ever in it. skipped: those the engine left out because they were too many.
    """

    def __init__(
        self, feed: str, *, most: int = KEPT_MESSAGES, most_bytes: int = KEPT_BYTES, framed: bool = False
    ) -> None:
        self.feed = feed
        self.framed = framed
        self.end = 0
        self.skipped = 0
        self.evicted = 0
        self._entries: deque[RawEntry] = deque()
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def first(self) -> int:
        """The seq of the oldest message held; `end` when there is none."""
        return self.end - len(self._entries)

    @property
    def taken(self) -> int:
        """Messages that were ever in it."""
        return self.end

    def append(self, messages: RawMessages) -> None:
        """Take what the engine has sent."""
        self.skipped += messages.skipped
        for at, (time, payload) in enumerate(zip(messages.received, messages.payloads, strict=True)):
            size = messages.cut.get(at, len(payload))
            entry = RawEntry(self.end, time, payload, size, at in messages.binary, at in messages.outgoing)
            self._entries.append(entry)
            self._bytes += len(payload)
            self.end += 1
        self._bound()

    def since(self, seq: int, most: int | None = None) -> list[RawEntry]:
        """The messages from `seq` on that are held, oldest first, at most so many."""
        start = max(0, seq - self.first)
        end = len(self._entries) if most is None else min(len(self._entries), start + most)
        return [self._entries[at] for at in range(start, end)]

    def before(self, seq: int, most: int) -> list[RawEntry]:
        """At most so many messages older than `seq`, newest first."""
        start = max(0, min(len(self._entries), seq - self.first))
        return [self._entries[at] for at in range(start - 1, max(-1, start - 1 - most), -1)]

    def copy(self) -> "RawLog":
        """What is held now, to be kept."""
        twin = RawLog(self.feed, most=self._most, most_bytes=self._most_bytes, framed=self.framed)
        twin.end, twin.skipped, twin.evicted = self.end, self.skipped, self.evicted
        twin._entries, twin._bytes = self._entries.copy(), self._bytes
        return twin

    def clear(self) -> None:
        """Hold nothing any more; numbering goes on."""
        self._entries.clear()
        self._bytes = 0

    def _bound(self) -> None:
        entries = self._entries
        # The newest stays, however long it is.
        while len(entries) > self._most or (self._bytes > self._most_bytes and len(entries) > 1):
            self._bytes -= len(entries.popleft().payload)
            self.evicted += 1
