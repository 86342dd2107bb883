"""What is said to a server that its address makes likely to speak a dialect, and how it answers that.

Each answer differs from what was asked, so that a server that merely echoes is not taken for anything.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from monitor.feed.dialect_rules.brokers import MqttRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, JsonRpcRule
from monitor.feed.dialect_rules.channels import BayeuxRule, CentrifugoRule, PhoenixRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.parse import parse_json
from monitor.feed.recognition.found import Found
from monitor.feed.recognition.greetings import greeting_in

__all__ = ["AGREED", "SAYINGS", "Saying"]


@dataclass(frozen=True, slots=True)
class Saying:
    """
    what:    the dialect's name for the user.
    asked:   what is said, in words; answered: what shows it, to follow "found by".
    hint:    matched in the address's path, in lower case; ports: those it is usually at.
    rule:    how the connection is opened, and what goes into the profile.
    message: text or binary, None to say nothing.
    tells:   whether a message from the server is the answer of this dialect.
    codes:   with which servers of this dialect alone close, such as for a login that is missing.
    """

    what: str
    asked: str
    answered: str
    hint: re.Pattern[str]
    rule: DialectRule
    message: str | bytes | None
    tells: Callable[[bytes], bool]
    ports: frozenset[str] = frozenset()
    codes: frozenset[int] = frozenset()

    def suits(self, path: str, port: str) -> bool:
        """Whether an address makes it likely."""
        return self.hint.search(path.lower()) is not None or port in self.ports

    def read(self, payload: bytes) -> Found | None:
        """What a message from the server shows."""
        return Found(self.what, self.answered, self.rule) if self.tells(payload) else None

    def closed(self, code: int) -> Found | None:
        """What a close code of the server shows."""
        return Found(self.what, f"the code {code} that it closed with", self.rule) if code in self.codes else None


def _json(payload: bytes) -> Any:
    try:
        return parse_json(payload)
    except ValueError:
        return None


def _first_object(payload: bytes) -> dict[str, Any]:
    value = _json(payload.split(b"\n", 1)[0])
    if type(value) is list and value:
        value = value[0]
    return value if type(value) is dict else {}


def _is_open_packet(payload: bytes) -> bool:
    return greeting_in(payload, "/socket.io/") is not None and payload.startswith(b"0{")


def _is_phoenix(payload: bytes) -> bool:
    value = _json(payload)
    return type(value) is list and len(value) == 5 and value[2:4] == ["phoenix", "phx_reply"]


def _is_centrifugo(payload: bytes) -> bool:
    value = _first_object(payload)
    connect, error = value.get("connect"), value.get("error")
    if value.get("id") != 1 or "jsonrpc" in value:
        return False
    return (type(connect) is dict and "client" in connect) or (
        type(error) is dict and type(error.get("code")) is int and type(error.get("message")) is str
    )


def _is_bayeux(payload: bytes) -> bool:
    value = _first_object(payload)
    return value.get("channel") == "/meta/handshake" and "successful" in value


def _is_json_rpc(payload: bytes) -> bool:
    value = _json(payload)
    return type(value) is dict and value.get("jsonrpc") == "2.0" and ("result" in value or "error" in value)


def _is_graphql(payload: bytes) -> bool:
    return _first_object(payload).get("type") in ("connection_ack", "connection_error")


SAYINGS: Final = (
    Saying(
        "Socket.IO 4",
        "opening its WebSocket",
        "its first message, 0{…}",
        re.compile(r"/socket\.io"),
        SocketIoRule(),
        None,
        _is_open_packet,
    ),
    Saying(
        "MQTT",
        "CONNECT",
        "its answer to CONNECT",
        re.compile(r"mqtt"),
        MqttRule(version=4),
        b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00",
        lambda payload: payload[:2] == b"\x20\x02",
        # The ports that brokers' own documentation gives for WebSocket.
        frozenset({"8080", "8083", "8084", "8883", "8888", "9001", "15675"}),
    ),
    Saying(
        "STOMP",
        "CONNECT",
        "its answer to CONNECT",
        re.compile(r"stomp"),
        StompRule(),
        "CONNECT\naccept-version:1.0,1.1,1.2\nhost:/\n\n\0",
        lambda payload: re.match(rb"\s*(?:CONNECTED|ERROR)\r?\n", payload) is not None,
        frozenset({"15674", "61614"}),
    ),
    Saying(
        "GraphQL",
        "connection_init",
        "its answer to connection_init",
        re.compile(r"graphql|subscriptions"),
        GraphQlRule(),
        '{"type":"connection_init"}',
        _is_graphql,
        codes=frozenset({4400, 4401, 4403, 4408, 4429}),
    ),
    Saying(
        "GraphQL, older protocol",
        "connection_init",
        "its answer to connection_init",
        re.compile(r"graphql|subscriptions"),
        GraphQlRule(legacy=True),
        '{"type":"connection_init","payload":{}}',
        _is_graphql,
    ),
    Saying(
        "Phoenix channels",
        "a heartbeat",
        "its answer to a heartbeat",
        re.compile(r"/socket(?:/websocket)?/?$|/live/websocket"),
        PhoenixRule(),
        '[null,"1","phoenix","heartbeat",{}]',
        _is_phoenix,
    ),
    Saying(
        "Centrifugo",
        "connect",
        "its answer to connect",
        re.compile(r"/connection/websocket|centrifug"),
        CentrifugoRule(),
        '{"id":1,"connect":{}}',
        _is_centrifugo,
        codes=frozenset(range(3500, 3510)),
    ),
    Saying(
        "Bayeux",
        "a handshake",
        "its answer to a handshake",
        re.compile(r"faye|bayeux|cometd"),
        BayeuxRule(channels=("/**",)),
        '[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["websocket"],"id":"1"}]',
        _is_bayeux,
    ),
    Saying(
        "JSON-RPC 2.0",
        "rpc.discover",
        "its answer to rpc.discover",
        re.compile(r"json-?rpc|/rpc|/ws/api/"),
        JsonRpcRule(),
        '{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}',
        _is_json_rpc,
    ),
)
"""Said to servers whose address suggests it; others may make anything of it."""

AGREED: Final = tuple(each for each in SAYINGS if isinstance(each.rule, MqttRule | GraphQlRule))
"""Said to a server that agrees to their subprotocols, whatever its address."""
