"""How long frames take and how many there are: a short memory of the last few seconds."""

from collections import deque

__all__ = ["FrameMeter"]

_KEPT = 300


class FrameMeter:
    """Bounded: the last 300 frames. A frame costs its own work and the painting that followed it."""

    def __init__(self) -> None:
        self._frames: deque[tuple[float, float]] = deque(maxlen=_KEPT)
        self.total = 0
        self.skipped = 0

    def take(self, *, at: float, cost: float) -> None:
        """Note a frame begun at `at` (monotonic seconds) that cost `cost` seconds."""
        self._frames.append((at, cost))
        self.total += 1

    def skip(self) -> None:
        """Note a frame that was left out because the one before it was late."""
        self.skipped += 1

    def add_cost(self, seconds: float) -> None:
        """Painting for the newest frame took this long."""
        if self._frames:
            at, cost = self._frames[-1]
            self._frames[-1] = (at, cost + seconds)

    @property
    def last_cost(self) -> float:
        """Seconds the newest frame took, 0 before the first."""
        return self._frames[-1][1] if self._frames else 0.0

    def per_second(self, *, now: float) -> float:
        """Frames a second over the last second."""
        return float(sum(now - at <= 1.0 for at, _ in self._frames))

    def p99(self) -> float:
        """Seconds that ninety-nine of a hundred remembered frames stayed within."""
        costs = sorted(cost for _, cost in self._frames)
        return costs[min(len(costs) - 1, int(len(costs) * 0.99))] if costs else 0.0
