"""From the rules of calls and subscriptions to machines and addresses."""

import json

import pytest

from monitor.engine.speaking.dispatch import approach_of, dialect_for
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.calls import GraphQlRule, HubCall, JsonRpcRule, Operation, SignalRRule, WampRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.wire.received import Received

GIVEN = Given(lambda: 0.0, address="wss://example.org/hubs/prices?x=1/2")
SIGNALR_GREETING = b"{}\x1e"


@pytest.mark.parametrize(
    ("rule", "address", "subprotocols"),
    [
        (GraphQlRule(), "wss://h/g", ("graphql-transport-ws",)),
        (GraphQlRule(legacy=True), "wss://h/g", ("graphql-ws",)),
        (WampRule(), "wss://h/g", ("wamp.2.json",)),
        (JsonRpcRule(), "wss://h/g", ()),
        (SignalRRule(), "wss://h/g", ()),
        (
            SignalRRule(legacy=True, hubs=("c3",)),
            "wss://h/g/connect?transport=webSockets&clientProtocol=1.5&connectionData=%5B%7B%22name%22%3A%22c3%22%7D%5D",
            (),
        ),
    ],
)
def test_what_is_added_to_the_address(rule: DialectRule, address: str, subprotocols: tuple[str, ...]) -> None:
    approach = approach_of(rule, "wss://h/g", random=lambda: 0.0)
    assert (approach.address, approach.subprotocols) == (address, subprotocols)


def test_an_address_that_says_connect_already_keeps_its_path() -> None:
    approach = approach_of(SignalRRule(legacy=True), "wss://h/g/connect?transport=x", random=lambda: 0.0)
    assert approach.address.startswith("wss://h/g/connect?transport=x&clientProtocol=1.5")


def test_graphql_says_what_its_rule_says() -> None:
    rule = GraphQlRule(operations=(Operation("{ a }", '{"n":1}', "mine"),), init='{"t":1}', ping_seconds=5.0)
    dialect = dialect_for(rule, GIVEN)
    assert b'"payload":{"t":1}' in dialect.opened(now=0.0)[0].data
    (sent,) = dialect.receive(Received([b'{"type":"connection_ack"}']), now=0.0).replies
    assert json.loads(sent.data)["payload"] == {"query": "{ a }", "variables": {"n": 1}}
    assert dialect.deadline == 5.0


def test_signalr_calls_its_methods_and_names_the_last_part_of_the_path() -> None:
    dialect = dialect_for(SignalRRule(calls=(HubCall("Watch", "[1]", stream=True),)), GIVEN)
    dialect.opened(now=0.0)
    (sent,) = dialect.receive(Received([SIGNALR_GREETING]), now=0.0).replies
    assert json.loads(sent.data[:-1])["type"] == 4
    record = b'{"type":1,"target":"t","arguments":[]}\x1e'
    assert dialect.receive(Received([record]), now=0.0).messages == [b'{"hub":"prices","target":"t","arguments":[]}']


def test_the_older_signalr_calls_its_hub() -> None:
    dialect = dialect_for(SignalRRule(calls=(HubCall("Watch"),), hubs=("c3",), legacy=True), GIVEN)
    (sent,) = dialect.receive(Received([b'{"S":1}']), now=0.0).replies
    assert json.loads(sent.data) == {"H": "c3", "M": "Watch", "A": [], "I": 0}


def test_json_rpc_makes_its_calls() -> None:
    (sent,) = dialect_for(JsonRpcRule(calls=('{"method":"a"}',)), GIVEN).opened(now=0.0)
    assert json.loads(sent.data) == {"id": 1, "method": "a"}


def test_wamp_logs_in_as_its_rule_says() -> None:
    dialect = dialect_for(WampRule(realm="r", authid="ann", method="ticket", secret="s"), GIVEN)
    hello = json.loads(dialect.opened(now=0.0)[0].data)
    assert (hello[1], hello[2]["authid"], hello[2]["authmethods"]) == ("r", "ann", ["ticket"])
    assert b'"s"' in dialect.receive(Received([b'[4,"ticket",{}]']), now=0.0).replies[0].data
