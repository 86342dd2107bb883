"""Holds outgoing messages to the rate a server allows."""

from collections import deque
from typing import TypeAlias

__all__ = ["Governor", "Sendable"]

Sendable: TypeAlias = str | bytes
"""A message to send: text, or binary."""


class Governor:
    """A token bucket with a bounded queue. `rate` in messages/s, times are monotonic seconds.

    `offer` takes a message, `release` gives those whose time has come; everything a feed sends goes through here or is
    charged, so that a reconnect with hundreds of subscriptions stays within the server's limits.
    """

    def __init__(self, *, rate: float, burst: int, queue: int) -> None:
        self._rate = rate
        self._burst = float(max(1, burst))
        self._limit = queue
        self._tokens = self._burst
        self._filled: float | None = None
        self._waiting: deque[Sendable] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def offer(self, message: Sendable) -> bool:
        """Queue a message; False when the queue is full and the message was refused."""
        if len(self._waiting) >= self._limit:
            return False
        self._waiting.append(message)
        return True

    def release(self, now: float) -> list[Sendable]:
        """The messages that may be sent now, in order."""
        self._fill(now)
        ready: list[Sendable] = []
        # A token refilled in floating point may fall a hair short of one at its own deadline.
        while self._waiting and self._tokens > 1.0 - 1e-9:
            self._tokens -= 1.0
            ready.append(self._waiting.popleft())
        return ready

    def charge(self, now: float) -> None:
        """A message has gone without waiting: those that wait have to wait longer for it."""
        self._fill(now)
        self._tokens = max(self._tokens - 1.0, -self._burst)

    def due(self, now: float) -> float | None:
        """When the next message may go, None when none waits."""
        if not self._waiting:
            return None
        self._fill(now)
        return now + max(0.0, (1.0 - self._tokens) / self._rate)

    def clear(self) -> int:
        """Forget what waits (the connection it was for is gone); how many that were."""
        count = len(self._waiting)
        self._waiting.clear()
        return count

    def _fill(self, now: float) -> None:
        if self._filled is not None:
            self._tokens = min(self._burst, self._tokens + max(0.0, now - self._filled) * self._rate)
        self._filled = now
