"""Late rows are left out and counted, and a clock that was set back begins anew."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.formulas.arrival import STEP_BACK, Arrival


def taken(arrival: Arrival, times: list[float]) -> list[tuple[list[float], bool]]:
    rows = np.array(times, float)
    return [(rows[stretch.rows].tolist(), stretch.anew) for stretch in arrival.stretches(rows)]


def test_rows_in_order_stay() -> None:
    assert taken(Arrival(), [1, 2, 2, 3]) == [([1, 2, 2, 3], False)]


def test_a_late_row_is_left_out_and_counted() -> None:
    arrival = Arrival()
    assert taken(arrival, [1, 5, 3, 5, 6]) == [([1, 5, 5, 6], False)]
    assert taken(arrival, [4, 7]) == [([7], False)]
    assert arrival.late == 2


def test_a_clock_that_was_set_back_begins_anew() -> None:
    arrival = Arrival()
    assert taken(arrival, [1000, 10, 11]) == [([1000], False), ([10, 11], True)]
    assert arrival.late == 0


@given(st.lists(st.sampled_from([0.0, 1.0, 30.0, 61.0, 200.0, 1e6]), max_size=30), st.integers(0, 30))
def test_it_does_not_matter_where_the_rows_are_cut(times: list[float], cut: int) -> None:
    whole, parted = Arrival(), Arrival()
    one = [row for rows, _ in taken(whole, times) for row in rows]
    other = [row for part in (times[:cut], times[cut:]) for rows, _ in taken(parted, part) for row in rows]
    assert one == other
    assert whole.late == parted.late == len(times) - len(one)
    assert all(b >= a or b < a - STEP_BACK for a, b in pairwise(one))
