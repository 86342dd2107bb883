"""A WebSocket server on loopback: one path a feed, and each client gets a run of its own."""

import asyncio
import contextlib
import errno
import http
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeAlias
from urllib.parse import quote, unquote, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from monitor.core.errors import FeedscopeError, UsageError
from monitor.demo.names import HOST

__all__ = ["CLOSE_SECONDS", "DemoServer", "Play", "Route", "server_tls", "start_server"]

CLOSE_SECONDS = 1.0
"""How long clients have to answer the close before their connections are cut."""

_WRITE_BYTES = 256 * 1024

Play: TypeAlias = Callable[[ServerConnection], Awaitable[None]]
"""Sends to one client until the feed ends. May raise ConnectionClosed; is cancelled when the client goes away."""


def _open() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Route:
    """A path and what is played there.

    aliases: further names of the same path.
    closed:  seconds until the feed is back, None while it is up; clients get HTTP 503 with Retry-After meanwhile.
    """

    name: str
    play: Play
    aliases: tuple[str, ...] = ()
    closed: Callable[[], float | None] = _open


class DemoServer:
    """A running server; made by `start_server`. As an async context manager it closes at the end."""

    def __init__(self, routes: Mapping[str, Route]) -> None:
        self._routes = routes
        self._server: Server | None = None
        self._connections: set[ServerConnection] = set()
        self._scheme = "ws"
        self.port = 0

    @property
    def addresses(self) -> dict[str, str]:
        """The address of each feed by its name, in the order given."""
        names = dict.fromkeys(route.name for route in self._routes.values())
        return {name: f"{self._scheme}://{HOST}:{self.port}/{quote(name)}" for name in names}

    async def open(self, *, port: int, tls: ssl.SSLContext | None) -> None:
        """Listen on `port`, 0 for any free one. Raises FeedscopeError when the port cannot be had."""
        # No ping timeout and no close timeout: a slow reader is owed every message, however long it takes.
        self._server = serve(
            self._serve,
            HOST,
            port,
            ssl=tls,
            process_request=self._admit,
            ping_timeout=None,
            close_timeout=None,
            write_limit=_WRITE_BYTES,
        )
        self._scheme = "ws" if tls is None else "wss"
        try:
            await self._server
        except OSError as error:
            raise _cannot_listen(port, error) from error
        self.port = next(iter(self._server.sockets)).getsockname()[1]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection with code 1001 and stop listening. May be called twice."""
        if self._server is None:
            return
        self._server.close()
        try:
            await asyncio.wait_for(self._server.wait_closed(), CLOSE_SECONDS)
        except TimeoutError:
            for connection in tuple(self._connections):
                connection.transport.abort()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._server.wait_closed(), CLOSE_SECONDS)

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        route = self._find(request.path)
        if route is None:
            there = "\n".join(self.addresses.values())
            return connection.respond(http.HTTPStatus.NOT_FOUND, f"There is nothing at this path. There is:\n{there}\n")
        back = route.closed()
        if back is None:
            return None
        response = connection.respond(http.HTTPStatus.SERVICE_UNAVAILABLE, "The feed restarts.\n")
        response.headers["Retry-After"] = str(int(back) + 1)
        return response

    def _find(self, path: str) -> Route | None:
        return self._routes.get(unquote(urlsplit(path).path).strip("/"))

    async def _serve(self, connection: ServerConnection) -> None:
        request = connection.request
        route = self._find(request.path) if request is not None else None
        if route is None:
            return
        self._connections.add(connection)
        try:
            await _until_gone(connection, route.play)
        finally:
            self._connections.discard(connection)


async def start_server(*routes: Route, port: int = 0, tls: ssl.SSLContext | None = None) -> DemoServer:
    """Serve `routes` on loopback, on any running asyncio loop.

    Raises UsageError when two routes share a name and FeedscopeError when the port cannot be had.
    """
    by_name: dict[str, Route] = {}
    for route in routes:
        for name in dict.fromkeys((route.name, *route.aliases)):
            if by_name.setdefault(name, route) is not route:
                raise UsageError(f"two feeds would be called {name}", advice="Rename one of the files.")
    server = DemoServer(by_name)
    await server.open(port=port, tls=tls)
    return server


def server_tls(certificate: Path, key: Path) -> ssl.SSLContext:
    """A server's TLS settings with this certificate and private key (PEM). Raises UsageError when they do not serve."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        # The empty password keeps OpenSSL from asking for one on the terminal.
        context.load_cert_chain(certificate, key, password="")
    except (ssl.SSLError, OSError) as error:
        advice = "Both must be PEM files, the key without a passphrase, and belong together."
        raise UsageError(f"{certificate} and {key} cannot be used for TLS ({error})", advice=advice) from error
    return context


async def _until_gone(connection: ServerConnection, play: Play) -> None:
    """Play until the feed ends or the client goes away, whichever is first."""
    playing = asyncio.ensure_future(play(connection))
    gone = asyncio.ensure_future(_read_away(connection))
    try:
        await asyncio.wait({playing, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        playing.cancel()
        gone.cancel()
    with contextlib.suppress(ConnectionClosed, asyncio.CancelledError):
        await playing


async def _read_away(connection: ServerConnection) -> None:
    """Take what the client sends until it goes away: unread messages would hold up its pings and its close."""
    with contextlib.suppress(ConnectionClosed):
        async for _ in connection:
            pass


def _cannot_listen(port: int, error: OSError) -> FeedscopeError:
    if error.errno == errno.EADDRINUSE:
        return FeedscopeError(f"port {port} is taken", advice="Choose another one, or 0 for any that is free.")
    return FeedscopeError(f"cannot listen on {HOST}, port {port} ({error.strerror or error})")
