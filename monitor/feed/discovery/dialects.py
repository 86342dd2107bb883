"""What gives a dialect away: for each, what all its messages look like, and what hardly any other message does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeAlias

__all__ = ["FRAMED", "OF_JSON", "Dialect", "Sign", "hub_calls"]

_Test: TypeAlias = Callable[[Any], bool]


class Dialect(Enum):
    """A protocol on top of WebSocket. The value is its name as shown to the user."""

    JSON = "plain JSON"
    JSON_LINES = "JSON lines"
    SOCKET_IO = "Socket.IO"
    ENGINE_IO = "Engine.IO"
    SOCKJS = "SockJS"
    STOMP = "STOMP"
    SIGNALR = "SignalR"
    SIGNALR_CLASSIC = "ASP.NET SignalR"
    GRAPHQL = "GraphQL over WebSocket"
    JSON_RPC = "JSON-RPC 2.0"
    WAMP = "WAMP"
    PUSHER = "Pusher"
    PHOENIX = "Phoenix channels"
    ACTION_CABLE = "Action Cable"
    CENTRIFUGO = "Centrifugo"
    NATS = "NATS"
    TEXT = "text"
    BINARY = "binary"
    NOTHING = "nothing yet"


@dataclass(frozen=True, slots=True)
class Sign:
    """How to recognise a dialect.

    fits:   holds for every message of the dialect, and perhaps for others.
    tells:  holds for some of them, and hardly for others. Asked only where `fits` holds.
    reason: a sentence for the user.
    greets: holds for what its servers say by themselves when a connection opens; None where they wait to be spoken to.
    """

    dialect: Dialect
    fits: _Test
    tells: _Test
    reason: str
    greets: _Test | None = None


# --- dialects with frames of their own ------------------------------------------------------------------------------


def _matches(pattern: bytes) -> _Test:
    compiled = re.compile(pattern, re.DOTALL)
    return lambda payload: compiled.match(payload) is not None


def _is_json_lines(payload: Any) -> bool:
    lines = payload.strip().splitlines()
    return len(lines) > 1 and all(line[:1] in b"{[" and line[-1:] in b"}]" for line in lines[:50] if line)


_STOMP = rb"\s*(?:CONNECTED|MESSAGE|RECEIPT|ERROR)\r?\n"
_NATS = rb"(?:INFO \{|MSG \S|HMSG \S|PING\r\n|PONG\r\n|\+OK|-ERR)"

FRAMED: Final[tuple[Sign, ...]] = (
    Sign(
        Dialect.SOCKET_IO,
        _matches(rb"(?:[0-3]|4[0-6]|[56]$)"),
        _matches(rb'(?:4[2356]\d*-?(?:/[^,]*,)?\d*\[|40(?:\{"sid"|/))'),
        'Packets begin with digits such as `42["name",…]`.',
    ),
    Sign(
        Dialect.ENGINE_IO,
        _matches(rb"[0-6]"),
        _matches(rb'0\{.*"(?:sid|pingInterval)"'),
        "The first packet is `0{…}` with a session id and a ping interval.",
        greets=_matches(rb'0\{.*"sid".*\}$'),
    ),
    Sign(
        Dialect.SOCKJS,
        _matches(rb'(?:o$|h$|a\[|m"|c\[\d)'),
        _matches(rb'(?:o$|a\["|c\[\d)'),
        'Frames are `o`, `h`, and arrays of texts such as `a["…"]`.',
        greets=_matches(rb"o$"),
    ),
    Sign(
        Dialect.STOMP,
        _matches(_STOMP + rb"|\s*$"),
        _matches(_STOMP),
        "Frames begin with a command such as MESSAGE and end with a zero byte.",
    ),
    Sign(
        Dialect.SIGNALR,
        _matches(rb".*\x1e$"),
        _matches(rb"\{.*\}\x1e$"),
        "Each JSON text ends with the byte 1E, as in the JSON hub protocol.",
    ),
    Sign(
        Dialect.NATS,
        _matches(_NATS),
        _matches(rb"INFO \{|H?MSG \S"),
        "Messages are commands such as INFO and MSG.",
        greets=_matches(rb'INFO \{.*"server_id"'),
    ),
    Sign(
        Dialect.JSON_LINES,
        lambda payload: payload[:1] in b"{[",
        _is_json_lines,
        "A message holds several JSON texts, one on each line.",
    ),
)


# --- dialects inside JSON -------------------------------------------------------------------------------------------


def _has(*names: str) -> _Test:
    return lambda value: type(value) is dict and all(name in value for name in names)


def _either(*tests: _Test) -> _Test:
    return lambda value: any(test(value) for test in tests)


def _is_hub_call(value: Any) -> bool:
    return _has("H", "M", "A")(value) and type(value["A"]) is list


def _holds_hub_calls(value: Any) -> bool:
    return _has("C", "M")(value) and type(value["M"]) is list


def _is_graphql(value: Any) -> bool:
    kinds = ("connection_ack", "next", "data", "ka", "ping", "pong", "complete", "error")
    return _has("type")(value) and value["type"] in kinds


def _tells_graphql(value: Any) -> bool:
    if not _is_graphql(value):
        return False
    payload = value.get("payload")
    return value["type"] == "connection_ack" or ("id" in value and type(payload) is dict and "data" in payload)


def _is_wamp(value: Any) -> bool:
    return type(value) is list and len(value) >= 3 and value[0] in (2, 3, 4, 6, 8, 33, 35, 36, 50) and _wamp_ids(value)


def _wamp_ids(value: list[Any]) -> bool:
    if value[0] == 36:
        return len(value) >= 4 and type(value[1]) is int and type(value[2]) is int and type(value[3]) is dict
    return value[0] in (33, 35, 8) or any(type(item) is dict for item in value[1:3])


def _is_phoenix(value: Any) -> bool:
    return type(value) is list and len(value) == 5 and type(value[2]) is str and type(value[3]) is str


def _is_pusher(value: Any) -> bool:
    return (
        _has("event")(value) and type(value["event"]) is str and set(value) <= {"event", "channel", "data", "user_id"}
    )


def _is_cable(value: Any) -> bool:
    return _has("identifier")(value) or (_has("type")(value) and value["type"] in ("welcome", "ping", "disconnect"))


def _is_centrifugo(value: Any) -> bool:
    names = {"push", "connect", "subscribe", "unsubscribe", "ping", "id", "error"}
    return type(value) is dict and set(value) <= names


def _tells_centrifugo(value: Any) -> bool:
    if not _is_centrifugo(value):
        return False
    push, connect = value.get("push"), value.get("connect")
    return (type(push) is dict and "channel" in push) or (type(connect) is dict and "client" in connect)


OF_JSON: Final[tuple[Sign, ...]] = (
    Sign(
        Dialect.SIGNALR_CLASSIC,
        lambda value: value == {} or _either(_is_hub_call, _holds_hub_calls, _has("I"), _has("Heartbeat"))(value),
        _either(_is_hub_call, _holds_hub_calls),
        "Messages are calls with a hub H, a method M and arguments A.",
    ),
    Sign(
        Dialect.JSON_RPC,
        _either(_has("jsonrpc"), lambda value: type(value) is list and all(map(_has("jsonrpc"), value))),
        _has("jsonrpc"),
        'Messages hold `"jsonrpc"`.',
    ),
    Sign(Dialect.GRAPHQL, _is_graphql, _tells_graphql, "Messages are `connection_ack`, `next` and the like."),
    Sign(
        Dialect.PUSHER,
        _is_pusher,
        lambda value: value["event"].startswith(("pusher:", "pusher_internal:")),
        "Events begin with `pusher:`.",
        greets=lambda value: _is_pusher(value) and value["event"] in ("pusher:connection_established", "pusher:error"),
    ),
    Sign(
        Dialect.PHOENIX,
        _is_phoenix,
        lambda value: str(value[3]).startswith("phx_") or (value[0] is None and type(value[4]) is dict),
        "Messages are arrays of join reference, reference, topic, event and payload.",
    ),
    Sign(
        Dialect.ACTION_CABLE,
        _is_cable,
        lambda value: value.get("type") == "welcome" or type(value.get("identifier")) is str,
        "Messages hold an `identifier` that is JSON again.",
        greets=lambda value: value == {"type": "welcome"},
    ),
    Sign(Dialect.CENTRIFUGO, _is_centrifugo, _tells_centrifugo, "Messages hold `push` with a channel."),
    Sign(Dialect.WAMP, _is_wamp, _is_wamp, "Messages are arrays that begin with a code such as 36 for an event."),
)


def hub_calls(value: Any) -> list[Any]:
    """The calls with hub, method and arguments in a message of ASP.NET SignalR."""
    calls = value["M"] if _holds_hub_calls(value) else [value]
    return [call for call in calls if _is_hub_call(call)]
