"""What can be done to the tree of a desk."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.desk.desk import Side, Split, Tabs
from monitor.workspace.desk.tree import (
    around,
    beside,
    grown,
    in_front,
    moved,
    panel_ids,
    place_of,
    split_of,
    with_shares,
    without,
)
from tests.helpers.desks import across, down, is_whole, tab, trees

SIDES: list[Side] = ["tab", "left", "right", "above", "below"]
sides = st.sampled_from(SIDES)


@pytest.mark.parametrize(
    ("side", "tree"),
    [
        ("left", across(tab("new"), tab("a"))),
        ("right", across(tab("a"), tab("new"))),
        ("above", down(tab("new"), tab("a"))),
        ("below", down(tab("a"), tab("new"))),
        ("tab", tab("a", "new", front=1)),
    ],
)
def test_a_panel_goes_to_the_side_it_is_told(side: Side, tree: Split | Tabs) -> None:
    assert beside(tab("a"), "new", neighbour="a", side=side) == tree


def test_a_split_of_the_same_direction_takes_the_new_one_in() -> None:
    tree = beside(across(tab("a"), tab("b")), "c", neighbour="b", side="right")
    assert isinstance(tree, Split)
    assert panel_ids(tree) == ("a", "b", "c")
    assert tree.shares == pytest.approx((0.5, 0.25, 0.25))


def test_the_first_panel_has_all_the_room() -> None:
    assert beside(None, "a", neighbour="nobody", side="left") == tab("a")
    assert around(None, "a", side="below") == tab("a")


def test_a_neighbour_that_is_gone_leaves_the_right_of_all() -> None:
    assert panel_ids(beside(down(tab("a"), tab("b")), "c", neighbour="gone", side="right")) == ("a", "b", "c")


def test_along_a_whole_side_a_panel_takes_a_third_at_most() -> None:
    tree = around(down(tab("a"), tab("b")), "c", side="right")
    assert isinstance(tree, Split)
    assert tree.direction == "across"
    assert tree.shares == pytest.approx((2 / 3, 1 / 3))


def test_what_is_left_of_a_split_takes_its_place() -> None:
    tree = across(tab("a"), down(tab("b"), tab("c")))
    assert without(tree, "c") == across(tab("a"), tab("b"))
    assert without(without(tree, "c"), "a") == tab("b")
    assert without(tab("b"), "b") is None


def test_a_dissolved_split_merges_with_the_one_around_it() -> None:
    tree = across(tab("a"), down(tab("b"), across(tab("c"), tab("d"))))
    assert panel_ids(without(tree, "b")) == ("a", "c", "d")
    assert is_whole(without(tree, "b"))


def test_closing_the_tab_in_front_shows_the_one_beside_it() -> None:
    assert without(tab("a", "b", "c", front=1), "b") == tab("a", "c", front=1)
    assert without(tab("a", "b", front=1), "b") == tab("a")
    assert without(tab("a", "b", "c", front=2), "a") == tab("b", "c", front=1)


def test_a_tab_is_torn_off_beside_the_place_it_leaves() -> None:
    assert moved(tab("a", "b"), "b", neighbour="b", side="left") == across(tab("b"), tab("a"))


def test_a_panel_alone_in_its_place_does_not_move_beside_itself() -> None:
    tree = across(tab("a"), tab("b"))
    assert moved(tree, "a", neighbour="a", side="below") is tree


def test_tabs_change_their_order() -> None:
    tree = across(tab("a", "b", "c"), tab("d"))
    assert panel_ids(moved(tree, "a", neighbour="c", side="tab")) == ("b", "c", "a", "d")
    assert panel_ids(moved(tree, "c", neighbour="a", side="tab")) == ("c", "a", "b", "d")


def test_a_panel_moves_to_the_edge_of_the_whole_desk() -> None:
    tree = moved(across(tab("a"), tab("b")), "a", neighbour=None, side="above")
    assert isinstance(tree, Split)
    assert (tree.direction, panel_ids(tree)) == ("down", ("a", "b"))


def test_a_panel_in_front_hides_the_others_of_its_place() -> None:
    tree = across(tab("a", "b"), tab("c"))
    assert place_of(in_front(tree, "b"), "a") == tab("a", "b", front=1)
    assert in_front(tree, "c") is tree


@pytest.mark.parametrize("shares", [(1.0,), (0.0, 1.0), (-1.0, 2.0), (math.nan, 1.0), (math.inf, 1.0)])
def test_shares_that_make_no_sense_change_nothing(shares: tuple[float, ...]) -> None:
    tree = across(tab("a"), tab("b"))
    assert with_shares(tree, (), shares) == tree


def test_shares_are_set_where_the_path_leads() -> None:
    tree = across(tab("a"), down(tab("b"), tab("c")))
    new = with_shares(tree, (1,), (3.0, 1.0))
    assert isinstance(new, Split)
    assert isinstance(new.parts[1], Split)
    assert new.parts[1].shares == pytest.approx((0.75, 0.25))
    assert with_shares(tree, (7,), (3.0, 1.0)) == tree


def test_growing_gives_a_panel_more_in_both_directions() -> None:
    tree = grown(across(tab("a"), down(tab("b"), tab("c"))), "c", factor=2.0)
    assert isinstance(tree, Split)
    assert isinstance(tree.parts[1], Split)
    assert tree.shares == pytest.approx((1 / 3, 2 / 3))
    assert tree.parts[1].shares == pytest.approx((1 / 3, 2 / 3))


@given(trees(), sides, st.data())
def test_putting_a_panel_in_keeps_all_others_and_the_tree_whole(
    tree: Split | Tabs, side: Side, data: st.DataObject
) -> None:
    neighbour = data.draw(st.sampled_from(panel_ids(tree)))
    new = beside(tree, "new", neighbour=neighbour, side=side)
    assert is_whole(new)
    assert tuple(panel for panel in panel_ids(new) if panel != "new") == panel_ids(tree)
    place = place_of(new, "new")
    assert place is not None
    assert (neighbour in place.panels) == (side == "tab")
    assert panel_ids(without(new, "new")) == panel_ids(tree)


@given(trees(), st.data())
def test_taking_panels_out_one_by_one_leaves_whole_trees_and_then_nothing(
    tree: Split | Tabs, data: st.DataObject
) -> None:
    left: Split | Tabs | None = tree
    for panel in data.draw(st.permutations(panel_ids(tree))):
        left = without(left, panel)
        assert is_whole(left)
        assert panel not in panel_ids(left)
    assert left is None


@given(trees(), st.lists(st.tuples(sides, st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_moving_panels_about_loses_none(tree: Split | Tabs, moves: list[tuple[Side, int, int]]) -> None:
    ids = panel_ids(tree)
    for side, panel, other in moves:
        neighbour = None if other == 20 else ids[other % len(ids)]
        tree = moved(tree, ids[panel % len(ids)], neighbour=neighbour, side=side)
        assert is_whole(tree)
        assert sorted(panel_ids(tree)) == sorted(ids)


@given(trees(), st.floats(0.01, 100.0), st.data())
def test_growing_and_fronting_keep_the_tree_whole(tree: Split | Tabs, factor: float, data: st.DataObject) -> None:
    panel = data.draw(st.sampled_from(panel_ids(tree)))
    new = in_front(grown(tree, panel, factor=factor), panel)
    assert is_whole(new)
    assert panel_ids(new) == panel_ids(tree)
    place = place_of(new, panel)
    assert place is not None
    assert place.shown == panel


@given(st.lists(st.tuples(trees(most=3), st.floats(1e-6, 1e6)), max_size=4))
def test_a_split_of_anything_is_whole_but_for_ids(parts: list[tuple[Split | Tabs, float]]) -> None:
    made = split_of("across", parts)
    assert (made is None) == (not parts)
    if isinstance(made, Split):
        assert math.isclose(math.fsum(made.shares), 1.0)
        assert not any(isinstance(part, Split) and part.direction == made.direction for part in made.parts)
