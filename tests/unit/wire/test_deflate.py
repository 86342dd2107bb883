"""Compression: what is offered and accepted, what is inflated, and what a bomb may cost."""

import tracemalloc
import zlib
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import ProtocolError
from monitor.wire.deflate import Inflater, accept, offer
from monitor.wire.frames import FrameReader
from tests.helpers.wire import frame, outcome, read_all

LIMIT = 1_000_000
MIB = 1024 * 1024


class Deflater:
    """A server's side of the compression."""

    def __init__(self, *, window_bits: int = 15, no_takeover: bool = False, history: bytes = b"") -> None:
        self._bits = -max(9, window_bits)
        self._no_takeover = no_takeover
        self._stream = zlib.compressobj(wbits=self._bits, zdict=history)

    def deflate(self, message: bytes) -> bytes:
        written = self._stream.compress(message) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        if self._no_takeover:
            self._stream = zlib.compressobj(wbits=self._bits)
        return written.removesuffix(b"\x00\x00\xff\xff")


def deflated_to_the_end(message: bytes) -> bytes:
    """A deflate stream that says it is over (BFINAL)."""
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(message) + stream.flush()


# --- inflating ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("f248cdc9c90700", id="one block"),
        pytest.param("000500faff48656c6c6f00", id="a block that is not compressed"),
        pytest.param("f348cdc9c9070000", id="a final block"),
        pytest.param("f348cdc9c90700", id="a final block without the octet after it"),
        pytest.param("f248050000 00ffffcac9c90700", id="two blocks"),
    ],
)
def test_the_examples_of_rfc_7692_section_7_2_3_are_read(written):
    assert Inflater().inflate(bytes.fromhex(written), LIMIT) == b"Hello"


def test_a_message_may_refer_to_the_one_before_it():
    inflater = Inflater()
    assert inflater.inflate(bytes.fromhex("f248cdc9c90700"), LIMIT) == b"Hello"
    assert inflater.inflate(bytes.fromhex("f200110000"), LIMIT) == b"Hello"


def test_a_message_may_not_refer_to_the_one_before_it_without_context_takeover():
    inflater = Inflater(no_context_takeover=True)
    assert inflater.inflate(bytes.fromhex("f248cdc9c90700"), LIMIT) == b"Hello"
    with pytest.raises(ProtocolError) as caught:
        inflater.inflate(bytes.fromhex("f200110000"), LIMIT)
    assert caught.value.code == 1007


@pytest.mark.parametrize("octet", [b"\x00", b""])
def test_a_final_block_ends_the_stream_but_not_the_connection(octet):
    inflater = Inflater()
    for message in (b"first", b"second" * 1000, b"", b"third"):
        assert inflater.inflate(deflated_to_the_end(message) + octet, LIMIT) == message


def test_blocks_after_a_final_block_may_refer_to_what_came_before_it():
    text = bytes(range(256)) * 8
    after = Deflater(history=text).deflate(text)
    assert len(after) < 200
    assert Inflater().inflate(deflated_to_the_end(text) + after, LIMIT) == text + text


def test_an_empty_payload_is_an_empty_message():
    assert Inflater().inflate(b"", LIMIT) == b""


def test_a_window_that_zlib_cannot_make_is_read_all_the_same():
    server, inflater = Deflater(window_bits=8), Inflater(window_bits=8)
    for _ in range(3):
        assert inflater.inflate(server.deflate(b"abcdefgh" * 100), LIMIT) == b"abcdefgh" * 100


@given(
    messages=st.lists(st.tuples(st.binary(max_size=60), st.sampled_from([1, 3, 700])), max_size=8),
    bits=st.integers(8, 15),
    no_takeover=st.booleans(),
)
@settings(deadline=None)
def test_what_was_deflated_is_inflated(messages, bits, no_takeover):
    server = Deflater(window_bits=bits, no_takeover=no_takeover)
    inflater = Inflater(window_bits=bits, no_context_takeover=no_takeover)
    for piece, times in messages:
        message = piece * times
        assert inflater.inflate(server.deflate(message), len(message)) == message


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("junk", [b"\xff\xff\xff", b"\x06", b"not deflate", b"\x03\x00" * 100])
def test_data_that_is_not_deflate_is_1007(junk):
    with pytest.raises(ProtocolError) as caught:
        Inflater().inflate(junk, LIMIT)
    assert caught.value.code == 1007


@pytest.mark.parametrize("limit", [0, 1, 1000])
def test_one_byte_more_than_the_limit_is_1009(limit):
    message = b"x" * (limit + 1)
    with pytest.raises(ProtocolError) as caught:
        Inflater().inflate(Deflater().deflate(message), limit)
    assert caught.value.code == 1009
    assert Inflater().inflate(Deflater().deflate(message[1:]), limit) == message[1:]


@pytest.mark.parametrize("before", [b"", deflated_to_the_end(b"x"), deflated_to_the_end(bytes(MIB))])
@pytest.mark.parametrize("deflate", [Deflater().deflate, deflated_to_the_end])
def test_a_bomb_is_refused_without_being_inflated(before, deflate):
    bomb = before + deflate(bytes(64 * MIB))
    assert len(bomb) < MIB
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError) as caught:
            Inflater().inflate(bomb, MIB)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.code == 1009
    # The output in pieces and joined, what was not read of the input, and a little.
    assert peak < 3 * MIB + 2 * len(bomb) + 200_000


def test_a_bomb_in_many_final_blocks_is_refused():
    bomb = deflated_to_the_end(bytes(40_000)) * 30
    with pytest.raises(ProtocolError) as caught:
        Inflater().inflate(bomb, MIB)
    assert caught.value.code == 1009


@given(payloads=st.lists(st.binary(max_size=200), max_size=5), takeover=st.booleans())
@settings(deadline=None)
def test_random_bytes_inflate_within_the_limit_or_break_the_protocol(payloads, takeover):
    inflater = Inflater(no_context_takeover=not takeover)
    for payload in payloads:
        message = outcome(partial(inflater.inflate, payload, 100))
        if isinstance(message, ProtocolError):
            assert message.code in (1007, 1009)
            return
        assert len(message) <= 100


# --- within the frame reader --------------------------------------------------------------------------------------


def test_a_compressed_message_in_fragments_is_inflated_once_whole():
    written = Deflater().deflate(b"abc" * 1000)
    stream = frame(1, written[:5], fin=False, rsv=4) + frame(9, b"p") + frame(0, written[5:])
    assert FrameReader(deflate=Inflater()).feed(stream).messages == [b"abc" * 1000]


def test_a_bomb_in_a_frame_is_a_fault_and_keeps_what_came_before():
    stream = frame(1, b"before") + frame(1, Deflater().deflate(bytes(100_000)), rsv=4) + frame(1, b"after")
    received = read_all(FrameReader(deflate=Inflater(), message_limit=70_000), [stream, frame(1, b"later")])
    assert received.messages == [b"before"]
    assert received.fault is not None
    assert received.fault.code == 1009


def test_compressed_text_is_checked_when_asked_to():
    stream = frame(1, Deflater().deflate(b"\xff"), rsv=4)
    received = FrameReader(deflate=Inflater(), check_utf8=True).feed(stream)
    assert received.messages == []
    assert received.fault is not None
    assert received.fault.code == 1007


# --- negotiation --------------------------------------------------------------------------------------------------


def test_the_offer_is_the_one_that_browsers_make():
    assert offer() == "permessage-deflate; client_max_window_bits"


@pytest.mark.parametrize("header", [None, "", "  "])
def test_no_answer_means_no_compression(header):
    assert accept(header) is None


@pytest.mark.parametrize(
    "header",
    [
        "permessage-deflate",
        " permessage-deflate ; server_no_context_takeover ",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; server_max_window_bits=8; client_max_window_bits=15",
        'permessage-deflate;server_max_window_bits="10"',
        "permessage-deflate; client_max_window_bits = 9",
    ],
)
def test_an_answer_to_the_offer_is_accepted(header):
    assert isinstance(accept(header), Inflater)


def test_the_terms_of_the_answer_are_kept():
    inflater = accept("permessage-deflate; server_no_context_takeover")
    assert inflater is not None
    inflater.inflate(bytes.fromhex("f248cdc9c90700"), LIMIT)
    with pytest.raises(ProtocolError):
        inflater.inflate(bytes.fromhex("f200110000"), LIMIT)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("permessage-bzip2", "extensions that were not asked for"),
        ("PerMessage-Deflate", "extensions that were not asked for"),
        ("permessage-deflate, permessage-deflate", "extensions that were not asked for"),
        ("x-webkit-deflate-frame", "extensions that were not asked for"),
        ("permessage-deflate; mux", "terms that are unknown"),
        ("permessage-deflate;", "terms that are unknown"),
        ("permessage-deflate; server_no_context_takeover; server_no_context_takeover", "more than once"),
        ("permessage-deflate; server_max_window_bits=9; server_max_window_bits=9", "more than once"),
        ("permessage-deflate; server_no_context_takeover=1", "takes none"),
        ("permessage-deflate; client_no_context_takeover=", "takes none"),
        ("permessage-deflate; server_max_window_bits", "from 8 to 15"),
        ("permessage-deflate; client_max_window_bits", "from 8 to 15"),
        ("permessage-deflate; server_max_window_bits=", "from 8 to 15"),
        ("permessage-deflate; server_max_window_bits=7", "from 8 to 15"),
        ("permessage-deflate; server_max_window_bits=16", "from 8 to 15"),
        ("permessage-deflate; server_max_window_bits=08", "from 8 to 15"),
        ("permessage-deflate; server_max_window_bits=+9", "from 8 to 15"),
        ("permessage-deflate; server_max_window_bits=٩", "from 8 to 15"),
        ('permessage-deflate; server_max_window_bits="9', "from 8 to 15"),
    ],
)
def test_any_other_answer_is_refused_in_words(header, words):
    with pytest.raises(ProtocolError, match=words) as caught:
        accept(header)
    assert caught.value.code == 1002


@given(header=st.text(max_size=60) | st.text("permsagdflt-;, =_x91", max_size=60).map("permessage-deflate;".__add__))
def test_no_header_does_worse_than_break_the_protocol(header):
    accepted = outcome(lambda: accept(header))
    assert accepted is None or isinstance(accepted, Inflater) or accepted.code == 1002
    assert not isinstance(accepted, ProtocolError) or len(accepted.what) < 500
