"""What servers of other people speak, told by their address alone."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import ProfileFound, Recognised
from monitor.feed.recognition.names import kind_of
from tests.helpers.hosting import hosting, profile_for
from tests.helpers.servers_brokers import RabbitMq, aedes, mosquitto, nats_server
from tests.helpers.servers_calls import crossbar, graphql
from tests.helpers.servers_channels import (
    ActionCableServer,
    CentrifugoServer,
    PhoenixServer,
    PusherServer,
    faye,
)
from tests.helpers.servers_plain import java
from tests.helpers.servers_socketio import PythonSocketIo, socketio_2, socketio_4, sockjs

pytestmark = pytest.mark.timeout(120)

SERVERS: dict[str, tuple[Callable[[Path], Any], str, str]] = {
    "socket.io-4": (socketio_4, "socketio", "Socket.IO 4"),
    "socket.io-2": (socketio_2, "socketio", "Socket.IO 2"),
    "python-socketio": (PythonSocketIo, "socketio", "Socket.IO 4"),
    "sockjs-node": (sockjs, "sockjs", "SockJS"),
    "spring-sockjs": (partial(java, "spring", "/prices"), "sockjs", "SockJS"),
    "spring-stomp": (partial(java, "spring", "/stomp"), "stomp", "STOMP"),
    "spring-stomp-sockjs": (partial(java, "spring", "/stomp-sockjs"), "stomp", "STOMP 1.2"),
    "mosquitto": (mosquitto, "mqtt", "MQTT"),
    "aedes": (aedes, "mqtt", "MQTT"),
    "nats": (nats_server, "nats", "NATS"),
    "graphql-ws": (partial(graphql, "current"), "graphql", "GraphQL"),
    "subscriptions-transport-ws": (partial(graphql, "legacy"), "graphql", "GraphQL, older protocol"),
    "crossbar": (crossbar, "wamp", "WAMP 2"),
    "faye": (faye, "bayeux", "Bayeux"),
    "centrifugo-ours": (CentrifugoServer, "centrifugo", "Centrifugo"),
    "phoenix-ours": (PhoenixServer, "phoenix", "Phoenix channels"),
    "pusher-ours": (PusherServer, "pusher", "Pusher"),
    "actioncable-ours": (ActionCableServer, "actioncable", "Action Cable"),
}


async def told_at(address: str) -> tuple[Recognised, float]:
    """What is told of an address that was pasted, and the seconds that it took."""
    loop = asyncio.get_running_loop()
    async with hosting("inline") as talk:
        begun = loop.time()
        talk.host.send(OpenFeed("feed", profile_for(address, stream=(), discover=True, recognise=True)))
        await talk.until(lambda: bool(talk.of(Recognised)))
        return talk.of(Recognised)[0], loop.time() - begun


def check(told: Recognised, kind: str, what: str) -> None:
    assert told.found is not None, told.tried
    assert (kind_of(told.found.rule), told.found.what) == (kind, what), told.tried


@pytest.mark.parametrize("name", SERVERS)
async def test_a_server_is_recognised_by_its_address_within_five_seconds(name: str, tmp_path: Path) -> None:
    make, kind, what = SERVERS[name]
    server = make(tmp_path)
    await server.start()
    try:
        told, seconds = await told_at(server.address)
    finally:
        await server.stop()

    check(told, kind, what)
    assert seconds < 5.0


@pytest.mark.parametrize("scheme", ["ws", "http"])
async def test_a_page_of_a_host_leads_to_its_socket_io(scheme: str, tmp_path: Path) -> None:
    server = socketio_4(tmp_path)
    await server.start()
    try:
        told, _ = await told_at(server.address.replace("ws:", f"{scheme}:") + "dashboard/today?tab=2")
    finally:
        await server.stop()

    check(told, "socketio", "Socket.IO 4")
    assert told.found is not None
    assert told.found.path == "/socket.io/"


async def test_a_sockjs_server_goes_on_after_it_was_asked(tmp_path: Path) -> None:
    """One that is hung up on while it refuses a WebSocket has been seen to die of it."""
    server = sockjs(tmp_path)
    await server.start()
    try:
        for _ in range(3):
            check((await told_at(server.address))[0], "sockjs", "SockJS")
    finally:
        await server.stop()


async def test_an_address_alone_comes_to_rows(tmp_path: Path) -> None:
    server = sockjs(tmp_path)
    await server.start()
    try:
        async with hosting("process") as talk:
            talk.host.send(OpenFeed("feed", profile_for(server.address, stream=(), discover=True, recognise=True)))
            await talk.state(FeedState.LIVE)
            await talk.until(lambda: bool(talk.of(ProfileFound)) and bool(talk.rows()))

            found = talk.of(ProfileFound)[0].profile
            assert kind_of(found.dialect) == "sockjs"
            assert talk.prices() == [0.5]
    finally:
        await server.stop()


async def test_rabbitmq_is_told_by_what_it_takes(tmp_path: Path) -> None:
    broker = RabbitMq(tmp_path)
    broker.start()
    try:
        check((await told_at(broker.address))[0], "stomp", "STOMP 1.2")
        check((await told_at(broker.mqtt_address))[0], "mqtt", "MQTT")
    finally:
        broker.stop()
