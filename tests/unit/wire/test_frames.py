"""The frame reader: what it takes, what it refuses and with which close code, and how much work it does."""

import sys
import tracemalloc
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.wire.deflate import Inflater
from monitor.wire.frames import FrameReader
from monitor.wire.received import Close, Ping, Pong, Received
from tests.helpers.wire import blocks_of, cut, frame, read_all

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
MIB = 1024 * 1024


def fault_code(received: Received) -> int | None:
    return received.fault.code if received.fault else None


# --- what it takes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 70_000])
@pytest.mark.parametrize("check_utf8", [False, True])
def test_a_text_message_of_any_size_comes_out_whole(size, check_utf8):
    received = FrameReader(check_utf8=check_utf8).feed(frame(TEXT, b"x" * size))
    assert received == Received(messages=[b"x" * size])


def test_messages_of_one_block_come_out_in_order():
    received = FrameReader().feed(frame(TEXT, b"a") + frame(BINARY, b"b") + frame(TEXT, b"c" * 200))
    assert received == Received(messages=[b"a", b"b", b"c" * 200], binary={1})


def test_a_fragmented_message_is_put_together():
    stream = frame(TEXT, b"a", fin=False) + frame(CONTINUATION, b"", fin=False) + frame(CONTINUATION, b"b")
    assert FrameReader().feed(stream) == Received(messages=[b"ab"])


def test_a_fragmented_binary_message_stays_binary():
    stream = frame(BINARY, b"a", fin=False) + frame(CONTINUATION, b"b") + frame(TEXT, b"c")
    assert FrameReader().feed(stream) == Received(messages=[b"ab", b"c"], binary={0})


def test_control_frames_may_stand_between_fragments():
    stream = frame(TEXT, b"a", fin=False) + frame(PING, b"p") + frame(PONG, b"q") + frame(CONTINUATION, b"b")
    assert FrameReader().feed(stream) == Received(messages=[b"ab"], control=[Ping(b"p"), Pong(b"q")])


def test_a_stream_cut_after_every_byte_yields_the_same():
    stream = frame(TEXT, b"a", fin=False) + frame(PING, b"p" * 125) + frame(CONTINUATION, b"b" * 300)
    stream += frame(BINARY, b"c" * 70_000) + frame(CLOSE, b"\x03\xe8bye")
    expected = FrameReader().feed(stream)
    assert read_all(FrameReader(), blocks_of(stream, 1)) == expected
    assert expected.control == [Ping(b"p" * 125), Close(1000, "bye")]
    assert expected.fault is None


@pytest.mark.parametrize("size", [0, 1, 125, 126, 300])
def test_a_text_message_cut_anywhere_comes_out_whole(size):
    stream = frame(TEXT, b"before") + frame(TEXT, b"x" * size) + frame(TEXT, b"after")
    for place in range(len(stream) + 1):
        received = read_all(FrameReader(), [stream[:place], stream[place:]])
        assert received == Received(messages=[b"before", b"x" * size, b"after"])


def test_an_empty_block_changes_nothing():
    reader = FrameReader()
    assert reader.feed(b"") == Received()
    assert reader.feed(frame(TEXT, b"abc")[:3]) == Received()
    assert reader.feed(b"") == Received()
    assert reader.feed(b"bc") == Received(messages=[b"abc"])


def test_text_that_is_not_utf8_is_left_to_the_decoder():
    assert FrameReader().feed(frame(TEXT, b"\xff")) == Received(messages=[b"\xff"])


def test_a_message_of_exactly_the_limit_is_taken():
    reader = FrameReader(message_limit=10)
    assert reader.feed(frame(TEXT, b"x" * 10)).messages == [b"x" * 10]
    stream = frame(TEXT, b"x" * 5, fin=False) + frame(CONTINUATION, b"x" * 5)
    assert reader.feed(stream).messages == [b"x" * 10]


def test_uncompressed_messages_are_taken_where_compression_was_agreed():
    assert FrameReader(deflate=Inflater()).feed(frame(TEXT, b"abc")).messages == [b"abc"]


# --- what it refuses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opcode", [TEXT, BINARY, PING])
def test_a_masked_frame_is_refused(opcode):
    assert fault_code(FrameReader().feed(frame(opcode, b"abc", masked=True))) == 1002


@pytest.mark.parametrize("rsv", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("opcode", [TEXT, BINARY, CLOSE, PING, PONG])
def test_reserved_bits_are_refused_without_compression(opcode, rsv):
    assert fault_code(FrameReader().feed(frame(opcode, rsv=rsv))) == 1002


@pytest.mark.parametrize("rsv", [1, 2, 3, 5, 6, 7])
def test_the_other_reserved_bits_are_refused_with_compression_too(rsv):
    assert fault_code(FrameReader(deflate=Inflater()).feed(frame(TEXT, rsv=rsv))) == 1002


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_a_control_frame_marked_as_compressed_is_refused(opcode):
    assert fault_code(FrameReader(deflate=Inflater()).feed(frame(opcode, rsv=4))) == 1002


def test_a_continuation_marked_as_compressed_is_refused():
    stream = frame(TEXT, b"", fin=False, rsv=4) + frame(CONTINUATION, b"", rsv=4)
    assert fault_code(FrameReader(deflate=Inflater()).feed(stream)) == 1002


@pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
@pytest.mark.parametrize("fin", [True, False])
def test_a_reserved_opcode_is_refused(opcode, fin):
    assert fault_code(FrameReader().feed(frame(opcode, b"abc", fin=fin))) == 1002


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_a_control_frame_in_pieces_is_refused(opcode):
    assert fault_code(FrameReader().feed(frame(opcode, b"", fin=False))) == 1002


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
@pytest.mark.parametrize("size", [126, 127])
def test_a_control_frame_of_more_than_125_bytes_is_refused_before_its_size_has_come(opcode, size):
    assert fault_code(FrameReader().feed(bytes([0x80 | opcode, size]))) == 1002


@pytest.mark.parametrize("fin", [True, False])
def test_a_continuation_of_nothing_is_refused(fin):
    assert fault_code(FrameReader().feed(frame(CONTINUATION, b"a", fin=fin))) == 1002


def test_a_continuation_after_a_whole_message_is_refused():
    received = FrameReader().feed(frame(TEXT, b"a") + frame(CONTINUATION, b"b"))
    assert received.messages == [b"a"]
    assert fault_code(received) == 1002


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
@pytest.mark.parametrize("fin", [True, False])
def test_a_new_message_inside_a_fragmented_one_is_refused(opcode, fin):
    received = FrameReader().feed(frame(TEXT, b"a", fin=False) + frame(opcode, b"b" * 200, fin=fin))
    assert received.messages == []
    assert fault_code(received) == 1002


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
@pytest.mark.parametrize(
    "size", [b"\x7e\x00\x00", b"\x7e\x00\x7d", b"\x7f" + bytes(8), b"\x7f" + (65535).to_bytes(8, "big")]
)
def test_a_size_in_more_bytes_than_needed_is_refused(opcode, size):
    received = FrameReader().feed(frame(opcode, b"x" * 200, size=size))
    assert received.messages == []
    assert fault_code(received) == 1002


def test_a_size_with_the_top_bit_set_is_refused():
    assert fault_code(FrameReader().feed(frame(TEXT, size=b"\x7f\x80" + bytes(7)))) == 1002


def test_a_frame_that_announces_more_than_the_limit_is_refused_before_its_payload_comes():
    received = FrameReader().feed(frame(BINARY, size=b"\x7f" + (10**9).to_bytes(8, "big")))
    assert fault_code(received) == 1009
    assert "16,777,216 bytes" in str(received.fault)


@pytest.mark.parametrize("limit", [0, 1, 100, 60_000, 65_535, 70_000])
def test_one_byte_more_than_the_limit_is_refused(limit):
    received = FrameReader(message_limit=limit).feed(frame(TEXT, b"x" * limit) + frame(TEXT, b"x" * (limit + 1)))
    assert received.messages == [b"x" * limit]
    assert fault_code(received) == 1009


def test_fragments_are_summed_before_the_one_too_many_comes():
    reader = FrameReader(message_limit=1000)
    assert reader.feed(frame(TEXT, b"x" * 500, fin=False)).fault is None
    assert reader.feed(frame(CONTINUATION, b"x" * 500, fin=False)).fault is None
    assert fault_code(reader.feed(frame(CONTINUATION, size=b"\x01"))) == 1009


def test_a_message_compressed_without_agreement_is_refused_in_words():
    received = FrameReader().feed(frame(TEXT, b"abc", rsv=4))
    assert fault_code(received) == 1002
    assert "compression was not agreed" in str(received.fault)


def test_what_came_before_a_fault_is_kept_and_nothing_comes_after_it():
    reader = FrameReader()
    received = reader.feed(frame(TEXT, b"a") + frame(PING, b"p") + frame(3) + frame(TEXT, b"b"))
    assert (received.messages, received.control, fault_code(received)) == ([b"a"], [Ping(b"p")], 1002)
    assert reader.feed(frame(TEXT, b"c")) == Received()


# --- close frames -------------------------------------------------------------------------------------------------


def test_a_close_frame_without_a_code_is_1005():
    assert FrameReader().feed(frame(CLOSE)).control == [Close(1005, "")]


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999])
def test_a_code_that_may_be_sent_is_taken(code):
    received = FrameReader().feed(frame(CLOSE, code.to_bytes(2, "big") + "très bien".encode()))
    assert received == Received(control=[Close(code, "très bien")])


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
def test_a_code_that_may_not_be_sent_is_refused(code):
    received = FrameReader().feed(frame(CLOSE, code.to_bytes(2, "big")))
    assert received.control == []
    assert fault_code(received) == 1002


def test_half_a_close_code_is_refused():
    assert fault_code(FrameReader().feed(frame(CLOSE, b"\x03"))) == 1002


def test_a_close_reason_that_is_not_utf8_is_refused():
    assert fault_code(FrameReader().feed(frame(CLOSE, b"\x03\xe8\xff"))) == 1007


def test_everything_after_a_close_frame_is_ignored():
    reader = FrameReader()
    received = reader.feed(frame(TEXT, b"a") + frame(CLOSE, b"\x03\xe8") + frame(TEXT, b"b") + b"\xff\xff")
    assert received == Received(messages=[b"a"], control=[Close(1000, "")])
    assert reader.feed(frame(TEXT, b"c")) == Received()


def test_a_close_frame_may_come_inside_a_fragmented_message():
    received = FrameReader().feed(frame(TEXT, b"a", fin=False) + frame(CLOSE))
    assert received == Received(control=[Close(1005, "")])


# --- text that is checked -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"ab\xe2\x82"])
def test_text_that_is_not_utf8_is_refused_when_asked_to(text):
    received = FrameReader(check_utf8=True).feed(frame(TEXT, b"fine") + frame(TEXT, text))
    assert received.messages == [b"fine"]
    assert fault_code(received) == 1007


def test_binary_is_never_checked_as_text():
    assert FrameReader(check_utf8=True).feed(frame(BINARY, b"\xff")).messages == [b"\xff"]


def test_a_character_may_lie_across_fragments():
    stream = frame(TEXT, "€".encode()[:1], fin=False) + frame(CONTINUATION, "€".encode()[1:])
    assert FrameReader(check_utf8=True).feed(stream).messages == ["€".encode()]


def test_bad_text_is_refused_at_the_fragment_that_spoils_it():
    reader = FrameReader(check_utf8=True)
    assert reader.feed(frame(TEXT, b"good \xf4", fin=False)).fault is None
    assert fault_code(reader.feed(frame(CONTINUATION, b"\x90", fin=False))) == 1007


def test_bad_text_is_refused_before_its_frame_is_whole():
    reader = FrameReader(check_utf8=True)
    assert fault_code(reader.feed(frame(TEXT, b"good \xf4\x90\x80\x80 and much more")[:10])) == 1007


# --- work and memory ----------------------------------------------------------------------------------------------


class Counted(bytes):
    """A block that counts the bytes copied out of it, and those copied to put something before it."""

    copied = 0

    def __getitem__(self, key):
        part = super().__getitem__(key)
        if isinstance(key, slice):
            Counted.copied += len(part)
        return part

    def __radd__(self, other):
        joined = Counted(bytes(other) + bytes(self))
        Counted.copied += len(joined)
        return joined


def copied_by(reader: FrameReader, blocks: Iterable[bytes]) -> int:
    Counted.copied = 0
    read_all(reader, map(Counted, blocks))
    return Counted.copied


@pytest.mark.parametrize("size", [61, 4096, 65_536])
def test_a_large_frame_in_many_blocks_is_copied_once(size):
    stream = frame(BINARY, bytes(2 * MIB))
    assert copied_by(FrameReader(), blocks_of(stream, size)) <= len(stream) + 2 * size


def test_small_frames_are_copied_once_and_a_block_at_most_once_more():
    stream = frame(TEXT, b"x" * 161) * 5000
    assert copied_by(FrameReader(), blocks_of(stream, 10_000)) <= 2 * len(stream)


def calls_for(fragments: int) -> int:
    """Calls made, in Python and into C, to put a message of so many fragments together."""
    stream = frame(TEXT, b"x" * 64, fin=False) + frame(CONTINUATION, b"x" * 64, fin=False) * (fragments - 2)
    blocks = blocks_of(stream + frame(CONTINUATION, b"x" * 64), 65_536)
    reader = FrameReader()
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        received = read_all(reader, blocks)
    finally:
        sys.setprofile(before)
    assert received.messages == [b"x" * 64 * fragments]
    return calls


def test_the_work_for_a_fragmented_message_grows_with_its_fragments_only():
    few, many = calls_for(1000), calls_for(10_000)
    assert many <= 10.1 * few
    assert many <= 15 * 10_000


def test_a_whole_text_message_costs_no_call_but_the_append():
    stream = frame(TEXT, b"x" * 161) * 1000
    reader = FrameReader()
    calls = []
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, argument: calls.append(argument) if "call" in event else None)
    try:
        reader.feed(stream)
    finally:
        sys.setprofile(before)
    assert len(calls) <= 1000 + 20


def peak_of(reader: FrameReader, blocks: Iterable[bytes]) -> int:
    tracemalloc.start()
    try:
        for block in blocks:
            reader.feed(block)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_an_announced_frame_is_not_paid_for_in_advance():
    announced = frame(BINARY, size=b"\x7f" + (16 * MIB).to_bytes(8, "big"))
    assert peak_of(FrameReader(), [announced, b"abc"]) < 100_000


def test_a_message_that_dribbles_in_costs_little_more_than_its_size():
    stream = frame(BINARY, bytes(MIB))
    blocks = blocks_of(stream, 3)
    assert peak_of(FrameReader(), blocks) < 2.5 * MIB


@given(blocks=st.lists(st.binary(max_size=300), max_size=10), check_utf8=st.booleans(), compressed=st.booleans())
@settings(deadline=None)
def test_random_bytes_never_raise_and_never_exceed_the_limit(blocks, check_utf8, compressed):
    reader = FrameReader(message_limit=150, check_utf8=check_utf8, deflate=Inflater() if compressed else None)
    received = read_all(reader, blocks)
    assert all(len(message) <= 150 for message in received.messages)
    assert received.fault is None or received.fault.code in (1002, 1007, 1009)


FRAMES = st.lists(
    st.builds(
        frame,
        st.sampled_from([0, 0, 0, 1, 2, 8, 9]),
        st.binary(max_size=140),
        fin=st.booleans(),
        rsv=st.sampled_from([0, 0, 0, 4]),
    ),
    max_size=12,
)


@given(frames=FRAMES, places=st.lists(st.integers(0, 2000), max_size=8), check_utf8=st.booleans())
@settings(deadline=None)
def test_where_a_stream_is_cut_makes_no_difference(frames, places, check_utf8):
    stream = b"".join(frames)

    def reader() -> FrameReader:
        return FrameReader(message_limit=300, check_utf8=check_utf8, deflate=Inflater())

    whole, pieces = reader().feed(stream), read_all(reader(), cut(stream, places))
    assert (pieces.messages, pieces.binary, pieces.control) == (whole.messages, whole.binary, whole.control)
    assert fault_code(pieces) == fault_code(whole)
