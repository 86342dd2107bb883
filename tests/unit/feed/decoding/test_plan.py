"""Compiling a profile's mapping, and refusing what cannot work with the name of its stream and column."""

from typing import Any

import pytest

from monitor.core.errors import ProfileError
from monitor.feed.decoding.plan import compile_rule, compile_rules, compile_when
from monitor.feed.paths import compile_path
from monitor.feed.profile import ChannelMap, Column, KeyRule, Profile, StreamRule, TimeRule


def rule(**more: Any) -> StreamRule:
    return StreamRule(**{"name": "trade", "columns": {"price": "p"}, **more})


def test_a_rule_is_compiled_with_everything_it_says() -> None:
    plan = compile_rule(
        rule(
            columns={"price": "p", "size": Column("q", scale=0.5, carry=True)},
            when={"e": "trade", "data[].side": "buy"},
            rows="data[]",
            key=KeyRule("^.topic", r"\.(.*)"),
            time=TimeRule("T", "ms"),
        ),
        announces=False,
    )
    assert plan.names == ("price", "size")
    assert plan.carries == (False, True)
    assert [column.scale for column in plan.columns] == [1.0, 0.5]
    assert plan.when == ((compile_path("e"), "trade"),)
    assert [question.path for question in plan.row_when] == [compile_path("side")]
    assert plan.key == compile_path("^.topic")
    assert plan.pattern is not None
    assert plan.unit == "ms"
    assert set(plan.paths) >= {compile_path(text) for text in ("p", "q", "data[]", "^.topic", "T", "e")}


def test_a_condition_on_the_name_of_a_member_is_one_on_rows() -> None:
    plan = compile_rule(rule(rows="{}", when={"{}": "BTC*"}), announces=False)
    assert plan.when == ()
    assert [question.path for question in plan.row_when] == [compile_path("{}")]


def test_without_a_key_or_a_time_there_is_neither() -> None:
    plan = compile_rule(rule(), announces=False)
    assert plan.key is plan.pattern is plan.time is None


@pytest.mark.parametrize(
    ("given", "key", "text"),
    [
        (rule(columns={}), "stream.trade.columns", "at least one column"),
        (rule(columns={"price": "a..b"}), "stream.trade.columns.price", "cannot be read at character 3"),
        (rule(columns={"price": Column("a[]")}), "stream.trade.columns.price", "belong into `rows`"),
        (rule(columns={"price": "@p"}), "stream.trade.columns.price", "no \\[channels\\]"),
        (rule(rows="a["), "stream.trade.rows", "cannot be read"),
        (rule(key="a{}.b"), "stream.trade.key", "several values"),
        (rule(key=KeyRule("a", "(")), "stream.trade.key.pattern", "no regular expression"),
        (rule(key=KeyRule("a", "abc")), "stream.trade.key.pattern", "it has 0"),
        (rule(key=KeyRule("a", "(a)(b)")), "stream.trade.key.pattern", "it has 2"),
        (rule(time=TimeRule("", "ms")), "stream.trade.time", "needs a path"),
        (rule(time=TimeRule("T", "receive")), "stream.trade.time", "needs a unit"),
        (rule(time=TimeRule("a..", "s")), "stream.trade.time", "cannot be read"),
        (rule(when={"a..": 1}), "stream.trade.when.a..", "cannot be read"),
        (rule(when={"b[].x": 1}, rows="a[]"), "stream.trade.when.b[].x", "begin as `rows` does"),
        (rule(when={"a[].b[].x": 1}, rows="a[]"), "stream.trade.when.a[].b[].x", "begin as `rows` does"),
    ],
)
def test_what_cannot_work_is_refused_with_stream_and_column(given: StreamRule, key: str, text: str) -> None:
    with pytest.raises(ProfileError, match=text) as caught:
        compile_rule(given, announces=False)
    assert caught.value.key == key


def test_rules_of_one_name_must_have_the_same_columns() -> None:
    with pytest.raises(ProfileError, match="different columns") as caught:
        compile_rules(Profile(name="p", address="ws://x", stream=(rule(), rule(columns={"size": "q"}))))
    assert caught.value.key == "stream.trade.columns"
    assert len(compile_rules(Profile(name="p", address="ws://x", stream=(rule(), rule(columns={"price": "q"}))))) == 2


def test_announced_members_need_channels_to_be_announced() -> None:
    profile = Profile(name="p", address="ws://x", stream=(rule(key="@s"),), channels=ChannelMap({"e": "sub"}, "id"))
    assert compile_rules(profile)[0].key == compile_path("@s")


def test_conditions_that_hold_for_everything_are_refused_where_they_stand_alone() -> None:
    with pytest.raises(ProfileError, match="holds for every message"):
        compile_when({}, key="ignore[0]", announces=False)
