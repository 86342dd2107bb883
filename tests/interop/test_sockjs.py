"""Conversations with a SockJS server of other people, with its frames and without."""

import json
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
from tests.helpers.hosting import hosting, profile_for
from tests.helpers.servers_socketio import served, sockjs

COUNT = 2_000


def framed(address: str, *says: Any, **more: Any) -> Profile:
    sends = tuple(Send(text=json.dumps(each)) for each in says)
    return profile_for(address, **{"dialect": SockJsRule(), "send": sends, **more})


def raw(address: str, *says: Any, **more: Any) -> Profile:
    return framed(f"{address}/websocket", *says, dialect=None, **more)


def raw_all_the_same(address: str, *says: Any, **more: Any) -> Profile:
    return framed(f"{address}/websocket", *says, **more)


def with_session(address: str, *says: Any, **more: Any) -> Profile:
    return framed(f"{address}/000/some-session/websocket", *says, **more)


@pytest.mark.parametrize("way", [framed, raw, raw_all_the_same, with_session])
async def test_a_thousand_messages_a_second_become_rows_with_none_lost(way: Any, tmp_path: Path) -> None:
    async with served(sockjs, tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", way(server.address, {"token": "secret"}, {"pour": COUNT})))
        await talk.until(lambda: len(talk.rows()) > COUNT)
        assert talk.counts().reconnects == 0
    numbered = [(key, values[0]) for _, key, values in talk.rows()]
    assert numbered == [("hello", 0.5), *((f"K{index % 5}", float(index)) for index in range(1, COUNT + 1))]


@pytest.mark.parametrize("way", [framed, raw])
async def test_what_is_sent_is_echoed(way: Any, tmp_path: Path) -> None:
    text = '{"k": "grüß \\u2028", "p": 42.5}'
    async with served(sockjs, tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", way(server.address)))
        await talk.until(lambda: len(talk.rows()) == 1)
        talk.host.send(SendText("feed", text))
        await talk.until(lambda: ("ticks", "grüß \u2028", (42.5,)) in talk.rows())


async def test_a_close_inside_the_frames_is_told_with_its_code(tmp_path: Path) -> None:
    async with served(sockjs, tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", framed(server.address)))
        await talk.until(lambda: len(talk.rows()) == 1)
        talk.host.send(SendText("feed", '{"bye": 4321}'))
        await talk.until(lambda: len(talk.rows()) == 2)
    assert talk.gaps()[0].reason == "the server has closed the session (4321): done"


async def test_a_refused_login_asks_the_user_where_the_profile_knows_its_code(tmp_path: Path) -> None:
    async with served(sockjs, tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", framed(server.address, {"token": "wrong"}, fatal_codes=(3001,))))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert status.detail == "the server has closed the session (3001): not authorised"
    assert status.close_code == 3001


async def test_a_restart_is_survived_and_all_is_said_again(tmp_path: Path) -> None:
    async with served(sockjs, tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", framed(server.address, {"k": "again", "p": 1})))
        await talk.until(lambda: len(talk.rows()) == 2)
        await server.stop()
        await talk.until(lambda: bool(talk.gaps()))
        await server.start()
        await talk.until(lambda: len(talk.rows()) == 4)
    assert [key for _, key, _ in talk.rows()] == ["hello", "again"] * 2
