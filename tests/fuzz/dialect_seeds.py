"""A short true conversation in every protocol: what its server says, from the login to its end."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.fuzz.target import Example

__all__ = ["SEEDS", "TOKENS"]

_PRICE = {"p": 1.5, "q": "2", "e": "trade", "text": '{"a":[1,"x"]}'}
_PRICE_TEXT = json.dumps(_PRICE)


def _talk(
    *messages: str | bytes | Mapping[str, Any] | Sequence[Any], binary: bool = False, pause: float = 0.0
) -> Example:
    def data(message: str | bytes | Mapping[str, Any] | Sequence[Any]) -> bytes:
        if isinstance(message, bytes):
            return message
        return message.encode() if isinstance(message, str) else json.dumps(message).encode()

    return tuple((pause, data(each), binary) for each in messages)


def _publish(topic: bytes, payload: bytes, *, flags: int = 0, middle: bytes = b"") -> bytes:
    body = len(topic).to_bytes(2, "big") + topic + middle + payload
    return bytes((0x30 | flags, len(body))) + body


_MQTT = [
    b"\x20\x03\0\0\0",
    b"\x90\x04\0\x01\0\0",
    _publish(b"a/b", b'{"p":1}', middle=b"\0"),
    _publish(b"a/b", b"1.5", flags=2, middle=b"\0\x07\0"),
    _publish(b"a/b", b"x", flags=4, middle=b"\0\x08\0") + b"\x62\x02\0\x08" + b"\xd0\0",
    _publish(b"t", b"y", middle=b"\x03\x23\0\x01") + _publish(b"", b"z", middle=b"\x03\x23\0\x01"),
    b"\xe0\x02\x8b\0",
]
_NATS = [
    b'INFO {"nonce":"abc","max_payload":100,"headers":true}\r\n',
    b"PONG\r\n",
    b'MSG a.b 1 7\r\n{"p":1}\r\nPING\r\n+OK\r\n',
    b"HMSG a 1 r 22 24\r\nNATS/1.0\r\nA: b\r\nC:\r\n\r\nhi\r\n",
    b"INFO {\"ldm\":true}\r\n-ERR 'Slow Consumer'\r\n",
]
_STOMP = [
    b"CONNECTED\nversion:1.2\nheart-beat:1000,1000\n\n\0",
    b'MESSAGE\ndestination:/a\\cb\nsubscription:0\ncontent-length:7\n\n{"p":1}\0\n',
    b"MESSAGE\r\ndestination:/a\r\n\r\ntext\0\nRECEIPT\nreceipt-id:bye\n\n\0",
    b"\n",
    b"ERROR\nmessage:denied\n\nwhy\0",
]
SEEDS: dict[str, Sequence[Example]] = {
    "plain": [_talk(_PRICE, "pong"), _talk(b"\x1f\x8b\x08\0", b"\0\xff", binary=True)],
    "socketio": [
        _talk(
            '0{"sid":"a","pingInterval":25000,"pingTimeout":20000}',
            '40{"sid":"b"}',
            f'42["tick",{_PRICE_TEXT}]',
            "2",
            '4217["ask",1]',
            '451-["b",{"_placeholder":true,"num":0}]',
            '44{"message":"no"}',
            "41",
            pause=5.0,
        ),
        (
            *_talk('0{"sid":"a"}', "40{}", '452-["b",{"_placeholder":true,"num":0},{"num":1,"_placeholder":true}]'),
            *_talk(b'{"p":1}', b"\x00\x01", binary=True),
        ),
    ],
    "socketio3": [_talk('0{"sid":"a","pingInterval":100}', "40", f'42["tick",{_PRICE_TEXT}]', "3", "41", pause=0.05)],
    "sockjs": [_talk("o", "h", f'a[{json.dumps(_PRICE_TEXT)},"x"]', f"m{json.dumps('y')}", 'c[3000,"Go away!"]')],
    "sockjs+stomp": [_talk("o", *(f"a[{json.dumps(each.decode())}]" for each in _STOMP))],
    "stomp": [_talk(*_STOMP), _talk(b"".join(_STOMP))],
    "mqtt4": [
        _talk(
            b"\x20\x02\0\0",
            b"\x90\x03\0\x01\0",
            _publish(b"a/b", b'{"p":1}'),
            _publish(b"a", b"1", flags=2, middle=b"\0\x07"),
            b"\xd0\0",
            binary=True,
        )
    ],
    "mqtt5": [_talk(*_MQTT, binary=True), _talk(b"".join(_MQTT), binary=True)],
    "nats": [_talk(*_NATS, binary=True), _talk(b"".join(_NATS), binary=True)],
    "graphql": [
        _talk(
            {"type": "connection_ack"},
            {"type": "ping"},
            {"id": "1", "type": "next", "payload": {"data": _PRICE}},
            {"id": "1", "type": "error", "payload": [{"message": "no"}]},
            {"id": "2", "type": "complete"},
        ),
    ],
    "graphql-legacy": [
        _talk(
            {"type": "connection_ack"},
            {"type": "ka"},
            {"id": "1", "type": "data", "payload": {"data": _PRICE}},
            {"id": "1", "type": "complete"},
            {"type": "connection_error", "payload": {"message": "no"}},
        ),
    ],
    "signalr": [
        _talk(
            b"{}\x1e",
            json.dumps({"type": 1, "target": "Tick", "arguments": [_PRICE]}).encode() + b"\x1e",
            b'{"type":6}\x1e{"type":2,"invocationId":"0","item":1}\x1e{"type":3,"invocationId":"0","result":2}\x1e',
            b'{"type":3,"invocationId":"1","error":"no"}\x1e{"type":7,"allowReconnect":true}\x1e',
        ),
    ],
    "signalr-legacy": [
        _talk(
            {"C": "d", "S": 1, "M": []},
            {},
            {"C": "e", "M": [{"H": "h", "M": "m", "A": [_PRICE, _PRICE_TEXT]}]},
            {"R": {"a": 1}, "I": "0"},
            {"E": "no", "I": 1},
            {"H": "h", "M": "m", "A": [1]},
        ),
    ],
    "jsonrpc": [
        _talk(
            {"jsonrpc": "2.0", "id": 1, "result": ["a"]},
            {"method": "subscription", "params": {"data": _PRICE}},
            [{"id": 2, "error": {"code": -32600, "message": "no"}}, {"a": 1}],
            {"id": 9, "method": "ask"},
        ),
    ],
    "wamp": [
        _talk(
            [4, "wampcra", {"challenge": "{}", "salt": "s", "iterations": 10, "keylen": 8}],
            [2, 1, {"roles": {}}],
            [33, 1, 77],
            [36, 77, 5, {}, [_PRICE], {"k": _PRICE_TEXT}],
            [36, 77, 6, {"topic": "a.b"}],
            [8, 32, 2, {}, "wamp.error.not_authorized"],
            [50, 3, {}, [1]],
            [6, {}, "wamp.close.system_shutdown"],
        ),
    ],
    "centrifugo": [
        _talk(
            {"id": 1, "connect": {"client": "c", "ping": 25, "pong": True, "subs": {"s": {"epoch": "e", "offset": 1}}}},
            {},
            {"id": 2, "subscribe": {"recoverable": True, "epoch": "x", "offset": 7, "publications": [{"data": 1}]}},
            b'{"push":{"channel":"news","pub":{"data":{"p":1},"offset":8}}}\n{"push":{"channel":"a","join":{}}}',
            {"push": {"channel": "news", "unsubscribe": {"code": 2500}}},
            {"push": {"disconnect": {"code": 3000}}},
        ),
    ],
    "phoenix": [
        _talk(
            ["1", "1", "room:1", "phx_reply", {"status": "ok", "response": {}}],
            [None, None, "room:1", "tick", _PRICE],
            [None, "2", "phoenix", "phx_reply", {"status": "ok", "response": {}}],
            [None, None, "room:1", "phx_error", {}],
            {"topic": "room:1", "event": "tick", "payload": {"a": 1}, "ref": None},
            pause=12.0,
        ),
        _talk(b"\x02\x06\x04room:1tick{}", b"\x01\x01\x01\x06\x0211room:1ok{}", binary=True),
    ],
    "pusher": [
        _talk(
            {"event": "pusher:connection_established", "data": '{"socket_id":"1.2","activity_timeout":30}'},
            {"event": "pusher_internal:subscription_succeeded", "channel": "a", "data": "{}"},
            {"event": "trade", "channel": "a", "data": _PRICE_TEXT},
            {"event": "pusher:ping"},
            {"event": "pusher:pong"},
            {"event": "pusher:error", "data": {"code": 4201, "message": "later"}},
            pause=20.0,
        ),
    ],
    "actioncable": [
        _talk(
            {"type": "welcome"},
            {"identifier": '{"channel":"Prices"}', "type": "confirm_subscription"},
            {"type": "ping", "message": 1},
            {"identifier": '{"channel":"Prices"}', "message": _PRICE},
            {"type": "disconnect", "reason": "server_restart", "reconnect": True},
            pause=2.0,
        ),
    ],
    "bayeux": [
        _talk(
            [{"channel": "/meta/handshake", "successful": True, "clientId": "c", "advice": {"timeout": 30000}}],
            [{"channel": "/meta/subscribe", "successful": True, "subscription": "/a/**"}],
            [
                {"channel": "/meta/connect", "successful": True, "advice": {"interval": 100}},
                {"channel": "/a/b", "data": 1},
            ],
            [
                {
                    "channel": "/meta/connect",
                    "successful": False,
                    "error": "402::Unknown client",
                    "advice": {"reconnect": "handshake"},
                }
            ],
            pause=1.0,
        ),
    ],
}

TOKENS: dict[str, Sequence[bytes]] = {
    "socketio": (b"40", b"42[", b"43", b"44", b"45", b"/admin,", b"0{", b"2", b'{"_placeholder":true,"num":0}', b"9-"),
    "stomp": (
        b"MESSAGE\n",
        b"ERROR\n",
        b"CONNECTED\n",
        b"content-length:",
        b"\n\n",
        b"\\c",
        b"heart-beat:1,1\n",
        b"\0",
    ),
    "nats": (b"MSG ", b"HMSG ", b"PING\r\n", b"INFO {", b"-ERR 'x'\r\n", b"NATS/1.0\r\n", b" 999999999", b"\r\n"),
    "mqtt5": (
        b"\xff\xff\xff\x7f",
        b"\x30\x80\x80\x80\x80",
        b"\x26\0\x01a\0\x01b",
        b"\x23\xff\xff",
        b"\x0b\xff",
        b"\xf0",
    ),
    "signalr": (b"\x1e", b'{"type":7', b'"invocationId"'),
    "sockjs": (b"o", b"h", b"a[", b"m", b"c["),
}
TOKENS |= {"mqtt4": TOKENS["mqtt5"], "socketio3": TOKENS["socketio"], "sockjs+stomp": TOKENS["stomp"]}
