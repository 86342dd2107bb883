import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.plotting.ranges import LiveEdge, ValueRange

NAN = math.nan
numbers = st.floats(allow_nan=False, allow_infinity=False)


def test_the_first_values_are_shown_with_a_margin() -> None:
    values = ValueRange()
    assert values.follow(0.0, 10.0, 20.0)
    assert values.low == pytest.approx(9.2)
    assert values.high == pytest.approx(20.8)


def test_the_range_grows_at_once_and_only_where_it_must() -> None:
    values = ValueRange()
    values.follow(0.0, 10.0, 20.0)
    low = values.low
    assert values.follow(1.0, 10.0, 30.0)
    assert values.low == low
    assert values.high > 30.0


def test_the_range_changes_at_most_four_times_a_second() -> None:
    values = ValueRange()
    changes = sum(values.follow(frame / 60, 0.0, float(frame)) for frame in range(1, 121))
    assert 2 <= changes <= 9


def test_the_range_narrows_only_after_some_seconds_of_calm() -> None:
    values = ValueRange()
    values.follow(0.0, 0.0, 100.0)
    assert not any(values.follow(1.0 + second / 4, 0.0, 10.0) for second in range(15))
    assert values.follow(5.5, 0.0, 10.0)
    assert values.high < 12.0


def test_a_spike_starts_the_waiting_anew() -> None:
    values = ValueRange()
    values.follow(0.0, 0.0, 100.0)
    values.follow(1.0, 0.0, 10.0)
    values.follow(4.0, 0.0, 95.0)
    assert not values.follow(6.0, 0.0, 10.0)
    assert values.follow(10.5, 0.0, 10.0)


def test_nothing_is_changed_for_want_of_numbers() -> None:
    values = ValueRange()
    assert not values.follow(0.0, NAN, NAN)
    assert values.high > values.low


def test_a_range_set_by_the_user_stays_until_it_is_released() -> None:
    values = ValueRange()
    values.follow(0.0, 0.0, 10.0)
    values.zoom(0.5, 5.0)
    assert values.manual
    assert values.high - values.low == pytest.approx(11.6 / 2)
    assert not values.follow(10.0, -100.0, 100.0)
    values.release()
    assert values.follow(11.0, -100.0, 100.0)


@given(numbers, numbers, st.floats(0.1, 10.0), numbers)
def test_the_range_is_finite_and_open_whatever_the_values(a: float, b: float, factor: float, around: float) -> None:
    values = ValueRange()
    values.follow(0.0, min(a, b), max(a, b))
    values.zoom(factor, around)
    assert math.isfinite(values.high - values.low)
    assert values.low < values.high


def test_the_edge_is_now_while_clocks_agree() -> None:
    edge = LiveEdge()
    assert edge.offset(60.0) == 0.0
    edge.follow(-0.1)
    assert edge.offset(60.0) == 0.0


def test_the_edge_goes_with_a_clock_that_is_ahead() -> None:
    edge = LiveEdge()
    for _ in range(10):
        edge.follow(2.0)
    assert 2.0 <= edge.offset(60.0) <= 2.1


def test_the_edge_goes_with_rows_that_tell_of_long_ago() -> None:
    edge = LiveEdge()
    for _ in range(10):
        edge.follow(-600.0)
    assert -600.0 <= edge.offset(60.0) <= -599.9


def test_rows_with_an_absurd_time_move_nothing() -> None:
    edge = LiveEdge()
    for lead in (*[0.0] * 10, 1e9, 1e9):
        edge.follow(lead)
    assert edge.offset(60.0) == 0.0


def test_a_clock_that_is_set_back_is_followed() -> None:
    edge = LiveEdge()
    for lead in (*[5.0] * 100, *[0.0] * 100):
        edge.follow(lead)
    assert edge.offset(60.0) == 0.0


def test_a_little_jitter_does_not_move_the_edge() -> None:
    edge = LiveEdge()
    seen = set()
    for frame in range(500):
        edge.follow(3.0 - (frame * 7 % 10) / 100)
        if frame > 100:
            seen.add(edge.offset(60.0))
    assert len(seen) == 1
