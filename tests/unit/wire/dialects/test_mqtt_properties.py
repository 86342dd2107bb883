"""MQTT 5's properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import DialectError
from monitor.wire.dialects.mqtt_packets import number, prefixed
from monitor.wire.dialects.mqtt_properties import REASON_STRING, SERVER_KEEP_ALIVE, properties, read_properties

EVERY = (
    b"\x01\x01\x02\0\0\0\x05\x03" + prefixed("text/plain") + b"\x0b\x80\x01" + b"\x13\0\x3c"
    b"\x26" + prefixed("name") + prefixed("value") + b"\x1f" + prefixed("because") + b"\x24\x01"
)


def test_every_kind_is_read_or_passed_over():
    data = number(len(EVERY)) + EVERY
    found, behind = read_properties(data + b"rest", 0)
    assert behind == len(data)
    assert found == {1: 1, 2: 5, 3: b"text/plain", 0x0B: 128, SERVER_KEEP_ALIVE: 60, REASON_STRING: b"because", 0x24: 1}


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x02\x01", b"\x02\x55\0", b"\x03\x13\0", b"\x01\x13\0\x3c"])
def test_malformed_ones_are_told(data):
    with pytest.raises(DialectError, match="MQTT packet"):
        read_properties(data, 0)


@given(st.binary(max_size=40))
def test_anything_is_read_or_refused(data):
    try:
        _, behind = read_properties(data, 0)
    except DialectError:
        return
    assert behind <= len(data)


def test_numbers_are_written_as_they_are_read():
    assert read_properties(properties({0x22: 7, 0x27: 70_000}), 0)[0] == {0x22: 7, 0x27: 70_000}
