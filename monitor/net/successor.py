"""A second connection that is to take the place of the one in use, with nothing missing in between."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from monitor.net.transport import Connection
from monitor.wire.received import Received

__all__ = ["Arrival", "Successor"]

_OVERLAP = 0.5
"""From its first message on, the old connection has this long to bring what was sent before."""
_LONGEST = 5.0
"""Without a message it takes over after this long: the feed may be one that speaks seldom."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a block of `size` bytes yielded, and when it came in wall seconds."""

    received: Received
    size: int
    wall: float


class Successor:
    """Waits, subscribed, until the old connection may go; then `on_ready` is called, once.

    What it brings meanwhile is kept. That is one block with messages at the most, because from then on it is not
    read. What both connections bring comes twice, which is better than not at all.
    """

    def __init__(self, connection: Connection, *, on_ready: Callable[[], None]) -> None:
        self.connection = connection
        self._on_ready = on_ready
        self._early: list[Arrival] = []
        self._timer = asyncio.get_running_loop().call_later(_LONGEST, on_ready)

    def keep(self, arrival: Arrival) -> None:
        """Take a block that came before its time."""
        self._early.append(arrival)
        if arrival.received.messages:
            self.connection.pause()
            self._timer.cancel()
            self._timer = asyncio.get_running_loop().call_later(_OVERLAP, self._on_ready)

    def take_over(self) -> list[Arrival]:
        """Its time has come: what it brought until now, to be handled before it is read on."""
        self._timer.cancel()
        early, self._early = self._early, []
        return early

    def drop(self) -> None:
        """It is not needed any more."""
        self._timer.cancel()
        self.connection.abort()
