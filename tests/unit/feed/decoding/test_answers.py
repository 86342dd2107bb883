"""Answers: replies filled from the message that asks for them."""

from typing import Any

import pytest

from monitor.core.errors import ProfileError
from monitor.feed.decoding.answers import AnswerPlan
from monitor.feed.profile import Answer


def answer(text: str, *, when: dict[str, Any] | None = None) -> AnswerPlan:
    return AnswerPlan(Answer({"ping": "*"} if when is None else when, text), key="answer[0]", announces=False)


@pytest.mark.parametrize(
    ("text", "message", "reply"),
    [
        ('{"pong":${ping}}', {"ping": 1618678098643}, '{"pong":1618678098643}'),
        ('{"pong":${ping}}', {"ping": 17843232920108168701}, '{"pong":17843232920108168701}'),
        ('{"id":"${a.id}"}', {"a": {"id": 'say "x"'}}, '{"id":"say \\"x\\""}'),
        ('{"echo":${ping}}', {"ping": {"a": [1, None, True]}}, '{"echo":{"a":[1,null,true]}}'),
        ('{"pong":${ping}}', {"ping": None}, '{"pong":null}'),
        ("3${}", "probe", "3probe"),
        ("cost $$5", {}, "cost $5"),
    ],
)
def test_a_reply_is_filled_from_the_message(text: str, message: Any, reply: str) -> None:
    assert answer(text).fill(message) == reply


def test_without_what_it_asks_for_there_is_no_reply() -> None:
    assert answer('{"pong":${ping}}').fill({"pong": 1}) is None


@pytest.mark.parametrize(
    ("text", "when", "key"),
    [("${a..b}", None, "answer[0].text"), ("${a", None, "answer[0].text"), ("", {}, "answer[0].when")],
)
def test_an_answer_that_cannot_be_read_is_a_profile_error(text: str, when: dict[str, Any] | None, key: str) -> None:
    with pytest.raises(ProfileError) as caught:
        answer(text, when=when)
    assert caught.value.key == key


def test_an_answer_tells_which_paths_it_looks_at() -> None:
    assert len(list(answer("${a}${b.c}").paths)) == 3
