"""The table of found streams as it is read."""

import json

import pytest

from monitor.feed.profile import Column, Profile, StreamRule, TimeRule
from monitor.store.store import Store
from monitor.workspace.adding.fields import FieldTable
from monitor.workspace.adding.roles import Part, PartKind
from monitor.workspace.adding.table_rows import FieldRow, StreamRow, found_words, part_words, stream_rows
from monitor.workspace.wording import THIN, UNKNOWN
from tests.helpers.rows import START, Source

TRADE = StreamRule(
    "trade",
    when={"e": "trade"},
    key="s",
    time=TimeRule("T", "ms"),
    columns={"price": "p", "size": Column("q", unit="B")},
)
TICKER = StreamRule("24hrTicker", when={"e": "24hrTicker"}, columns={"close": "c"}, rows="data[]")
PROFILE = Profile(name="p", address="wss://x", stream=(TRADE, TICKER))


def rows(store: Store | None = None) -> tuple[StreamRow, ...]:
    fields = FieldTable(PROFILE)
    for key, price in (("BTC", "64217.10"), ("ETH", "3000"), ("BTC", "64218.10")):
        message = {
            "e": "trade",
            "s": key,
            "T": 1_700_000_000_371,
            "p": price,
            "q": 0.00214,
            "t": 3718224911,
            "m": False,
        }
        fields.take([json.dumps(message).encode()])
    return stream_rows(PROFILE, fields, store=store or Store(keep_bytes=1 << 20), feed="f", utc=True)


def field(path: str, store: Store | None = None) -> FieldRow:
    return next(row for row in rows(store)[0].fields if row.path == path)


def test_a_row_tells_part_and_last_value_of_its_field() -> None:
    assert [(row.path, row.words, row.value) for row in rows()[0].fields] == [
        ("s", "key", "BTC"),
        ("T", "time, ms", "22:13:20.371"),
        ("p", "column “price”", f"64{THIN}218.10"),
        ("q", "column “size”", "0.00214"),
        ("e", "text", "trade"),
        ("t", "constant", f"3{THIN}718{THIN}224{THIN}911"),
        ("m", "true / false", "false"),
    ]


def test_boxes_stand_where_there_is_something_to_plot() -> None:
    checks = {row.path: row.checked for row in rows()[0].fields}
    assert checks == {"s": None, "T": None, "p": True, "q": True, "e": None, "t": False, "m": False}


def test_columns_alone_have_a_trend() -> None:
    assert field("p").trend.tolist() == [64217.10, 64218.10]
    assert field("t").trend.tolist() == []


def test_the_store_tells_how_much_there_is() -> None:
    store = Store(keep_bytes=1 << 20)
    store.append(Source("f", "trade").batch([START] * 3, [1.0, 2.0, 3.0], keys=["BTC", "ETH", "SOL"]))
    store.append(Source("f", "24hrTicker").batch([START], [1.0]))
    trade, ticker = rows(store)
    assert trade.words == "stream · 3 messages"
    # One message may have many rows there.
    assert ticker.words == "stream · 1 row"
    assert field("s", store).more == "+2"


def test_before_anything_has_come_there_are_the_fields_of_the_rule() -> None:
    empty = stream_rows(PROFILE, FieldTable(PROFILE), store=Store(keep_bytes=1 << 20), feed="", utc=True)
    assert [row.words for row in empty] == ["stream", "stream"]
    assert {row.value for row in empty[0].fields} == {UNKNOWN}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part(PartKind.KEY), "key"),
        (Part(PartKind.TIME, unit="rfc3339"), "time, rfc3339"),
        (Part(PartKind.COLUMN, column="a"), "column “a”"),
        (Part(PartKind.UNUSED), ""),
    ],
)
def test_each_part_has_its_words(part: Part, words: str) -> None:
    assert part_words(part) == words


def test_a_time_of_a_wrong_unit_is_shown_as_it_stands() -> None:
    wrong = Profile(name="p", address="wss://x", stream=(StreamRule("s", time=TimeRule("T", "s"), columns={"p": "p"}),))
    fields = FieldTable(wrong)
    fields.take([b'{"T":1700000000371,"p":1}'])
    (stream,) = stream_rows(wrong, fields, store=Store(keep_bytes=1 << 20), feed="f", utc=True)
    assert stream.fields[0].value == "1700000000371?"


def test_a_sentence_says_how_many_streams_there_are_and_what_tells_them_apart() -> None:
    assert found_words(PROFILE, guessed=True) == ("2 streams", "e")
    assert found_words(PROFILE, guessed=False) == ("2 streams", "")
    assert found_words(Profile(name="p", address="wss://x", stream=(TRADE,)), guessed=True) == ("1 stream", "")
