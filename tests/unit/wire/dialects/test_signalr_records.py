"""Records that end with 0x1E, whole and in pieces."""

import json

from hypothesis import given
from hypothesis import strategies as st

from monitor.wire.dialects.signalr_records import END, HubMethod, RecordReader, call_text


@given(st.lists(st.binary(max_size=8).filter(lambda part: END not in part), max_size=6), st.data())
def test_records_come_out_whole_wherever_they_are_cut(records: list[bytes], data: st.DataObject):
    stream = b"".join(each + END for each in records)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=4)))
    reader = RecordReader()
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert [each for piece in pieces for each in reader.feed(piece)] == records


def test_a_record_that_grows_beyond_its_limit_is_noticed_and_one_that_ends_is_not():
    reader = RecordReader(limit=10)
    assert reader.feed(b"x" * 10) == []
    assert not reader.full
    reader.feed(b"x")
    assert reader.full
    assert reader.feed(b"y" + END) == [b"x" * 11 + b"y"]
    assert not reader.full


def test_a_call_without_a_number_asks_for_no_answer():
    call = HubMethod("Say", '["x", 1.50]')
    assert call_text(call, None) == b'{"type":1,"target":"Say","arguments":["x", 1.50]}' + END
    assert json.loads(call_text(HubMethod("Say", ""), "7")[:-1]) == {
        "type": 1,
        "invocationId": "7",
        "target": "Say",
        "arguments": [],
    }
