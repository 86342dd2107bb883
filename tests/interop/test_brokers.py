"""Whole conversations with message brokers of other people: login, subscription, a steady stream, restart, farewell."""

import asyncio
import base64
import contextlib
import json
import signal
from binascii import crc_hqx
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
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
from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule, StompRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.profile import Limits, Profile, StreamRule
from monitor.wire.dialects.nats_keys import NKey
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_brokers import Broker, RabbitMq, aedes, broker, mosquitto, nats_server
from tests.helpers.side_by_side import COUNT, RATE, SECONDS, Outcomes, side_by_side

TURNS = 20
pytestmark = pytest.mark.timeout(120)


@dataclass(frozen=True)
class Family:
    """A broker, how a feed watches it, and how somebody else publishes there, by hand.

    wrong:  what to change for a login that is refused.
    closed: what to change for a subscription that is refused; nothing where the broker refuses none.
    """

    make: Callable[[Path], Broker]
    dialect: Callable[..., DialectRule]
    key: str
    message: Callable[[str, float], str]
    subprotocols: tuple[str, ...] | None
    hello: list[bytes | str]
    publish: Callable[[str, str], bytes | str]
    wrong: dict[str, str]
    closed: dict[str, Any]


def mqtt_publish(topic: str, payload: str) -> bytes:
    body = len(topic).to_bytes(2, "big") + topic.encode() + payload.encode()
    return bytes((0x30, len(body))) + body


MQTT_HELLO = b"\x10\x1b\0\x04MQTT\x04\xc2\0\0\0\2me\0\x03ann\0\6secret"


def mqtt(version: int, make: Callable[[Path], Broker]) -> Family:
    def dialect(**more: Any) -> MqttRule:
        return MqttRule(
            **{"version": version, "username": "ann", "password": "secret", "topics": ("prices/+",), **more}
        )

    return Family(
        make=make,
        dialect=dialect,
        key="levels[1]",
        message=lambda key, price: json.dumps({"topic": f"prices/{key}", "payload": {"price": price}, "qos": 1}),
        subprotocols=("mqtt",),
        hello=[MQTT_HELLO],
        publish=lambda key, payload: mqtt_publish(f"prices/{key}", payload),
        wrong={"password": "wrong"},
        closed={"topics": ("prices/+", "closed")} if make is aedes else {},
    )


def nats() -> Family:
    def dialect(**more: Any) -> NatsRule:
        return NatsRule(**{"user": "ann", "password": "secret", "subjects": ("prices.*",), **more})

    return Family(
        make=nats_server,
        dialect=dialect,
        key="tokens[1]",
        message=lambda key, price: json.dumps({"subject": f"prices.{key}", "payload": {"price": price}}),
        subprotocols=None,
        hello=[b'CONNECT {"verbose":false,"user":"ann","pass":"secret"}\r\n'],
        publish=lambda key, payload: f"PUB prices.{key} {len(payload)}\r\n{payload}\r\n".encode(),
        wrong={"password": "wrong"},
        closed={"subjects": ("prices.*", "closed")},
    )


FAMILIES = {
    "mosquitto-3.1.1": mqtt(4, mosquitto),
    "mosquitto-5": mqtt(5, mosquitto),
    "aedes-3.1.1": mqtt(4, aedes),
    "nats": nats(),
}


@pytest.fixture(params=FAMILIES)
def family(request: pytest.FixtureRequest) -> Family:
    return FAMILIES[request.param]


def profile(family: Family, server: Broker, **more: Any) -> Profile:
    stream = StreamRule(name="ticks", columns={"price": "payload.price"}, when={"payload.price": "*"}, key=family.key)
    return profile_for(server.address, stream=(stream,), dialect=family.dialect(**more), limits=Limits(send_rate=100.0))


@contextlib.asynccontextmanager
async def watching(profile: Profile) -> AsyncIterator[Talk]:
    async with hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile))
        yield talk


@contextlib.asynccontextmanager
async def publisher(family: Family, server: Broker) -> AsyncIterator[ClientConnection]:
    async with connect(server.address, subprotocols=family.subprotocols) as client:
        for message in family.hello:
            await client.send(message)
        await client.recv()
        yield client


async def until_subscribed(talk: Talk, family: Family, client: ClientConnection) -> None:
    """Publish until something comes through."""
    before = len(talk.rows())
    for _ in range(100):
        if len(talk.rows()) > before:
            return
        await client.send(family.publish("probe", '{"price": 0}'))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.1):
                await talk.until(lambda: len(talk.rows()) > before)
    pytest.fail(f"nothing comes through: {talk.status()}")


async def pour(family: Family, folder: Path) -> Talk:
    """What comes while somebody else publishes."""
    async with (
        broker(family.make, folder) as server,
        watching(profile(family, server)) as talk,
        publisher(family, server) as client,
    ):
        await until_subscribed(talk, family, client)

        async def publish() -> None:
            each = RATE // TURNS
            for turn in range(SECONDS * TURNS):
                for index in range(turn * each, (turn + 1) * each):
                    await client.send(family.publish(f"K{index % 5}", f'{{"price": {index + 1}}}'))
                await asyncio.sleep(1 / TURNS)

        await talk.until_done(publish())
        await talk.until(lambda: any(price == COUNT for price in talk.prices()))
    return talk


@pytest.fixture(scope="module")
def poured(tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come of all brokers at the same time."""
    jobs = {name: partial(pour, family) for name, family in FAMILIES.items()}
    return side_by_side(jobs, tmp_path_factory.mktemp("poured"))


@pytest.mark.parametrize("name", FAMILIES)
def test_a_thousand_messages_a_second_become_rows_with_none_lost(name: str, poured: Outcomes[Talk]) -> None:
    rows = [(key, values[0]) for _, key, values in poured[name].rows() if key != "probe"]
    assert rows == [(f"K{index % 5}", index + 1.0) for index in range(COUNT)]


async def test_what_is_sent_is_echoed(family: Family, tmp_path: Path) -> None:
    async with broker(family.make, tmp_path) as server, watching(profile(family, server)) as talk:
        async with publisher(family, server) as client:
            await until_subscribed(talk, family, client)
        talk.host.send(SendText("feed", family.message("own", 42.5)))
        await talk.until(lambda: ("ticks", "own", (42.5,)) in talk.rows())


async def test_a_wrong_password_asks_the_user(family: Family, tmp_path: Path) -> None:
    async with broker(family.make, tmp_path) as server, watching(profile(family, server, **family.wrong)) as talk:
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "refused" in status.detail
    assert "Check" in status.advice
    assert "wrong" not in status.detail + status.advice


async def test_a_forbidden_subscription_asks_the_user(family: Family, tmp_path: Path) -> None:
    if not family.closed:
        pytest.skip("this broker refuses no subscription as it is set up here")
    async with broker(family.make, tmp_path) as server, watching(profile(family, server, **family.closed)) as talk:
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "closed" in status.detail


async def test_a_restart_is_survived_and_subscribed_to_again(family: Family, tmp_path: Path) -> None:
    async with broker(family.make, tmp_path) as server, watching(profile(family, server)) as talk:
        async with publisher(family, server) as client:
            await until_subscribed(talk, family, client)
        await server.stop()
        await talk.until(lambda: bool(talk.gaps()))
        await server.start()
        async with publisher(family, server) as client:
            await until_subscribed(talk, family, client)
    assert talk.gaps()[0].reason


async def test_mosquitto_takes_every_quality_of_service_both_ways(tmp_path: Path) -> None:
    family = FAMILIES["mosquitto-5"]
    async with broker(family.make, tmp_path) as server, watching(profile(family, server, qos=2)) as talk:
        await talk.until(lambda: talk.counts().sent == 2)
        for quality in (0, 1, 2):
            publication = {"topic": "prices/q", "payload": {"price": quality}, "qos": quality, "retain": quality == 2}
            talk.host.send(SendText("feed", json.dumps(publication)))
        await talk.until(lambda: len(talk.rows()) == 3)
        talk.host.send(OpenFeed("other", profile(family, server)))
        await talk.until(lambda: bool(talk.rows("other")))
    assert talk.prices() == [0.0, 1.0, 2.0]
    assert talk.prices("other") == [2.0]


SEED = base64.b32encode((head := bytes((0x95, 0)) + bytes(range(32))) + crc_hqx(head, 0).to_bytes(2, "little")).decode()


async def test_nats_lets_in_the_owner_of_an_nkey(tmp_path: Path) -> None:
    family = FAMILIES["nats"]
    make = partial(nats_server, nkey=NKey(SEED).public)
    login = {"user": "", "password": "", "seed": SEED}
    async with (
        broker(make, tmp_path) as server,
        watching(profile(family, server, **login)) as talk,
        publisher(family, server) as client,
    ):
        await until_subscribed(talk, family, client)


async def test_nats_says_that_it_shuts_down(tmp_path: Path) -> None:
    family = FAMILIES["nats"]
    async with broker(family.make, tmp_path) as server, watching(profile(family, server)) as talk:
        async with publisher(family, server) as client:
            await until_subscribed(talk, family, client)
        await server.stop(signal.SIGUSR2)
        await talk.until(lambda: bool(talk.gaps()))
    # In lame duck mode it takes no other connection; this one delivers until the server has gone.
    assert "Server Shutdown" in talk.gaps()[0].reason


@pytest.fixture(scope="module")
def rabbit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMq]:
    server = RabbitMq(tmp_path_factory.mktemp("rabbitmq"))
    server.start()
    yield server
    server.stop()


def stomp(server: RabbitMq, **more: Any) -> Profile:
    rule = {
        "login": "guest",
        "passcode": "guest",
        "destinations": ("/topic/prices.*",),
        "heartbeat_seconds": 1.0,
        **more,
    }
    stream = StreamRule(name="ticks", columns={"price": "body.price"}, when={"body.price": "*"}, key="destination")
    return profile_for(server.address, stream=(stream,), dialect=StompRule(**rule), limits=Limits(send_rate=100.0))


def stomp_send(key: str, price: float) -> str:
    return json.dumps({"destination": f"/topic/prices.{key}", "body": {"price": price}})


async def test_rabbitmq_becomes_rows_with_none_lost(rabbit: RabbitMq) -> None:
    async with watching(stomp(rabbit)) as talk:
        await talk.until(lambda: talk.counts().sent >= 2)
        while not talk.rows():
            talk.host.send(SendText("feed", stomp_send("probe", 0)))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    await talk.until(lambda: bool(talk.rows()))
        async with connect(rabbit.address, subprotocols=["v12.stomp"]) as client:
            await client.send("CONNECT\naccept-version:1.2\nhost:/\nlogin:guest\npasscode:guest\n\n\0")
            await client.recv()

            async def pour() -> None:
                each = RATE // TURNS
                for turn in range(SECONDS * TURNS):
                    for index in range(turn * each, (turn + 1) * each):
                        await client.send(f'SEND\ndestination:/topic/prices.x\n\n{{"price": {index + 1}}}\0')
                    await asyncio.sleep(1 / TURNS)

            await talk.until_done(pour())
            await talk.until(lambda: any(price == COUNT for price in talk.prices()))
        prices = [values[0] for _, key, values in talk.rows() if key.endswith("prices.x")]
    assert prices == [index + 1.0 for index in range(COUNT)]


async def test_rabbitmq_refuses_a_wrong_passcode(rabbit: RabbitMq) -> None:
    async with watching(stomp(rabbit, passcode="wrong")) as talk:
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "Access refused" in status.detail
    assert "passcode" in status.advice


async def test_rabbitmq_stays_as_long_as_hearts_beat_and_says_what_it_does_not_know(rabbit: RabbitMq) -> None:
    async with watching(stomp(rabbit)) as talk:
        await talk.until(lambda: talk.counts().sent >= 6)  # Without beats it ends the session after three seconds.
        assert not talk.gaps()
        talk.host.send(SendText("feed", json.dumps({"destination": "/nowhere/x", "body": "y"})))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "nowhere" in status.detail


def rabbit_mqtt(server: RabbitMq, **more: Any) -> Profile:
    rule = {"version": 4, "username": "guest", "password": "guest", "topics": ("prices/+",), "qos": 1, **more}
    stream = StreamRule(name="ticks", columns={"price": "payload"}, when={"payload": "*"}, key="levels[1]")
    return profile_for(server.mqtt_address, stream=(stream,), dialect=MqttRule(**rule), limits=Limits(send_rate=100.0))


async def test_rabbitmq_echoes_over_mqtt_with_acknowledgements(rabbit: RabbitMq) -> None:
    async with watching(rabbit_mqtt(rabbit, keep_alive_seconds=2.0)) as talk:
        await talk.until(lambda: talk.counts().sent >= 3)  # Login, subscription and a ping.
        for price in (1, 2, 3):
            talk.host.send(SendText("feed", json.dumps({"topic": "prices/x", "payload": price, "qos": 1})))
        await talk.until(lambda: len(talk.rows()) == 3)
        assert talk.prices() == [1.0, 2.0, 3.0]
        assert not talk.gaps()


async def test_rabbitmq_is_subscribed_to_again_after_a_restart(rabbit: RabbitMq) -> None:
    async def echoed(talk: Talk, key: str) -> None:
        while not any(each.endswith(f"prices.{key}") for _, each, _ in talk.rows()):
            talk.host.send(SendText("feed", stomp_send(key, 1)))
            await talk.until_done(asyncio.sleep(0.2))

    async with watching(stomp(rabbit)) as talk:
        await echoed(talk, "before")
        await talk.until_done(asyncio.to_thread(rabbit.stop))
        await talk.until(lambda: bool(talk.gaps()))
        await talk.until_done(asyncio.to_thread(rabbit.start))
        await echoed(talk, "after")
    assert talk.gaps()[0].reason == "the connection was cut without a close (1006)"
