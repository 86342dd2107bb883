"""Trees as they come from files."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.desk.desk import Node, Split, Tabs
from monitor.workspace.desk.repair import repaired
from monitor.workspace.desk.tree import panel_ids
from tests.helpers.desks import across, down, is_whole, tab, trees

names = st.sampled_from("abcdef")
directions = st.sampled_from(["across", "down"])
shares = st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=4).map(tuple)
broken: st.SearchStrategy[Node] = st.recursive(
    st.builds(Tabs, st.lists(names, max_size=4).map(tuple), st.integers(-3, 5)),
    lambda inner: st.builds(Split, directions, st.lists(inner, max_size=4).map(tuple), shares),
    max_leaves=8,
)


@given(st.none() | broken, st.lists(names, unique=True))
def test_whatever_is_written_every_panel_stands_exactly_once(tree: Node | None, panels: list[str]) -> None:
    whole = repaired(tree, panels)
    assert is_whole(whole)
    assert sorted(panel_ids(whole)) == sorted(panels)


@given(trees())
def test_what_is_whole_stays_as_it_is(tree: Node) -> None:
    assert panel_ids(repaired(tree, panel_ids(tree))) == panel_ids(tree)


def test_a_panel_that_stands_twice_stays_where_it_stands_first() -> None:
    assert repaired(across(tab("a"), tab("b", "a")), ["a", "b"]) == across(tab("a"), tab("b"))


def test_the_panel_in_front_stays_in_front_when_others_go() -> None:
    assert repaired(tab("gone", "a", "b", front=2), ["a", "b"]) == tab("a", "b", front=1)


def test_a_panel_without_a_place_is_put_below_all() -> None:
    whole = repaired(across(tab("a"), tab("b")), ["a", "b", "c"])
    assert isinstance(whole, Split)
    assert (whole.direction, whole.parts[1]) == ("down", tab("c"))


@pytest.mark.parametrize("wrong", [(math.nan, 1.0), (1.0,), (-1.0, 2.0), (0.0, 0.0), (math.inf, 1.0)])
def test_shares_that_make_no_sense_become_even(wrong: tuple[float, ...]) -> None:
    assert repaired(Split("down", (tab("a"), tab("b")), wrong), ["a", "b"]) == down(tab("a"), tab("b"))


def test_a_tree_of_absurd_depth_becomes_a_grid() -> None:
    tree: Node = tab("a")
    for level in range(5000):
        tree = Split("down" if level % 2 else "across", (tree,), (1.0,))
    assert repaired(tree, ["a", "b"]) == across(tab("a"), tab("b"))
