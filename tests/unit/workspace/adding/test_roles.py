"""Roles of fields change as the user says, and nothing else does."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.profile import Column, KeyRule, Profile, StreamRule, TimeRule
from monitor.workspace.adding.roles import (
    Part,
    PartKind,
    as_column,
    as_key,
    as_time,
    column_at,
    free_column_name,
    likely_unit,
    not_used,
    part_of,
    with_column,
    with_stream,
    without_stream,
)

RULE = StreamRule(
    "trade",
    columns={"price": "p", "size": Column("q", scale=0.5, unit="BTC", carry=True)},
    key="s",
    time=TimeRule("T", "ms"),
)


def test_each_field_has_the_part_its_rule_gives_it() -> None:
    parts = [part_of(RULE, path) for path in ("s", "T", "p", "q", "x")]
    assert parts == [
        Part(PartKind.KEY),
        Part(PartKind.TIME, unit="ms"),
        Part(PartKind.COLUMN, column="price"),
        Part(PartKind.COLUMN, column="size"),
        Part(PartKind.UNUSED),
    ]
    assert part_of(msgspec.structs.replace(RULE, key=KeyRule("s", "(.)")), "s").kind is PartKind.KEY


def test_a_field_that_becomes_something_else_is_no_longer_what_it_was() -> None:
    keyed = as_key(RULE, "p")
    assert (keyed.key, list(keyed.columns)) == ("p", ["size"])
    timed = as_time(keyed, "p", "s")
    assert (timed.key, timed.time) == ("", TimeRule("p", "s"))
    plain = not_used(timed, "p")
    assert plain.time == TimeRule()


def test_a_new_column_is_named_after_its_path_and_stands_last() -> None:
    new = as_column(RULE, "data.volume")
    assert list(new.columns.items())[-1] == ("volume", "data.volume")
    assert as_column(new, "data.volume") is new
    assert list(as_column(new, "data.volume", "turnover").columns) == ["price", "size", "turnover"]


def test_a_column_keeps_its_place_and_its_other_settings() -> None:
    renamed = with_column(RULE, "p", name="last")
    assert list(renamed.columns.items()) == [("last", "p"), ("size", RULE.columns["size"])]
    scaled = with_column(renamed, "q", scale=2.0)
    assert scaled.columns["size"] == Column("q", scale=2.0, unit="BTC", carry=True)
    assert with_column(scaled, "q", scale=1.0, unit="", carry=False).columns["size"] == "q"
    assert column_at(RULE, "p") == Column("p")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("p", "p"),
        ('data."mid price"', "mid_price"),
        ("[0]", "value_0"),
        ("b[1]", "b_1"),
        ("@symbol", "symbol"),
        ("[[", "value"),
    ],
)
def test_a_free_name_is_made_of_the_path(path: str, name: str) -> None:
    assert free_column_name(StreamRule("s", columns={}), path) == name


def test_a_name_that_is_taken_is_numbered() -> None:
    assert free_column_name(StreamRule("s", columns={"p": "x", "p_2": "y"}), "p") == "p_3"


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (1_700_000_000, "s"),
        ("1700000000.5", "s"),
        (1_700_000_000_000, "ms"),
        (1_700_000_000_000_000, "us"),
        (1_700_000_000_000_000_000, "ns"),
        ("2024-01-01T00:00:00Z", "rfc3339"),
        (5, "s"),
    ],
)
def test_the_unit_of_a_time_is_guessed_from_its_size(value: object, unit: str) -> None:
    assert likely_unit(value) == unit


def test_streams_are_replaced_and_removed_by_their_place() -> None:
    profile = Profile(name="p", address="wss://x", stream=(RULE, msgspec.structs.replace(RULE, name="b")))
    changed = with_stream(profile, 1, msgspec.structs.replace(RULE, name="c"))
    assert [rule.name for rule in changed.stream] == ["trade", "c"]
    assert [rule.name for rule in without_stream(changed, 0).stream] == ["c"]


@given(
    st.lists(st.tuples(st.sampled_from("sTpqxy"), st.sampled_from(["key", "time", "column", "unused"])), max_size=12)
)
def test_whatever_is_chosen_a_field_has_one_part_and_no_two_are_the_key(steps: list[tuple[str, str]]) -> None:
    rule = RULE
    for path, what in steps:
        match what:
            case "key":
                rule = as_key(rule, path)
            case "time":
                rule = as_time(rule, path, "s")
            case "column":
                rule = as_column(rule, path)
            case _:
                rule = not_used(rule, path)
        assert part_of(rule, path).kind.value == what
    kinds = [part_of(rule, path).kind for path in "sTpqxy"]
    assert kinds.count(PartKind.KEY) <= 1
    assert kinds.count(PartKind.TIME) <= 1
    assert kinds.count(PartKind.COLUMN) == len(rule.columns)
