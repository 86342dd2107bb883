"""Has a connection replaced before that ends with which it has logged in."""

from collections.abc import Callable
from typing import Final

from monitor.core.clock import Clock
from monitor.net.alarm import Alarm

__all__ = ["Renewal", "renewal_in"]

_LEAD: Final = 0.1
"""So much of its life a login has left when it is renewed."""
_LONGEST_LEAD: Final = 60.0
_SOONEST: Final = 2.0
"""No connection is replaced sooner, in seconds."""
_AGAIN: Final = 10.0


def renewal_in(left: float, *, jitter: float) -> float:
    """In how many seconds to renew what ends in `left` seconds. jitter: in [0, 1), keeps many from coming at once."""
    lead = min(_LONGEST_LEAD, _LEAD * left) * (1.0 + jitter)
    return max(_SOONEST, left - lead)


class Renewal:
    """renew: is called when it is time, and again while no other connection has taken over."""

    def __init__(self, renew: Callable[[], None], *, clock: Clock, random: Callable[[], float]) -> None:
        self._renew = renew
        self._clock = clock
        self._random = random
        self._alarm = Alarm(self._due)
        self._next: float | None = None

    def prepared(self, expires: float | None) -> None:
        """What the next connection logs in with ends then (monotonic); None: nobody knows of an end."""
        self._next = expires

    def switched(self) -> None:
        """The connection that was prepared last is the one in use."""
        self._alarm.cancel()
        if self._next is not None:
            left = self._next - self._clock.monotonic()
            self._alarm.set(renewal_in(left, jitter=self._random()))

    def ended(self) -> None:
        """There is no connection to renew."""
        self._alarm.cancel()

    def _due(self) -> None:
        self._alarm.set(_AGAIN)
        self._renew()
