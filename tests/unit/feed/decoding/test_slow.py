"""The slow way through a block: everything a message can be, and nothing but what was left to it."""

from typing import Any

import numpy as np

from monitor.feed.conditions import Router
from monitor.feed.decoding.answers import AnswerPlan
from monitor.feed.decoding.block import Block
from monitor.feed.decoding.channels import Channels
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.plan import RulePlan
from monitor.feed.decoding.slow import SlowWay
from monitor.feed.profile import Answer, ChannelMap
from tests.helpers.mapping_rules import packed, plan


def run(rules: list[RulePlan], slow: list[tuple[int, tuple[int, ...] | None]], *messages: Any) -> Block:
    answers = [AnswerPlan(Answer({"ping": "*"}, "${ping}"), key="answer[0]", announces=False)]
    paths = [path for rule in rules for path in rule.paths]
    way = SlowWay(
        rules,
        [KeyReader(None) for _ in rules],
        router=Router(rules=[rule.when for rule in rules], answers=[answer.when for answer in answers], ignored=[]),
        answers=answers,
        channels=Channels(ChannelMap({"e": "sub"}, "id", "id"), paths),
    )
    block = Block(packed(*messages), np.arange(100.0, 100.0 + len(messages)))
    block.slow = slow
    way.run(block)
    return block


def test_messages_are_taken_in_their_order_however_they_were_left() -> None:
    block = run([plan(), plan(when={"e": 1})], [(2, (1,)), (0, None), (1, (0,))], {"e": 1, "x": 1}, {"x": 2}, {"x": 3})
    assert [chunk.values.tolist() for chunk in block.chunks([0, 1])] == [[[1, 2]], [[1, 3]]]
    assert [chunk.index.tolist() for chunk in block.chunks([0, 1])] == [[0, 1], [0, 2]]


def test_what_was_not_left_to_it_is_not_touched() -> None:
    block = run([plan()], [], {"x": 1})
    assert block.chunks([0]) == []
    assert block.unmatched().tolist() == [0]


def test_announcements_answers_and_conditions_make_a_message_known() -> None:
    every = [(index, None) for index in range(5)]
    block = run([plan(when={"e": 1})], every, {"e": "sub", "id": 1}, {"ping": 5}, {"e": 1}, {"e": 2}, b"no json")
    assert block.acknowledged == 3
    assert block.answers == ["5"]
    assert block.unmatched().tolist() == [3, 4]


def test_conditions_on_rows_make_a_message_known_only_when_a_row_fulfils_them() -> None:
    rules = [plan(rows="[]", when={"[].e": 1})]
    block = run(rules, [(0, None), (1, None)], [{"e": 1}], [{"e": 2, "x": 1}])
    assert (block.acknowledged, block.unmatched().tolist()) == (1, [1])
