"""How long to wait before the next try."""

from collections.abc import Callable

__all__ = ["Backoff"]


class Backoff:
    """Exponential backoff with full jitter: each delay is drawn between zero and a ceiling that doubles.

    The first delay stays below `first` seconds, the ceiling of the second is one second, and none passes `cap`.
    `random` yields floats in [0, 1). Source: Exponential Backoff and Jitter, AWS Architecture Blog, 2015.
    """

    def __init__(self, *, random: Callable[[], float], first: float = 0.25, cap: float = 30.0) -> None:
        self._random = random
        self._first = first
        self._cap = cap
        self._tries = 0

    @property
    def tries(self) -> int:
        """How many delays were drawn since the last reset."""
        return self._tries

    def next(self) -> float:
        """The next delay in seconds."""
        ceiling = self._first if self._tries == 0 else min(self._cap, 2.0 ** min(self._tries - 1, 32))
        self._tries += 1
        return self._random() * ceiling

    def between(self, low: float, high: float) -> float:
        """A delay that the server asked for, spread over low to high so that its clients do not return at once."""
        self._tries += 1
        return low + self._random() * (high - low)

    def reset(self) -> None:
        """Begin again with the short delay."""
        self._tries = 0
