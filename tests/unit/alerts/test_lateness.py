"""Which rows are late, told the same however they come."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alerts.lateness import Lateness


def late(rows: list[tuple[int, float]], *cuts: int) -> list[bool]:
    follows = Lateness()
    found: list[bool] = []
    start = 0
    for stop in [*sorted(cuts), len(rows)]:
        part = rows[start : max(stop, start)]
        start = max(stop, start)
        if part:
            keys, times = (np.array(column) for column in zip(*part, strict=True))
            judged = follows.take(keys.astype(np.uint32), times.astype(np.float64))
            found += [False] * len(part) if judged is None else judged.tolist()
    return found


def test_a_row_older_than_the_newest_of_its_key_is_late() -> None:
    assert late([(0, 10.0), (1, 5.0), (0, 9.0), (0, 10.0), (1, 6.0)]) == [False, False, True, False, False]


def test_a_clock_that_was_set_back_begins_anew() -> None:
    assert late([(0, 1000.0), (0, 100.0), (0, 99.0), (0, 101.0)]) == [False, False, True, False]


def test_rows_without_a_time_are_never_late() -> None:
    assert late([(0, math.nan), (0, 5.0), (0, math.nan), (0, 4.0)]) == [False, False, False, True]


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from([0.0, 1.0, 2.0, 59.0, 61.0, 500.0, math.nan])), max_size=25
    ),
    cuts=st.lists(st.integers(0, 25), max_size=4),
)
def test_the_same_rows_are_late_however_they_are_cut(rows: list[tuple[int, float]], cuts: list[int]) -> None:
    newest: dict[int, float] = {}
    plainly = []
    for key, time in rows:
        before = newest.get(key, math.nan)
        plainly.append(before - 60.0 < time < before)
        if not plainly[-1] and not math.isnan(time):
            newest[key] = time
    assert late(rows, *cuts) == plainly
