"""The tree of wanted places: what fits together, what cannot be there, and what only the slow way can tell."""

import pytest

from monitor.feed.decoding.layout import Kind, Node, UnfitError, ask, want
from monitor.feed.paths import compile_path


def tree(*texts: str, kind: Kind = Kind.NUMBER) -> Node:
    root = Node()
    for text in texts:
        want(root, compile_path(text), kind)
    return root


def test_places_are_found_by_attribute_names_from_the_nearest_array_of_rows() -> None:
    root = Node()
    assert want(root, compile_path("a"), Kind.NUMBER).chain == "f0"
    assert want(root, compile_path("b.c"), Kind.NUMBER).chain == "f1.f0"
    assert want(root, compile_path("b.d[3]"), Kind.NUMBER).chain == "f1.f1.f3"
    assert want(root, compile_path("rows[].x"), Kind.NUMBER).chain == "f0"
    item = want(root, compile_path("rows[0].x"), Kind.NUMBER)
    assert (item.chain, item.plain) == ("f2.[0].f0", False)
    assert want(root, compile_path("a"), Kind.NUMBER).plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a.b"),
        ("a.b", "a"),
        ("a.b", "a[0]"),
        ("a[0]", "a.b"),
        ("a[]", "a"),
        ("a[]", "a.b"),
        ("a", "a[]"),
        ("a[0]", "a[]"),
    ],
)
def test_what_a_rule_wants_must_be_of_one_shape(one: str, other: str) -> None:
    with pytest.raises(UnfitError):
        tree(one, other)


@pytest.mark.parametrize(
    "text", ["a[-1]", "a[65]", "a{}.b", "{}", "a!json", "@a", "^.a", r'"a\"b"', r'"a\\b"', r'"a\nb"']
)
def test_some_paths_have_no_type(text: str) -> None:
    with pytest.raises(UnfitError):
        tree(text)


def test_what_is_wanted_twice_serves_both() -> None:
    for kinds, settled in {
        (Kind.NUMBER, Kind.NUMBER): Kind.NUMBER,
        (Kind.NUMBER, Kind.OPTIONAL): Kind.OPTIONAL,
        (Kind.NUMBER, Kind.PRESENT): Kind.OPTIONAL,
        (Kind.PRESENT, Kind.ANY): Kind.ANY,
        (Kind.ANY, Kind.NUMBER): Kind.ANY,
    }.items():
        root = Node()
        places = [want(root, compile_path("a"), kind) for kind in kinds]
        assert {place.node.leaf for place in places} == {settled}


@pytest.mark.parametrize("text", ["x.y", "x[0]", "rows.y", "[0]", "o[0]", "pair.a"])
def test_what_contradicts_the_rule_is_not_there(text: str) -> None:
    assert ask(tree("x", "rows[].x", "o.x", "pair[0]"), compile_path(text), Kind.ANY) is None


@pytest.mark.parametrize(
    ("text", "chain"), [("x", "f0"), ("o.other", "f2.f1"), ("new.deep", "f4.f0"), ("rows", "f1"), ("o", "f2")]
)
def test_what_fits_the_rule_is_asked_along_with_it(text: str, chain: str) -> None:
    place = ask(tree("x", "rows[].x", "o.x", "pair[0]"), compile_path(text), Kind.ANY)
    assert place is not None
    assert place.chain == chain


def test_below_a_value_of_any_kind_only_the_slow_way_can_tell() -> None:
    with pytest.raises(UnfitError):
        ask(tree("key", kind=Kind.ANY), compile_path("key.x"), Kind.ANY)


def test_a_place_that_only_conditions_look_into_may_hold_the_plain_value_that_another_asks_for() -> None:
    root = tree("x")
    ask(root, compile_path("result.status"), Kind.ANY)
    assert ask(root, compile_path("result"), Kind.PRESENT) is not None
    with pytest.raises(UnfitError):
        ask(root, compile_path("result"), Kind.ANY)
