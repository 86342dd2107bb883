"""Conversations with Centrifugo itself: token, steady stream, history, farewell, restart."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed, SendText
from monitor.feed.dialect_rules.channels import CentrifugoRule, ChannelToJoin
from monitor.feed.profile import Profile, StreamRule
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_brokers import Broker
from tests.helpers.servers_channels import CENTRIFUGO_SECRET, centrifugo
from tests.helpers.servers_socketio import served
from tests.helpers.side_by_side import COUNT, RATE

TURNS = 20


def token(secret: str = CENTRIFUGO_SECRET) -> str:
    """A JSON web token of the user `ann`."""

    def packed(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    head, claims = json.dumps({"alg": "HS256", "typ": "JWT"}), json.dumps({"sub": "ann"})
    signed = f"{packed(head.encode())}.{packed(claims.encode())}"
    return f"{signed}.{packed(hmac.digest(secret.encode(), signed.encode(), 'sha256'))}"


def watched(server: Broker, *, channel: str = "prices", token: str = token()) -> Profile:
    rule = CentrifugoRule(channels=(ChannelToJoin(channel),), token=token)
    ticks = StreamRule(name="ticks", columns={"price": "data.p"}, when={"data.p": "*"}, key="data.k")
    return profile_for(server.address, dialect=rule, stream=(ticks,))


def ticks(talk: Talk) -> list[tuple[str, float]]:
    return [(key, values[0]) for _, key, values in talk.rows()]


class Api:
    """The server's own side."""

    def __init__(self, http: aiohttp.ClientSession, server: Broker) -> None:
        self._http = http
        self._address = f"http://127.0.0.1:{server.port}/api"

    async def call(self, method: str, **what: Any) -> None:
        headers = {"X-API-Key": CENTRIFUGO_SECRET}
        async with self._http.post(f"{self._address}/{method}", json=what, headers=headers) as answer:
            told = await answer.json()
            assert "error" not in told, told

    async def publish(self, *ticks: tuple[str, float]) -> None:
        commands = [{"publish": {"channel": "prices", "data": {"k": key, "p": price}}} for key, price in ticks]
        await self.call("batch", commands=commands)


@asynccontextmanager
async def watching(folder: Path, **more: Any) -> AsyncIterator[tuple[Talk, Broker, Api]]:
    async with (
        served(centrifugo, folder) as server,
        hosting("inline") as talk,
        aiohttp.ClientSession() as http,
    ):
        talk.host.send(OpenFeed("feed", watched(server, **more)))
        yield talk, server, Api(http, server)


async def echoed(talk: Talk, price: float) -> None:
    """What is sent comes back, which shows that the channel is subscribed to."""
    await talk.until(lambda: (status := talk.status()) is not None and status.state.connected)
    talk.host.send(SendText("feed", json.dumps({"channel": "prices", "data": {"k": "own", "p": price}})))
    await talk.until(lambda: ("own", price) in ticks(talk))


async def test_a_thousand_messages_a_second_become_rows_with_none_lost(tmp_path: Path) -> None:
    async with watching(tmp_path) as (talk, _, api):
        await echoed(talk, 0.5)
        each = RATE // TURNS
        loop = asyncio.get_running_loop()

        async def pour() -> None:
            due = loop.time()
            for first in range(1, COUNT + 1, each):
                await api.publish(*((f"K{index % 5}", index) for index in range(first, first + each)))
                due += 1 / TURNS
                await asyncio.sleep(due - loop.time())

        await talk.until_done(pour())
        await talk.until(lambda: talk.counts().messages > COUNT)
        assert talk.counts().reconnects == 0
    assert ticks(talk) == [("own", 0.5), *((f"K{index % 5}", float(index)) for index in range(1, COUNT + 1))]


async def test_a_wrong_token_asks_the_user(tmp_path: Path) -> None:
    wrong = token("another")
    async with watching(tmp_path, token=wrong) as (talk, _, _):
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "(3500): invalid token" in status.detail
    assert wrong not in str(talk.messages)


async def test_a_channel_that_is_refused_is_named(tmp_path: Path) -> None:
    async with watching(tmp_path, channel="closed:prices") as (talk, _, _):
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "closed:prices" in status.detail
    assert "permission denied" in status.detail


async def test_what_was_published_meanwhile_is_recovered(tmp_path: Path) -> None:
    async with watching(tmp_path) as (talk, _, api):
        await echoed(talk, 0.5)
        await api.call("disconnect", user="ann", disconnect={"code": 3111, "reason": "round over"})
        await api.publish(("missed", 1), ("missed", 2))
        await talk.until(lambda: talk.counts().reconnects == 1)
        await api.publish(("after", 3))
        await talk.until(lambda: ("after", 3.0) in ticks(talk))
    assert "(3111): round over" in talk.gaps()[0].reason
    assert ticks(talk) == [("own", 0.5), ("missed", 1.0), ("missed", 2.0), ("after", 3.0)]


async def test_a_farewell_that_is_final_asks_the_user(tmp_path: Path) -> None:
    async with watching(tmp_path) as (talk, _, api):
        await echoed(talk, 0.5)
        await api.call("disconnect", user="ann")
        await talk.state(FeedState.NEEDS_ATTENTION)
    assert "(3503): force disconnect" in talk.gaps()[0].reason


async def test_a_restart_is_survived_and_subscribed_to_again(tmp_path: Path) -> None:
    async with watching(tmp_path) as (talk, server, _):
        await echoed(talk, 0.5)
        await talk.until_done(server.stop())
        await talk.until(lambda: bool(talk.gaps()))
        await talk.until_done(server.start())
        await echoed(talk, 1.5)
        assert "(3001): shutdown" in talk.gaps()[0].reason
