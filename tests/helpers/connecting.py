"""Shortcuts to connect, to be refused, and to watch a connection."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from monitor.core.clock import SystemClock
from monitor.core.errors import FeedscopeError, TransportError
from monitor.net.connecting.resolve import Place
from monitor.net.endpoint import Endpoint
from monitor.net.transport import Connection, connect
from monitor.wire.received import Received
from tests.helpers.changes import Changes

__all__ = ["Watcher", "failure", "happened", "names", "open_connection"]


def names(**hosts: str) -> Callable[[str, int], list[Place]]:
    """A resolver that knows `hosts` (`feed_test="127.0.0.1"` stands for feed.test) and no others."""
    known = {name.replace("_", "."): address for name, address in hosts.items()}

    def resolver(host: str, port: int) -> list[Place]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [Place(socket.AF_INET, (known[host], port))]

    return resolver


async def open_connection(url: str, *, resolver: Any = None, **more: Any) -> Connection:
    """A connection, with 5 s to make it and no proxy unless told otherwise."""
    endpoint = Endpoint(url, **{"connect_seconds": 5.0, "proxy": "none", **more})
    extra = {"resolver": resolver} if resolver else {}
    return await connect(endpoint, clock=SystemClock(), **extra)


async def failure(url: str, **more: Any) -> TransportError:
    """The error with which connecting to `url` fails."""
    with pytest.raises(TransportError) as caught:
        await open_connection(url, **more)
    return caught.value


async def happened(event: threading.Event) -> None:
    """Wait, at most 20 s, for what a server's thread reports."""
    assert await asyncio.to_thread(event.wait, 20)


class Watcher:
    """What a connection reports, to wait for."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.messages: list[bytes] = []
        self.control: list[Any] = []
        self.size = 0
        self.lost: list[FeedscopeError] = []
        self._changed = Changes()
        connection.start(self._on_received, self._on_lost)

    def _on_received(self, received: Received, size: int, wall: float) -> None:
        assert wall > 1_000_000_000
        self.messages += received.messages
        self.control += received.control
        self.size += size
        self._changed.set()

    def _on_lost(self, error: FeedscopeError) -> None:
        self.lost.append(error)
        self._changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds, looked at after each report."""
        await self._changed.until(condition)

    async def end(self) -> FeedscopeError:
        """How the connection ended."""
        await self.until(lambda: bool(self.lost))
        # A second report would come now.
        for _ in range(3):
            await asyncio.sleep(0)
        assert len(self.lost) == 1
        return self.lost[0]

    async def leave(self) -> FeedscopeError:
        """Say goodbye and do not wait for an answer."""
        self.connection.close()
        self.connection.abort()
        return await self.end()
