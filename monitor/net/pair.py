"""The connection in use, the one that is to take its place, and those that are being closed."""

import asyncio
from collections.abc import Callable

from monitor.net.farewells import Farewells
from monitor.net.successor import Arrival, Successor
from monitor.net.transport import Connection

__all__ = ["Pair"]


class Pair:
    """`current` delivers. `on_ready` is called when a connection that stood by should `take_over`."""

    def __init__(self, *, on_ready: Callable[[], None]) -> None:
        self.current: Connection | None = None
        self.paused = False
        self._on_ready = on_ready
        self._successor: Successor | None = None
        self._farewells = Farewells()

    @property
    def outlet(self) -> Connection | None:
        """Where to send: what is said while one stands by is what opens the feed on it."""
        return self._successor.connection if self._successor is not None else self.current

    def pause(self, on: bool) -> None:
        """Hold reading back, or go on."""
        self.paused = on
        if self.current is not None:
            (self.current.pause if on else self.current.resume)()

    def adopt(self, connection: Connection) -> None:
        """Make `connection` the one in use."""
        self.current = connection
        if self.paused:
            connection.pause()

    def stand_by(self, connection: Connection) -> None:
        """Keep `connection` ready while the old one still delivers."""
        self._successor = Successor(connection, on_ready=self._on_ready)

    def is_successor(self, connection: Connection) -> bool:
        """Whether `connection` stands by."""
        return self._successor is not None and connection is self._successor.connection

    def keep(self, arrival: Arrival) -> None:
        """Take what came on the connection that stands by."""
        if self._successor is not None:
            self._successor.keep(arrival)

    def take_over(self) -> list[Arrival]:
        """Use the connection that stood by and close the other; what it has brought so far.

        It is read on only once `pause(False)` is called, so that this comes first.
        """
        successor, self._successor = self._successor, None
        if successor is None:
            return []
        if self.current is not None:
            self._farewells.part_with(self.current)
        self.current = successor.connection
        self.current.pause()
        return successor.take_over()

    def drop_successor(self) -> None:
        """Do without the connection that stands by."""
        if self._successor is not None:
            self._successor.drop()
            self._successor = None

    def part(self, *, code: int, reason: str) -> bool:
        """Close the connection in use for this reason; False when there is none."""
        connection, self.current = self.current, None
        if connection is not None:
            self._farewells.part_with(connection, code=code, reason=reason)
        return connection is not None

    def leave(self, *, polite: bool) -> None:
        """Be without any connection. `polite`: say goodbye first."""
        self.drop_successor()
        connection, self.current = self.current, None
        if connection is None:
            return
        if polite:
            self._farewells.part_with(connection)
        else:
            connection.abort()

    def closing(self) -> list[asyncio.Future[None]]:
        """What to wait for until every socket is closed, after `leave`."""
        return self._farewells.pending()
