"""From the rules of the protocols of channels to machines and addresses."""

import json

import pytest

from monitor.engine.speaking.dispatch import approach_of, dialect_for
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.channels import (
    ActionCableRule,
    BayeuxRule,
    CentrifugoRule,
    ChannelToJoin,
    PhoenixRule,
    PusherRule,
)
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.wire.received import Received

GIVEN = Given(lambda: 0.0)
NEWS = (ChannelToJoin("news", '{"a":1}', "t"),)


@pytest.mark.parametrize(
    ("rule", "address", "expected", "subprotocols"),
    [
        (CentrifugoRule(), "wss://h/connection/websocket", "wss://h/connection/websocket", ()),
        (BayeuxRule(), "wss://h/faye", "wss://h/faye", ()),
        (PhoenixRule(), "wss://h/socket", "wss://h/socket/websocket?vsn=2.0.0", ()),
        (PhoenixRule(), "wss://h/mine?token=x&vsn=1.0.0", "wss://h/mine?token=x&vsn=1.0.0", ()),
        (PhoenixRule(version="1.0.0"), "wss://h/socket/websocket", "wss://h/socket/websocket?vsn=1.0.0", ()),
        (PusherRule(key="k/1"), "wss://h", "wss://h/app/k%2F1?protocol=7&client=feedscope&version=1.0", ()),
        (PusherRule(), "wss://h/app/k?protocol=6", "wss://h/app/k?protocol=6&client=feedscope&version=1.0", ()),
        (ActionCableRule(), "wss://h", "wss://h/cable", ("actioncable-v1-json",)),
        (ActionCableRule(), "wss://h/live", "wss://h/live", ("actioncable-v1-json",)),
    ],
)
def test_what_is_added_to_the_address(
    rule: DialectRule, address: str, expected: str, subprotocols: tuple[str, ...]
) -> None:
    approach = approach_of(rule, address, random=lambda: 0.0)
    assert (approach.address, approach.subprotocols) == (expected, subprotocols)


@pytest.mark.parametrize(
    ("rule", "greeting", "expected"),
    [
        (CentrifugoRule(channels=NEWS, token="jwt"), "{}", ['"token":"jwt"', '"data":{"a":1}', '"token":"t"']),
        (PhoenixRule(channels=NEWS), "{}", ['"news","phx_join",{"a":1,"token":"t"}']),
        (PusherRule(channels=NEWS), "{}", ['"channel":"news"', '"auth":"t"', '"channel_data":"{\\"a\\":1}"']),
        (ActionCableRule(channels=NEWS), '{"type":"welcome"}', [r"{\"channel\":\"news\",\"a\":1}"]),
        (BayeuxRule(channels=("/news",), ext='{"x":1}'), "{}", ['"ext":{"x":1}', '"subscription":"/news"']),
    ],
)
def test_all_that_a_rule_says_is_said(rule: DialectRule, greeting: str, expected: list[str]) -> None:
    greetings = {
        CentrifugoRule: '{"id":1,"connect":{}}',
        PusherRule: json.dumps({"event": "pusher:connection_established", "data": '{"socket_id":"1.2"}'}),
        BayeuxRule: '[{"channel":"/meta/handshake","clientId":"c","successful":true}]',
    }
    dialect = dialect_for(rule, GIVEN)
    said = [*dialect.opened(now=0.0)]
    said += dialect.receive(Received(messages=[greetings.get(type(rule), greeting).encode()]), now=0.0).replies
    text = "\n".join(each.data.decode() for each in said)
    assert [each for each in expected if each not in text] == []


def test_a_pusher_rule_with_a_secret_signs() -> None:
    dialect = dialect_for(PusherRule(channels=(ChannelToJoin("private-a"),), key="k", secret="s"), GIVEN)
    greeting = json.dumps({"event": "pusher:connection_established", "data": {"socket_id": "1.2"}})
    (request,) = dialect.receive(Received(messages=[greeting.encode()]), now=0.0).replies
    assert json.loads(request.data)["data"]["auth"].startswith("k:")


@pytest.mark.parametrize(("recover", "asked"), [(True, True), (False, False)])
def test_the_next_connection_to_centrifugo_recovers_what_the_rule_wants(recover: bool, asked: bool) -> None:
    given = Given(lambda: 0.0)
    rule = CentrifugoRule(channels=(ChannelToJoin("news"),), recover=recover)
    for _ in range(2):
        dialect = dialect_for(rule, given)
        dialect.opened(now=0.0)
        (request,) = dialect.receive(Received(messages=[b'{"id":1,"connect":{}}']), now=0.0).replies
        answer = b'{"id":2,"subscribe":{"recoverable":true,"epoch":"e","offset":5}}'
        dialect.receive(Received(messages=[answer]), now=0.0)
    assert ("recover" in json.loads(request.data)["subscribe"]) is asked
