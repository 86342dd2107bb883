"""Servers of Socket.IO and SockJS by other people, each on 127.0.0.1."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.helpers.servers_brokers import MODULES, Broker, free_port, program

__all__ = ["PythonSocketIo", "node_server", "served", "socketio_2", "socketio_4", "sockjs"]

_SOURCES = Path(__file__).parents[1] / "interop" / "node"


def node_server(folder: Path, source: str, *arguments: str, needs: str, path: str = "/") -> Broker:
    """One of tests/interop/node, run on what `make interop-setup` has installed; skips by name where that is absent."""
    node, port = program("node"), free_port()
    if not (MODULES / needs).exists():
        pytest.skip(f"{needs} is not installed: make interop-setup")
    copy = folder / source
    shutil.copy(_SOURCES / source, copy)
    with contextlib.suppress(FileExistsError):
        (folder / "node_modules").symlink_to(MODULES, target_is_directory=True)
    return Broker([node, str(copy), str(port), *arguments], port=port, folder=folder, path=path)


def socketio_4(folder: Path) -> Broker:
    """Node's, over Engine.IO 4."""
    return node_server(folder, "socketio.cjs", "4", needs="socket.io")


def socketio_2(folder: Path) -> Broker:
    """Node's, over Engine.IO 3."""
    return node_server(folder, "socketio.cjs", "2", needs="socket.io-2")


def sockjs(folder: Path) -> Broker:
    """Node's, its service called prices."""
    return node_server(folder, "sockjs.cjs", needs="sockjs", path="/prices")


class PythonSocketIo:
    """python-socketio, doing as tests/interop/node/socketio.cjs does, in the loop of the test."""

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        self.address = f"ws://127.0.0.1:{self._port}/"
        self._runner: web.AppRunner | None = None
        self._pouring: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start it and return once it listens."""
        package = pytest.importorskip("socketio", reason="python-socketio is not installed")
        server = package.AsyncServer(async_mode="aiohttp", ping_interval=0.3, ping_timeout=0.2)
        for space in ("/", "/prices"):
            self._serve(server, space, package.exceptions.ConnectionRefusedError)
        app = web.Application()
        server.attach(app)
        self._server = server
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    async def stop(self) -> None:
        """End it: sessions are cut."""
        runner, self._runner = self._runner, None
        for task in self._pouring:
            task.cancel()
        if runner is not None:
            await self._server.shutdown()
            await runner.cleanup()

    def _serve(self, server: Any, space: str, refused: type[Exception]) -> None:
        async def tick(sid: str, value: Any, *more: Any, callback: Callable[[], Any] | None = None) -> None:
            await server.emit("tick", (value, *more), to=sid, namespace=space, callback=callback)

        async def connect(sid: str, environ: Any, auth: Any = None) -> None:
            if (auth or {}).get("token") != "secret":
                raise refused("not authorised")
            await tick(sid, {"k": "hello", "p": 0.5})

        async def pour(sid: str, total: int) -> None:
            async def run() -> None:
                for sent in range(1, total + 1):
                    await tick(sid, {"k": f"K{sent % 5}", "p": sent})
                    if sent % 20 == 0:
                        await asyncio.sleep(0.02)

            task = asyncio.ensure_future(run())
            self._pouring.add(task)
            task.add_done_callback(self._pouring.discard)

        async def attach(sid: str) -> None:
            await tick(sid, {"k": "attached", "inner": b'{"p": 7.5}'}, b"\x00\xff")

        async def ask(sid: str) -> None:
            async def answered() -> None:
                await tick(sid, {"k": "answered", "p": 2})

            await tick(sid, {"k": "asked", "p": 1}, callback=answered)

        async def bye(sid: str) -> None:
            await server.disconnect(sid, namespace=space)

        async def message(sid: str, value: Any) -> None:
            await tick(sid, {"k": "message", "p": value})

        handlers = {"connect": connect, "pour": pour, "attach": attach, "ask": ask, "message": message, "echo": tick}
        for name, handler in {**handlers, "bye": bye, "bye-space": bye}.items():
            server.on(name, handler, namespace=space)


@contextlib.asynccontextmanager
async def served(make: Callable[[Path], Any], folder: Path) -> AsyncIterator[Any]:
    """A started server, stopped at the end."""
    made = make(folder)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
