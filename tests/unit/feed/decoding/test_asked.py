"""Questions put to whole blocks: the answers are those of each message alone."""

from collections.abc import Sequence
from typing import Any

import pytest

from monitor.feed.conditions import Question, compile_literal
from monitor.feed.decoding.asked import Asked
from monitor.feed.decoding.layout import Kind, Node, UnfitError, want
from monitor.feed.decoding.structs import Reader
from monitor.feed.paths import compile_path
from tests.helpers.mapping_rules import packed


def question(path: str, bit: int, literal: Any = "*") -> Question:
    return Question(compile_path(path), [(bit, compile_literal(literal))])


def masks(questions: Sequence[Question], *messages: Any, wanted: str = "x") -> list[int]:
    root = Node()
    want(root, compile_path(wanted), Kind.NUMBER)
    asked = Asked(root, questions)
    reader = Reader(root, loose=True)
    read = reader.read(packed(*messages))
    assert read is not None
    found = asked.masks(reader, read)
    return list(found) * len(messages) if len(found) == 1 else list(found)


def test_masks_of_all_questions_are_put_together() -> None:
    questions = [
        question("e", 1, "a"),
        question("e", 2, "*"),
        question("d.k", 4, 1),
        question("", 8),
        question("^.e", 16, "a"),
    ]
    assert masks(questions, {"e": "a", "d": {"k": 1}}, {"e": "b"}, {}) == [31, 10, 8]
    assert masks(questions, {"e": "b"}, {"e": "b"}) == [10, 10]


def test_an_object_or_an_array_that_is_wanted_anyway_tells_whether_it_is_there() -> None:
    questions = [question("d", 1), question("d", 2, "text"), question("d.x", 4)]
    assert masks(questions, {"d": {}}, {}, {"d": {"x": None}}, wanted="d.x") == [1, 0, 5]
    assert masks([question("d", 1)], {"d": []}, {"d": None}, {}, wanted="d[].x") == [1, 1, 0]


def test_what_contradicts_the_tree_is_answered_by_nothing() -> None:
    assert masks([question("x.y", 1), question("[0]", 2), question("x", 4)], {"x": {"y": 1}}) == [4]


def test_questions_beyond_types_are_refused() -> None:
    with pytest.raises(UnfitError):
        masks([question("a!json.b", 1)], {})


def test_all_questions_about_a_row_must_be_fulfilled() -> None:
    root = Node()
    want(root, compile_path("d[].x"), Kind.NUMBER)
    asked = Asked(root, [question("k", 1, "a"), question("q", 1)], prefix=compile_path("d[]"))
    reader = Reader(root, loose=True)
    read = reader.read(packed({"d": [{"k": "a", "q": None}, {"k": "a"}, {"q": 1}, {}]}))
    assert read is not None
    assert list(asked.fulfilled(reader, read[0].f0)) == [True, False, False, False]
    never = Asked(root, [question("x.y", 1)], prefix=compile_path("d[]"))
    assert list(never.fulfilled(reader, read[0].f0)) == [False]
