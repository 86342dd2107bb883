"""Tests for monitor.feed.recognition.sayings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.recognition.sayings import SAYINGS, Saying

IDS = [saying.what for saying in SAYINGS]
ANSWERS = {
    "Socket.IO 4": b'0{"sid":"a","pingInterval":1,"pingTimeout":1}',
    "MQTT": b"\x20\x02\x00\x05",
    "STOMP": b"CONNECTED\nversion:1.2\n\n\0",
    "GraphQL": b'{"type":"connection_ack"}',
    "GraphQL, older protocol": b'{"type":"connection_error","payload":{"message":"no"}}',
    "Phoenix channels": b'[null,"1","phoenix","phx_reply",{"response":{},"status":"ok"}]',
    "Centrifugo": b'{"id":1,"error":{"code":101,"message":"unauthorized"}}',
    "Bayeux": b'[{"channel":"/meta/handshake","successful":true,"clientId":"c"}]',
    "JSON-RPC 2.0": b'{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}',
}
ADDRESSES = {
    "Socket.IO 4": "/socket.io/",
    "MQTT": "/mqtt",
    "STOMP": "/stomp",
    "GraphQL": "/graphql",
    "GraphQL, older protocol": "/subscriptions",
    "Phoenix channels": "/socket/websocket",
    "Centrifugo": "/connection/websocket",
    "Bayeux": "/faye",
    "JSON-RPC 2.0": "/ws/api/v2",
}


@pytest.mark.parametrize("saying", SAYINGS, ids=IDS)
def test_the_answer_of_such_a_server_shows_it(saying: Saying) -> None:
    found = saying.read(ANSWERS[saying.what])

    assert found is not None
    assert found.rule == saying.rule


@pytest.mark.parametrize("saying", SAYINGS, ids=IDS)
def test_a_server_that_echoes_is_taken_for_nothing(saying: Saying) -> None:
    said = saying.message or b""
    assert saying.read(said.encode() if isinstance(said, str) else said) is None


@pytest.mark.parametrize("saying", SAYINGS, ids=IDS)
def test_it_is_said_where_the_address_suggests_it_and_not_elsewhere(saying: Saying) -> None:
    assert saying.suits(ADDRESSES[saying.what], "")
    assert not saying.suits("/stream", "443")
    assert not saying.suits("/", "")


def test_a_port_that_is_usual_for_brokers_suggests_them() -> None:
    assert [saying.what for saying in SAYINGS if saying.suits("/ws", "15674")] == ["STOMP"]
    assert [saying.what for saying in SAYINGS if saying.suits("/", "9001")] == ["MQTT"]


@given(st.sampled_from(SAYINGS), st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_nothing_that_comes_makes_it_raise(saying: Saying, payload: bytes) -> None:
    found = saying.read(payload)
    assert found is None or found.rule == saying.rule


def test_a_code_that_only_such_servers_close_with_shows_them() -> None:
    named = {saying.what: saying for saying in SAYINGS}
    found = named["Centrifugo"].closed(3500)

    assert found is not None
    assert found.words == "Centrifugo, found by the code 3500 that it closed with"
    assert named["GraphQL"].closed(4403) is not None
    assert not any(saying.closed(code) for saying in SAYINGS for code in (1000, 1002, 1006, 1008))
