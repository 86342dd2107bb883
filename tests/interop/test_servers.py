"""Whole conversations with servers of other people, over ws and wss, compressed and not."""

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from websockets.asyncio.server import ServerConnection, basic_auth, serve
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from monitor.core.errors import ConnectionLost, Fault, ProtocolError
from tests.helpers.certificates import Authority
from tests.helpers.connecting import Watcher, failure, open_connection

MESSAGES = [json.dumps({"symbol": "BTCUSDT", "price": str(i), "text": "grüß " * (i % 50)}) for i in range(3_000)]


@pytest.fixture(params=["ws", "wss"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """TLS for a server, and what a client needs to trust it."""
    if request.param == "ws":
        return {"scheme": "ws", "tls": None, "ca": ""}
    authority = Authority.make(tmp_path)
    return {"scheme": "wss", "tls": authority.server(), "ca": str(authority.file)}


@contextlib.asynccontextmanager
async def websockets_server(
    site: dict[str, Any], handler: Callable[[ServerConnection], Awaitable[None]], **options: Any
) -> AsyncIterator[str]:
    async with serve(handler, "127.0.0.1", 0, ssl=site["tls"], **options) as server:
        yield f"{site['scheme']}://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


@contextlib.asynccontextmanager
async def aiohttp_server(
    site: dict[str, Any], handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/feed", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=site["tls"]).start()
        yield f"{site['scheme']}://127.0.0.1:{runner.addresses[0][1]}/feed"
    finally:
        await runner.cleanup()


async def flood(client: ServerConnection) -> None:
    for message in MESSAGES:
        await client.send(message)
    await client.send(bytes(range(256)))
    await client.close(4000, "done")


@pytest.mark.parametrize(
    ("offered", "server"),
    [
        (True, "deflate"),
        (True, None),
        (False, "deflate"),
        (True, ServerPerMessageDeflateFactory(server_no_context_takeover=True)),
        (True, ServerPerMessageDeflateFactory(server_max_window_bits=9)),
        (True, ServerPerMessageDeflateFactory(client_no_context_takeover=True)),
    ],
)
async def test_websockets_compressed_and_not(site: dict[str, Any], offered: bool, server: Any) -> None:
    options = {"compression": server} if server in ("deflate", None) else {"compression": None, "extensions": [server]}
    async with websockets_server(site, flood, **options) as url:
        watcher = Watcher(await open_connection(url, ca=site["ca"], compression=offered))
        error = await watcher.end()
    compressed = watcher.connection.negotiated.compression
    assert (compressed is not None) == (offered and server is not None)
    assert [message.decode() for message in watcher.messages[:-1]] == MESSAGES
    assert watcher.messages[-1] == bytes(range(256))
    assert isinstance(error, ConnectionLost)
    assert (error.code, error.what) == (4000, "the server closed with its own code (4000): done")
    plain = sum(map(len, watcher.messages))
    assert (watcher.size < plain / 2) == bool(compressed)


async def test_websockets_talks_back(site: dict[str, Any]) -> None:
    closed: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()

    async def echo(client: ServerConnection) -> None:
        async for message in client:
            await client.send(message)
        closed.set_result((client.close_code or 0, client.close_reason or ""))

    big = os.urandom(700_000)
    async with websockets_server(site, echo, subprotocols=["v2", "v1"]) as url:
        watcher = Watcher(await open_connection(url, ca=site["ca"], subprotocols=("v1",)))
        assert watcher.connection.negotiated.subprotocol == "v1"
        watcher.connection.send_text("grüß")
        watcher.connection.send_binary(big)
        watcher.connection.send_ping(b"p")
        await watcher.until(lambda: len(watcher.messages) == 2 and bool(watcher.control))
        assert watcher.messages == ["grüß".encode(), big]
        watcher.connection.close(1001, "enough")
        await watcher.end()
        assert await closed == (1001, "enough")


async def test_websockets_pings_are_answered(site: dict[str, Any]) -> None:
    async def ping(client: ServerConnection) -> None:
        await asyncio.wait_for(await client.ping(b"there?"), 10)
        await client.close(1001)

    async with websockets_server(site, ping) as url:
        watcher = Watcher(await open_connection(url, ca=site["ca"]))
        error = await watcher.end()
    assert isinstance(error, ConnectionLost)
    assert error.code == 1001


async def test_websockets_pausing_holds_the_server_back(site: dict[str, Any]) -> None:
    sent = 0

    async def pour(client: ServerConnection) -> None:
        nonlocal sent
        for sent in range(3_000):
            await client.send(b"%d " % sent + bytes(8_000))
        await client.close()

    async with websockets_server(site, pour, compression=None) as url:
        watcher = Watcher(await open_connection(url, ca=site["ca"]))
        await watcher.until(lambda: bool(watcher.messages))
        watcher.connection.pause()
        for _ in range(40):
            await asyncio.sleep(0.005)
        assert sent < 2_999
        watcher.connection.resume()
        await watcher.end()
    assert [int(message.split()[0]) for message in watcher.messages] == list(range(3_000))


async def test_websockets_wants_a_login(site: dict[str, Any]) -> None:
    guard = basic_auth(realm="feed", credentials=("user", "p:w"))
    async with websockets_server(site, flood, process_request=guard) as url:
        error = await failure(url, ca=site["ca"])
        assert error.fault is Fault.UNAUTHORISED
        watcher = Watcher(await open_connection(url.replace("://", "://user:p%3Aw@"), ca=site["ca"]))
        await watcher.end()
        assert len(watcher.messages) == len(MESSAGES) + 1


async def test_a_message_above_the_limit_ends_the_connection_with_its_code(site: dict[str, Any]) -> None:
    closed: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()

    async def bomb(client: ServerConnection) -> None:
        await client.send("x" * 200_000)
        await client.wait_closed()
        closed.set_result(client.close_code)

    async with websockets_server(site, bomb) as url:
        watcher = Watcher(await open_connection(url, ca=site["ca"], message_limit=100_000))
        error = await watcher.end()
        assert isinstance(error, ProtocolError)
        assert error.code == 1009
        assert await closed == 1009


@pytest.mark.parametrize("compress", [True, False])
async def test_aiohttp_compressed_and_not(site: dict[str, Any], compress: bool) -> None:
    async def feed(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(compress=compress, protocols=("v1",))
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                for each in MESSAGES:
                    await socket.send_str(each)
                await socket.close(code=1012, message=b"deploy")
        return socket

    async with aiohttp_server(site, feed) as url:
        watcher = Watcher(await open_connection(url, ca=site["ca"], subprotocols=("v1",)))
        assert (watcher.connection.negotiated.compression is not None) is compress
        watcher.connection.send_text("go")
        error = await watcher.end()
    assert [message.decode() for message in watcher.messages] == MESSAGES
    assert isinstance(error, ConnectionLost)
    assert error.what == "the server restarts (1012): deploy"


async def test_aiohttp_pages_and_errors_are_told_apart(site: dict[str, Any]) -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        status = int(request.query.get("status", "200"))
        if status == 302:
            raise web.HTTPFound("/login")
        return web.json_response({"error": "because"}, status=status, headers={"Retry-After": "9"})

    async with aiohttp_server(site, page) as url:
        for status, fault in (
            (200, Fault.NOT_WEBSOCKET),
            (302, Fault.REDIRECT),
            (403, Fault.FORBIDDEN),
            (429, Fault.RATE_LIMITED),
            (503, Fault.SERVER),
        ):
            error = await failure(f"{url}?status={status}", ca=site["ca"])
            assert error.fault is fault
            assert str(status) in error.what
        assert error.retry_after == 9.0
        assert "because" in error.what
        missing = await failure(url.replace("/feed", "/none"), ca=site["ca"])
        assert missing.fault is Fault.NOT_FOUND
