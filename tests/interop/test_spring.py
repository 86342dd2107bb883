"""Spring Boot's own protocols: the simple broker's STOMP, alone and inside SockJS, and SockJS with raw messages."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed, SendText
from monitor.engine.messages import FeedStatus
from monitor.feed.dialect_rules.brokers import StompRule
from monitor.feed.profile import Limits, Profile, StreamRule
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_brokers import Broker
from tests.helpers.servers_plain import java
from tests.helpers.side_by_side import COUNT, Outcomes, side_by_side, until_poured

WAYS = ("stomp", "stomp-sockjs")
pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    server = java("spring", "", tmp_path_factory.mktemp("spring"))
    asyncio.run(server.start())
    yield server
    asyncio.run(server.stop())


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def stomp(server: Broker, way: str, **more: Any) -> Profile:
    rule = {
        "login": "ann",
        "passcode": "secret",
        "destinations": ("/topic/prices.*",),
        "heartbeat_seconds": 0.5,
        "sockjs": way == "stomp-sockjs",
        **more,
    }
    stream = StreamRule(name="ticks", columns={"price": "body.price"}, when={"body.price": "*"}, key="destination")
    limits = Limits(send_rate=100.0)
    return profile_for(f"{server.address}/{way}", stream=(stream,), dialect=StompRule(**rule), limits=limits)


def to_send(destination: str, body: Any) -> str:
    return json.dumps({"destination": destination, "body": body})


async def subscribed(talk: Talk) -> None:
    """Send until something comes back: the broker says nothing when a subscription holds."""
    before = len(talk.rows())
    for _ in range(100):
        if len(talk.rows()) > before:
            return
        talk.host.send(SendText("feed", to_send("/topic/prices.probe", {"price": 0.5})))
        await talk.until_done(asyncio.sleep(0.1))
    pytest.fail(f"nothing comes back: {talk.status()}")


@asynccontextmanager
async def watching(profile: Profile) -> AsyncIterator[Talk]:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile))
        yield talk


@pytest.fixture(scope="module")
def poured(spring: Broker, tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come either way at the same time, by topics of its own."""

    async def pour(way: str, _: Path) -> Talk:
        async with watching(stomp(spring, way, destinations=(f"/topic/{way}.*",))) as talk:
            await talk.until(lambda: talk.counts().sent >= 2)
            talk.host.send(SendText("feed", to_send(f"/app/pour/{way}", {"pour": COUNT})))
            await until_poured(talk, COUNT)
        return talk

    return side_by_side({way: partial(pour, way) for way in WAYS}, tmp_path_factory.mktemp("poured"))


def test_stomp_a_thousand_messages_a_second_become_rows_with_none_lost(way: str, poured: Outcomes[Talk]) -> None:
    talk = poured[way]
    numbered = [(key, values[0]) for _, key, values in talk.rows()]
    assert numbered == [(f"/topic/{way}.{index % 5}", float(index)) for index in range(1, COUNT + 1)]
    # Seconds of heart-beats both ways, and still the same session.
    assert talk.counts().reconnects == 0


async def test_stomp_what_is_sent_is_echoed(way: str, spring: Broker) -> None:
    async with watching(stomp(spring, way)) as talk:
        await subscribed(talk)
        talk.host.send(SendText("feed", to_send("/topic/prices.own", {"price": 42.5})))
        await talk.until(lambda: ("ticks", "/topic/prices.own", (42.5,)) in talk.rows())


async def test_stomp_a_wrong_passcode_asks_the_user(way: str, spring: Broker) -> None:
    async with watching(stomp(spring, way, passcode="hunter2")) as talk:
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "refused" in status.detail
    assert "passcode" in status.advice
    assert "hunter2" not in str(talk.messages)


async def test_stomp_a_forbidden_destination_is_told_in_the_server_s_words(way: str, spring: Broker) -> None:
    async with watching(stomp(spring, way, destinations=("/topic/closed",))) as talk:
        # All that Spring says of an interceptor's refusal.
        said = "the server sent a STOMP error: Failed to send message to"
        await talk.until(lambda: any(said in status.detail for status in talk.of(FeedStatus)))


@pytest.fixture(scope="module")
def restarted(spring: Broker, tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come either way before and after a restart."""
    ready = asyncio.Barrier(len(WAYS))

    async def restart(way: str, _: Path) -> Talk:
        async with watching(stomp(spring, way)) as talk:
            await subscribed(talk)
            await ready.wait()
            if way == WAYS[0]:
                await spring.stop()
            await talk.until(lambda: bool(talk.gaps()))
            await ready.wait()
            if way == WAYS[0]:
                await spring.start()
            await talk.until(lambda: talk.counts().reconnects == 1)
            await subscribed(talk)
        return talk

    return side_by_side({way: partial(restart, way) for way in WAYS}, tmp_path_factory.mktemp("restarted"))


def test_stomp_a_restart_is_survived_and_subscribed_to_again(way: str, restarted: Outcomes[Talk]) -> None:
    assert restarted[way].gaps()[0].reason == "the connection was cut without a close (1006)"
