"""A second connection that is to take the place of the one in use, with nothing missing in between."""

import asyncio
from collections.abc import Callable

from monitor.net.transport import Connection

__all__ = ["Successor"]

_OVERLAP = 0.5
"""From its first message on, the old connection has this long to bring what was sent before."""
_LONGEST = 5.0
"""Without a message it takes over after this long: the feed may be one that speaks seldom."""


class Successor:
    """Waits, subscribed, until the old connection may go; then `on_ready` is called, once.

    cleared:   whether what is sent goes there, which is not before its login is done.
    delivered: whether it has brought data. From then on it is not read, so that one block is all that has to be kept.
               What both connections bring comes twice, which is better than not at all.
    """

    def __init__(self, connection: Connection, *, on_ready: Callable[[], None]) -> None:
        self.connection = connection
        self._on_ready = on_ready
        self.cleared = False
        self.delivered = False
        self._timer = asyncio.get_running_loop().call_later(_LONGEST, on_ready)

    def deliver(self) -> None:
        """It has brought data."""
        self.delivered = True
        self.connection.pause()
        self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_OVERLAP, self._on_ready)

    def settle(self) -> None:
        """Whether it takes over or not is decided: call nobody any more."""
        self._timer.cancel()

    def drop(self) -> None:
        """It is not needed any more."""
        self._timer.cancel()
        self.connection.abort()
