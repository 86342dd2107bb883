"""Where something dropped on a desk goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.desk.desk import Side, Split, Tabs
from monitor.workspace.desk.geometry import Layout, Rect, laid_out
from monitor.workspace.desk.tree import moved
from monitor.workspace.desk.zones import panel_zone, series_zone
from tests.helpers.desks import across, is_whole, tab, trees

BOUNDS = Rect(0, 0, 1016, 616)
ROOM = Rect(8, 8, 1000, 600)
LAYOUT = laid_out(across(tab("a"), tab("b")), ROOM)
HEAD = 34


@pytest.mark.parametrize(
    ("x", "y", "side"),
    [
        (530, 300, "left"),
        (960, 300, "right"),
        (760, 80, "above"),
        (760, 580, "below"),
        (760, 300, "tab"),
        (760, 20, "tab"),
    ],
)
def test_the_edges_of_a_panel_mean_beside_it_and_the_rest_into_it(x: int, y: int, side: Side) -> None:
    zone = panel_zone(LAYOUT, BOUNDS, x, y, moving="a", head=HEAD)
    assert zone is not None
    assert (zone.neighbour, zone.side) == ("b", side)


@pytest.mark.parametrize(
    ("x", "y", "side"), [(3, 300, "left"), (1010, 300, "right"), (500, 2, "above"), (500, 613, "below")]
)
def test_the_border_of_the_desk_means_the_whole_side(x: int, y: int, side: Side) -> None:
    for zone in (panel_zone(LAYOUT, BOUNDS, x, y, moving="a", head=HEAD), series_zone(LAYOUT, BOUNDS, x, y)):
        assert zone is not None
        assert (zone.neighbour, zone.side) == (None, side)


def test_a_panel_dropped_on_itself_stays() -> None:
    assert panel_zone(LAYOUT, BOUNDS, 250, 300, moving="a", head=HEAD) is None
    assert panel_zone(LAYOUT, BOUNDS, 60, 300, moving="a", head=HEAD) is None


def test_a_tab_dropped_at_the_edge_of_its_own_place_is_torn_off() -> None:
    layout = laid_out(tab("a", "b"), ROOM)
    zone = panel_zone(layout, BOUNDS, 60, 300, moving="b", head=HEAD)
    assert zone is not None
    assert (zone.neighbour, zone.side) == ("a", "left")
    assert panel_zone(layout, BOUNDS, 500, 300, moving="b", head=HEAD) is None


def test_series_go_into_the_panel_they_are_dropped_on_and_into_a_new_one_between_two() -> None:
    into = series_zone(LAYOUT, BOUNDS, 250, 300)
    between = series_zone(LAYOUT, BOUNDS, 508, 300)
    assert into is not None
    assert between is not None
    assert (into.neighbour, into.side, into.rect) == ("a", "tab", LAYOUT.rect_of("a"))
    assert (between.neighbour, between.side) == ("a", "right")


def test_series_dropped_on_an_empty_desk_fill_it() -> None:
    zone = series_zone(Layout(), BOUNDS, 500, 300)
    assert zone is not None
    assert (zone.neighbour, zone.rect) == (None, BOUNDS)


@given(trees(), st.integers(-20, 1030), st.integers(-20, 630), st.data())
def test_wherever_a_panel_is_dropped_the_desk_stays_whole(
    tree: Split | Tabs, x: int, y: int, data: st.DataObject
) -> None:
    layout = laid_out(tree, ROOM)
    moving = data.draw(st.sampled_from([panel for place, _ in layout.places for panel in place.panels]))
    zone = panel_zone(layout, BOUNDS, x, y, moving=moving, head=HEAD)
    if zone is not None:
        assert is_whole(moved(tree, moving, neighbour=zone.neighbour, side=zone.side))
