"""Conversations with SockJS servers of other people, Node's and Spring's, with their frames and without."""

import asyncio
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import (
    OpenFeed,
    SendText,
)
from monitor.feed.dialect_rules.socketio import SockJsRule
from monitor.feed.profile import Profile, Send
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_brokers import Broker
from tests.helpers.servers_plain import java
from tests.helpers.servers_socketio import sockjs
from tests.helpers.side_by_side import COUNT, Outcomes, side_by_side, until_poured

SERVERS = {"node": sockjs, "spring": partial(java, "spring", "/prices")}
pytestmark = pytest.mark.timeout(120)


def framed(address: str, *says: Any, **more: Any) -> Profile:
    sends = tuple(Send(text=json.dumps(each)) for each in says)
    return profile_for(address, **{"dialect": SockJsRule(), "send": sends, **more})


def raw(address: str, *says: Any, **more: Any) -> Profile:
    return framed(f"{address}/websocket", *says, dialect=None, **more)


def raw_all_the_same(address: str, *says: Any, **more: Any) -> Profile:
    return framed(f"{address}/websocket", *says, **more)


def with_session(address: str, *says: Any, **more: Any) -> Profile:
    return framed(f"{address}/000/some-session/websocket", *says, **more)


WAYS = {"framed": framed, "raw": raw, "raw all the same": raw_all_the_same, "with session": with_session}


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    made = SERVERS[request.param](tmp_path_factory.mktemp("sockjs"))
    asyncio.run(made.start())
    yield made
    asyncio.run(made.stop())


@pytest.fixture(scope="module")
def poured(server: Broker, tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come in all ways at the same time."""

    async def pour(way: str, _: Path) -> Talk:
        async with hosting("inline") as talk:
            talk.host.send(OpenFeed("feed", WAYS[way](server.address, {"token": "secret"}, {"pour": COUNT})))
            await until_poured(talk, COUNT + 1)
        return talk

    return side_by_side({way: partial(pour, way) for way in WAYS}, tmp_path_factory.mktemp("poured"))


@pytest.mark.parametrize("way", WAYS)
def test_a_thousand_messages_a_second_become_rows_with_none_lost(way: str, poured: Outcomes[Talk]) -> None:
    talk = poured[way]
    numbered = [(key, values[0]) for _, key, values in talk.rows()]
    assert numbered == [("hello", 0.5), *((f"K{index % 5}", float(index)) for index in range(1, COUNT + 1))]
    assert talk.counts().reconnects == 0


@pytest.mark.parametrize("way", [framed, raw])
async def test_what_is_sent_is_echoed(way: Any, server: Broker) -> None:
    text = '{"k": "grüß \\u2028", "p": 42.5}'
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", way(server.address)))
        await talk.until(lambda: len(talk.rows()) == 1)
        talk.host.send(SendText("feed", text))
        await talk.until(lambda: ("ticks", "grüß \u2028", (42.5,)) in talk.rows())


async def test_a_close_inside_the_frames_is_told_with_its_code(server: Broker) -> None:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", framed(server.address)))
        await talk.until(lambda: len(talk.rows()) == 1)
        talk.host.send(SendText("feed", '{"bye": 4321}'))
        await talk.until(lambda: len(talk.rows()) == 2)
    assert talk.gaps()[0].reason == "the server has closed the session (4321): done"


async def test_a_refused_login_asks_the_user_where_the_profile_knows_its_code(server: Broker) -> None:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", framed(server.address, {"token": "hunter2"}, fatal_codes=(3001,))))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert status.detail == "the server has closed the session (3001): not authorised"
    assert status.close_code == 3001


async def test_a_restart_is_survived_and_all_is_said_again(server: Broker) -> None:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", framed(server.address, {"k": "again", "p": 1})))
        await talk.until(lambda: len(talk.rows()) == 2)
        await server.stop()
        await talk.until(lambda: bool(talk.gaps()))
        await server.start()
        await talk.until(lambda: len(talk.rows()) == 4)
    assert [key for _, key, _ in talk.rows()] == ["hello", "again"] * 2
