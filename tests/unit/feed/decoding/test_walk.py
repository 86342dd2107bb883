"""The slow way: rows out of one message after the other."""

import math

import numpy as np
from msgspec import UNSET

from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.walk import Walk
from monitor.feed.profile import Column, TimeRule
from tests.helpers.mapping_rules import plan

RECEIVED = np.arange(100.0, 110.0)


def test_every_kind_of_path_is_understood() -> None:
    walk = Walk(
        plan(
            rows="lines{}.cars[]",
            columns={"speed": "s!json.v", "lap": "^.lap", "raw": Column("r", carry=True)},
            key="{}",
            time=TimeRule("^.t[-1]", "s"),
            when={"lines{}.cars[].s": "*"},
        )
    )
    message = {
        "lap": "7",
        "t": [0, 5],
        "lines": {"a": {"cars": [{"s": '{"v":1}', "r": None}, {}, {"s": "no"}]}, "b": {}},
    }
    assert walk.add(0, {"lines": {}}) is False
    assert walk.add(3, message) is True
    assert walk.found == 2
    chunk = walk.chunk(KeyReader(None), RECEIVED)
    assert chunk.index.tolist() == [3, 3]
    assert chunk.keys == ["a", "a"]
    assert chunk.time.tolist() == [5, 5]
    np.testing.assert_array_equal(chunk.values, [[1, math.nan], [7, 7], [math.nan, math.nan]])
    assert chunk.absent.tolist() == [[False, True]]


def test_without_a_time_rule_rows_have_the_time_they_were_received_at() -> None:
    walk = Walk(plan())
    walk.add(2, {"x": 1})
    walk.add(4, {"x": 1}, UNSET)
    assert walk.chunk(KeyReader(None), RECEIVED).time.tolist() == [102, 104]


def test_announced_members_can_be_keys_and_rows() -> None:
    walk = Walk(plan(columns={"x": "[1]"}))
    walk.add(0, [5, 1], {"symbol": "BTC"})
    assert walk.chunk(KeyReader(None), RECEIVED).values.tolist() == [[1]]
