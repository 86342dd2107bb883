"""NATS's lines, cut wherever the server liked."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.nats_protocol import Line, LineReader, Published, read_headers

HEADERS = b"NATS/1.0\r\nBreakfast: donut\r\nBreakfast: eggs\r\nLunch: burger\r\n\r\n"
STREAM = (
    b'INFO {"server_id":"x y","max_payload":1048576}\r\n'
    b"MSG FOO.BAR 9 11\r\nHello World\r\n"
    b"MSG FOO.BAR 9 GREETING.34 2\r\n\r\n\r\n"
    b"ping\r\n"
    b"HMSG FOO.BAR 9 %d %d\r\n%sHello\r\n"
    % (len(HEADERS), len(HEADERS) + 5, HEADERS)
    + b"HMSG FOO 9 BAZ.69 %d %d\r\n%s\r\n" % (len(HEADERS), len(HEADERS), HEADERS)
    + b"+OK\r\n-ERR 'Stale Connection'\r\nPONG\r\n"
)
LINES = [
    Line(b"INFO", b'{"server_id":"x y","max_payload":1048576}'),
    Published(b"FOO.BAR", b"", b"Hello World"),
    Published(b"FOO.BAR", b"", b"\r\n"),
    Line(b"PING", b""),
    Published(b"FOO.BAR", HEADERS, b"Hello"),
    Published(b"FOO", HEADERS, b""),
    Line(b"+OK", b""),
    Line(b"-ERR", b"'Stale Connection'"),
    Line(b"PONG", b""),
]


def read(*pieces: bytes, limit: int = 1000) -> list[Line | Published]:
    reader = LineReader(limit=limit)
    return [found for piece in pieces for found in reader.feed([piece])]


def test_every_line_of_the_specification_is_read():
    assert read(STREAM) == LINES


def test_lines_come_byte_by_byte():
    assert read(*(bytes((byte,)) for byte in STREAM)) == LINES


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_lines_survive_every_cut(cuts):
    assert read(*(STREAM[a:b] for a, b in itertools.pairwise(sorted({0, len(STREAM), *cuts})))) == LINES


@pytest.mark.parametrize(
    "data",
    [b"MSG a 1\r\n", b"MSG a 1 x\r\n", b"MSG a 1 -1\r\n", b"HMSG a 1 5 3\r\nabc\r\n", b"HMSG a 5\r\n", b"x" * 70_000],
)
def test_what_is_no_line_is_refused(data):
    with pytest.raises(DialectError, match="no line of NATS") as refused:
        read(data)
    assert refused.value.remedy is Remedy.ASK


def test_a_message_of_another_length_is_refused():
    with pytest.raises(DialectError, match="another length"):
        read(b"MSG a 1 3\r\nabcdefgh\r\n")


def test_a_message_beyond_the_limit_is_refused_before_it_has_come():
    with pytest.raises(DialectError, match=r"limits\.message_bytes") as refused:
        read(b"MSG a 1 1001\r\n")
    assert (refused.value.code, refused.value.remedy) == (1009, Remedy.ASK)


@given(
    st.lists(st.binary(max_size=30) | st.sampled_from([b"\r\n", b"MSG a 1 3\r\nabc", b"HMSG a 1 2 4\r\n"]), max_size=8)
)
def test_anything_is_lines_or_refused(pieces):
    try:
        for found in read(*pieces):
            if isinstance(found, Published):
                read_headers(found.headers)
    except DialectError:
        return


def test_headers_are_read_with_their_status():
    assert read_headers(HEADERS) == {"Breakfast": "donut", "Lunch": "burger"}
    assert read_headers(b"NATS/1.0 503 No Responders\r\n\r\n") == {"Status": "503 No Responders"}
