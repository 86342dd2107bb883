"""The fast way through a block: what it takes, and what it leaves to the slow one."""

from typing import Any

import numpy as np

from monitor.feed.conditions import Router
from monitor.feed.decoding.block import Block
from monitor.feed.decoding.fast import FastWay
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.plan import RulePlan
from monitor.feed.decoding.rows import merge
from monitor.feed.paths import compile_path
from tests.helpers.mapping_rules import packed, plan


def way(*rules: RulePlan) -> FastWay:
    router = Router(
        rules=[rule.when for rule in rules],
        answers=[[(compile_path("ping"), "*")]],
        ignored=[[(compile_path("e"), "hb")]],
    )
    return FastWay(rules, [KeyReader(None) for _ in rules], router=router)


def run(made: FastWay, *messages: Any) -> Block:
    block = Block(packed(*messages), np.arange(100.0, 100.0 + len(messages)))
    made.run(block)
    return block


def test_messages_of_the_expected_shape_leave_nothing_to_the_slow_way() -> None:
    made = way(plan(when={"e": "a"}), plan(when={"e": "*"}, columns={"y": "y"}))
    for _ in range(2):
        block = run(made, {"e": "a", "x": 1, "y": 2}, {"e": "a", "x": 3}, {"e": "b", "y": 4}, {"e": "hb"}, {"z": 1})
        assert block.slow == []
        assert merge(block.chunks([0])).values.tolist() == [[1, 3]]
        assert merge(block.chunks([1])).values.tolist() == [[2, 4]]
        assert (block.acknowledged, block.unmatched().tolist()) == (1, [4])


def test_only_the_rule_whose_shape_a_message_has_not_is_left_over() -> None:
    made = way(plan(when={"e": "a"}, rows="d[]"), plan(when={"e": "a"}, columns={"y": "y"}))
    block = run(made, {"e": "a", "d": [{"x": 1}], "y": 1}, {"e": "a", "d": 5, "y": 2}, {"e": "a", "d": [], "y": 3})
    assert block.slow == [(1, (0,))]
    assert [chunk.values.tolist() for chunk in block.chunks([0, 1])] == [[[1]], [[1, 2, 3]]]


def test_messages_that_want_an_answer_and_rules_without_types_are_left_over() -> None:
    made = way(plan(when={"e": "a"}, rows="d{}"), plan(when={"e": "b"}))
    block = run(made, {"e": "a"}, {"e": "b", "x": 1}, {"ping": 1}, b"pong", {"e": "b", "x": 2, "ping": 3})
    assert sorted(block.slow) == [(0, None), (2, None), (3, None), (4, None)]
    assert [chunk.values.tolist() for chunk in block.chunks([0, 1])] == [[[1]]]
