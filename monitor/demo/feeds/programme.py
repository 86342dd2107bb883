"""A set point that repeats: straight lines between corners, and how far it has run."""

from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["Programme"]


class Programme:
    """A value over time that starts anew after its last corner.

    corners: (seconds, value), at least two, the first at 0 and the times rising.
    """

    def __init__(self, corners: Sequence[tuple[float, float]]) -> None:
        self._times = [time for time, _ in corners]
        self._values = [value for _, value in corners]
        self._sums = [0.0]
        for place in range(1, len(corners)):
            width = self._times[place] - self._times[place - 1]
            self._sums.append(self._sums[-1] + width * (self._values[place] + self._values[place - 1]) / 2.0)
        self.period = self._times[-1]

    def value(self, time: float) -> float:
        """The set point at `time` (seconds)."""
        place, part = self._locate(time % self.period)
        return self._values[place] + self._slope(place) * part

    def integral(self, time: float) -> float:
        """The area under the set point from 0 to `time`: what has been turned when the value is a speed."""
        rounds, rest = divmod(time, self.period)
        place, part = self._locate(rest)
        return (
            rounds * self._sums[-1] + self._sums[place] + part * (self._values[place] + self._slope(place) * part / 2)
        )

    def _locate(self, time: float) -> tuple[int, float]:
        place = min(bisect_right(self._times, time), len(self._times) - 1) - 1
        return place, time - self._times[place]

    def _slope(self, place: int) -> float:
        rise = self._values[place + 1] - self._values[place]
        return rise / (self._times[place + 1] - self._times[place])
