"""From the rules of brokers to machines and addresses."""

import json

import pytest

from monitor.core.errors import ProfileError
from monitor.engine.speaking.dispatch import approach_of, dialect_for
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule, StompRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.wire.received import Received

GIVEN = Given(lambda: 0.0, address="wss://h/a")


@pytest.mark.parametrize(
    ("rule", "address", "subprotocols"),
    [
        (MqttRule(), "wss://h/a", ("mqtt",)),
        (StompRule(), "wss://h/a", ("v12.stomp", "v11.stomp", "v10.stomp")),
        (StompRule(sockjs=True), "wss://h/a/000/aaaaaaaaaaaaaaaa/websocket", ()),
        (NatsRule(), "wss://h/a", ()),
    ],
)
def test_a_server_is_reached_as_its_protocol_wants_it(
    rule: DialectRule, address: str, subprotocols: tuple[str, ...]
) -> None:
    approach = approach_of(rule, "wss://h/a", random=lambda: 0.0)
    assert (approach.address, tuple(approach.subprotocols)) == (address, subprotocols)


def test_mqtt_takes_its_login_from_the_rule() -> None:
    rule = MqttRule(version=4, client_id="me", username="ann", password="secret", keep_alive_seconds=7.0)
    (owed,) = dialect_for(rule, GIVEN).opened(now=0.0)
    assert owed.data.endswith(b"MQTT\x04\xc2\0\x07\0\x02me\0\x03ann\0\x06secret")


def test_stomp_takes_its_login_from_the_rule_and_the_host_that_is_always_there() -> None:
    rule = StompRule(login="ann", passcode="secret", headers={"x": "y"}, heartbeat_seconds=2.0)
    (owed,) = dialect_for(rule, GIVEN).opened(now=0.0)
    assert b"\nhost:/\nheart-beat:2000,2000\nlogin:ann\npasscode:secret\nx:y\n" in owed.data


def test_stomp_inside_sockjs_waits_for_the_opening() -> None:
    dialect = dialect_for(StompRule(sockjs=True, host="shop"), GIVEN)
    assert not dialect.opened(now=0.0)
    (owed,) = dialect.receive(Received(messages=[b"o"]), now=0.0).replies
    assert "\nhost:shop\n" in json.loads(owed.data)[0]


def test_nats_takes_its_login_from_the_rule() -> None:
    dialect = dialect_for(NatsRule(user="ann", password="secret", subjects=("a",)), GIVEN)
    (owed,) = dialect.receive(Received(messages=[b"INFO {}\r\n"], binary={0}), now=0.0).replies
    assert b'"user":"ann","pass":"secret"' in owed.data


@pytest.mark.parametrize(("rule", "key"), [(NatsRule(seed="x"), "seed"), (NatsRule(subjects=("a b",)), "subjects")])
def test_what_nats_cannot_use_is_told_with_its_key(rule: NatsRule, key: str) -> None:
    with pytest.raises(ProfileError) as told:
        dialect_for(rule, GIVEN)
    assert told.value.key == f"dialect.{key}"
