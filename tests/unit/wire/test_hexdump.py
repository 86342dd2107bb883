"""Bytes for people to read."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.wire.hexdump import hex_dump


def test_a_line_holds_offset_hex_and_text():
    assert hex_dump(b"Hi!\x00\xff", 100) == "00000000  48 69 21 00 ff                                   Hi!.."


def test_lines_are_sixteen_bytes_long():
    first, second = hex_dump(bytes(range(0x41, 0x52)), 100).splitlines()
    assert first == "00000000  41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP"
    assert second.startswith("00000010  51 ")


def test_what_is_left_out_is_counted():
    assert hex_dump(bytes(2000), 16).splitlines()[-1] == "… 1,984 more bytes"
    assert hex_dump(bytes(17), 16).splitlines()[-1] == "… 1 more byte"
    assert hex_dump(b"ab", 0) == "… 2 more bytes"


def test_of_nothing_comes_nothing():
    assert hex_dump(b"", 16) == ""


@given(data=st.binary(max_size=100), limit=st.integers(-1, 120))
def test_the_hex_column_says_what_the_bytes_are(data, limit):
    rows = [line for line in hex_dump(data, limit).splitlines() if not line.startswith("…")]
    assert bytes.fromhex("".join(row[10:57] for row in rows)) == data[: max(0, limit)]
