"""STOMP's frames, cut wherever the server liked."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.stomp_frames import Frame, FrameReader, connect_frame, frame, read_headers

MESSAGE = b"MESSAGE\nsubscription:0\nmessage-id:007\ndestination:/queue/a\ncontent-type:text/plain\n\nhello queue a\0"
CONNECTED = b"CONNECTED\r\nversion:1.2\r\n\r\n\0"
COUNTED = b"MESSAGE\ncontent-length:5\n\na\0b\0c\0"
RECEIPT = b"RECEIPT\nreceipt-id:message-12345\n\n\0"
STREAM = b"\n" + MESSAGE + b"\r\n\n" + CONNECTED + COUNTED + b"\n" + RECEIPT + b"\n"


def read(*pieces: bytes, limit: int = 1000) -> list[Frame]:
    reader = FrameReader(limit=limit)
    return [found for piece in pieces for found in reader.feed([piece])]


def test_a_frame_of_the_specification_comes_apart():
    (found,) = read(MESSAGE)
    assert (found.command, found.body) == (b"MESSAGE", b"hello queue a")
    assert read_headers(found.headers, "1.2") == {
        "subscription": "0",
        "message-id": "007",
        "destination": "/queue/a",
        "content-type": "text/plain",
    }


def test_lines_may_end_with_a_carriage_return():
    (found,) = read(CONNECTED)
    assert (found.command, read_headers(found.headers, "")) == (b"CONNECTED", {"version": "1.2"})


def test_content_length_goes_before_the_nul():
    assert [found.body for found in read(COUNTED)] == [b"a\0b\0c"]


def test_a_body_that_is_not_as_long_as_told_is_refused():
    with pytest.raises(DialectError, match="does not end"):
        read(b"MESSAGE\ncontent-length:3\n\nabcdef\0")


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_frames_survive_every_cut(cuts):
    pieces = [STREAM[start:end] for start, end in itertools.pairwise(sorted({0, len(STREAM), *cuts}))]
    assert read(*pieces) == read(STREAM)


def test_frames_come_byte_by_byte():
    assert [found.command for found in read(*(bytes((byte,)) for byte in STREAM))] == [
        b"MESSAGE",
        b"CONNECTED",
        b"MESSAGE",
        b"RECEIPT",
    ]


@pytest.mark.parametrize(
    "data",
    [b"MESSAGE\ncontent-length:1001\n\n", b"MESSAGE\n\n" + b"x" * 1001, b"MESSAGE\ncontent-length:999999999\n\n"],
)
def test_a_frame_beyond_the_limit_is_refused(data):
    with pytest.raises(DialectError, match=r"limits\.message_bytes") as refused:
        read(data)
    assert (refused.value.code, refused.value.remedy) == (1009, Remedy.ASK)


def test_a_body_that_grows_beyond_the_limit_is_refused():
    with pytest.raises(DialectError, match=r"limits\.message_bytes"):
        read(b"MESSAGE\n\n", *itertools.repeat(b"x" * 1000, 100))


@pytest.mark.parametrize("data", [b"x" * 70_000, b"garbage\0", b"a\n" * 40_000])
def test_what_has_no_headers_is_refused(data):
    with pytest.raises(DialectError, match="no STOMP frame"):
        read(data)


@given(
    st.lists(
        st.binary(max_size=30) | st.sampled_from([b"\n\n", b"MESSAGE\n", b"\0", b"content-length:9\n"]), max_size=9
    )
)
def test_anything_is_frames_or_refused(pieces):
    try:
        for found in read(*pieces):
            read_headers(found.headers, "1.2")
    except DialectError:
        pass


def test_escapes_are_those_of_the_version():
    headers = rb"a\cb:1\n2\\3"
    assert read_headers(headers, "1.1") == read_headers(headers, "1.2") == {"a:b": "1\n2\\3"}
    assert read_headers(headers, "1.0") == {r"a\cb": r"1\n2\\3"}
    assert read_headers(rb"a:\r", "1.2") == {"a": "\r"}
    for version, escape in (("1.1", rb"a:\r"), ("1.1", rb"a:\t"), ("1.2", rb"a:\t"), ("1.2", b"a:\\")):
        with pytest.raises(DialectError, match=f"STOMP {version}"):
            read_headers(escape, version)


def test_the_first_of_repeated_headers_holds_and_only_the_oldest_version_trims():
    assert read_headers(b"foo: World \nfoo:Hello", "1.2") == {"foo": " World "}
    assert read_headers(b"foo: World ", "1.0") == {"foo": "World"}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@given(
    headers=st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=12), max_size=4),
    body=st.binary(max_size=20),
)
def test_what_is_sent_reads_as_it_was_meant(version, headers, body):
    headers = {name: value for name, value in headers.items() if "\r" not in name + value or version == "1.2"}
    headers |= {"content-length": str(len(body))}
    (found,) = read(frame("SEND", headers, version, body))
    assert found.body == body
    assert read_headers(found.headers, version) == headers


def test_connect_escapes_nothing_and_lets_nobody_add_a_header():
    assert connect_frame({"login": "a:b\\c", "passcode": "x\nhost:evil"}) == (
        b"CONNECT\nlogin:a:b\\c\npasscode:x host:evil\n\n\0"
    )
