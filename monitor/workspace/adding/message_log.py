"""The messages a feed has sent since somebody began to look at it for adding or editing, within bounds."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.engine.messages import RawMessages

__all__ = ["LoggedMessage", "MessageLog"]

_MOST = 4000
_MOST_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LoggedMessage:
    """One message. received: wall seconds. sent: it was sent from here."""

    received: float
    payload: bytes
    binary: bool = False
    sent: bool = False


class MessageLog:
    """The newest messages, at most 4000 of them and 2 MiB.

    total: taken so far. whole: no message was left out and none has had to go, so that this is all there was.
    """

    def __init__(self) -> None:
        self.total = 0
        self.whole = True
        self._kept: deque[LoggedMessage] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def take(self, message: RawMessages) -> None:
        """Take in what the engine has sent."""
        if message.skipped:
            self.whole = False
        for index, (received, payload) in enumerate(zip(message.received, message.payloads, strict=True)):
            logged = LoggedMessage(received, payload, index in message.binary, index in message.outgoing)
            self._kept.append(logged)
            self._bytes += len(payload)
            self.total += 1
        while len(self._kept) > _MOST or self._bytes > _MOST_BYTES:
            self._bytes -= len(self._kept.popleft().payload)
            self.whole = False

    def since(self, total: int) -> Sequence[LoggedMessage]:
        """The messages taken after there were `total` of them, as far as they are kept."""
        new = min(self.total - total, len(self._kept))
        start = len(self._kept) - new
        return [self._kept[index] for index in range(start, len(self._kept))]

    def received(self) -> Sequence[LoggedMessage]:
        """All that is kept of what came, without what was sent."""
        return [each for each in self._kept if not each.sent]
