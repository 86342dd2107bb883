"""Tests for monitor.engine.recognising.probing."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from monitor.core.clock import SystemClock
from monitor.engine.recognising.probing import Prober
from monitor.feed.dialect_rules.channels import CentrifugoRule
from monitor.feed.recognition.candidate import Candidate, Get, Offer
from monitor.feed.recognition.candidates import plan_for
from monitor.feed.recognition.found import Found
from monitor.net.endpoint import Endpoint
from tests.helpers.live_server import LiveServer
from tests.helpers.servers_brokers import free_port


class Server:
    """Takes the subprotocol of the test, and notes what clients send in their handshakes."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.takes: str | None = None
        self.port = 0

    def origin(self, host: str = "127.0.0.1") -> str:
        return f"ws://{host}:{self.port}"

    def choose(self, _connection: ServerConnection, offered: Any) -> Any:
        return offered[0] if self.takes == "the first" else self.takes

    def note(self, _connection: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        return None


@contextlib.asynccontextmanager
async def serving(takes: str | None = None) -> AsyncIterator[Server]:
    made = Server()
    made.takes = takes

    async def talk(connection: ServerConnection) -> None:
        await connection.wait_closed()

    async with serve(
        talk, "127.0.0.1", 0, select_subprotocol=made.choose, process_request=made.note, compression=None
    ) as listening:
        made.port = listening.sockets[0].getsockname()[1]
        yield made


def prober(server: Server, **more: Any) -> Prober:
    return Prober(Endpoint(server.origin() + "/", proxy="none", **more), clock=SystemClock(), random=random.random)


def offer(address: str) -> Candidate:
    return Candidate("offer", Offer(address, "/there"))


async def test_what_the_server_takes_is_found() -> None:
    async with serving("mqtt") as server:
        outcome = await prober(server)(offer(server.origin()))

    assert outcome.found is not None
    assert (outcome.found.what, outcome.found.path, outcome.words) == ("MQTT", "/there", "it took mqtt")


async def test_a_server_that_takes_none_shows_nothing() -> None:
    async with serving() as server:
        outcome = await prober(server)(offer(server.origin()))

    assert (outcome.found, outcome.words, outcome.reached) == (None, "it took none of them", True)


async def test_a_server_that_takes_whatever_comes_first_shows_nothing() -> None:
    async with serving("the first") as server:
        outcome = await prober(server)(offer(server.origin()))

    assert outcome.found is None
    assert outcome.takes_any


async def test_a_server_that_is_not_there_was_not_reached() -> None:
    address = f"ws://127.0.0.1:{free_port()}/"
    probe = Prober(Endpoint(address, proxy="none"), clock=SystemClock(), random=random.random)

    outcome = await probe(offer(address))

    assert not outcome.reached
    assert outcome.found is None


async def test_logins_go_to_the_server_they_are_meant_for_and_to_no_other() -> None:
    async with serving() as server:
        probe = prober(server, headers=(("X-API-Key", "abc"),), cookies=(("session", "xyz"),))

        await probe(offer(server.origin() + "/a"))
        await probe(offer(server.origin("localhost") + "/b"))

    own, other = server.requests
    assert own.headers["X-API-Key"] == "abc"
    assert own.headers["Cookie"] == "session=xyz"
    assert "X-API-Key" not in other.headers
    assert "Cookie" not in other.headers


async def test_an_answer_that_is_not_http_is_told() -> None:
    async with LiveServer() as server:
        endpoint = Endpoint(server.url, proxy="none")
        get = Get("GET", server.url, lambda body: Found("x", "y"))

        outcome = await Prober(endpoint, clock=SystemClock(), random=random.random)(Candidate("get", get))

        assert outcome.found is None
        assert outcome.words.startswith("did not see a WebSocket request (426)")


async def test_a_close_code_of_the_dialect_shows_it() -> None:
    async with LiveServer() as server:
        address = f"{server.url}connection/websocket"
        probe = Prober(Endpoint(address, proxy="none"), clock=SystemClock(), random=random.random)

        async def refuse() -> None:
            visit = await server.visit()
            await server.heard(1)
            await visit.close(3500, "invalid token")

        refusing = asyncio.ensure_future(refuse())
        outcome = await probe(plan_for(address).at_once[0])
        await refusing

        assert outcome.found is not None
        assert outcome.found.rule == CentrifugoRule()
