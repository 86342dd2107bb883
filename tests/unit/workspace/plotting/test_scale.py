import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.plotting.scale import Scale

times = st.floats(1e9, 2e9)
windows = st.floats(0.01, 1e7)


def scale(edge: float = 1_000.0, window: float = 100.0, *, low: float = 0.0, high: float = 10.0) -> Scale:
    return Scale.ending(edge, window, 500, 200, low, high)


@given(times, windows)
def test_the_edge_is_in_the_last_column(edge: float, window: float) -> None:
    shown = scale(edge, window)
    assert shown.column(edge) == shown.first + shown.columns - 1


@given(times, windows, st.floats(0, 1))
def test_a_moment_keeps_its_column_while_the_plot_moves(edge: float, window: float, share: float) -> None:
    early, late = scale(edge, window), scale(edge + window * share, window)
    assert early.column(edge) == late.column(edge)
    moved = late.moved_from(early)
    assert moved is not None
    assert 0 <= moved <= 501


def test_another_range_or_size_is_no_move() -> None:
    assert scale().moved_from(None) is None
    assert scale(high=11.0).moved_from(scale()) is None
    assert scale(window=50.0).moved_from(scale()) is None
    assert scale(edge=1_010.0).moved_from(scale()) == 50


def test_points_are_where_their_time_and_value_are() -> None:
    shown = scale()
    points = shown.points(np.array([shown.t0, shown.t1]), np.array([10.0, 0.0]), origin=shown.first)
    np.testing.assert_allclose(points, [[0.0, 0.0], [500.0, 200.0]], atol=1e-6)


def test_what_lies_far_outside_is_held_where_the_painter_can_count() -> None:
    shown = scale(low=0.0, high=1e-300)
    points = shown.points(np.array([0.0, 1e12]), np.array([1e308, -1e308]), origin=shown.first)
    assert np.isfinite(points).all()
    assert np.abs(points).max() <= 30_000


def test_a_missing_value_stays_missing() -> None:
    shown = scale()
    points = shown.points(np.array([shown.t0]), np.array([np.nan]), origin=shown.first)
    assert math.isnan(points[0, 1])
    assert points[0, 0] == 0.0


def test_times_without_end_have_a_column_beyond_the_plot() -> None:
    shown = scale()
    assert shown.column(math.inf) >= shown.first + shown.columns
    assert shown.column(-math.inf) < shown.first


def test_rows_and_values_are_each_others_inverse() -> None:
    shown = scale()
    assert shown.value(100.0) == 5.0
    assert shown.row(5.0) == 100


def test_a_logarithmic_scale_gives_each_power_of_ten_the_same_room() -> None:
    shown = Scale.ending(1_000.0, 100.0, 500, 200, 1.0, 100.0, log=True)
    assert [shown.row(value) for value in (100.0, 10.0, 1.0)] == [0, 100, 200]
    assert shown.value(100.0) == 10.0
    points = shown.points(np.array([950.0] * 4), np.array([10.0, 0.0, -5.0, math.nan]), origin=shown.first)
    assert points[0, 1] == 100.0
    assert np.isnan(points[1:, 1]).all()


def test_what_is_nowhere_on_a_logarithmic_scale_is_far_below() -> None:
    shown = Scale.ending(1_000.0, 100.0, 500, 200, 1.0, 100.0, log=True)
    assert shown.y(0.0) > 1_000.0
    assert shown.row(-1.0) > 1_000
    assert shown.moved_from(shown.with_values(1.0, 100.0, log=False)) is None
