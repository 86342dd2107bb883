"""How often a feed usually speaks, learned from its messages, and when its silence becomes remarkable."""

from collections import deque

import numpy as np

__all__ = ["Rhythm"]

_BIN = 1.0
_KEPT = 64
_ENOUGH = 4
_UNKNOWN = 60.0


class Rhythm:
    """The usual pause between arrivals of one feed.

    Arrivals less than a second apart count as one, so that a feed that speaks in bursts once a minute has
    a rhythm of a minute. Pauses across a reconnect are not learned. Times are monotonic seconds.
    """

    def __init__(self, *, floor: float) -> None:
        self._floor = floor
        self._pauses: deque[float] = deque(maxlen=_KEPT)
        self._last: float | None = None
        self._threshold = max(floor, _UNKNOWN)

    def arrived(self, now: float) -> None:
        """Data came at `now`."""
        if self._last is None:
            self._last = now
        elif now - self._last >= _BIN:
            self._pauses.append(now - self._last)
            self._last = now
            self._threshold = self._judge()

    def interrupted(self) -> None:
        """The connection ended: the pause until the next arrival says nothing about the feed."""
        self._last = None

    @property
    def learned(self) -> bool:
        """Whether enough pauses were seen to judge by."""
        return len(self._pauses) >= _ENOUGH

    @property
    def usual(self) -> float | None:
        """Seconds that usually pass between arrivals, None while that is not known."""
        return float(np.median(self._pauses)) if self.learned else None

    @property
    def threshold(self) -> float:
        """Seconds without data after which the feed counts as silent."""
        return self._threshold

    def _judge(self) -> float:
        if not self.learned:
            return max(self._floor, _UNKNOWN)
        return max(self._floor, 3.0 * float(np.quantile(self._pauses, 0.95)))
