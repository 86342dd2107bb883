"""Where the places of a desk lie."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.desk.desk import Side, Split, Tabs
from monitor.workspace.desk.geometry import (
    GAP,
    LEAST,
    Layout,
    Rect,
    laid_out,
    least_size,
    neighbour,
    shared_out,
)
from monitor.workspace.desk.tree import panel_ids, with_shares
from tests.helpers.desks import across, down, tab, trees

ROOM = Rect(8, 8, 1008, 608)


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def rects(layout: Layout) -> list[Rect]:
    return [rect for _, rect in layout.places]


def test_two_panels_share_the_room_with_a_gap_between() -> None:
    layout = laid_out(across(tab("a"), tab("b")), ROOM)
    assert layout.rect_of("a") == Rect(8, 8, 500, 608)
    assert layout.rect_of("b") == Rect(516, 8, 500, 608)
    (seam,) = layout.seams
    assert (seam.path, seam.index, seam.rect) == ((), 0, Rect(508, 8, GAP, 608))


def test_no_tree_needs_no_room() -> None:
    assert laid_out(None, ROOM) == Layout()


@given(trees(), st.integers(0, 1500), st.integers(0, 1500))
def test_places_and_seams_fill_the_room_without_overlap(tree: Split | Tabs, more: int, higher: int) -> None:
    least = least_size(tree)
    room = Rect(8, 8, least.width + more, least.height + higher)
    layout = laid_out(tree, room)
    everything = rects(layout) + [seam.rect for seam in layout.seams]
    assert sum(rect.width * rect.height for rect in everything) == room.width * room.height
    assert not any(overlap(one, other) for one, other in itertools.combinations(everything, 2))
    assert all(rect.width >= LEAST.width and rect.height >= LEAST.height for rect in rects(layout))


@given(trees(), st.integers(0, 300), st.integers(0, 300))
def test_a_room_that_is_too_small_is_shared_all_the_same(tree: Split | Tabs, width: int, height: int) -> None:
    layout = laid_out(tree, Rect(0, 0, width, height))
    assert tuple(panel for place, _ in layout.places for panel in place.panels) == panel_ids(tree)
    assert all(rect.width >= 0 and rect.height >= 0 for rect in rects(layout))


@given(
    st.integers(0, 3000),
    st.lists(st.tuples(st.floats(0.01, 1.0), st.integers(0, 400)), min_size=1, max_size=8),
)
def test_pixels_are_shared_out_to_the_last_one(length: int, parts: list[tuple[float, int]]) -> None:
    shares, least = [share for share, _ in parts], [need for _, need in parts]
    lengths = shared_out(length, shares, least)
    assert sum(lengths) == length
    if sum(least) <= length:
        assert all(given >= need for given, need in zip(lengths, least, strict=True))


def test_a_seam_moves_as_far_as_both_sides_let_it() -> None:
    (seam,) = laid_out(across(tab("a"), tab("b")), ROOM).seams
    assert seam.dragged(100) == pytest.approx((0.6, 0.4))
    assert seam.dragged(900) == pytest.approx((0.76, 0.24))
    assert seam.dragged(-900) == pytest.approx((0.24, 0.76))


@given(trees(), st.integers(-400, 400), st.data())
def test_dragging_a_seam_moves_nothing_but_what_it_parts(tree: Split | Tabs, by: int, data: st.DataObject) -> None:
    least = least_size(tree)
    room = Rect(0, 0, least.width + 500, least.height + 500)
    seams = laid_out(tree, room).seams
    if seams:
        seam = data.draw(st.sampled_from(seams))
        after = laid_out(with_shares(tree, seam.path, seam.dragged(by)), room)
        new = next(other for other in after.seams if (other.path, other.index) == (seam.path, seam.index))
        assert sum(new.lengths) == sum(seam.lengths)
        away = max(seam.least[seam.index] - seam.lengths[seam.index], by)
        away = min(away, seam.lengths[seam.index + 1] - seam.least[seam.index + 1])
        # A share may not become smaller than can be found again, so that many parts in little room give a pixel or two.
        assert new.lengths[seam.index] == pytest.approx(seam.lengths[seam.index] + away, abs=2)


@pytest.mark.parametrize(
    ("side", "found"), [("right", "b"), ("below", None), ("left", None), ("above", None), ("tab", None)]
)
def test_a_neighbour_is_what_one_sees_on_that_side(side: Side, found: str | None) -> None:
    layout = laid_out(across(tab("a"), down(tab("b"), tab("c"))), Rect(0, 0, 1000, 600))
    assert neighbour(layout, "a", side) == found


def test_from_inside_a_column_one_sees_the_rest_of_it_and_what_is_beside() -> None:
    layout = laid_out(across(tab("a", "z", front=1), down(tab("b"), tab("c"))), Rect(0, 0, 1000, 600))
    assert neighbour(layout, "c", "above") == "b"
    assert neighbour(layout, "b", "below") == "c"
    assert neighbour(layout, "c", "left") == "z"
    assert neighbour(layout, "nobody", "left") is None
