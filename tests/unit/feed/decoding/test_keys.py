"""Keys: their texts and their numbers."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from monitor.feed.decoding.keys import KeyReader, KeyTable

PLAIN = KeyReader(None)


@pytest.mark.parametrize(
    ("raw", "text"),
    [("BTC", "BTC"), (7, "7"), (7.0, "7"), (None, ""), (True, ""), (UNSET, ""), ([1], ""), ({}, ""), ("", "")],
)
def test_a_key_is_text_or_a_plain_number(raw: Any, text: str) -> None:
    assert PLAIN.text(raw) == text


@pytest.mark.parametrize(
    ("pattern", "raw", "text"),
    [
        (r"^tickers\.(.*)", "tickers.BTCUSDT", "BTCUSDT"),
        (r"(\d+)", 1234, "1234"),
        (r"_(\w+)$", "trades", ""),
        (r"a|(b)", "a", ""),
        (r"(x)", None, ""),
    ],
)
def test_a_pattern_takes_its_group_out_of_the_text(pattern: str, raw: Any, text: str) -> None:
    reader = KeyReader(re.compile(pattern))
    assert reader.text(raw) == text
    assert reader.texts([raw, raw, "zz"])[:2] == [text, text]


raws = st.lists(st.sampled_from(["a", "b", "a1", 1, 1.0, True, None, 0, False, "1", "", [1]]), max_size=6)


@given(st.lists(raws, max_size=4), st.sampled_from([None, re.compile(r"(\w)")]))
def test_many_keys_are_read_as_each_and_numbered_in_order_of_first_sight(
    blocks: list[list[Any]], pattern: re.Pattern[str] | None
) -> None:
    table, reader, seen = KeyTable(limit=100), KeyReader(pattern), list[str]()
    for block in blocks:
        base = len(table)
        texts = [KeyReader(pattern).text(raw) for raw in block]
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        seen += new
        assert [seen[key] for key in table.ids(block, reader)] == texts
        assert table.since(base) == tuple(new)
    assert len(table) == len(seen)


def test_a_full_table_takes_no_further_key_and_goes_on_knowing_the_others() -> None:
    table = KeyTable(limit=2)
    assert table.ids(["a", "b", "c", "a"], PLAIN).tolist() == [0, 1, -1, 0]
    assert table.ids(["c", "c"], PLAIN).tolist() == [-1, -1]
    assert table.ids(["b", "a"], PLAIN).tolist() == [1, 0]
    assert table.since(0) == ("a", "b")


def test_names_can_be_encoded_whatever_the_server_sent() -> None:
    table = KeyTable(limit=5)
    table.ids(["\ud800x"], PLAIN)
    assert table.since(0) == ("?x",)


def test_ever_new_texts_do_not_fill_the_memory_of_a_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.feed.decoding.keys._MOST_REMEMBERED", 10)
    reader = KeyReader(re.compile(r"^(\w+)"))
    for number in range(100):
        assert reader.texts([f"a.{number}"]) == ["a"]
    assert len(reader._known) <= 10
