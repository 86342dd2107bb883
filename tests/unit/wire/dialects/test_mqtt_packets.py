"""MQTT's packets, cut wherever the server liked."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.mqtt_packets import PacketReader, number, packet, prefixed, read_number, read_prefixed

LENGTHS = [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\x01"), (16_383, b"\xff\x7f"), (16_384, b"\x80\x80\x01")]
LENGTHS += [(2_097_151, b"\xff\xff\x7f"), (2_097_152, b"\x80\x80\x80\x01"), (268_435_455, b"\xff\xff\xff\x7f")]


@pytest.mark.parametrize(("value", "data"), LENGTHS)
def test_lengths_are_those_of_the_specifications_table(value, data):
    assert number(value) == data
    assert read_number(data + b"more", 0) == (value, len(data))


def test_a_length_of_five_bytes_is_refused():
    with pytest.raises(DialectError, match="length is malformed"):
        list(PacketReader(limit=100).feed([b"\x30\x80\x80\x80\x80\x01"]))


def test_a_packet_beyond_the_limit_is_refused_before_it_has_come():
    with pytest.raises(DialectError, match=r"limits\.message_bytes") as refused:
        list(PacketReader(limit=100).feed([b"\x30" + number(101)]))
    assert (refused.value.code, refused.value.remedy) == (1009, Remedy.ASK)


@given(
    st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=300)), max_size=6),
    st.lists(st.integers(0, 2000), max_size=10),
)
def test_packets_survive_every_cut(packets, cuts):
    data = b"".join(packet(first, body) for first, body in packets)
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    reader = PacketReader(limit=1000)
    pieces = [data[start:end] for start, end in itertools.pairwise(places)]
    assert [found for piece in pieces for found in reader.feed([piece])] == packets


def test_packets_come_byte_by_byte():
    data = packet(0x30, bytes(200)) + packet(0xD0)
    reader = PacketReader(limit=1000)
    assert [found for byte in data for found in reader.feed([bytes((byte,))])] == [(0x30, bytes(200)), (0xD0, b"")]


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\x03ab"])
def test_a_string_that_is_cut_is_told(data):
    with pytest.raises(DialectError, match="ends too early"):
        read_prefixed(data, 0)


def test_strings_have_their_length_in_front():
    assert prefixed("é") == b"\0\x02\xc3\xa9"
    assert read_prefixed(b"\0\x02\xc3\xa9x", 0) == ("é".encode(), 4)
    assert len(prefixed("x" * 70_000)) == 2 + 65_535
