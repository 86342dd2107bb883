"""Tests for monitor.engine.recognising.recognition, in an engine with servers of ours."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

import monitor.engine.recognising.recognition as recognition
from monitor.core.state import FeedState
from monitor.engine.commands import ChangeFeed, OpenFeed, StartFeed, StopFeed
from monitor.engine.messages import (
    FeedStatus,
    ProfileFound,
    RawMessages,
    Recognised,
)
from monitor.feed.dialect_rules.brokers import NatsRule, StompRule
from monitor.feed.dialect_rules.calls import SignalRRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SockJsRule
from monitor.feed.profile import Profile, Proxy
from tests.helpers.hosting import KINDS, Kind, Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer
from tests.helpers.servers_brokers import free_port
from tests.helpers.servers_calls import signal_r

TICK = '{"k": "a", "p": 1.5}'


def pasted(address: str, **more: Any) -> Profile:
    """As an address that was pasted comes to the engine."""
    usual: dict[str, Any] = {"stream": (), "discover": True, "recognise": True}
    return profile_for(address, **{**usual, **more})


async def recognised(talk: Talk, count: int = 1) -> Recognised:
    """What was told of it, the last of `count`."""
    await talk.until(lambda: len(talk.of(Recognised)) >= count)
    return talk.of(Recognised)[count - 1]


def rule_in(told: Recognised) -> DialectRule | None:
    return None if told.found is None else told.found.rule


@contextlib.asynccontextmanager
async def http_server(handler: Any) -> AsyncIterator[str]:
    """An aiohttp server whose every path goes to the handler; its WebSocket address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"ws://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


# --- plain servers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
async def test_a_server_that_sends_plain_messages_is_asked_nothing(kind: Kind) -> None:
    async with LiveServer(TICK, TICK, TICK) as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url)))
        told = await recognised(talk)
        await talk.until(lambda: bool(talk.of(ProfileFound)))

        assert rule_in(told) is None
        assert told.found is not None
        assert told.found.words == "plain JSON, found by its first messages"
        assert told.tried == (("plain connection", "messages came by themselves"),)
        assert len(server.visits) == 1
        assert not talk.of(ProfileFound)[0].profile.recognise
        assert talk.prices() == [1.5, 1.5, 1.5]


async def test_a_silent_server_keeps_its_plain_connection() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url)))
        told = await recognised(talk)

        assert told.found is None
        assert told.tried[0] == ("plain connection", "open, but nothing came by itself")
        assert ("subprotocols offered at /", "it took none of them") in told.tried
        status = talk.status()
        assert status is not None
        assert status.state is FeedState.OPENING
        await server.visits[0].say(TICK)
        later = await recognised(talk, 2)
        assert later.found is not None
        assert later.found.rule is None


async def test_nobody_is_asked_where_the_profile_says_what_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_QUIET", 0.0)
    async with LiveServer(subprotocols=["v12.stomp"]) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("own", pasted(server.url, recognise=False)))
        talk.host.send(OpenFeed("dialect", pasted(server.url, dialect=StompRule())))
        await server.until(lambda: len(server.visits) == 2)
        await server.until(lambda: any(each.heard for each in server.visits))
        # A login that comes to nothing takes longer than the first question would.
        await talk.until(lambda: bool(talk.of(FeedStatus, "own")))

        assert len(server.visits) == 2
        assert not talk.of(Recognised)


# --- servers with a dialect -----------------------------------------------------------------------------------------


async def test_a_server_that_greets_in_its_dialect_is_spoken_to_in_it() -> None:
    async with LiveServer('INFO {"server_id":"N","headers":true} \r\n') as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url), raw=True))
        told = await recognised(talk)
        heard = await server.heard(1, visit=1)

        assert rule_in(told) == NatsRule()
        assert b"CONNECT" in (heard[0] if isinstance(heard[0], bytes) else heard[0].encode())
        # What belongs to the dialect is no message, and no gap comes of the change.
        talk.take()
        assert not talk.of(RawMessages)
        assert not talk.gaps()
        assert talk.counts().messages == 0


async def test_a_server_that_refuses_the_plain_connection_is_asked_over_http() -> None:
    states: list[FeedState] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.path == "/prices/info":
            return web.json_response({"websocket": True, "origins": ["*:*"], "entropy": 7})
        if request.path.startswith("/prices/") and request.path.endswith("/websocket") and request.path.count("/") == 4:
            socket = web.WebSocketResponse()
            await socket.prepare(request)
            await socket.send_str("o")
            await socket.send_str("a" + json.dumps([TICK] * 3))
            await socket.receive()
            return socket
        return web.Response(status=404)

    async with http_server(handler) as base, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(f"{base}/prices"), reconnect=False))
        told = await recognised(talk)
        await talk.until(lambda: len(talk.prices()) == 3)
        states = [status.state for status in talk.of(FeedStatus)]

        assert rule_in(told) == SockJsRule()
        assert told.tried[0] == ("plain connection", "has nothing at this path (404)")
        # That the plain connection failed was no news.
        assert FeedState.STOPPED not in states
        assert FeedState.NEEDS_ATTENTION not in states


async def test_signal_r_is_found_at_the_address_of_its_page() -> None:
    async with signal_r() as server, hosting("inline") as talk:
        address = server.address.replace("ws://", "http://") + "/prices"
        # It lets nobody ask who has not logged in.
        talk.host.send(OpenFeed("feed", pasted(address, headers={"Authorization": "Bearer secret"})))
        told = await recognised(talk)

        assert rule_in(told) == SignalRRule()


async def test_a_subprotocol_that_the_server_takes_tells_its_dialect() -> None:
    async with LiveServer(subprotocols=["v11.stomp", "v10.stomp"]) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url)))
        told = await recognised(talk)
        await server.until(lambda: any("CONNECT" in str(said) for each in server.visits for said in each.heard))

        assert rule_in(told) == StompRule()
        assert told.found is not None
        assert told.found.words == "STOMP 1.1, found by its subprotocol v11.stomp"


# --- ends -----------------------------------------------------------------------------------------------------------


async def test_a_server_that_cannot_be_reached_is_recognised_once_it_can() -> None:
    server = LiveServer('INFO {"server_id":"N"} \r\n')
    server.port = free_port()
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url)))
        await talk.state(FeedState.WAITING)
        async with server:
            await talk.until(lambda: any(told.found for told in talk.of(Recognised)))

            assert rule_in(talk.of(Recognised)[-1]) == NatsRule()


async def test_asking_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_TOTAL", 0.2)
    held = asyncio.Event()

    async def dumb(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await held.wait()
        writer.close()

    mute = await asyncio.start_server(dumb, "127.0.0.1", 0)
    port = mute.sockets[0].getsockname()[1]
    async with mute, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(f"ws://127.0.0.1:{port}/")))
        async with asyncio.timeout(2.0):
            told = await recognised(talk)
        held.set()

        assert told.found is None
        assert told.tried == (("plain connection", "not open in time"),)


async def test_a_feed_that_is_stopped_meanwhile_stays_so() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url)))
        await talk.state(FeedState.OPENING)
        talk.host.send(StopFeed("feed"))
        await talk.state(FeedState.STOPPED)
        await server.visits[0].over.wait()

        assert not talk.of(Recognised)


async def test_what_the_user_says_meanwhile_counts() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url)))
        await talk.state(FeedState.OPENING)
        talk.host.send(ChangeFeed("feed", pasted(server.url, recognise=False, dialect=NatsRule())))
        await (await server.visit(1)).say('INFO {"server_id":"N"} \r\n')
        await server.heard(1, visit=1)

        assert not talk.of(Recognised)


async def test_a_user_who_tries_again_has_the_server_asked_again() -> None:
    async def handler(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=404)

    async with http_server(handler) as base, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(f"{base}/prices")))
        assert (await recognised(talk)).found is None
        await talk.state(FeedState.NEEDS_ATTENTION)

        talk.host.send(StartFeed("feed"))

        assert (await recognised(talk, 2)).found is None


async def test_another_look_is_taken_when_the_user_asks_for_it() -> None:
    async with LiveServer(TICK) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", pasted(server.url, recognise=False)))
        await talk.state(FeedState.LIVE)
        talk.host.send(ChangeFeed("feed", pasted(server.url)))

        told = await recognised(talk)

        assert told.found is not None
        assert len(server.visits) == 2


def test_a_pasted_address_goes_by_the_proxy_of_its_profile() -> None:
    assert pasted("ws://host").proxy == Proxy("none")
