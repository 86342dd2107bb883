"""What is made ready for a connection, before it is made."""

import pytest

from monitor.core.clock import SystemClock
from monitor.core.errors import ProfileError
from monitor.engine.preparing import prepare
from monitor.engine.speaking.script import Script
from monitor.feed.dialect_rules.brokers import MqttRule
from monitor.feed.dialect_rules.channels import CentrifugoRule
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.profile import Every, Limits, Profile, Send
from monitor.feed.sources import Sources
from monitor.net.endpoint import Endpoint
from monitor.wire.dialects.plain import Plain
from monitor.wire.dialects.socketio import SocketIo


def profile(**more: object) -> Profile:
    return Profile(**{"name": "x", "address": "wss://h.test/", **more})


async def prepared(told: Profile, **environment: str) -> tuple[Endpoint, Script]:
    ready = await prepare(told, Sources(environment), clock=SystemClock(), random=lambda: 0.5)
    return ready.endpoint, ready.script


async def test_a_plain_feed_goes_to_its_address_and_says_what_its_profile_says() -> None:
    told = profile(
        send=(Send(text="${env:WORD}"),),
        every=(Every(text="ping", seconds=3.0),),
        limits=Limits(connect_seconds=7.0, send_queue=9),
    )
    endpoint, script = await prepared(told, WORD="hello")
    assert endpoint.url == "wss://h.test/"
    assert type(script.dialect) is Plain
    assert (list(script.opening), list(script.periodic)) == (["hello"], [("ping", 3.0)])
    assert (script.login_seconds, script.room) == (7.0, 9)


async def test_a_dialect_adds_to_the_address_and_to_what_is_offered() -> None:
    endpoint, script = await prepared(profile(dialect=SocketIoRule()))
    assert endpoint.url == "wss://h.test/socket.io/?EIO=4&transport=websocket"
    assert type(script.dialect) is SocketIo
    endpoint, _ = await prepared(profile(dialect=MqttRule(), subprotocols=("mine", "mqtt")))
    assert endpoint.subprotocols == ("mine", "mqtt")


async def test_what_is_missing_shows_before_anything_is_connected() -> None:
    with pytest.raises(ProfileError, match="TOKEN is not set"):
        await prepared(profile(dialect=SocketIoRule(auth={"token": "${env:TOKEN}"})))


async def test_a_dialect_finds_what_it_left_in_the_memory_of_its_feed() -> None:
    memory: dict[str, object] = {}
    for _ in range(2):
        await prepare(
            profile(dialect=CentrifugoRule()), Sources(), clock=SystemClock(), random=lambda: 0.5, memory=memory
        )
    assert "centrifugo positions" in memory
