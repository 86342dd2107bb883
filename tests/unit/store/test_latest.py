import numpy as np
import pytest

from monitor.store.latest import Latest

NAN = np.nan


def take(latest: Latest, keys: list[int], time: list[float], *values: list[float]) -> int:
    latest.reserve(max(max(keys) + 1, len(latest.times)), len(values))
    moments = np.array(time)
    return latest.take(np.array(keys, np.uint32), moments, moments + 0.5, np.array(values), np.arange(len(values)))


def test_the_newest_row_of_each_key_stands() -> None:
    latest = Latest()
    take(latest, [0, 1, 0], [1.0, 2.0, 3.0], [10.0, 20.0, 30.0])
    assert latest.values[:, 0].tolist() == [30.0, 20.0]
    assert latest.times.tolist() == [3.0, 2.0]
    assert latest.received.tolist() == [3.5, 2.5]


def test_a_row_without_a_number_leaves_the_column_as_it_was() -> None:
    latest = Latest()
    take(latest, [0, 0], [1.0, 2.0], [10.0, NAN], [1.0, 2.0])
    assert latest.values.tolist() == [[10.0, 2.0]]


def test_a_late_row_changes_nothing_and_is_counted() -> None:
    latest = Latest()
    take(latest, [0], [10.0], [1.0])
    assert take(latest, [0, 1], [9.0, 9.0], [5.0, 6.0]) == 1
    assert latest.values[:, 0].tolist() == [1.0, 6.0]
    assert latest.times.tolist() == [10.0, 9.0]


def test_rows_of_one_batch_count_by_their_time() -> None:
    latest = Latest()
    take(latest, [0, 0], [10.0, 9.5], [1.0, 2.0])
    assert latest.values.tolist() == [[1.0]]


def test_a_clock_set_far_back_does_not_freeze_the_value() -> None:
    latest = Latest()
    take(latest, [0], [100_000.0], [1.0])
    assert take(latest, [0], [5.0], [2.0]) == 0
    assert latest.values.tolist() == [[2.0]]
    assert latest.times.tolist() == [5.0]


def test_room_for_more_keys_and_columns_keeps_what_is_there() -> None:
    latest = Latest()
    take(latest, [0], [1.0], [7.0])
    latest.reserve(40, 3)
    assert latest.values.shape == (40, 3)
    assert latest.values[0, 0] == 7.0
    assert np.isnan(latest.values[1:]).all()
    assert np.isnan(latest.values[:, 1:]).all()


@pytest.mark.parametrize("rows", [1, 500])
def test_of_equal_times_the_last_row_stands(rows: int) -> None:
    latest = Latest()
    take(latest, [0] * rows, [1.0] * rows, [float(i) for i in range(rows)])
    assert latest.values.tolist() == [[rows - 1.0]]
