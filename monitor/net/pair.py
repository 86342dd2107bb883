"""The connection in use, the one that is to take its place, and those that are being closed."""

import asyncio
from collections.abc import Callable

from monitor.net.farewells import Farewells
from monitor.net.successor import Successor
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
        """Where to send: what is said while one stands by is what opens the feed on it, once it is cleared."""
        successor = self._successor
        return successor.connection if successor is not None and successor.cleared else self.current

    def pause(self, on: bool) -> None:
        """Hold reading back, or go on."""
        self.paused = on
        if self.current is not None:
            (self.current.pause if on else self.current.resume)()

    def stand_by(self, connection: Connection) -> None:
        """Keep `connection` ready while the old one, if there is one, still delivers."""
        self._successor = Successor(connection, on_ready=self._on_ready)

    @property
    def successor(self) -> Connection | None:
        """The connection that stands by."""
        return self._successor.connection if self._successor is not None else None

    def clear(self) -> None:
        """Let what is sent go to the connection that stands by."""
        if self._successor is not None:
            self._successor.cleared = True

    def is_successor(self, connection: Connection) -> bool:
        """Whether `connection` stands by."""
        return self._successor is not None and connection is self._successor.connection

    def deliver(self) -> None:
        """The connection that stands by has brought data."""
        if self._successor is not None:
            self._successor.deliver()

    def take_over(self) -> bool:
        """Use the connection that stood by and close the other; whether it has brought data already.

        It is read on only once `pause(False)` is called, so that this comes first.
        """
        successor, self._successor = self._successor, None
        if successor is None:
            return False
        if self.current is not None:
            self._farewells.part_with(self.current)
        self.current = successor.connection
        self.current.pause()
        successor.settle()
        return successor.delivered

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

    def part_with_successor(self, *, code: int, reason: str) -> bool:
        """Close the connection that stands by for this reason; False when there is none."""
        successor, self._successor = self._successor, None
        if successor is not None:
            successor.settle()
            self._farewells.part_with(successor.connection, code=code, reason=reason)
        return successor is not None

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
