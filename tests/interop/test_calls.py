"""Whole conversations over protocols of calls and subscriptions: login, stream, echo, restart, refusal."""

import contextlib
import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from monitor.core.state import FeedState
from monitor.engine.messages import FeedStatus, OpenFeed, SendText
from monitor.feed.dialect_rules.calls import GraphQlRule, Operation
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.profile import Limits, StreamRule
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_brokers import broker
from tests.helpers.servers_calls import graphql

RATE, COUNT = 1_000, 2_000
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
    await talk.until(lambda: len(talk.rows()) >= COUNT)
    assert talk.rows()[:COUNT] == EXPECTED


# --- GraphQL ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=["current", "legacy"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def graphql_rule(kind: str, query: str = TICKS, token: str = "secret") -> GraphQlRule:
    init = json.dumps({"token": token})
    return GraphQlRule(operations=(Operation(query),), init=init, legacy=kind == "legacy")


async def test_graphql_delivers_a_thousand_a_second_and_answers_queries(kind: str, tmp_path: Path) -> None:
    async with (
        broker(partial(graphql, kind), tmp_path) as server,
        watching(server.address, graphql_rule(kind), "data.tick") as talk,
    ):
        await all_rows(talk)
        talk.host.send(SendText("feed", "query Own { tick: echo(price: 42.5) { key price } }"))
        await talk.until(lambda: ("ticks", "echo", (42.5,)) in talk.rows())


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
        await talk.until(lambda: talk.rows()[before:][:COUNT] == EXPECTED)


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
