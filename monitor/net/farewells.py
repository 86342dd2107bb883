"""Connections that are being closed and that nobody listens to any more."""

import asyncio

from monitor.net.transport import Connection

__all__ = ["Farewells"]


class Farewells:
    """Says goodbye to connections and knows when the last of them is gone."""

    def __init__(self) -> None:
        self._open: dict[Connection, asyncio.Future[None]] = {}

    def part_with(self, connection: Connection, *, code: int = 1000, reason: str = "") -> None:
        """Begin the closing handshake; it takes a second at the most."""
        gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._open[connection] = gone
        connection.on_closed(lambda: self._gone(connection))
        connection.close(code, reason)
        # One that is held back would never hear the answer.
        connection.resume()

    def pending(self) -> list[asyncio.Future[None]]:
        """What to wait for until all sockets are closed."""
        return list(self._open.values())

    def _gone(self, connection: Connection) -> None:
        gone = self._open.pop(connection, None)
        if gone is not None and not gone.done():
            gone.set_result(None)
