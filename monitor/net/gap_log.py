"""The gap of a feed that is open, told when it opens and when it closes."""

from collections.abc import Callable

from monitor.core.clock import Clock
from monitor.core.gap import Gap

__all__ = ["GapLog"]


class GapLog:
    """From the monotonic times of a supervisor to gaps in wall time. tell: is given each twice, open and closed."""

    def __init__(self, feed: str, *, tell: Callable[[Gap], None], clock: Clock) -> None:
        self._feed = feed
        self._tell = tell
        self._clock = clock
        self._gap: Gap | None = None

    def open(self, start: float, reason: str) -> None:
        """Data is missing from `start` on."""
        self._gap = Gap(self._feed, self.to_wall(start), None, reason)
        self._tell(self._gap)

    def close(self, end: float) -> None:
        """Data is whole again from `end` on."""
        if self._gap is not None:
            self._tell(self._gap.closed(max(self._gap.start, self.to_wall(end))))
            self._gap = None

    def to_wall(self, monotonic: float) -> float:
        """The wall time of a monotonic one."""
        return self._clock.wall() - (self._clock.monotonic() - monotonic)
