"""Even grids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.desk.desk import Tabs
from monitor.workspace.desk.grid import columns_for, even_grid
from monitor.workspace.desk.tree import panel_ids
from tests.helpers.desks import across, down, is_whole, tab


@pytest.mark.parametrize(
    ("panels", "width", "columns"), [(1, 1100, 1), (2, 1100, 2), (4, 1100, 2), (5, 1600, 3), (9, 1600, 3), (4, 700, 1)]
)
def test_panels_stand_as_square_as_they_can(panels: int, width: int, columns: int) -> None:
    assert columns_for(panels, width=width) == columns


@given(st.integers(1, 200), st.integers(0, 8000))
def test_there_is_always_a_column_and_never_one_too_many(panels: int, width: int) -> None:
    assert 1 <= columns_for(panels, width=width) <= panels


def test_rows_come_first_and_the_last_shares_its_room() -> None:
    places = [tab(name) for name in "abc"]
    assert even_grid(places, columns=2) == down(across(tab("a"), tab("b")), tab("c"))
    assert even_grid(places[:2], columns=2) == across(tab("a"), tab("b"))
    assert even_grid(places[:1], columns=1) == tab("a")
    assert even_grid([], columns=1) is None


@given(st.integers(1, 40), st.integers(1, 6))
def test_a_grid_holds_every_panel_in_order(panels: int, columns: int) -> None:
    places = [Tabs((f"p{number}",)) for number in range(panels)]
    grid = even_grid(places, columns=columns)
    assert is_whole(grid)
    assert panel_ids(grid) == tuple(place.shown for place in places)
