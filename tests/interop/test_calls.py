"""Whole conversations over protocols of calls and subscriptions: login, stream, echo, restart, refusal."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from monitor.core.state import FeedState
from monitor.engine.commands import (
    OpenFeed,
    SendText,
)
from monitor.engine.messages import FeedStatus
from monitor.feed.dialect_rules.calls import GraphQlRule, HubCall, JsonRpcRule, Operation, SignalRRule, WampRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.profile import Limits, StreamRule
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_brokers import Broker, broker
from tests.helpers.servers_calls import crossbar, graphql, json_rpc, signal_r, signal_r_legacy
from tests.helpers.side_by_side import COUNT, RATE, Outcomes, side_by_side, until_poured

pytestmark = pytest.mark.timeout(120)
EXPECTED = [("ticks", f"K{index % 5}", (index + 1.0,)) for index in range(COUNT)]
TICKS = f"subscription Ticks {{ tick(rate: {RATE}, count: {COUNT}) {{ key price }} }}"


@contextlib.asynccontextmanager
async def watching(address: str, dialect: DialectRule, at: str) -> AsyncIterator[Talk]:
    """A feed whose ticks are objects at `at`."""
    stream = StreamRule(name="ticks", columns={"price": f"{at}.price"}, when={f"{at}.price": "*"}, key=f"{at}.key")
    profile = profile_for(address, stream=(stream,), dialect=dialect, limits=Limits(send_rate=100.0))
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile))
        yield talk


async def attention(talk: Talk) -> FeedStatus:
    await talk.state(FeedState.NEEDS_ATTENTION)
    status = talk.status()
    assert status is not None
    return status


async def all_rows(talk: Talk) -> None:
    """The whole stream has come, in order."""
    await until_poured(talk, COUNT)
    assert talk.rows()[:COUNT] == EXPECTED


async def from_the_start(talk: Talk, before: int) -> None:
    """Behind `before` rows the stream has come again from its beginning."""
    await talk.until(lambda: len(talk.rows()) >= before + 100)
    assert talk.rows()[before:][:100] == EXPECTED[:100]


# --- GraphQL ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=["current", "legacy"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def graphql_rule(kind: str, query: str = TICKS, token: str = "secret") -> GraphQlRule:
    init = json.dumps({"token": token})
    return GraphQlRule(operations=(Operation(query),), init=init, legacy=kind == "legacy")


async def pour_graphql(kind: str, folder: Path) -> None:
    async with (
        broker(partial(graphql, kind), folder) as server,
        watching(server.address, graphql_rule(kind), "data.tick") as talk,
    ):
        await all_rows(talk)
        talk.host.send(SendText("feed", "query Own { tick: echo(price: 42.5) { key price } }"))
        await talk.until(lambda: ("ticks", "echo", (42.5,)) in talk.rows())


def test_graphql_delivers_a_thousand_a_second_and_answers_queries(kind: str, poured: Outcomes[None]) -> None:
    poured[kind]


async def test_graphql_survives_a_restart_and_subscribes_again(kind: str, tmp_path: Path) -> None:
    async with (
        broker(partial(graphql, kind), tmp_path) as server,
        watching(server.address, graphql_rule(kind), "data.tick") as talk,
    ):
        await talk.until(lambda: bool(talk.rows()))
        await server.stop()
        await talk.until(lambda: bool(talk.gaps()))
        before = len(talk.rows())
        await server.start()
        await from_the_start(talk, before)


async def test_graphql_with_a_wrong_token_asks_the_user(kind: str, tmp_path: Path) -> None:
    async with (
        broker(partial(graphql, kind), tmp_path) as server,
        watching(server.address, graphql_rule(kind, token="hunter2"), "data.tick") as talk,
    ):
        status = await attention(talk)
    assert ("4403" if kind == "current" else "bad token") in status.detail
    assert "hunter2" not in status.detail + status.advice


async def test_graphql_tells_why_an_operation_is_refused(kind: str, tmp_path: Path) -> None:
    async with (
        broker(partial(graphql, kind), tmp_path) as server,
        watching(server.address, graphql_rule(kind, "subscription Wind { wind }"), "data.tick") as talk,
    ):
        status = await attention(talk)
    assert 'the server refuses the operation Wind: Cannot query field "wind"' in status.detail


async def test_graphql_begins_again_what_the_server_has_ended(kind: str, tmp_path: Path) -> None:
    query = "subscription Brief { tick: brief { key price } }"
    async with (
        broker(partial(graphql, kind), tmp_path) as server,
        watching(server.address, graphql_rule(kind, query), "data.tick") as talk,
    ):
        await talk.until(lambda: len(talk.rows()) >= 2)


# --- SignalR, against servers of ours written from the specification ---------------------------------------------

WATCH = HubCall("Watch", f"[{RATE}, {COUNT}]", stream=True)


async def pour_signalr(_: Path) -> None:
    async with signal_r() as server:
        rule = SignalRRule(calls=(WATCH,), token="secret")
        async with watching(f"{server.address}/prices", rule, "arguments[0]") as talk:
            await all_rows(talk)
            talk.host.send(SendText("feed", '["Echo", {"key": "own", "price": 42.5}]'))
            await talk.until(lambda: ("ticks", "own", (42.5,)) in talk.rows())
        (posted, opened) = server.seen[:2]
        assert (posted[0], posted[2]) == ("/prices/negotiate", {"negotiateVersion": "1"})
        assert (opened[0], opened[2]) == ("/prices", {"id": "c0"})


def test_signalr_negotiates_and_delivers_a_thousand_a_second(poured: Outcomes[None]) -> None:
    poured["signalr"]


async def test_signalr_without_negotiating_connects_at_once() -> None:
    async with signal_r(negotiated=False) as server:
        rule = SignalRRule(calls=(WATCH,), negotiate=False)
        async with watching(f"{server.address}/prices", rule, "arguments[0]") as talk:
            await talk.until(lambda: bool(talk.rows()))
        assert [path for path, _, _ in server.seen] == ["/prices"]


async def test_signalr_with_a_wrong_token_asks_the_user() -> None:
    async with signal_r() as server:
        rule = SignalRRule(calls=(WATCH,), token="hunter2")
        async with watching(f"{server.address}/prices", rule, "arguments[0]") as talk:
            status = await attention(talk)
    assert "401" in status.detail
    assert "hunter2" not in status.detail + status.advice


async def test_signalr_tells_why_a_call_is_refused() -> None:
    async with signal_r() as server:
        rule = SignalRRule(calls=(HubCall("Nothing"),), token="secret")
        async with watching(f"{server.address}/prices", rule, "arguments[0]") as talk:
            status = await attention(talk)
    assert status.detail == "the hub refuses the call of Nothing: Method does not exist."


async def test_signalr_negotiates_again_after_a_restart() -> None:
    async with signal_r() as server:
        rule = SignalRRule(calls=(WATCH,), token="secret")
        async with watching(f"{server.address}/prices", rule, "arguments[0]") as talk:
            await talk.until(lambda: bool(talk.rows()))
            await talk.until_done(server.stop())
            await talk.until(lambda: bool(talk.gaps()))
            before = len(talk.rows())
            await server.start()
            await from_the_start(talk, before)


async def test_a_hub_that_closes_for_good_is_not_asked_again() -> None:
    async with signal_r() as server:
        rule = SignalRRule(token="secret")
        async with watching(f"{server.address}/prices", rule, "arguments[0]") as talk:
            await talk.until(lambda: (status := talk.status()) is not None and status.state.connected)
            talk.host.send(SendText("feed", "Leave"))
            status = await attention(talk)
    assert status.detail == "the hub closes the connection: you asked for it"


async def pour_older_signalr(_: Path) -> None:
    async with signal_r_legacy() as server:
        rule = SignalRRule(calls=(HubCall("Watch", f"[{RATE}, {COUNT}]"),), hubs=("feed",), legacy=True)
        async with watching(f"{server.address}/signalr", rule, "arguments[0]") as talk:
            await all_rows(talk)


def test_the_older_signalr_negotiates_with_its_hubs_and_delivers(poured: Outcomes[None]) -> None:
    poured["older signalr"]


# --- JSON-RPC, against a server of ours ---------------------------------------------------------------------------


async def pour_json_rpc(_: Path) -> None:
    call = json.dumps({"jsonrpc": "2.0", "method": "subscribe", "params": [RATE, COUNT]})
    async with json_rpc() as server, watching(server.address, JsonRpcRule(calls=(call,)), "params") as talk:
        await all_rows(talk)
        own = {"jsonrpc": "2.0", "id": 7, "method": "echo", "params": {"key": "own", "price": 42.5}}
        talk.host.send(SendText("feed", json.dumps(own)))
        await talk.until(lambda: ("ticks", "own", (42.5,)) in talk.rows())


def test_json_rpc_takes_batches_apart_and_loses_none(poured: Outcomes[None]) -> None:
    poured["json-rpc"]


async def test_json_rpc_makes_its_calls_again_after_a_restart() -> None:
    call = json.dumps({"jsonrpc": "2.0", "method": "subscribe", "params": [RATE, COUNT]})
    async with json_rpc() as server, watching(server.address, JsonRpcRule(calls=(call,)), "params") as talk:
        await talk.until(lambda: bool(talk.rows()))
        await talk.until_done(server.stop())
        await talk.until(lambda: bool(talk.gaps()))
        before = len(talk.rows())
        await server.start()
        await from_the_start(talk, before)


async def test_json_rpc_tells_why_a_call_is_refused() -> None:
    async with (
        json_rpc() as server,
        watching(server.address, JsonRpcRule(calls=('{"method":"no"}',)), "params") as talk,
    ):
        status = await attention(talk)
    assert status.detail == "the server refuses the call of no (-32601): Method not found"


# --- WAMP, against crossbar -----------------------------------------------------------------------------------------


def wamp_rule(**more: Any) -> WampRule:
    return WampRule(**{"topics": ("prices",), "authid": "ann", "method": "ticket", "secret": "secret", **more})


@contextlib.asynccontextmanager
async def wamp_publisher(server: Broker) -> AsyncIterator[ClientConnection]:
    async with connect(server.address, subprotocols=["wamp.2.json"]) as client:
        details = {"roles": {"publisher": {}}, "authmethods": ["ticket"], "authid": "ann"}
        await client.send(json.dumps([1, "realm1", details]))
        assert json.loads(await client.recv())[0] == 4
        await client.send(json.dumps([5, "secret", {}]))
        assert json.loads(await client.recv())[0] == 2
        yield client


async def pour(client: ClientConnection) -> None:
    for index in range(COUNT):
        if index % (RATE // 20) == 0:
            await asyncio.sleep(1 / 20)
        tick = {"key": f"K{index % 5}", "price": index + 1}
        await client.send(json.dumps([16, index + 1, {}, "prices", [tick]]))


async def echoed(talk: Talk, price: float) -> None:
    """What is published comes back, which shows that the topic is subscribed to."""
    await talk.until(lambda: (status := talk.status()) is not None and status.state.connected)
    own = {"topic": "prices", "arguments": [{"key": "own", "price": price}]}
    talk.host.send(SendText("feed", json.dumps(own)))
    await talk.until(lambda: ("ticks", "own", (price,)) in talk.rows())


async def pour_wamp(folder: Path) -> None:
    async with (
        broker(crossbar, folder) as server,
        watching(server.address, wamp_rule(), "arguments[0]") as talk,
        wamp_publisher(server) as client,
    ):
        await echoed(talk, 1.5)
        before = len(talk.rows())
        await talk.until_done(pour(client))
        await talk.until(lambda: len(talk.rows()) >= before + COUNT)
        assert talk.rows()[before:] == EXPECTED


def test_wamp_delivers_a_thousand_a_second_and_what_is_published_comes_back(poured: Outcomes[None]) -> None:
    poured["wamp"]


async def test_wamp_logs_in_by_challenge_and_is_refused_with_another_secret(tmp_path: Path) -> None:
    async with broker(crossbar, tmp_path) as server:
        async with watching(server.address, wamp_rule(method="wampcra"), "arguments[0]") as talk:
            await echoed(talk, 2.5)
        for method in ("ticket", "wampcra"):
            rule = wamp_rule(method=method, secret="hunter2")
            async with watching(server.address, rule, "arguments[0]") as talk:
                status = await attention(talk)
            assert "the router refuses the session (wamp.error." in status.detail
            assert "hunter2" not in status.detail + status.advice


async def test_wamp_tells_which_topic_and_which_realm_are_refused(tmp_path: Path) -> None:
    async with broker(crossbar, tmp_path) as server:
        async with watching(server.address, wamp_rule(topics=("closed",)), "arguments[0]") as talk:
            assert "the router refuses the subscription of closed" in (await attention(talk)).detail
        async with watching(server.address, wamp_rule(realm="nowhere"), "arguments[0]") as talk:
            assert "wamp.error.no_such_realm" in (await attention(talk)).detail


async def test_wamp_survives_a_restart_and_subscribes_again(tmp_path: Path) -> None:
    async with broker(crossbar, tmp_path) as server, watching(server.address, wamp_rule(), "arguments[0]") as talk:
        await echoed(talk, 1.5)
        await talk.until_done(server.stop())
        await talk.until(lambda: bool(talk.gaps()))
        await talk.until_done(server.start())
        # It is slow to start, so that the next try may be as far away as `echoed` waits.
        with contextlib.suppress(TimeoutError):
            await talk.until(lambda: talk.counts().reconnects == 1)
        await echoed(talk, 2.5)


# --- All of them ----------------------------------------------------------------------------------------------------

POURED = {
    "current": partial(pour_graphql, "current"),
    "legacy": partial(pour_graphql, "legacy"),
    "signalr": pour_signalr,
    "older signalr": pour_older_signalr,
    "json-rpc": pour_json_rpc,
    "wamp": pour_wamp,
}


@pytest.fixture(scope="module")
def poured(tmp_path_factory: pytest.TempPathFactory) -> Outcomes[None]:
    """What has become of the steady streams of all servers, which are watched at the same time."""
    return side_by_side(POURED, tmp_path_factory.mktemp("poured"))
