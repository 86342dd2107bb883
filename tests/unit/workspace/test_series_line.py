"""The series of a stream with their last values."""

import math

from monitor.feed.profile import Column, Profile, StreamRule
from monitor.store.rows import StreamRows
from monitor.workspace.series_line import series_lines
from tests.helpers.rows import START, Source

PROFILE = Profile(
    name="F",
    address="wss://x",
    stream=(StreamRule(name="trades", columns={"price": Column(path="p", unit="USD"), "size": "s"}),),
)


def rows(*keys: str) -> StreamRows:
    source = Source(columns=("price", "size"))
    stream = StreamRows("feed", "trades")
    for place, key in enumerate(keys):
        stream.append(source.batch([START + place], [10.0 + place], [math.nan], keys=key))
    return stream


def test_series_come_key_by_key_with_unit_and_last_value() -> None:
    lines = series_lines(rows("A", "B"), profile=PROFILE, most=10)
    assert [(line.label, line.unit, line.value) for line in lines if not math.isnan(line.value)] == [
        ("A price", "USD", 10.0),
        ("B price", "USD", 11.0),
    ]
    assert [line.label for line in lines] == ["A price", "A size", "B price", "B size"]
    assert lines[2].time == START + 1


def test_no_more_are_worked_out_than_asked_for() -> None:
    assert len(series_lines(rows("A", "B", "C"), profile=PROFILE, most=3)) == 3
    assert series_lines(rows("A"), profile=PROFILE, most=0) == []


def test_a_stream_of_one_nameless_key_shows_its_columns() -> None:
    assert [line.label for line in series_lines(rows(""), profile=PROFILE, most=5)] == ["price", "size"]
