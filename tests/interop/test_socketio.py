"""Conversations with Socket.IO servers of other people: login, a steady stream, attachments, restart, farewell."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import (
    OpenFeed,
    SendText,
)
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.profile import Profile, Send, StreamRule
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_socketio import PythonSocketIo, served, socketio_2, socketio_4
from tests.helpers.side_by_side import COUNT, Outcomes, side_by_side, until_poured

SERVERS: dict[str, tuple[Any, int]] = {
    "socket.io-4": (socketio_4, 4),
    "socket.io-2": (socketio_2, 3),
    "python-socketio": (PythonSocketIo, 4),
}
pytestmark = pytest.mark.timeout(120)


@pytest.fixture(params=SERVERS)
def made(request: pytest.FixtureRequest) -> tuple[Any, int]:
    return SERVERS[request.param]


def watched(
    address: str, version: int, *says: str, token: str = "secret", namespace: str = "/", **more: Any
) -> Profile:
    rule = SocketIoRule(version=4 if version == 4 else 3, auth={"token": token}, namespace=namespace)
    ticks = StreamRule(name="ticks", columns={"price": "[1].p"}, when={"[0]": "tick", "[1].p": "*"}, key="[1].k")
    inner = StreamRule(name="inner", columns={"price": "[1].inner.p"}, key="[1].k")
    sends = tuple(Send(text=text) for text in says)
    return profile_for(address, **{"dialect": rule, "send": sends, "stream": (ticks, inner), **more})


def ticks(talk: Talk) -> list[tuple[str, float]]:
    return [(key, values[0]) for stream, key, values in talk.rows() if stream == "ticks"]


@pytest.fixture(scope="module")
def poured(tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come of all servers, in either namespace, at the same time."""

    async def pour(name: str, namespace: str, folder: Path) -> Talk:
        make, version = SERVERS[name]
        async with served(make, folder) as server, hosting("inline") as talk:
            profile = watched(server.address, version, json.dumps(["pour", COUNT]), namespace=namespace)
            talk.host.send(OpenFeed("feed", profile))
            await until_poured(talk, COUNT + 1)
        return talk

    jobs = {f"{name}{space}": partial(pour, name, space) for name in SERVERS for space in ("/", "/prices")}
    return side_by_side(jobs, tmp_path_factory.mktemp("poured"))


@pytest.mark.parametrize("namespace", ["/", "/prices"])
@pytest.mark.parametrize("name", SERVERS)
def test_a_thousand_events_a_second_become_rows_with_none_lost(
    name: str, namespace: str, poured: Outcomes[Talk]
) -> None:
    talk = poured[name + namespace]
    # Seconds of heartbeats of 0.3 s, and still the same connection.
    assert talk.counts().reconnects == 0
    assert talk.counts().messages == COUNT + 1
    assert talk.counts().unmatched == 0
    assert ticks(talk) == [("hello", 0.5), *((f"K{index % 5}", float(index)) for index in range(1, COUNT + 1))]


async def test_a_quiet_connection_stays_by_its_heartbeats(made: tuple[Any, int], tmp_path: Path) -> None:
    async with served(made[0], tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server.address, made[1])))
        await talk.until(lambda: len(ticks(talk)) == 1)
        before = talk.counts().sent
        # At least one of ours: an answer, or a ping.
        await talk.until(lambda: talk.counts().sent >= before + 2)
        assert talk.counts().reconnects == 0
        assert talk.gaps() == []


async def test_what_is_sent_is_echoed_and_what_is_asked_is_answered(made: tuple[Any, int], tmp_path: Path) -> None:
    async with served(made[0], tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server.address, made[1])))
        # Before the login is done: it waits for that.
        await talk.until(lambda: talk.status() is not None and talk.status().state.connected)
        talk.host.send(SendText("feed", '["echo", {"k": "own", "p": 42.5}]'))
        talk.host.send(SendText("feed", "17"))
        talk.host.send(SendText("feed", '["ask"]'))
        await talk.until(lambda: ("answered", 2.0) in ticks(talk))
    assert ticks(talk) == [("hello", 0.5), ("own", 42.5), ("message", 17.0), ("asked", 1.0), ("answered", 2.0)]


async def test_attachments_stand_in_their_places(made: tuple[Any, int], tmp_path: Path) -> None:
    async with served(made[0], tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server.address, made[1], '["attach"]'), raw=True))
        await talk.until(lambda: ("inner", "attached", (7.5,)) in talk.rows())


async def test_a_wrong_token_asks_the_user(made: tuple[Any, int], tmp_path: Path) -> None:
    async with served(made[0], tmp_path) as server, hosting("inline") as talk:
        talk.host.send(
            OpenFeed("feed", watched(server.address, made[1], token="s3cret-but-wrong", namespace="/prices"))
        )
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "refused the login: not authorised" in status.detail
    assert "auth" in status.advice
    assert "s3cret" not in str(talk.messages)


async def test_a_session_that_the_server_ends_is_begun_again(made: tuple[Any, int], tmp_path: Path) -> None:
    async with served(made[0], tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server.address, made[1])))
        await talk.until(lambda: len(ticks(talk)) == 1)
        talk.host.send(SendText("feed", '["bye-space"]'))
        await talk.until(lambda: len(ticks(talk)) == 2)
    assert talk.gaps()[0].reason == "the server has ended the session"


async def test_a_restart_is_survived_and_all_is_said_again(made: tuple[Any, int], tmp_path: Path) -> None:
    async with served(made[0], tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server.address, made[1], '["echo", {"k": "again", "p": 1}]')))
        await talk.until(lambda: len(ticks(talk)) == 2)
        await server.stop()
        await talk.until(lambda: bool(talk.gaps()))
        await server.start()
        await talk.until(lambda: len(ticks(talk)) == 4)
    assert ticks(talk) == [("hello", 0.5), ("again", 1.0)] * 2
    assert talk.counts().reconnects == 1


async def test_an_older_server_is_told_apart(tmp_path: Path) -> None:
    async with served(socketio_2, tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(f"{server.address}?token=secret", 4)))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "older version of Socket.IO" in status.detail
    assert "version = 3" in status.advice
