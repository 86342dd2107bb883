from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.analysis.tile_grid import grid_for

ROOMS = {"number": st.integers(1, 600), "width": st.integers(60, 2400), "height": st.integers(60, 1400)}


@given(**ROOMS)
def test_tiles_never_overlap_nor_leave_the_room_at_the_right(number: int, width: int, height: int) -> None:
    grid = grid_for(number, width, height)
    rows = {grid.place(index)[1] for index in range(number)}
    assert len(rows) == grid.rows
    for index in range(number):
        x, y = grid.place(index)
        assert x + grid.tile_width <= max(width, 1)
        assert grid.index_at(x, y) == index
        assert grid.index_at(x + grid.tile_width - 1, y + grid.tile_height - 1) == index
        assert y + grid.tile_height <= grid.height


@given(**ROOMS)
def test_where_all_fit_none_is_scrolled_out(number: int, width: int, height: int) -> None:
    grid = grid_for(number, width, height)
    if grid.tile_height > 84:
        assert grid.height <= height


@given(**ROOMS, top=st.integers(0, 5000))
def test_the_tiles_in_view_are_those_with_something_there(number: int, width: int, height: int, top: int) -> None:
    grid = grid_for(number, width, height)
    seen = set(grid.visible(top, height))
    for index in range(number):
        y = grid.place(index)[1]
        if y + grid.tile_height > top and y < top + height:
            assert index in seen


def test_a_few_tiles_share_the_room_in_a_good_shape() -> None:
    assert grid_for(1, 800, 300).columns == 1
    assert grid_for(4, 1200, 600).columns == 2
    assert grid_for(3, 420, 120).columns == 3


def test_a_tile_let_go_left_of_another_comes_before_it_and_beyond_the_last_at_the_end() -> None:
    grid = grid_for(4, 1200, 600)
    x, y = grid.place(1)
    assert grid.slot_at(x + 5, y + 5) == 1
    assert grid.slot_at(x + grid.tile_width - 5, y + 5) == 2
    assert grid.slot_at(1199, 599) == 4
    assert grid.slot_at(0, 0) == 0
    assert grid.index_at(-5, 0) == -1
