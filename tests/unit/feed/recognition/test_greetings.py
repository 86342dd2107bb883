"""Tests for monitor.feed.recognition.greetings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.dialect_rules.brokers import NatsRule
from monitor.feed.dialect_rules.channels import ActionCableRule, PusherRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule
from monitor.feed.recognition.greetings import found_in_messages, greeting_in

OPEN = b'0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'


@pytest.mark.parametrize(
    ("payload", "address", "rule"),
    [
        (OPEN, "wss://host/socket.io/?EIO=4&transport=websocket", SocketIoRule()),
        (OPEN, "wss://host/socket.io/?EIO=3&transport=websocket", SocketIoRule(version=3)),
        (OPEN, "wss://host/socket.io/", SocketIoRule(version=3)),
        (b"o", "wss://host/echo/123/abc/websocket", SockJsRule()),
        (b'INFO {"server_id":"NA","version":"2.9"} \r\n', "wss://host", NatsRule()),
        (
            b'{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"1.2\\"}"}',
            "wss://ws.pusher.com/app/key",
            PusherRule(),
        ),
        (b'{"event":"pusher:error","data":{"code":4007,"message":"x"}}', "wss://h/app/key", PusherRule()),
        (b'{"type":"welcome"}', "wss://host/cable", ActionCableRule()),
    ],
)
def test_a_server_that_speaks_first_gives_itself_away(payload: bytes, address: str, rule: DialectRule) -> None:
    found = greeting_in(payload, address)

    assert found is not None
    assert found.rule == rule
    assert found.path == ""


@pytest.mark.parametrize(
    "payload",
    [
        b'{"event":"trade","data":{"price":1}}',
        b'{"type":"welcome","name":"x"}',
        b'{"type":"ping"}',
        b'42["trade",{"p":1}]',
        b"online",
        b"0.5",
        b"{}",
        b"",
        b'{"C":"d-1","M":[{"H":"hub","M":"tick","A":[1]}]}',
        b'{"jsonrpc":"2.0","method":"subscription","params":{}}',
    ],
)
def test_other_first_messages_are_no_greeting(payload: bytes) -> None:
    assert greeting_in(payload, "wss://host") is None


def test_an_application_on_engine_io_alone_is_left_alone() -> None:
    assert greeting_in(OPEN, "wss://host/engine.io/?EIO=4") is None


def test_messages_that_need_no_answer_are_plain_whoever_made_them() -> None:
    found = found_in_messages([b'{"jsonrpc":"2.0","method":"tick","params":{"p":1}}'] * 3, "wss://host")

    assert found is not None
    assert found.rule is None
    assert found.words == "JSON-RPC 2.0, found by its first messages"


def test_only_what_comes_first_is_a_greeting() -> None:
    found = found_in_messages([b'{"p":1}', b"o"], "wss://host")

    assert found is not None
    assert found.rule is None


def test_no_message_shows_nothing() -> None:
    assert found_in_messages([], "wss://host") is None


@given(st.lists(st.binary(max_size=60) | st.text(max_size=60).map(str.encode), min_size=1, max_size=5))
def test_nothing_that_comes_makes_it_raise(payloads: list[bytes]) -> None:
    assert found_in_messages(payloads, "wss://host/?EIO=%") is not None


def test_a_message_too_long_for_a_greeting_is_not_looked_at() -> None:
    assert greeting_in(b'0{"sid":"' + b"a" * 70_000 + b'"}', "wss://host/?EIO=4") is None
