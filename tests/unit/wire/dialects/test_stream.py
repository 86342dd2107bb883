"""Bytes that wait for the rest of their packet."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.wire.dialects.stream import Stream


def test_what_comes_is_given_at_once_where_nothing_is_waited_for():
    stream = Stream()
    assert stream.take([b"ab", b"c"]) == b"abc"
    assert stream.size == 0


def test_nothing_is_given_before_the_bytes_needed_are_there():
    stream = Stream()
    stream.keep(b"ab", need=4)
    assert stream.take([b"c"]) == b""
    assert stream.size == 3
    assert stream.take([b"d"]) == b"abcd"


def test_nothing_is_given_before_the_mark_has_come():
    stream = Stream()
    stream.keep(b"ab", mark=b"\0")
    assert stream.take([b"c", b"d"]) == b""
    assert stream.take([b"e\0f"]) == b"abcde\0f"


def test_what_was_waited_for_is_forgotten_once_it_came():
    stream = Stream()
    stream.keep(b"a", need=2, mark=b"\0")
    assert stream.take([b"\0"]) == b"a\0"
    assert stream.take([b"b"]) == b"b"


@given(st.lists(st.binary(max_size=8), max_size=20), st.integers(0, 60))
def test_no_byte_is_lost_or_doubled(pieces, need):
    stream = Stream()
    stream.keep(b"start", need=need)
    found = b"".join(stream.take([piece]) for piece in pieces)
    whole = b"start" + b"".join(pieces)
    assert found == whole[: len(found)]
    assert len(found) + stream.size == len(whole)
