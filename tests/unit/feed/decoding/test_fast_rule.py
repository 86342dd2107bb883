"""One rule over whole blocks: which rules have a fast way, and what it finds."""

import math
from typing import Any

import numpy as np
import pytest

from monitor.feed.conditions import Router
from monitor.feed.decoding.fast_rule import FastRule
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.layout import UnfitError
from monitor.feed.decoding.rows import Chunk
from monitor.feed.paths import compile_path
from monitor.feed.profile import Column, TimeRule
from tests.helpers.mapping_rules import packed, plan

RECEIVED = np.arange(100.0, 110.0)


def router(*whens: dict[str, Any]) -> Router:
    rules = [[(compile_path(text), literal) for text, literal in when.items()] for when in whens]
    return Router(rules=rules, answers=[], ignored=[])


def rows(fast: FastRule, *messages: Any) -> tuple[Chunk, list[int]]:
    read = fast.read(packed(*messages))
    assert read is not None
    chunk, fulfilled = fast.chunk(read, np.arange(len(messages)), KeyReader(None), RECEIVED)
    return chunk, fulfilled.tolist()


def test_rows_of_messages_come_with_key_time_and_columns() -> None:
    fast = FastRule(plan(columns={"x": Column("x", 0.5), "y": "d.y"}, key="s", time=TimeRule("T", "ms")), [])
    chunk, _ = rows(fast, {"x": "2", "d": {"y": 3}, "s": "BTC", "T": 5000}, {"s": "ETH"}, {"x": 4, "s": 7, "T": "text"})
    assert chunk.index.tolist() == [0, 2]
    assert chunk.keys == ["BTC", 7]
    np.testing.assert_array_equal(chunk.time, [5, math.nan])
    np.testing.assert_array_equal(chunk.values, [[1, 2], [3, math.nan]])


def test_rows_of_nested_arrays_know_their_message() -> None:
    fast = FastRule(plan(rows="e[].t[]", columns={"x": "x", "n": "^.n"}, key="^.s", time=TimeRule("T", "rfc3339")), [])
    chunk, _ = rows(
        fast,
        {"s": "a", "n": 1, "e": [{"t": [{"x": 1}, {"x": 2, "T": "1970-01-01T00:00:09Z"}]}, {"t": None}, {}]},
        {"s": "b", "e": []},
        {"s": "c", "n": 3, "e": [{"t": []}, {"t": [{}]}]},
    )
    assert chunk.index.tolist() == [0, 0, 2]
    assert chunk.keys == ["a", "a", "c"]
    np.testing.assert_array_equal(chunk.values, [[1, 2, math.nan], [1, 1, 3]])
    np.testing.assert_array_equal(chunk.time, [math.nan, 9, math.nan])


def test_arrays_of_arrays_and_arrays_at_the_top_are_rows_too() -> None:
    pairs, _ = rows(
        FastRule(plan(rows="b[]", columns={"x": "[0]", "y": "[1]"}), []), {"b": [["1", "2"], [3, 4, 5], []]}
    )
    np.testing.assert_array_equal(pairs.values, [[1, 3], [2, 4]])
    top, _ = rows(FastRule(plan(rows="[]"), []), [{"x": 1}, {"x": 2}], [], [{"y": 1}])
    assert top.values.tolist() == [[1, 2]]


def test_conditions_on_rows_choose_among_them() -> None:
    fast = FastRule(plan(rows="[]", when={"[].T": "t", "[].x": "*"}), [])
    chunk, fulfilled = rows(
        fast, [{"T": "t", "x": 1}, {"T": "q", "x": 2}], [{"T": "q", "x": 3}], [{"T": "t", "x": None}]
    )
    assert chunk.values.tolist() == [[1]]
    assert fulfilled == [0, 2]


def test_a_condition_on_rows_that_the_columns_contradict_chooses_none() -> None:
    chunk, fulfilled = rows(FastRule(plan(rows="[]", when={"[].x.y": "*"}), []), [{"x": 1}])
    assert len(chunk) == len(fulfilled) == 0


def test_a_row_that_is_not_there_is_not_made_by_what_the_whole_message_holds() -> None:
    chunk, _ = rows(FastRule(plan(rows="d", columns={"x": "^.x", "y": "y"}), []), {"x": 1, "d": {"y": 2}}, {"x": 3})
    assert chunk.index.tolist() == [0]


def test_an_odd_value_is_read_by_the_loose_reader_and_later_blocks_by_the_strict_one_again() -> None:
    fast = FastRule(plan(columns={"x": "x", "y": "y"}), [])
    chunk, _ = rows(fast, {"x": "", "y": True}, {"x": [1], "y": 2}, {"x": "text"})
    np.testing.assert_array_equal(chunk.values, [[math.nan, math.nan], [1, 2]])
    loose = 0
    while (read := fast.read(packed({"x": 1}))) is not None and read.reader.loose:
        loose += 1
    assert loose == 32


def test_a_message_of_another_shape_is_told_from_the_others() -> None:
    fast = FastRule(plan(rows="d[]"), [])
    block = packed({"d": [{"x": 1}]}, {"d": "none"}, {"d": [{"x": 2}]})
    assert fast.read(block) is None
    assert [message is None for message in fast.read_each(block).messages] == [False, True, False]


def test_a_rule_answers_the_questions_of_all_rules_while_it_reads() -> None:
    asked = router({"e": "a"}, {"e": "b"}, {"d.y": 1, "d": "*"}, {"[0]": "x"}, {"x.z": 1}, {"other": "*"}, {"": "*"})
    fast = FastRule(plan(when={"e": "a"}), asked.questions)
    messages = [{"e": "a", "x": 1}, {"e": "b", "d": {"y": "1"}}, {"e": 1, "d": [1]}, {"other": None}, {}]
    read = fast.read(packed(*messages))
    assert read is not None
    assert list(fast.asked.masks(read.reader, read.messages)) == [asked.mask(message) for message in messages]


def test_a_block_of_one_kind_is_known_by_one_mask() -> None:
    asked = router({"e": "a", "d": "*"}, {"e": "b"})
    fast = FastRule(plan(columns={"x": "d.x"}), asked.questions)
    for _ in range(2):
        read = fast.read(packed({"e": "a", "d": {"x": 1}}, {"e": "a", "d": {"x": 2}}))
        assert read is not None
        masks = fast.asked.masks(read.reader, read.messages)
    assert len(masks) == 1
    assert asked.outcome(masks[0]).rules == (0,)


@pytest.mark.parametrize(
    "more",
    [
        {"rows": "d{}"},
        {"key": "{}"},
        {"columns": {"x": "d!json.x"}},
        {"columns": {"x": "[-1]"}},
        {"columns": {"x": ""}},
        {"columns": {"x": "a", "y": "a.b"}},
        {"columns": {"x": "a", "y": "[0]"}},
        {"rows": "a[]", "columns": {"x": ""}},
    ],
)
def test_some_rules_have_no_fast_way(more: dict[str, Any]) -> None:
    with pytest.raises(UnfitError):
        FastRule(plan(**more), [])
