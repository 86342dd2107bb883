"""The room of a table is shared out, and what the user wants comes first."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.ui.table.widths import LEAST_WIDTH, shared_out
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.table.columns import columns_of

COLUMNS = columns_of(TableSpec(), ("bid", "ask"), {})
NEEDED = (90, 80, 80, 70, 80, 60)


def test_with_room_to_spare_all_of_it_is_used() -> None:
    widths = shared_out(COLUMNS, NEEDED, {}, 1000)
    assert sum(widths) == 1000
    assert all(width >= need for width, need in zip(widths, NEEDED, strict=True))


def test_without_room_the_trend_gives_way_first_and_numbers_stay_whole() -> None:
    widths = shared_out(COLUMNS, NEEDED, {}, 300)
    assert widths[:4] == NEEDED[:4]
    assert widths[4] == 66


def test_what_the_user_made_of_a_column_stays() -> None:
    assert shared_out(COLUMNS, NEEDED, {"bid": 200, "key": 5}, 1000)[:2] == (LEAST_WIDTH, 200)
    assert sum(shared_out(COLUMNS, NEEDED, {"bid": 200}, 1000)) == 1000


def test_a_very_long_key_gives_way() -> None:
    assert shared_out(COLUMNS, (900, *NEEDED[1:]), {}, 500)[0] == 260


@given(st.lists(st.integers(0, 400), min_size=6, max_size=6), st.integers(0, 3000))
def test_no_column_vanishes_and_the_room_is_never_exceeded_by_sharing(needed: list[int], room: int) -> None:
    widths = shared_out(COLUMNS, needed, {}, room)
    assert min(widths) >= LEAST_WIDTH
    least = sum(shared_out(COLUMNS, needed, {}, 0))
    assert sum(widths) <= max(room, least)
