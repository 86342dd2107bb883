"""Plain data that has not the shape of a profile."""

import datetime
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.profile import Profile, as_plain
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.problem import Problem
from monitor.feed.profiles.shape import take_shape
from tests.helpers.profiles import profiles

_BASE: dict[str, Any] = {"name": "x", "address": "wss://y"}
KINDS = "must be one of " + ", ".join(sorted(kind.__struct_config__.tag for kind in get_args(DialectRule)))


def _stream(**members: Any) -> dict[str, Any]:
    return {**_BASE, "stream": [{"name": "first", "columns": {"a": "b"}}, {"name": "t", "columns": {}, **members}]}


@settings(max_examples=60, deadline=None)
@given(profiles())
def test_a_profile_as_plain_data_takes_its_shape_again(profile: Profile) -> None:
    plain = msgspec.json.decode(msgspec.json.encode(as_plain(profile)))
    assert take_shape(plain) == profile


@pytest.mark.parametrize(
    ("plain", "path", "what"),
    [
        ({**_BASE, "adress": "x"}, ("adress",), "unknown key `adress`; did you mean `address`?"),
        ({**_BASE, "zzz": "x"}, ("zzz",), "unknown key `zzz`"),
        ({**_BASE, "dialect": "mqtt"}, ("dialect",), "must be a table, not text"),
        ({**_BASE, "dialect": {}}, ("dialect", "kind"), "the key `kind` is missing"),
        ({**_BASE, "dialect": {"kind": "mqt"}}, ("dialect", "kind"), KINDS),
        ({**_BASE, "dialect": {"kind": 3}}, ("dialect", "kind"), "must be text, not a whole number"),
        ({**_BASE, "dialect": {"kind": "mqtt", "qos": 7}}, ("dialect", "qos"), "must be one of 0, 1, 2"),
        (
            {**_BASE, "dialect": {"kind": "mqtt", "topic": []}},
            ("dialect", "topic"),
            "unknown key `topic`; did you mean `topics`?",
        ),
        (
            {**_BASE, "dialect": {"kind": "phoenix", "channels": [{"name": "a"}, {"nam": "b"}]}},
            ("dialect", "channels", 1, "nam"),
            "unknown key `nam`; did you mean `name`?",
        ),
        (
            {**_BASE, "dialect": {"kind": "socketio", "auth": {"a": "b", "c": 3}}},
            ("dialect", "auth", "c"),
            "must be text, not a whole number",
        ),
        (_stream(colum={}), ("stream", 1, "colum"), "unknown key `colum`; did you mean `columns`?"),
        (
            _stream(columns={"a": {"path": "p", "sacle": 2}}),
            ("stream", 1, "columns", "a", "sacle"),
            "unknown key `sacle`; did you mean `scale`?",
        ),
        ({"name": "x"}, ("address",), "the key `address` is missing"),
        (_stream(key={"pattern": "(x)"}), ("stream", 1, "key", "path"), "the key `path` is missing"),
        ({**_BASE, "name": 5}, ("name",), "must be text, not a whole number"),
        ({**_BASE, "discover": "yes"}, ("discover",), "must be true or false, not text"),
        ({**_BASE, "limits": {"keys": 1.5}}, ("limits", "keys"), "must be a whole number, not a decimal number"),
        ({**_BASE, "retry_codes": [1000, "x"]}, ("retry_codes", 1), "must be a whole number, not text"),
        ({**_BASE, "channels": 3}, ("channels",), "must be a table, not a whole number"),
        (
            {**_BASE, "stream": {"name": "t"}},
            ("stream",),
            "must be a list: write it as [[stream]], with two brackets",
        ),
        (
            {**_BASE, "variables": {"ok": "1", "day": datetime.date(2024, 1, 1)}},
            ("variables", "day"),
            "must be text, not a date",
        ),
        (
            _stream(columns={"a": "p", "b": "q", "c": 5, "d": "r", "e": True}),
            ("stream", 1, "columns", "c"),
            "must be text or a table, not a whole number",
        ),
        (
            _stream(columns={"a": {"path": "p"}, "b": {"path": "p", "carry": 1}}),
            ("stream", 1, "columns", "b", "carry"),
            "must be true or false, not a whole number",
        ),
        (
            _stream(when={"x": 1, "y": [1]}),
            ("stream", 1, "when", "y"),
            "must be true or false, a number or text, not a list",
        ),
        (
            _stream(time={"path": "t", "unit": "mm"}),
            ("stream", 1, "time", "unit"),
            "must be one of s, ms, us, ns, rfc3339, receive",
        ),
    ],
)
def test_what_does_not_fit_is_named_in_plain_words(plain: dict[str, Any], path: KeyPath, what: str) -> None:
    assert take_shape(plain) == Problem(path, what)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(profiles(), st.sampled_from([field.name for field in msgspec.structs.fields(Profile)]), _VALUES)
def test_any_value_in_place_of_any_key_is_taken_or_told_at_that_key(profile: Profile, name: str, value: Any) -> None:
    shaped = take_shape({**as_plain(profile), name: value})
    assert isinstance(shaped, Profile) or shaped.path[0] == name


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40))
def test_the_member_at_fault_is_found_wherever_it_stands(before: int, after: int) -> None:
    names = [f"c{index}" for index in range(before + after + 1)]
    columns: dict[str, Any] = dict.fromkeys(names, "p")
    columns[names[before]] = 5
    shaped = take_shape(_stream(columns=columns))
    assert isinstance(shaped, Problem)
    assert shaped.path == ("stream", 1, "columns", names[before])
