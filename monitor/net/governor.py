"""Holds outgoing messages to what a server allows."""

from collections import deque
from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, TypeAlias

from monitor.net.allowance import Bucket, Measure, Window

__all__ = ["Governor", "Sendable", "Turn"]

Sendable: TypeAlias = str | bytes
"""A message to send: text, or binary."""

_OWED: Final = 100_000
"""Subscriptions that may wait beside what else does; a profile has fewer, and a server cannot make them more."""


class Turn(Enum):
    """When a message has its turn."""

    NEXT = auto()
    """Before all others: a heartbeat, or an answer that the server waits for."""
    OWED = auto()
    """In order, and there is room for it: a subscription, said anew on every connection."""
    USUAL = auto()
    """In order, where there is room: what the user sends."""


class Governor:
    """One allowance for everything that a feed sends, over all of its connections, and a bounded queue before it.

    rate, burst: messages/s, and at once. windows: by their seconds, so many messages in each.
    control:     the server counts pings and pongs too.

    `offer` takes a message, `release` gives those whose time has come, `charge` counts what went without waiting. What
    was spent stays spent when the feed connects anew: servers count by address as well as by connection, and one that
    counts by connection loses nothing by it. Times are monotonic seconds.
    """

    def __init__(
        self,
        *,
        rate: float,
        burst: int,
        queue: int,
        windows: Mapping[float, int] | None = None,
        control: bool = False,
    ) -> None:
        self.counts_control = control
        self._limit = queue
        self._bucket = Bucket(rate=rate, burst=burst)
        # What asks for no turn takes half of the rate at the most, or a flood of it would keep all else waiting.
        self._unasked = Bucket(rate=rate / 2.0, burst=burst)
        self._windows = tuple(Window(most=most, seconds=seconds) for seconds, most in (windows or {}).items())
        self._measures: tuple[Measure, ...] = (self._bucket, *self._windows)
        self._next: deque[Sendable] = deque()
        self._waiting: deque[tuple[Sendable, Turn]] = deque()

    def __len__(self) -> int:
        return len(self._next) + len(self._waiting)

    def offer(self, message: Sendable, turn: Turn = Turn.USUAL) -> bool:
        """Queue a message; False when there is no room and it was refused."""
        if turn is Turn.NEXT and message in self._next:
            return True  # Of two heartbeats that wait, one will do.
        queue = self._next if turn is Turn.NEXT else self._waiting
        if len(queue) >= self._limit + (_OWED if turn is Turn.OWED else 0):
            return False
        if turn is Turn.NEXT:
            self._next.append(message)
        else:
            self._waiting.append((message, turn))
        return True

    def release(self, now: float) -> list[Sendable]:
        """The messages that may be sent now, in order."""
        ready: list[Sendable] = []
        while len(self) and not self._wait(now):
            for measure in self._measures:
                measure.spend(now)
            ready.append(self._next.popleft() if self._next else self._waiting.popleft()[0])
        return ready

    def charge(self, now: float) -> None:
        """A message has gone without waiting: those that wait have to wait longer for it."""
        if not self._unasked.wait(now):
            self._unasked.spend(now)
            self._bucket.spend(now)
        for window in self._windows:
            window.spend(now)

    def due(self, now: float) -> float | None:
        """When the next message may go, None when none waits."""
        return now + self._wait(now) if len(self) else None

    def clear(self) -> int:
        """Forget what waits (the connection it was for is gone); how many of them were the user's."""
        count = sum(turn is Turn.USUAL for _, turn in self._waiting)
        self._next.clear()
        self._waiting.clear()
        return count

    def go_on_from(self, other: "Governor") -> None:
        """Take the place of another: count what it has let go."""
        self._bucket.go_on_from(other._bucket)
        for window in self._windows:
            for before in other._windows:
                if before.seconds == window.seconds:
                    window.go_on_from(before)

    def _wait(self, now: float) -> float:
        return max(measure.wait(now) for measure in self._measures)
