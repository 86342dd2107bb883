"""The path grammar: what it accepts, what it refuses and how, and where paths lead."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from monitor.core.errors import ProfileError
from monitor.feed.paths import Announced, Item, Member, Part, Path, Row, Step, compile_path, format_path

MESSAGE: dict[str, Any] = {
    "price": 1,
    "data": {"price": 2, "list": [{"p": 3}, {"p": 4}], "flat": [5, 6]},
    "odd.name": 7,
    "none": None,
    "body": '{"p": [8]}',
    "lines": {"a": {"speed": 9, "parts": {"x": 1}}, "b": {"speed": 10}},
}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("price", (Member("price"),)),
        ("data.price", (Member("data"), Member("price"))),
        ('"odd.name".x', (Member("odd.name"), Member("x"))),
        (r'"say \"\u00e9\""', (Member('say "é"'),)),
        ("[3][-1].a", (Item(3), Item(-1), Member("a"))),
        ("data[].price", (Member("data"), Step.EACH_ITEM, Member("price"))),
        ("lines{}.speed", (Member("lines"), Step.EACH_MEMBER, Member("speed"))),
        ("{}", (Step.EACH_MEMBER,)),
        ("body!json.p", (Member("body"), Step.JSON, Member("p"))),
        ("^.topic", (Step.WHOLE, Member("topic"))),
        ("^", (Step.WHOLE,)),
        ("@symbol", (Announced("symbol"),)),
        ('@"odd name".x', (Announced("odd name"), Member("x"))),
        ("$source.größe-1", (Member("$source"), Member("größe-1"))),
        ("1.2", (Member("1"), Member("2"))),
    ],
)
def test_a_path_is_read_into_its_parts(text: str, parts: tuple[Part, ...]) -> None:
    assert compile_path(text).parts == parts


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a..b", 3),
        (".a", 1),
        ("a.", 3),
        ("a b", 2),
        ("[x]", 1),
        ("a[1", 2),
        ("a[1]b", 5),
        ('"a', 1),
        (r'"\q"', 1),
        ("^a", 2),
        ("a^", 2),
        ("@", 2),
        ("a@b", 2),
        ("a!jso", 2),
        ("a{1}", 2),
        ("a.[0]", 3),
    ],
)
def test_a_text_that_is_no_path_is_refused_with_the_place_where_it_goes_wrong(text: str, place: int) -> None:
    with pytest.raises(ProfileError, match=f"at character {place}:"):
        compile_path(text)


def test_a_path_cannot_be_deeper_than_any_message() -> None:
    with pytest.raises(ProfileError, match="more than 64 parts"):
        compile_path("[0]" * 65)


names = st.one_of(
    st.sampled_from(["a", "price", "odd.name", "", "a b", "é", 'q"', "\\", "\n", "@x", "^"]), st.text(max_size=8)
)
first = st.one_of(st.builds(Member, names), st.builds(Announced, names), st.just(Step.WHOLE))
following = st.one_of(
    st.builds(Member, names),
    st.builds(Item, st.integers(-99, 99)),
    st.sampled_from([Step.EACH_ITEM, Step.EACH_MEMBER, Step.JSON]),
)
items = following.filter(lambda part: not isinstance(part, Member))
written = st.builds(lambda start, rest: (start, *rest), st.one_of(first, items), st.lists(following, max_size=6))


@given(written)
def test_what_is_written_as_text_is_read_as_the_same_path(parts: tuple[Part, ...]) -> None:
    assert compile_path(format_path(parts)) == Path(parts)


@given(st.text(alphabet='ab.[]{}!json^@"\\ 01-é', max_size=12))
def test_any_text_is_either_a_path_that_is_written_back_or_a_profile_error(text: str) -> None:
    try:
        path = compile_path(text)
    except ProfileError:
        return
    assert compile_path(format_path(path.parts)) == path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("price", 1),
        ("data.price", 2),
        ("data.list[1].p", 4),
        ("data.list[-2].p", 3),
        ("data.list[2]", UNSET),
        ("data.list[-3]", UNSET),
        ('"odd.name"', 7),
        ("none", None),
        ("none.x", UNSET),
        ("nothing", UNSET),
        ("price.x", UNSET),
        ("price[0]", UNSET),
        ("body!json.p[0]", 8),
        ("price!json", UNSET),
        ("data!json", UNSET),
        ("data[].p", UNSET),
        ("lines{}.speed", UNSET),
    ],
)
def test_a_path_leads_to_its_value_or_to_nothing(text: str, value: Any) -> None:
    assert compile_path(text).get(MESSAGE) == value


def test_the_empty_path_is_the_row_or_the_message() -> None:
    assert compile_path("").get(5) == 5
    assert compile_path("").get(5, 6) == 6


def test_text_that_is_no_json_leads_to_nothing() -> None:
    assert compile_path("a!json").get({"a": "{"}) is UNSET


def test_in_a_row_paths_start_from_the_row_and_the_caret_from_the_message() -> None:
    assert compile_path("p").get(MESSAGE, {"p": 11}) == 11
    assert compile_path("^.price").get(MESSAGE, {"p": 11}) == 1
    assert compile_path("price").get(MESSAGE, None) is UNSET


def test_braces_alone_name_the_member_and_an_at_sign_asks_the_announcement() -> None:
    assert compile_path("{}").get(MESSAGE, {}, name="a/x") == "a/x"
    assert compile_path("@pair").get(MESSAGE, announced={"pair": "X"}) == "X"
    assert compile_path("@sub.name").get(MESSAGE, announced={"sub": {"name": "Y"}}) == "Y"
    assert compile_path("@pair").get(MESSAGE) is UNSET


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [Row(MESSAGE)]),
        ("data.list[]", [Row({"p": 3}), Row({"p": 4})]),
        ("data.list[].p", [Row(3), Row(4)]),
        ("data.flat[]", [Row([5, 6])]),
        ("^.data.flat[]", [Row([5, 6])]),
        ("lines{}.speed", [Row(9, "a"), Row(10, "b")]),
        ("lines{}.parts{}", [Row(1, "a/x")]),
        ("price[]", []),
        ("price{}", []),
        ("nothing", []),
        ("none", [Row(None)]),
        ("body!json.p[]", [Row([8])]),
    ],
)
def test_rows_are_what_a_path_leads_to_in_order(text: str, rows: list[Row]) -> None:
    assert list(compile_path(text).rows(MESSAGE)) == rows


def test_an_empty_array_holds_no_rows_and_a_mixed_one_gives_each_item() -> None:
    assert list(compile_path("[]").rows([])) == []
    assert list(compile_path("[]").rows([1, [2]])) == [Row(1), Row([2])]


def test_an_announcement_can_hold_rows() -> None:
    assert list(compile_path("@list[]").rows({}, announced={"list": [{"a": 1}]})) == [Row({"a": 1})]


def test_only_paths_that_may_lead_to_several_values_are_many() -> None:
    assert [compile_path(text).many for text in ("a", "a[]", "a{}.b", "{}", "[0]", "{}.a")] == [
        False,
        True,
        True,
        False,
        False,
        True,
    ]
