"""An independent WebSocket server inside the test, whose connections the test plays by hand."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from websockets.asyncio.server import Server, ServerConnection, serve

from tests.helpers.changes import Changes

__all__ = ["LiveServer", "Visit"]


class Visit:
    """One connection as the server sees it: what the client said, and ways to be rude to it."""

    def __init__(self, socket: ServerConnection) -> None:
        self.socket = socket
        self.heard: list[str | bytes] = []
        self.over = asyncio.Event()

    async def say(self, *messages: str | bytes) -> None:
        """Send messages, one frame each."""
        for message in messages:
            await self.socket.send(message)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """End with a closing handshake."""
        await self.socket.close(code, reason)

    def cut(self) -> None:
        """End without one."""
        self.socket.transport.abort()

    def say_raw(self, data: bytes) -> None:
        """Put bytes on the wire, frames or not."""
        self.socket.transport.write(data)

    def break_off(self, data: bytes) -> None:
        """Put bytes on the wire and end the stream behind them."""
        self.socket.transport.write(data)
        self.socket.transport.write_eof()


class LiveServer:
    """Accepts every client. `visits` holds its connections in the order they came; `greeting` is said to each."""

    def __init__(self, *greeting: str, **options: Any) -> None:
        self.visits: list[Visit] = []
        self.greeting = greeting
        self._options = options
        self._changed = Changes()
        self._server: Server | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    async def __aenter__(self) -> Self:
        options = {"compression": None, "ping_interval": None, "close_timeout": 0.2, **self._options}
        self._server = await serve(self._serve, "127.0.0.1", self.port, **options)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for visit in self.visits:
            visit.cut()
        await self._server.wait_closed()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds, looked at whenever a client came, spoke or went."""
        await self._changed.until(condition)

    async def visit(self, index: int = 0) -> Visit:
        """The connection of this number, once it has come."""
        await self.until(lambda: len(self.visits) > index)
        return self.visits[index]

    async def heard(self, count: int, *, visit: int = 0) -> list[str | bytes]:
        """What the client of a connection has said, once that is at least `count` messages."""
        await self.until(lambda: len(self.visits) > visit and len(self.visits[visit].heard) >= count)
        return self.visits[visit].heard

    async def _serve(self, socket: ServerConnection) -> None:
        visit = Visit(socket)
        self.visits.append(visit)
        for text in self.greeting:
            await socket.send(text)
        self._changed.set()
        try:
            async for message in socket:
                visit.heard.append(message)
                self._changed.set()
        except Exception:  # However it ends, it has ended.
            return
        finally:
            visit.over.set()
            self._changed.set()
