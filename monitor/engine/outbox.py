"""What the engine has to say and nobody has taken yet."""

from collections import deque
from collections.abc import Callable

from monitor.core.batch import Batch
from monitor.engine.messages import (
    FeedCounts,
    Message,
    RawMessages,
)

__all__ = ["HELD_BYTES", "Outbox"]

HELD_BYTES = 64 * 1024 * 1024
"""About how much may wait to be taken before reading is held back."""

_ENVELOPE = 200


def _size_of(message: Message) -> int:
    """About how many bytes a message holds."""
    if isinstance(message, Batch):
        arrays = (message.keys, message.time, message.received, message.values)
        return _ENVELOPE + sum(array.nbytes for array in arrays)
    if isinstance(message, RawMessages):
        return _ENVELOPE + sum(map(len, message.payloads))
    return _ENVELOPE


class Outbox:
    """Messages in order, bounded in bytes by holding back who fills it.

    Over `high` bytes `on_full(True)` is called, and `on_full(False)` when the reader has taken it below `low`, a
    quarter of that unless told otherwise.
    Of the counts of a feed only the newest is kept. `on_ready` is called when the first message comes in.
    """

    def __init__(
        self,
        *,
        on_ready: Callable[[], None],
        on_full: Callable[[bool], None],
        high: int = HELD_BYTES,
        low: int | None = None,
    ) -> None:
        self._on_ready = on_ready
        self._on_full = on_full
        self._high = high
        self._low = high // 4 if low is None else low
        self._messages: deque[tuple[Message, int]] = deque()
        self._counts: dict[str, FeedCounts] = {}
        self._held = 0
        self.full = False

    def __len__(self) -> int:
        return len(self._messages) + len(self._counts)

    def put(self, message: Message) -> None:
        """Add a message."""
        idle = not self
        if isinstance(message, FeedCounts):
            self._counts[message.feed] = message
        else:
            size = _size_of(message)
            self._messages.append((message, size))
            self._held += size
        if idle:
            self._on_ready()
        if not self.full and self._held > self._high:
            self.full = True
            self._on_full(True)

    def take(self, limit: int) -> list[Message]:
        """At most `limit` messages, oldest first; counts come when all else has been taken."""
        taken: list[Message] = []
        while self._messages and len(taken) < limit:
            message, size = self._messages.popleft()
            self._held -= size
            taken.append(message)
        while self._counts and not self._messages and len(taken) < limit:
            taken.append(self._counts.pop(next(iter(self._counts))))
        if self.full and self._held < self._low:
            self.full = False
            self._on_full(False)
        return taken
