"""Servers of calls and subscriptions: those of other people as processes of their own, ours within the test."""

import asyncio
import contextlib
import json
import os
import shutil
from collections.abc import AsyncIterator, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSMsgType, web

from tests.helpers.servers_brokers import BUILT, MODULES, Broker, free_port, program

__all__ = ["OwnServer", "crossbar", "graphql", "json_rpc", "signal_r", "signal_r_legacy"]

_SOURCES = Path(__file__).parents[1] / "interop" / "node"
_END = "\x1e"


def graphql(kind: str, folder: Path) -> Broker:
    """graphql-ws for `current`, subscriptions-transport-ws for `legacy`; both want the token `secret`."""
    node, port = program("node"), free_port()
    for name in ("graphql", "graphql-ws", "subscriptions-transport-ws", "ws"):
        if not (MODULES / name).exists():
            pytest.skip(f"{name} is not installed: make interop-setup")
    source = folder / "graphql.mjs"
    shutil.copy(_SOURCES / "graphql.mjs", source)
    (folder / "node_modules").symlink_to(MODULES, target_is_directory=True)
    return Broker([node, str(source), str(port), kind], port=port, folder=folder, path="/graphql")


def crossbar(folder: Path) -> Broker:
    """A WAMP router that lets in `ann`, by ticket or by WAMP-CRA, with `secret`, who must not read `closed`.

    Where it is: the environment variable CROSSBAR, else where `make interop-setup` puts it.
    """
    name, port = os.environ.get("CROSSBAR") or str(BUILT / "crossbar" / "bin" / "crossbar"), free_port()
    if not Path(name).exists():
        pytest.skip("crossbar is not installed: make interop-setup")
    ticket = {"type": "static", "principals": {"ann": {"ticket": "secret", "role": "reader"}}}
    signed = {"type": "static", "users": {"ann": {"secret": "secret", "role": "reader"}}}
    may = {"call": True, "register": False, "publish": True, "subscribe": True}
    permissions = [
        {"uri": "", "match": "prefix", "allow": may},
        {"uri": "closed", "allow": {**may, "subscribe": False}},
    ]
    transport = {
        "type": "websocket",
        "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": port},
        "serializers": ["json"],
        "auth": {"ticket": ticket, "wampcra": signed},
    }
    worker = {
        "type": "router",
        "realms": [{"name": "realm1", "roles": [{"name": "reader", "permissions": permissions}]}],
        "transports": [transport],
    }
    (folder / ".crossbar").mkdir(exist_ok=True)
    config = {"version": 2, "controller": {}, "workers": [worker]}
    (folder / ".crossbar" / "config.json").write_text(json.dumps(config))
    command = [name, "start", "--cbdir", str(folder / ".crossbar")]
    return Broker(command, port=port, folder=folder, path="/ws", group=True)


class OwnServer:
    """A server of ours on 127.0.0.1, written from a specification, that can be ended and started again.

    seen: the headers and the query of every HTTP request.
    """

    def __init__(self, routes: list[web.RouteDef]) -> None:
        self.seen: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self._routes = routes
        self._runner: web.AppRunner | None = None
        self._port = free_port()

    @property
    def address(self) -> str:
        return f"ws://127.0.0.1:{self._port}"

    async def start(self) -> None:
        app = web.Application(middlewares=[self._note])
        app.add_routes(self._routes)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def _note(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.seen.append((request.path, dict(request.headers), dict(request.query)))
        try:
            return await handler(request)
        except ConnectionResetError:
            return web.Response()  # The client has gone in the middle of a stream.


class _Aside:
    """Work done beside the reading of a socket, ended with it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "_Aside":
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        # The client may have gone in the middle of a stream.
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.add(asyncio.create_task(work))


@contextlib.asynccontextmanager
async def _running(server: OwnServer) -> AsyncIterator[OwnServer]:
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def signal_r(*, negotiated: bool = True) -> contextlib.AbstractAsyncContextManager[OwnServer]:
    """A SignalR Core hub at /prices, from HubProtocol.md and TransportProtocols.md; it wants the token `secret`."""
    tokens: set[str] = set()

    async def negotiate(request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != "Bearer secret":
            return web.Response(status=401)
        tokens.add(token := f"c{len(tokens)}")
        transports = [{"transport": "WebSockets", "transferFormats": ["Text", "Binary"]}]
        answer = {
            "negotiateVersion": 1,
            "connectionId": "x",
            "connectionToken": token,
            "availableTransports": transports,
        }
        response = web.json_response(answer)
        response.set_cookie("sticky", token)
        return response

    async def hub(request: web.Request) -> web.StreamResponse:
        known = request.query.get("id") in tokens and request.cookies.get("sticky") == request.query["id"]
        if negotiated and not known:
            return web.Response(status=404)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        assert json.loads((await socket.receive_str()).rstrip(_END)) == {"protocol": "json", "version": 1}
        await socket.send_str("{}" + _END)
        # Beside the reading, which is what answers pings.
        async with _Aside() as aside:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    for text in filter(None, message.data.split(_END)):
                        aside.do(_hub_answer(socket, json.loads(text)))
        return socket

    return _running(OwnServer([web.post("/prices/negotiate", negotiate), web.get("/prices", hub)]))


async def _hub_answer(socket: web.WebSocketResponse, record: dict[str, Any]) -> None:
    say = partial(_hub_say, socket)
    if record["type"] == 4:
        rate, count = record["arguments"]
        async for index in _paced(rate, count):
            await say(type=2, invocationId=record["invocationId"], item={"key": f"K{index % 5}", "price": index + 1})
    elif record["type"] == 1 and record["target"] == "Echo":
        await say(type=1, target="Ticks", arguments=record["arguments"])
        await say(type=3, invocationId=record["invocationId"], result=None)
    elif record["type"] == 1 and record["target"] == "Leave":
        await say(type=7, error="you asked for it", allowReconnect=False)
    elif record["type"] == 1:
        await say(type=3, invocationId=record["invocationId"], error="Method does not exist.")


async def _hub_say(socket: web.WebSocketResponse, **record: Any) -> None:
    await socket.send_str(json.dumps(record) + _END)


async def _paced(rate: int, count: int) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    due = loop.time()
    for index in range(count):
        if index % (rate // 20) == 0:
            due += 1 / 20
            await asyncio.sleep(due - loop.time())
        yield index


def signal_r_legacy() -> contextlib.AbstractAsyncContextManager[OwnServer]:
    """A hub `feed` of ASP.NET SignalR at /signalr, after what public clients of protocol 1.5 do.

    It takes no call before it was asked to start.
    """
    started = asyncio.Event()

    async def negotiate(request: web.Request) -> web.Response:
        assert json.loads(request.query["connectionData"]) == [{"name": "feed"}]
        return web.json_response({"ConnectionToken": "a+/b", "ProtocolVersion": "1.5", "TryWebSockets": True})

    async def connect(request: web.Request) -> web.StreamResponse:
        if request.query.get("connectionToken") != "a+/b" or request.query.get("transport") != "webSockets":
            return web.Response(status=400)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        started.clear()
        await socket.send_str('{"C":"s-0","S":1,"M":[]}')

        async def pour(call: dict[str, Any]) -> None:
            rate, count = call["A"]
            async for index in _paced(rate, count):
                tick = {"H": "feed", "M": "Ticks", "A": [{"key": f"K{index % 5}", "price": index + 1}]}
                await socket.send_str(json.dumps({"C": f"s-{index}", "M": [tick]}))
            await socket.send_str(json.dumps({"R": True, "I": str(call["I"])}))

        async with _Aside() as aside:
            async for message in socket:
                assert started.is_set()
                aside.do(pour(json.loads(message.data)))
        return socket

    async def start(request: web.Request) -> web.Response:
        assert request.query["connectionToken"] == "a+/b"
        started.set()
        return web.json_response({"Response": "started"})

    handlers = {"negotiate": negotiate, "connect": connect, "start": start}
    return _running(OwnServer([web.get(f"/signalr/{name}", handler) for name, handler in handlers.items()]))


def json_rpc() -> contextlib.AbstractAsyncContextManager[OwnServer]:
    """A server of JSON-RPC 2.0 with `subscribe` and `echo`, which sends its notifications in batches of ten."""

    async def talk(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async with _Aside() as aside:
            async for message in socket:
                aside.do(_json_rpc_answer(socket, json.loads(message.data)))
        return socket

    return _running(OwnServer([web.get("/", talk)]))


async def _json_rpc_answer(socket: web.WebSocketResponse, call: dict[str, Any]) -> None:
    answer = {"jsonrpc": "2.0", "id": call["id"]}
    if call["method"] == "echo":
        await socket.send_json({**answer, "result": True})
        await socket.send_json(_notification(call["params"]))
    elif call["method"] == "subscribe":
        await socket.send_json({**answer, "result": "0x1"})
        batch = []
        async for index in _paced(*call["params"]):
            batch.append(_notification({"key": f"K{index % 5}", "price": index + 1}))
            if len(batch) == 10:
                await socket.send_json(batch)
                batch = []
    else:
        await socket.send_json({**answer, "error": {"code": -32601, "message": "Method not found"}})


def _notification(tick: dict[str, Any]) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": "tick", "params": tick}
