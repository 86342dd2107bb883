"""When a demo feed cuts its connections, to show what an outage looks like."""

from dataclasses import dataclass

from monitor.demo.feeds.noise import Noise

__all__ = ["Outages"]

_EARLIEST, _LATEST = 0.2, 0.8


@dataclass(frozen=True, slots=True)
class Outages:
    """One outage of `lasting` seconds in each stretch of `every` seconds, somewhere in its middle part.

    `lasting` must be below a fifth of `every`.
    """

    seed: int
    every: float = 60.0
    lasting: float = 2.0

    def start(self, stretch: int) -> float:
        """When the outage of a stretch begins, in seconds since the feed's start."""
        share = _EARLIEST + (_LATEST - _EARLIEST) * Noise(self.seed, "outages").at(stretch)
        return (stretch + share) * self.every

    def after(self, time: float) -> float:
        """The beginning of the first outage that is not over at `time`."""
        stretch = int(time // self.every)
        start = self.start(stretch)
        return start if time < start + self.lasting else self.start(stretch + 1)

    def remaining(self, time: float) -> float | None:
        """Seconds until the outage at `time` is over, None when there is none."""
        start = self.after(time)
        return start + self.lasting - time if start <= time else None
