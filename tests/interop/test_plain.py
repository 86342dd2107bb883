"""Servers of plain WebSocket in five languages: login, a steady stream, echo, farewell, restart."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed, SendText
from monitor.feed.profile import Profile, Send
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_brokers import Broker
from tests.helpers.servers_plain import PLAIN
from tests.helpers.side_by_side import COUNT, Outcomes, side_by_side, until_poured

EXPECTED = [("hello", 0.5), *((f"K{index % 5}", float(index)) for index in range(1, COUNT + 1))]
pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcomes[Broker]]:
    """All servers, which live as long as the tests: some are slow to start."""

    async def start(name: str, folder: Path) -> Broker:
        server = PLAIN[name](folder)
        await server.start()
        return server

    async def stop(server: Broker, _: Path) -> None:
        await server.stop()

    folder = tmp_path_factory.mktemp("plain")
    servers = side_by_side({name: partial(start, name) for name in PLAIN}, folder)
    yield servers
    side_by_side({name: partial(stop, server) for name, server in servers.succeeded().items()}, folder)


@pytest.fixture(params=PLAIN)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(name: str, started: Outcomes[Broker]) -> Broker:
    return started[name]


def watched(server: Broker, *says: str, **more: Any) -> Profile:
    return profile_for(server.address, send=tuple(Send(text=text) for text in says), **more)


def numbered(talk: Talk) -> list[tuple[str, float]]:
    return [(key, values[0]) for _, key, values in talk.rows()]


@pytest.fixture(scope="module")
def poured(started: Outcomes[Broker], tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come of all servers, which pour at the same time."""

    async def pour(server: Broker, _: Path) -> Talk:
        async with hosting("inline") as talk:
            talk.host.send(OpenFeed("feed", watched(server, '{"token": "secret"}', f'{{"pour": {COUNT}}}')))
            await until_poured(talk, COUNT + 1)
        return talk

    folder = tmp_path_factory.mktemp("poured")
    return side_by_side({name: partial(pour, server) for name, server in started.succeeded().items()}, folder)


def test_a_thousand_messages_a_second_become_rows_with_none_lost(
    name: str, server: Broker, poured: Outcomes[Talk]
) -> None:
    talk = poured[name]
    assert numbered(talk) == EXPECTED
    assert talk.counts().reconnects == 0


async def test_what_is_sent_is_echoed(server: Broker) -> None:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server)))
        await talk.until(lambda: len(talk.rows()) == 1)
        talk.host.send(SendText("feed", '{"k": "grüß \\u2028", "p": 42.5}'))
        await talk.until(lambda: len(talk.rows()) == 2)
    assert numbered(talk)[1] == ("grüß \u2028", 42.5)


@pytest.mark.parametrize("name", [name for name in PLAIN if name not in ("tyrus", "websocketd")])
async def test_a_login_in_the_handshake_is_taken_and_a_wrong_one_refused(name: str, server: Broker) -> None:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("right", watched(server, headers={"Authorization": "Bearer secret"})))
        await talk.until(lambda: bool(talk.rows("right")))
        talk.host.send(OpenFeed("wrong", watched(server, headers={"Authorization": "Bearer hunter2"})))
        await talk.state(FeedState.NEEDS_ATTENTION, "wrong")
        status = talk.status("wrong")
    assert status is not None
    assert ("forbids this (403)" if name in ("uvicorn", "daphne") else "wants a login (401)") in status.detail
    assert "key" in status.advice
    assert "hunter2" not in str(talk.messages)


@pytest.mark.parametrize("name", [name for name in PLAIN if name != "websocketd"])
async def test_a_login_by_message_is_refused_with_a_code_of_the_server_s_own(name: str, server: Broker) -> None:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server, '{"token": "hunter2"}', fatal_codes=(3001,))))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    # Daphne leaves out why.
    assert status.detail.partition("(")[2] == ("3001)" if name == "daphne" else "3001): not authorised")


async def test_a_farewell_is_told(name: str, server: Broker) -> None:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server)))
        await talk.until(lambda: len(talk.rows()) == 1)
        talk.host.send(SendText("feed", '{"bye": 4321}'))
        await talk.until(lambda: len(talk.rows()) == 2)
    reasons = {"daphne": "4321)", "websocketd": "1006)"}
    assert talk.gaps()[0].reason.partition("(")[2] == reasons.get(name, "4321): done")


AT_RESTART = {
    "node-ws": "the server restarts (1012): deploy",
    "aiohttp": "the server went away (1001): deploy",
    "uvicorn": "the server restarts (1012)",
    "jetty9": "the server closed the connection without a code (1005)",
}


@pytest.fixture(scope="module")
def restarted(started: Outcomes[Broker], tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come of all servers, which restart at the same time."""

    async def restart(server: Broker, _: Path) -> Talk:
        async with hosting("inline") as talk:
            talk.host.send(OpenFeed("feed", watched(server, '{"token": "secret"}', '{"k": "again", "p": 1}')))
            await talk.until(lambda: len(talk.rows()) == 2)
            await server.stop()
            await talk.until(lambda: bool(talk.gaps()))
            await server.start()
            await talk.until(lambda: len(talk.rows()) == 4)
        return talk

    folder = tmp_path_factory.mktemp("restarted")
    return side_by_side({name: partial(restart, server) for name, server in started.succeeded().items()}, folder)


def test_a_restart_is_survived_and_all_is_said_again(name: str, server: Broker, restarted: Outcomes[Talk]) -> None:
    talk = restarted[name]
    assert numbered(talk) == [("hello", 0.5), ("again", 1.0)] * 2
    assert talk.gaps()[0].reason == AT_RESTART.get(name, "the connection was cut without a close (1006)")
