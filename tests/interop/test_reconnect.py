"""An engine beside servers of other people that end again and again: websockets and aiohttp, over ws and wss."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from aiohttp import WSMsgType, web
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.feed.profile import Limits, Profile, Send, StreamRule, Tls
from tests.helpers.certificates import Authority
from tests.helpers.hosting import Talk, hosting, profile_for

SUBSCRIPTION = "subscribe numbers"
COUNT = 200
ROUNDS = 4


class Peer(Protocol):
    """A client as either server sees it."""

    async def hear(self) -> str | None:
        """The next text it says, None once it has gone."""

    async def say(self, text: str) -> None:
        """Raises ConnectionError once it has gone."""

    async def close(self, code: int, reason: str) -> None: ...

    def cut(self) -> None: ...


Play = Callable[[int, Peer], Awaitable[None]]
"""What to do with the client of this number."""


class WebsocketsPeer:
    def __init__(self, socket: ServerConnection) -> None:
        self._socket = socket

    async def hear(self) -> str | None:
        async for message in self._socket:
            return str(message)
        return None

    async def say(self, text: str) -> None:
        try:
            await self._socket.send(text)
        except ConnectionClosed as gone:
            raise ConnectionError from gone

    async def close(self, code: int, reason: str) -> None:
        await self._socket.close(code, reason)

    def cut(self) -> None:
        self._socket.transport.abort()


class AiohttpPeer:
    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._socket = socket
        self._request = request

    async def hear(self) -> str | None:
        message = await self._socket.receive()
        return message.data if message.type is WSMsgType.TEXT else None

    async def say(self, text: str) -> None:
        await self._socket.send_str(text)

    async def close(self, code: int, reason: str) -> None:
        await self._socket.close(code=code, message=reason.encode())

    def cut(self) -> None:
        assert self._request.transport is not None
        self._request.transport.abort()


@contextlib.asynccontextmanager
async def websockets_site(play: Play, tls: Any) -> AsyncIterator[str]:
    visits = iter(range(1000))

    async def handle(socket: ServerConnection) -> None:
        await play(next(visits), WebsocketsPeer(socket))

    async with serve(handle, "127.0.0.1", 0, ssl=tls, close_timeout=0.5) as server:
        yield f"{'wss' if tls else 'ws'}://127.0.0.1:{server.sockets[0].getsockname()[1]}/feed"


@contextlib.asynccontextmanager
async def aiohttp_site(play: Play, tls: Any) -> AsyncIterator[str]:
    visits = iter(range(1000))

    async def handle(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(timeout=0.5)
        await socket.prepare(request)
        await play(next(visits), AiohttpPeer(socket, request))
        return socket

    app = web.Application()
    app.router.add_get("/feed", handle)
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        yield f"{'wss' if tls else 'ws'}://127.0.0.1:{runner.addresses[0][1]}/feed"
    finally:
        await runner.cleanup()


Open = Callable[[Play], contextlib.AbstractAsyncContextManager[tuple[str, Tls]]]


@pytest.fixture(params=["websockets ws", "websockets wss", "aiohttp ws", "aiohttp wss"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """A function from what a server does to a running server: its address, and what a client must trust."""
    library, scheme = request.param.split()
    authority = Authority.make(tmp_path) if scheme == "wss" else None
    site = websockets_site if library == "websockets" else aiohttp_site

    @contextlib.asynccontextmanager
    async def open_site(play: Play) -> AsyncIterator[tuple[str, Tls]]:
        async with site(play, authority.server() if authority else None) as url:
            yield url, Tls(ca=str(authority.file)) if authority else Tls()

    return open_site


def numbers(url: str, tls: Tls, **more: Any) -> Profile:
    rule = StreamRule(name="numbers", columns={"visit": "c", "n": "n"})
    settings = {"retry_codes": (1012, 1013), "send": (Send(text=SUBSCRIPTION),), "ignore": ({"event": "*"},), **more}
    return profile_for(url, stream=(rule,), tls=tls, **settings)


def message(visit: int, number: int) -> str:
    return json.dumps({"c": visit, "n": number, "text": "grüß " * (number % 40)})


def seen(talk: Talk) -> list[tuple[int, int]]:
    return [(int(values[0]), int(values[1])) for _, _, values in talk.rows()]


async def test_after_each_end_it_is_back_subscribed_and_has_missed_nothing_that_was_sent(opened: Open) -> None:
    heard: list[str | None] = []

    async def play(visit: int, peer: Peer) -> None:
        heard.append(await peer.hear())
        for number in range(COUNT):
            await peer.say(message(visit, number))
        if visit < ROUNDS:
            await peer.close((1000, 1001, 1012, 4000)[visit], "round over")
        else:
            await peer.hear()

    async with opened(play) as (url, tls), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", numbers(url, tls)))
        await talk.until(lambda: len(talk.rows()) >= COUNT * (ROUNDS + 1))
        assert seen(talk) == [(visit, number) for visit in range(ROUNDS + 1) for number in range(COUNT)]
        assert heard == [SUBSCRIPTION] * (ROUNDS + 1)
        assert [gap.end is None for gap in talk.gaps()] == [True, False] * ROUNDS
        assert [gap.reason.partition("(")[2][:5] for gap in talk.gaps()[::2]] == ["1000)", "1001)", "1012)", "4000)"]
        await talk.until(lambda: talk.counts().messages == COUNT * (ROUNDS + 1))
        assert talk.counts().reconnects == ROUNDS


async def test_after_each_cut_it_is_back_and_what_came_is_in_order_and_came_once(opened: Open) -> None:
    async def play(visit: int, peer: Peer) -> None:
        await peer.hear()
        for number in range(COUNT):
            await peer.say(message(visit, number))
        if visit < ROUNDS:
            peer.cut()
        else:
            await peer.hear()

    async with opened(play) as (url, tls), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", numbers(url, tls)))
        await talk.until(lambda: (ROUNDS, COUNT - 1) in seen(talk)[-1:])
        rows = seen(talk)
        assert rows == sorted(set(rows))
        for visit in {visit for visit, _ in rows}:
            got = [number for each, number in rows if each == visit]
            assert got == list(range(len(got)))
        gaps = talk.gaps()
        assert [gap.end is None for gap in gaps] == [True, False] * (len(gaps) // 2)
        assert all(gap.reason for gap in gaps)


async def test_a_server_that_announces_its_end_is_left_for_another_connection_without_a_gap(opened: Open) -> None:
    shared = {"n": 0}
    everyone: list[Peer] = []
    over = asyncio.Event()

    async def play(visit: int, peer: Peer) -> None:
        assert await peer.hear() == SUBSCRIPTION
        everyone.append(peer)
        if visit == 0:
            await peer.say(message(0, 0))
            await peer.say('{"event":"shutdown"}')
        assert await peer.hear() is None
        everyone.remove(peer)
        over.set()

    async def broadcast() -> None:
        # Both connections get the same, as from a venue.
        while not over.is_set() or shared["n"] < 50:
            shared["n"] += 1
            for peer in list(everyone):
                with contextlib.suppress(ConnectionError):
                    await peer.say(message(0, shared["n"]))
            await asyncio.sleep(0.005)

    async with opened(play) as (url, tls), hosting("inline") as talk:
        profile = numbers(url, tls, renew=({"event": "shutdown"},))
        talk.host.send(OpenFeed("feed", profile))
        await talk.until(lambda: bool(talk.rows()))
        await talk.until_done(broadcast())
        await talk.until(lambda: (0, shared["n"]) in seen(talk))
        assert {number for _, number in seen(talk)} == set(range(shared["n"] + 1))
        assert talk.gaps() == []
        assert talk.counts().reconnects == 0


async def test_a_connection_is_renewed_before_the_venue_s_time_is_up(opened: Open) -> None:
    visits: list[int] = []

    async def play(visit: int, peer: Peer) -> None:
        visits.append(visit)
        await peer.hear()
        await peer.say(message(visit, 0))
        await peer.hear()

    async with opened(play) as (url, tls), hosting("inline") as talk:
        limits = Limits(max_age_seconds=0.3)
        talk.host.send(OpenFeed("feed", numbers(url, tls, limits=limits)))
        await talk.until(lambda: {visit for visit, _ in seen(talk)} >= {0, 1, 2})
        assert talk.gaps() == []
        states = {status.state for status in talk.messages if hasattr(status, "state")}
        assert FeedState.WAITING not in states
