"""How much may be sent by now: a token bucket, and a window in which only so many messages may go."""

from collections import deque
from typing import Protocol

__all__ = ["Bucket", "Measure", "Window"]

_HAIR = 1e-9
"""A token refilled in floating point may fall so much short of one at its own deadline."""


class Measure(Protocol):
    """One limit of a server. Times are monotonic seconds."""

    def wait(self, now: float) -> float:
        """Seconds until a message may go, 0 when it may go now."""

    def spend(self, now: float) -> None:
        """A message goes, whether it may or not."""


class Bucket:
    """`rate` messages/s in the long run, `burst` at once. It never owes more than a burst."""

    def __init__(self, *, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = float(max(1, burst))
        self._tokens = self._burst
        self._filled: float | None = None

    def wait(self, now: float) -> float:
        self._fill(now)
        return 0.0 if self._tokens > 1.0 - _HAIR else (1.0 - self._tokens) / self._rate

    def spend(self, now: float) -> None:
        self._fill(now)
        self._tokens = max(self._tokens - 1.0, -self._burst)

    def go_on_from(self, other: "Bucket") -> None:
        """Count what the other has let go."""
        self._tokens = min(self._burst, other._tokens)
        self._filled = other._filled

    def _fill(self, now: float) -> None:
        if self._filled is not None:
            self._tokens = min(self._burst, self._tokens + max(0.0, now - self._filled) * self._rate)
        self._filled = now


class Window:
    """No more than `most` messages in any `seconds`, wherever the server begins to count."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self.seconds = seconds
        self._times: deque[float] = deque(maxlen=max(1, most))

    def wait(self, now: float) -> float:
        times = self._times
        return max(0.0, times[0] + self.seconds - now) if len(times) == times.maxlen else 0.0

    def spend(self, now: float) -> None:
        self._times.append(now)

    def go_on_from(self, other: "Window") -> None:
        """Count what the other has let go, in a window as long."""
        self._times.extendleft(reversed(other._times))
