"""The dialect of a feed is guessed from its messages, with the reason."""

from typing import Any

import pytest

from monitor.feed.discover import Dialect
from tests.helpers.discovering import discovered, streams_of

READING = '{"temp": 21.5}'
CASES: dict[Dialect, list[Any]] = {
    Dialect.JSON: [READING, READING],
    Dialect.JSON_LINES: ['{"a": 1}\n{"a": 2}\n', '{"a": 3}'],
    Dialect.ENGINE_IO: ['0{"sid":"x","pingInterval":25000}', "2", "4hello"],
    Dialect.SOCKET_IO: ['0{"sid":"x","pingInterval":25000}', '40{"sid":"y"}', '42["news",{"temp":1}]', "2"],
    Dialect.SOCKJS: ["o", "h", 'a["{\\"temp\\":1}"]'],
    Dialect.STOMP: ["CONNECTED\nversion:1.2\n\n\0", "MESSAGE\ndestination:/t\n\n{}\0", "\n"],
    Dialect.SIGNALR: ["{}\x1e", '{"type":6}\x1e', '{"type":1,"target":"t","arguments":[1]}\x1e'],
    Dialect.SIGNALR_CLASSIC: [
        {"C": "d-1", "M": [{"H": "hub", "M": "tick", "A": [{"temp": 1.5}]}]},
        {},
        {"R": 1, "I": "0"},
    ],
    Dialect.GRAPHQL: [{"type": "connection_ack"}, {"id": "1", "type": "next", "payload": {"data": {"power": 1.5}}}],
    Dialect.JSON_RPC: [{"jsonrpc": "2.0", "method": "subscription", "params": {"data": {"temp": 1.5}}}],
    Dialect.WAMP: [[2, 71, {"roles": {}}], [36, 55, 44, {}, ["x"], {"temp": 1.5}]],
    Dialect.PUSHER: [
        {"event": "pusher:connection_established", "data": "{}"},
        {"event": "e", "channel": "c", "data": "{}"},
    ],
    Dialect.PHOENIX: [
        ["1", "1", "room:1", "phx_reply", {"status": "ok"}],
        [None, None, "room:1", "new", {"temp": 1.5}],
    ],
    Dialect.ACTION_CABLE: [{"type": "welcome"}, {"identifier": '{"channel":"X"}', "message": {"temp": 1.5}}],
    Dialect.CENTRIFUGO: [
        {"id": 1, "connect": {"client": "x"}},
        {"push": {"channel": "c", "pub": {"data": {"t": 1}}}},
        {},
    ],
    Dialect.NATS: ['INFO {"server_id":"x"}\r\n', "MSG a 1 2\r\n22\r\n", "PING\r\n"],
    Dialect.TEXT: ["hello there", "12.5 C", "bye"],
    Dialect.BINARY: [b"\x30\x05\xff\xfe", b"\x92\x01\xc3\xff"],
    Dialect.NOTHING: [],
}


@pytest.mark.parametrize("dialect", CASES, ids=lambda dialect: dialect.name)
def test_a_dialect_is_recognised(dialect: Dialect) -> None:
    hint = discovered(CASES[dialect]).dialect
    assert hint.dialect is dialect
    assert hint.reason.endswith(".")


def test_numbers_that_begin_like_packets_are_no_packets() -> None:
    found = discovered(["42", "41.5", "0", "2", "3"])
    assert found.dialect.dialect is Dialect.JSON
    assert len(found.streams) == 1


def test_every_dialect_has_a_case() -> None:
    assert set(CASES) == set(Dialect)


@pytest.mark.parametrize(
    ("dialect", "columns"),
    [
        (Dialect.GRAPHQL, {"power": "payload.data.power"}),
        (Dialect.JSON_RPC, {"temp": "params.data.temp"}),
        (Dialect.WAMP, {"temp": "[5].temp"}),
        (Dialect.PHOENIX, {"temp": "[4].temp"}),
        (Dialect.ACTION_CABLE, {"temp": "message.temp"}),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_dialects_that_are_json_give_streams_at_once(dialect: Dialect, columns: dict[str, str]) -> None:
    opening, data = CASES[dialect][:-1], CASES[dialect][-1]
    (rule,) = streams_of(discovered([*opening, *[data] * 5])).values()
    assert rule.columns == columns
