"""JSON in binary messages, however it is packed."""

import gzip
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import ProtocolError
from monitor.wire.unpack import unpack

LIMIT = 100_000
JSON = b'{"price": 1.5, "name": "caf\xc3\xa9", "list": [1, 2, 3]}'


def raw(data: bytes, *, end: bool = True) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush(zlib.Z_FINISH if end else zlib.Z_SYNC_FLUSH)


def packet(body: bytes, *, lead: bytes = b"\x01\x01\x01\x00") -> bytes:
    return lead + len(body).to_bytes(4, "big") + body


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(JSON, id="as it is"),
        pytest.param(gzip.compress(JSON), id="gzip"),
        pytest.param(zlib.compress(JSON), id="zlib"),
        pytest.param(zlib.compress(JSON, 1), id="zlib of another level"),
        pytest.param(raw(JSON), id="bare deflate"),
        pytest.param(raw(JSON, end=False), id="bare deflate that was only flushed"),
    ],
)
def test_json_is_found(payload):
    assert unpack(payload, LIMIT) == JSON


@pytest.mark.parametrize("payload", [b" \n[1, 2]\r\n", b"{}", b"[]"])
def test_space_around_json_is_allowed(payload):
    assert unpack(payload, LIMIT) == payload


@pytest.mark.parametrize("lead", [b"", b"\x01", b"\x01\x01\x01\x00"])
@pytest.mark.parametrize("pack", [bytes, zlib.compress, gzip.compress, raw])
def test_packets_become_one_array(lead, pack):
    payload = packet(pack(b'{"action": "add"}'), lead=lead) + packet(pack(JSON), lead=lead)
    found = unpack(payload, LIMIT)
    assert found is not None
    assert json.loads(found) == [{"action": "add"}, json.loads(JSON)]


def test_a_single_packet_becomes_an_array_too():
    assert unpack(packet(zlib.compress(JSON)), LIMIT) == b"[" + JSON + b"]"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x08\x96\x01\x12\x03abc", id="protobuf"),
        pytest.param(b"plain words", id="text that is no JSON"),
        pytest.param(b"{\xff}", id="no UTF-8"),
        pytest.param(b'{"cut": ', id="cut short"),
        pytest.param(gzip.compress(b"plain words"), id="gzip of something else"),
        pytest.param(gzip.compress(JSON)[:-12], id="gzip cut short"),
        pytest.param(gzip.compress(JSON)[:-4], id="gzip without all of its checksum"),
        pytest.param(gzip.compress(JSON) + b"more", id="gzip and more"),
        pytest.param(packet(zlib.compress(JSON)) + b"\x01", id="packets and more"),
        pytest.param(packet(zlib.compress(JSON)) + packet(b"\x00"), id="a packet of something else"),
        pytest.param(packet(JSON)[:-1], id="a packet cut short"),
        pytest.param(packet(b"{}") * 257, id="too many packets"),
        pytest.param(bytes(64), id="packets of nothing"),
    ],
)
def test_anything_else_is_opaque(payload):
    assert unpack(payload, LIMIT) is None


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress, lambda data: packet(zlib.compress(data))])
def test_a_bomb_is_refused(pack):
    with pytest.raises(ProtocolError) as caught:
        unpack(pack(b"[" + b" " * LIMIT + b"]"), LIMIT)
    assert caught.value.code == 1009


def test_packets_share_one_limit():
    half = zlib.compress(b"[" + b" " * (LIMIT // 2) + b"]")
    assert unpack(packet(half), LIMIT) is not None
    with pytest.raises(ProtocolError):
        unpack(packet(half) * 2, LIMIT)


def test_what_only_happens_to_look_deflated_is_no_bomb():
    assert unpack(raw(bytes(LIMIT + 1)), LIMIT) is None


@given(payload=st.binary(max_size=200) | st.binary(max_size=50).map(zlib.compress) | st.binary(max_size=50).map(packet))
@settings(deadline=None)
def test_random_bytes_are_opaque_or_json_in_utf8(payload):
    found = unpack(payload, LIMIT)
    assert found is None or found.decode().strip()[0] in "{["
