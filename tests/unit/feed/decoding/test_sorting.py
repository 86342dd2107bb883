"""Sorting blocks: every message lands in the group of its outcome, whatever the last block was."""

from typing import Any

import pytest

from monitor.feed.conditions import Router
from monitor.feed.decoding.fast_rule import FastRule
from monitor.feed.decoding.sorting import Group, Sorter
from monitor.feed.paths import compile_path
from tests.helpers.mapping_rules import packed, plan

A, B, ARRAY, HB = {"e": "a", "x": 1}, {"e": "b", "y": 2}, ["c", 1], {"e": "hb"}


def sorter(*whens: dict[str, Any]) -> Sorter:
    plans = [plan(when=when, columns={"x": "[1]" if "[0]" in when else "x"}) for when in whens]
    router = Router(rules=[made.when for made in plans], answers=[], ignored=[[(compile_path("e"), "hb")]])
    return Sorter(router, [FastRule(made, router.questions) for made in plans])


def sort(what: Sorter, *messages: Any) -> dict[tuple[int, ...], list[int]]:
    groups, rest = what.sort(packed(*messages))
    found = {group.outcome.rules: group.index.tolist() for group in groups}
    return {**found, (-1,): rest.tolist()} if len(rest) else found


def test_objects_and_arrays_are_sorted_by_their_conditions_and_the_rest_is_left() -> None:
    made = sorter({"e": "a"}, {"e": "b"}, {"[0]": "c"}, {"e": "*"})
    assert sort(made, A, ARRAY, B, b"pong", A, b" [1]", HB, 5, b"{") == {
        (0, 3): [0, 4],
        (1, 3): [2],
        (3,): [6],
        (2,): [1],
        (-1,): [3, 5, 7, 8],
    }


def test_a_block_like_the_last_one_is_read_only_once() -> None:
    made = sorter({"e": "a"}, {"e": "b"})

    def groups(*messages: Any) -> list[Group]:
        return made.sort(packed(*messages))[0]

    assert groups(A, A)[0].read is None, "the first block has to be asked"
    (again,) = groups(A, A, A)
    assert again.read is not None
    assert len(again.read.messages) == 3
    mixed = {group.outcome.rules: group for group in groups(A, A, B, A, HB, A, A, A, A)}
    assert mixed[(0,)].read is not None
    assert len(mixed[(0,)].read.messages) == 7
    assert mixed[(1,)].read is None
    assert mixed[(1,)].index.tolist() == [2]
    assert mixed[()].outcome.ignored


@pytest.mark.parametrize(
    "blocks", [[[A], [B], [A, B]], [[A, A], [ARRAY, A], [A]], [[A], [b"{"], [A, b"x", A], [HB], [A]]]
)
def test_what_the_last_block_was_makes_no_difference(blocks: list[list[Any]]) -> None:
    made = sorter({"e": "a"}, {"e": "b"}, {"[0]": "c"})
    for block in blocks:
        assert sort(made, *block) == sort(sorter({"e": "a"}, {"e": "b"}, {"[0]": "c"}), *block)


def test_without_conditions_nothing_has_to_be_asked() -> None:
    plans = [plan()]
    router = Router(rules=[()], answers=[], ignored=[])
    made = Sorter(router, [FastRule(plans[0], router.questions)])
    assert sort(made, A, B, ARRAY, b"{", b"x") == {(0,): [2], (-1,): [4]} | sort(made, A, B, ARRAY, b"{", b"x")


def test_questions_that_only_the_slow_way_can_answer_leave_those_messages_to_it() -> None:
    plans = [plan(when={"e!json.a": 1})]
    router = Router(rules=[plans[0].when], answers=[], ignored=[])
    assert sort(Sorter(router, [None]), A, ARRAY) == {(): [1], (-1,): [0]}
