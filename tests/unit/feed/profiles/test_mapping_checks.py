"""Paths, patterns and conditions that cannot be used."""

import math
from typing import Any

import msgspec
import pytest

from monitor.feed.profile import Answer, ChannelMap, Column, KeyRule, Profile, StreamRule, TimeRule
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.mapping_checks import mapping_problems


def _profile(**fields: Any) -> Profile:
    return msgspec.structs.replace(Profile(name="x", address="wss://y"), **fields)


def _stream(**fields: Any) -> Profile:
    return _profile(stream=(msgspec.structs.replace(StreamRule(name="t", columns={"a": "p"}), **fields),))


_CHANNELS = ChannelMap(when={"event": "subscribed"}, id="chanId")


@pytest.mark.parametrize(
    ("profile", "path", "what"),
    [
        (_stream(columns={}), ("stream", 0, "columns"), "at least one column"),
        (_stream(columns={str(n): "p" for n in range(201)}), ("stream", 0, "columns"), "200 columns, not 201"),
        (_stream(columns={" ": "p"}), ("stream", 0, "columns", " "), "needs a name"),
        (_stream(columns={"a": "p..q"}), ("stream", 0, "columns", "a"), "expected a name"),
        (_stream(columns={"a": Column(path="p[")}), ("stream", 0, "columns", "a", "path"), "cannot be read"),
        (_stream(columns={"a": "p[].q"}), ("stream", 0, "columns", "a"), "belong into `rows`"),
        (_stream(columns={"a": Column(path="p", scale=0)}), ("stream", 0, "columns", "a", "scale"), "other than 0"),
        (_stream(columns={"a": Column(path="p", scale=math.inf)}), ("stream", 0, "columns", "a", "scale"), "not inf"),
        (_stream(rows="x y"), ("stream", 0, "rows"), "cannot be read"),
        (_stream(key="x["), ("stream", 0, "key"), "cannot be read"),
        (_stream(key=KeyRule(path="x", pattern="(a")), ("stream", 0, "key", "pattern"), "is no regular expression"),
        (_stream(key=KeyRule(path="x", pattern="(a)(b)")), ("stream", 0, "key", "pattern"), "it has 2"),
        (_stream(time=TimeRule(path="T")), ("stream", 0, "time", "unit"), "`T` needs a unit"),
        (_stream(time=TimeRule(unit="ms")), ("stream", 0, "time", "path"), "ms needs a path"),
        (_stream(when={"a]": 1}), ("stream", 0, "when", "a]"), "cannot be read"),
        (_stream(when={"a": math.nan}), ("stream", 0, "when", "a"), "is in no JSON message"),
        (_stream(key="@symbol"), ("stream", 0, "key"), "there is no [channels]"),
        (_profile(answer=(Answer(when={"a[]": 1}, text="x"),)), ("answer", 0, "when", "a[]"), "several values"),
        (_stream(rows="a[]", when={"b[].c": 1}), ("stream", 0, "when", "b[].c"), "does not begin as the `rows`"),
        (_stream(rows="a[]", when={"a[].b[]": 1}), ("stream", 0, "when", "a[].b[]"), "several values"),
        (_profile(ignore=({},)), ("ignore", 0), "needs a condition"),
        (_profile(ignore=({"a": 1}, {"b[": 1})), ("ignore", 1, "b["), "cannot be read"),
        (_profile(channels=ChannelMap(when={}, id="x")), ("channels", "when"), "needs a condition"),
        (_profile(channels=ChannelMap(when={"a": 1}, id="@x")), ("channels", "id"), "asks for an announcement"),
        (_profile(channels=ChannelMap(when={"a": 1}, id="x", ref="[")), ("channels", "ref"), "cannot be read"),
    ],
)
def test_each_problem_is_found_at_its_key(profile: Profile, path: KeyPath, what: str) -> None:
    (problem,) = mapping_problems(profile)
    assert problem.path == path
    assert what in problem.what


def test_a_condition_may_be_about_each_row() -> None:
    assert list(mapping_problems(_stream(rows="changes[]", when={"type": "update", "changes[][0]": "buy"}))) == []


def test_announcements_can_be_asked_for_where_there_are_channels() -> None:
    stream = StreamRule(name="t", columns={"a": "[1][0]"}, when={"@channel": "ticker"}, key="@symbol")
    assert list(mapping_problems(_profile(channels=_CHANNELS, stream=(stream,), ignore=({"@channel": "x"},)))) == []
