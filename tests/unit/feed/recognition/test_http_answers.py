"""Tests for monitor.feed.recognition.http_answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.dialect_rules.calls import SignalRRule
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule
from monitor.feed.recognition.candidate import Read
from monitor.feed.recognition.http_answers import engine_io_reader, negotiate_reader, sock_js_reader

READERS = (
    sock_js_reader(path="", shown="/info"),
    engine_io_reader(path="", shown="/socket.io/"),
    negotiate_reader(path="", shown="/negotiate"),
)
SOCK_JS, ENGINE_IO, NEGOTIATE = READERS


def test_the_answer_to_info_shows_sock_js() -> None:
    found = SOCK_JS(b'{"websocket":true,"origins":["*:*"],"cookie_needed":false,"entropy":2445005023}')

    assert found is not None
    assert found.rule == SockJsRule()
    assert found.words == "SockJS, found by its answer to /info"


@pytest.mark.parametrize("body", [b'{"websocket":false,"entropy":1}', b'{"websocket":true}', b"[]", b"Welcome"])
def test_what_is_not_that_answer_shows_nothing(body: bytes) -> None:
    assert SOCK_JS(body) is None


def test_an_open_packet_alone_is_of_version_4() -> None:
    found = ENGINE_IO(b'0{"sid":"lv_V","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}')

    assert found is not None
    assert found.rule == SocketIoRule()
    assert found.what == "Socket.IO 4"


def test_a_length_before_the_open_packet_is_of_version_3() -> None:
    found = ENGINE_IO(b'85:0{"sid":"xr","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":5000}2:40')

    assert found is not None
    assert found.rule == SocketIoRule(version=3)


@pytest.mark.parametrize("body", [b'{"code":0,"message":"Transport unknown"}', b'0{"sid":1}', b"0{", b"1", b""])
def test_other_packets_show_nothing(body: bytes) -> None:
    assert ENGINE_IO(body) is None


def test_negotiate_of_signal_r_core_shows_it() -> None:
    found = NEGOTIATE(b'{"negotiateVersion":1,"connectionId":"a","connectionToken":"b","availableTransports":[]}')

    assert found is not None
    assert found.rule == SignalRRule()


def test_a_redirection_of_signal_r_core_shows_it_too() -> None:
    found = NEGOTIATE(b'{"url":"https://elsewhere/hub","accessToken":"x"}')

    assert found is not None
    assert found.rule == SignalRRule()


def test_negotiate_of_the_older_signal_r_shows_that() -> None:
    found = NEGOTIATE(b'{"Url":"/signalr","ConnectionToken":"t","ConnectionId":"i","KeepAliveTimeout":20.0}')

    assert found is not None
    assert found.rule == SignalRRule(legacy=True)


@pytest.mark.parametrize("reader", READERS)
@given(body=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_nothing_a_server_answers_makes_a_reader_raise(reader: Read, body: bytes) -> None:
    assert reader(body) is None


@pytest.mark.parametrize("reader", READERS)
def test_json_nested_too_deep_shows_nothing(reader: Read) -> None:
    assert reader(b"[" * 100_000) is None
    assert reader(b"0" + b'{"a":' * 100_000) is None
