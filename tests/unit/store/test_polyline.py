import numpy as np

from monitor.store.polyline import Polyline, Spans, broken_at, outline

NAN = np.nan


def line_of(time: list[float], values: list[float], edges: list[float]) -> Polyline:
    moments = np.array(time)
    return outline(Spans.of_samples(moments, np.array(values)), np.searchsorted(moments, edges))


def test_a_crowded_column_becomes_first_low_high_last() -> None:
    line = line_of([0.1, 0.2, 0.3, 0.4, 0.5], [3.0, 9.0, 5.0, 1.0, 4.0], [0.0, 1.0])
    assert line.y.tolist() == [3.0, 1.0, 9.0, 4.0]
    assert line.x[0] == 0.1
    assert line.x[-1] == 0.5


def test_points_that_say_nothing_are_left_out() -> None:
    assert line_of([0.1, 0.2, 0.3], [2.0, 2.0, 2.0], [0.0, 1.0]).y.tolist() == [2.0, 2.0]
    assert line_of([0.1, 0.2, 0.3], [1.0, 2.0, 3.0], [0.0, 1.0]).y.tolist() == [1.0, 3.0]
    assert line_of([0.1], [2.0], [0.0, 1.0]).y.tolist() == [2.0]


def test_samples_at_the_same_time_are_a_stroke_upright() -> None:
    assert line_of([0.5, 0.5], [1.0, 2.0], [0.0, 1.0]).y.tolist() == [1.0, 2.0]


def test_empty_columns_give_no_points() -> None:
    line = line_of([0.5, 3.5], [1.0, 2.0], [0.0, 1.0, 2.0, 3.0, 4.0])
    assert line.x.tolist() == [0.5, 3.5]
    assert not len(line_of([], [], [0.0, 1.0]).x)


def test_a_column_that_begins_without_a_number_begins_with_a_break() -> None:
    line = line_of([0.1, 0.2, 0.3, 0.4], [NAN, 1.0, 5.0, 2.0], [0.0, 1.0])
    assert np.isnan(line.y[0])
    assert np.nanmin(line.y) == 1.0
    assert np.nanmax(line.y) == 5.0
    assert line.y[-1] == 2.0


def test_a_column_without_any_number_is_one_break() -> None:
    line = line_of([0.1, 0.2, 1.1], [NAN, NAN, 1.0], [0.0, 1.0, 2.0])
    assert np.isnan(line.y).tolist() == [True, False]


def test_a_line_is_cut_between_two_points_and_not_at_one() -> None:
    line = broken_at(Polyline(np.array([1.0, 2.0, 3.0]), np.array([5.0, 6.0, 7.0])), np.array([0.5, 2.0, 9.0]))
    assert np.isnan(line.y).tolist() == [False, False, True, False]


def test_several_breaks_between_two_points_are_one_hole() -> None:
    line = broken_at(Polyline(np.array([1.0, 3.0]), np.array([5.0, 6.0])), np.array([1.5, 2.0]))
    assert np.isnan(line.y).tolist() == [False, True, False]
