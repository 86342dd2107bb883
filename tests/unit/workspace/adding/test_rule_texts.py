"""Tests for monitor.workspace.adding.rule_texts."""

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.dialect_rules.base import JsonObject
from monitor.feed.dialect_rules.calls import HubCall, Operation
from monitor.feed.dialect_rules.channels import ChannelToJoin
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.workspace.adding.options import NotUsable
from monitor.workspace.adding.rule_texts import Form, form_of


def form(kind: Any) -> Form:
    found = form_of(kind)
    assert found is not None
    return found


def test_every_field_of_every_rule_has_a_form_and_its_default_comes_back() -> None:
    for rule in get_args(DialectRule):
        for field in msgspec.structs.fields(rule):
            usual = getattr(rule(), field.name)
            made = form(field.type)
            assert made.value(made.text(usual), usual) == usual, (rule, field.name)


def test_texts_stand_one_on_each_line() -> None:
    texts = form(tuple[str, ...])

    assert texts.value(" a/b \n\n#\na/b\n", ()) == ("a/b", "#")
    assert texts.text(("a/b", "#")) == "a/b\n#"
    assert texts.lines == 2


def test_a_channel_keeps_its_token_when_its_payload_changes() -> None:
    channels = form(tuple[ChannelToJoin, ...])
    before = (ChannelToJoin("room:1", token="t"), ChannelToJoin("gone"))

    assert channels.value('room:1 {"a": 1}\nroom:2', before) == (
        ChannelToJoin("room:1", payload='{"a": 1}', token="t"),
        ChannelToJoin("room:2"),
    )
    assert channels.text((ChannelToJoin("a", payload="{}"), ChannelToJoin("b"))) == "a {}\nb"


@pytest.mark.parametrize("text", ["a b", "a [1]", 'a {"b"', "{}"])
def test_a_channel_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotUsable):
        form(tuple[ChannelToJoin, ...]).value(text, ())


def test_a_placeholder_may_stand_in_a_payload() -> None:
    made = form(tuple[ChannelToJoin, ...]).value('a {"n": ${count}}', ())

    assert made == (ChannelToJoin("a", payload='{"n": ${count}}'),)


def test_a_call_has_its_arguments_behind_it() -> None:
    calls = form(tuple[HubCall, ...])
    before = (HubCall("Stream", stream=True),)

    assert calls.value('Subscribe ["BTC"]\nStream', before) == (
        HubCall("Subscribe", '["BTC"]'),
        HubCall("Stream", stream=True),
    )
    assert calls.text((HubCall("A", "[1]"), HubCall("B"))) == "A [1]\nB"


def test_subscriptions_are_parted_by_empty_lines() -> None:
    queries = form(tuple[Operation, ...])
    before = (Operation("old", variables='{"a":1}', name="n"),)

    made = queries.value("subscription {\n  a\n}\n\nsubscription { b }", before)

    assert made == (Operation("subscription {\n  a\n}", variables='{"a":1}', name="n"), Operation("subscription { b }"))
    assert queries.text(made) == "subscription {\n  a\n}\n\nsubscription { b }"


def test_pairs_stand_one_on_each_line() -> None:
    pairs = form(dict[str, str])

    assert pairs.value("room: a:b\nuser: x", {}) == {"room": "a:b", "user": "x"}
    assert pairs.text({"room": "a:b"}) == "room: a:b"
    with pytest.raises(NotUsable, match="name: value"):
        pairs.value("room", {})


def test_a_secret_among_pairs_is_asked_for_by_reference() -> None:
    pairs = form(dict[str, str])

    with pytest.raises(NotUsable, match="goes into a file"):
        pairs.value("token: hunter2", {})
    assert pairs.value("token: ${secret:mine}", {}) == {"token": "${secret:mine}"}


def test_numbers_and_choices_take_only_what_they_can() -> None:
    number = form(float)

    assert number.value(" 2,5 ", 1.0) == 2.5
    for text in ("x", "-1", "nan", "inf"):
        with pytest.raises(NotUsable):
            number.value(text, 1.0)
    qos = form(next(each.type for each in msgspec.structs.fields(_mqtt()) if each.name == "qos"))
    assert qos.choices == ("0", "1", "2")
    assert qos.value("2", 0) == 2
    assert qos.value("7", 1) == 1


def _mqtt() -> Any:
    return next(each for each in get_args(DialectRule) if each.__name__ == "MqttRule")


def test_json_is_judged_by_the_checks_of_the_profile() -> None:
    assert form(JsonObject).value(" {} ", "") == "{}"
    assert not form(JsonObject).plain


KINDS = [tuple[str, ...], tuple[ChannelToJoin, ...], tuple[HubCall, ...], tuple[Operation, ...], dict[str, str]]


@given(st.sampled_from(KINDS), st.text(max_size=60))
def test_whatever_is_typed_is_taken_as_it_will_be_shown_or_refused(kind: Any, text: str) -> None:
    made = form(kind)
    try:
        value = made.value(text, {} if kind == dict[str, str] else ())
    except NotUsable:
        return
    assert made.value(made.text(value), value) == value
