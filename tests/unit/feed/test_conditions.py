"""Conditions: literals against values, and many questions answered together."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from monitor.feed.conditions import Question, Router, compile_literal
from monitor.feed.paths import compile_path


@pytest.mark.parametrize(
    ("literal", "values"),
    [
        ("trade", ["trade"]),
        ("trade*", ["trade", "trade.BTC"]),
        ("*@depth*", ["btc@depth", "btc@depth@100ms", "btc\n@depth"]),
        ("*", ["", "x", None, 0, True, [], {}]),
        ("**", ["x", None]),
        ("1*", ["1", "15", 1, 15, 1.0]),
        ("1", ["1", 1, 1.0]),
        ("a.b", ["a.b"]),
        (1, ["1", 1, 1.0, "1.0", "1e0"]),
        (2.5, [2.5, "2.5", "2.50"]),
        (True, [True]),
        (False, [False]),
    ],
)
def test_a_literal_accepts(literal: Any, values: list[Any]) -> None:
    assert all(compile_literal(literal)(value) for value in values)


@pytest.mark.parametrize(
    ("literal", "values"),
    [
        ("trade", ["trades", "Trade", "", None, 1, ["trade"]]),
        ("trade*", ["atrade", None, True]),
        ("a.b", ["axb"]),
        ("a*b", ["a.c"]),
        ("1", ["1.0", "2", 2, True, None]),
        ("x", [math.inf, 10**400]),
        (1, [True, "", None, "one", [1], 2]),
        (True, [1, "true", "True", None, False]),
        (False, [0, None, ""]),
    ],
)
def test_a_literal_refuses(literal: Any, values: list[Any]) -> None:
    assert not any(compile_literal(literal)(value) for value in values)


def question(*literals: Any) -> Question:
    return Question(compile_path("a"), [(1 << bit, compile_literal(literal)) for bit, literal in enumerate(literals)])


def test_nothing_answers_no_test_and_an_object_only_the_star() -> None:
    asked = question("*", "x", 1)
    assert asked.ask(UNSET) == 0
    assert asked.ask({"x": 1}) == asked.ask([]) == asked.ask(None) == asked.present == 0b001
    assert asked.ask("x") == 0b011
    assert asked.ask("1") == 0b101


def test_only_questions_that_all_end_in_stars_are_about_presence() -> None:
    assert question("*", "**").presence_only
    assert not question("*", "x").presence_only


def test_the_masks_of_many_values_are_one_when_they_are_all_the_same() -> None:
    asked = question("x*")
    assert asked.ask_all(["x", "xy", "x"]) == [1, 1, 1]
    assert asked.ask_all(["x", "xy", "x"]) == (1,), "known by now"
    assert asked.ask_all(["x", "y"]) == [1, 0]


def test_truth_is_never_taken_for_one_whatever_came_first() -> None:
    for order in ([1, True, 1.0, 0, False], [True, 1, False, 0, 1.0], [False, 0, True, 1.0, 1]):
        asked = question(1, True, 0, False)
        for _ in range(2):
            wanted = [{1: 1, 0: 4}[int(value)] if type(value) is not bool else (2 if value else 8) for value in order]
            assert list(asked.ask_all(order)) == wanted


values = st.one_of(
    st.sampled_from([UNSET, None, True, False, 0, 1, 1.0, "1", "x", "x1", 5, [1], {"a": 1}]), st.text(max_size=2)
)


@given(st.lists(st.lists(values, min_size=1, max_size=4), max_size=4))
def test_asking_many_gives_what_asking_each_gives(blocks: list[list[Any]]) -> None:
    asked, fresh = question("*", "x*", 1, True, "1"), question("*", "x*", 1, True, "1")
    for block in blocks:
        masks = list(asked.ask_all(block))
        wanted = [fresh.ask(value) for value in block]
        assert masks == wanted or masks == wanted[:1] == [*{*wanted}]


def test_ever_new_values_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.feed.conditions._MOST_REMEMBERED", 10)
    asked = question("1*")
    for number in range(100):
        assert asked.ask(str(number)) == int(str(number).startswith("1"))
    assert len(asked._known) <= 10


def router(*rules: dict[str, Any], answers: Any = (), ignored: Any = ()) -> Router:
    def read(when: dict[str, Any]) -> list[Any]:
        return [(compile_path(text), literal) for text, literal in when.items()]

    return Router(
        rules=[read(when) for when in rules],
        answers=[read(when) for when in answers],
        ignored=[read(when) for when in ignored],
    )


def test_every_rule_whose_conditions_all_hold_applies() -> None:
    made = router(
        {"e": "trade"}, {"e": "trade", "x": "*"}, {}, {"e": 1}, answers=[{"ping": "*"}], ignored=[{"e": "hb"}]
    )
    outcome = made.outcome(made.mask({"e": "trade"}))
    assert (outcome.rules, outcome.answers, outcome.ignored) == ((0, 2), (), False)
    outcome = made.outcome(made.mask({"e": "trade", "x": None, "ping": 1}))
    assert (outcome.rules, outcome.answers, outcome.ignored) == ((0, 1, 2), (0,), False)
    outcome = made.outcome(made.mask({"e": "hb"}))
    assert (outcome.rules, outcome.answers, outcome.ignored) == ((2,), (), True)


def test_conditions_on_one_path_are_one_question() -> None:
    made = router({"e": "a"}, {"e": "b"}, {"e": "a", "f": 1}, {"e": 1}, {"e": True}, {"e": "1"})
    assert [len(question.tests) for question in made.questions] == [5, 1]
    assert made.outcome(made.mask({"e": True})).rules == (4,)
    assert made.outcome(made.mask({"e": 1})).rules == (3, 5)


def test_conditions_may_ask_what_was_announced() -> None:
    made = router({"@channel": "trades"})
    assert made.outcome(made.mask([5], announced={"channel": "trades"})).rules == (0,)
    assert made.outcome(made.mask([5])).rules == ()
