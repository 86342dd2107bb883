"""How servers of Socket.IO and SockJS are reached, and with which machine."""

import re

import pytest

from monitor.engine.speaking.dispatch import approach_of, dialect_for
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule
from monitor.wire.dialects.plain import Plain
from monitor.wire.dialects.socketio import SocketIo
from monitor.wire.dialects.sockjs import SockJs


def reached(rule: DialectRule | None, address: str, *, random: float = 0.5) -> str:
    return approach_of(rule, address, random=lambda: random).address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("wss://h", "wss://h/socket.io/?EIO=4&transport=websocket"),
        ("wss://h/socket.io", "wss://h/socket.io/?EIO=4&transport=websocket"),
        ("wss://h/live/?x=1", "wss://h/live/?x=1&EIO=4&transport=websocket"),
        ("wss://h/socket.io/?EIO=4&transport=websocket", "wss://h/socket.io/?EIO=4&transport=websocket"),
    ],
)
def test_a_socket_io_server_is_reached_at_its_usual_path_with_version_and_transport(
    address: str, expected: str
) -> None:
    assert reached(SocketIoRule(auth={"token": "t"}), address) == expected


def test_an_older_one_gets_its_login_in_the_query() -> None:
    rule = SocketIoRule(version=3, auth={"token": "a b"})
    assert reached(rule, "ws://h/") == "ws://h/socket.io/?EIO=3&transport=websocket&token=a%20b"


def test_a_sock_js_server_gets_a_server_and_a_session_for_each_connection() -> None:
    rule = SockJsRule()
    found = reached(rule, "wss://h/prices/?x=1")
    assert re.fullmatch(r"wss://h/prices/500/[a-z0-9]{16}/websocket\?x=1", found)
    assert reached(rule, "wss://h") != reached(rule, "wss://h", random=0.99999)
    assert re.fullmatch(r"wss://h/999/9{16}/websocket", reached(rule, "wss://h", random=0.99999))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("wss://h/prices/websocket", Plain),
        ("wss://h/prices/websocket?x=1", Plain),
        ("wss://h/prices/000/abc/websocket", SockJs),
    ],
)
def test_the_address_of_an_endpoint_is_kept_and_a_raw_one_has_no_frames(address: str, kind: type) -> None:
    rule = SockJsRule()
    assert reached(rule, address) == address
    assert type(dialect_for(rule, Given(lambda: 0.0, address=address))) is kind


def test_each_rule_has_its_machine() -> None:
    given = Given(lambda: 0.0, address="wss://h/000/abc/websocket")
    assert type(dialect_for(None, given)) is Plain
    assert type(dialect_for(SocketIoRule(), given)) is SocketIo
    assert type(dialect_for(SockJsRule(), given)) is SockJs
    assert reached(None, "wss://h") == "wss://h"
