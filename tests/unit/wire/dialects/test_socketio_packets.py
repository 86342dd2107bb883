"""Packets of Socket.IO, those of the specification first."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.wire.dialects.socketio_packets import Kind, Packet, emitted, packet


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"0", Packet(Kind.CONNECT, 0, b"/", b"", b"")),
        (b'0/admin,{"sid":"oSO0OpakMV"}', Packet(Kind.CONNECT, 0, b"/admin", b"", b'{"sid":"oSO0OpakMV"}')),
        (b"0/admin", Packet(Kind.CONNECT, 0, b"/admin", b"", b"")),
        (b"0/admin?token=1,", Packet(Kind.CONNECT, 0, b"/admin", b"", b"")),
        (b'4{"message":"Not authorized"}', Packet(Kind.CONNECT_ERROR, 0, b"/", b"", b'{"message":"Not authorized"}')),
        (b'2["foo"]', Packet(Kind.EVENT, 0, b"/", b"", b'["foo"]')),
        (b'2/admin,["bar"]', Packet(Kind.EVENT, 0, b"/admin", b"", b'["bar"]')),
        (b'212["foo"]', Packet(Kind.EVENT, 0, b"/", b"12", b'["foo"]')),
        (b'3/admin,13["bar"]', Packet(Kind.ACK, 0, b"/admin", b"13", b'["bar"]')),
        (b"1/admin,", Packet(Kind.DISCONNECT, 0, b"/admin", b"", b"")),
        (
            b'51-["baz",{"_placeholder":true,"num":0}]',
            Packet(Kind.BINARY_EVENT, 1, b"/", b"", b'["baz",{"_placeholder":true,"num":0}]'),
        ),
        (
            b'61-/admin,15["bar",{"_placeholder":true,"num":0}]',
            Packet(Kind.BINARY_ACK, 1, b"/admin", b"15", b'["bar",{"_placeholder":true,"num":0}]'),
        ),
    ],
)
def test_heads_are_taken_apart(text: bytes, expected: Packet) -> None:
    assert packet(text) == expected


@pytest.mark.parametrize("text", [b"", b"7", b"x", b'["foo"]'])
def test_what_is_no_packet_is_none(text: bytes) -> None:
    assert packet(text) is None


@given(st.binary(max_size=40))
def test_no_bytes_break_the_head(text: bytes) -> None:
    found = packet(text)
    assert found is None or text.endswith(found.data)


def put(data: bytes, *attachments: bytes, limit: int = 1000) -> object:
    return json.loads(Packet(Kind.BINARY_EVENT, 2, b"/", b"", data).with_attachments(attachments, limit))


def test_attachments_are_put_in_place_as_json_or_base64() -> None:
    data = b'["a",{"_placeholder":true,"num":1},{"x":[{"num": 0, "_placeholder": true}]}]'
    assert put(data, b'{"p":1}', b"\x00\xff") == ["a", "AP8=", {"x": [{"p": 1}]}]
    assert put(data, zlib.compress(b"[1]"), b"{not json}") == ["a", "e25vdCBqc29ufQ==", {"x": [[1]]}]


def test_an_attachment_has_one_place_and_one_that_is_missing_none() -> None:
    data = b'[{"_placeholder":true,"num":0},{"_placeholder":true,"num":0},{"_placeholder":true,"num":7}]'
    assert put(data, b"[1]") == [[1], None, None]


def test_what_looks_like_a_placeholder_inside_a_string_stays() -> None:
    text = '{"_placeholder":true,"num":0}'
    assert put(json.dumps(["a", text]).encode(), b"[1]") == ["a", text]


def test_attachments_inflate_to_no_more_than_the_limit() -> None:
    bomb = zlib.compress(b"[" + b" " * 100_000 + b"]")
    value = put(b'["a",{"_placeholder":true,"num":0}]', bomb)
    assert isinstance(value, list)
    assert isinstance(value[1], str)


def test_arguments_that_are_json_in_a_string_are_taken_out() -> None:
    inner = json.dumps({"p": 1, "deep": json.dumps({"q": 2})})
    assert json.loads(emitted(json.dumps(["tick", inner, "plain", 3]).encode())) == [
        "tick",
        json.loads(inner),
        "plain",
        3,
    ]
    assert emitted(b'["tick",{"p":1}]') == b'["tick",{"p":1}]'
    assert emitted(b'["tick","{broken"') == b'["tick","{broken"'
