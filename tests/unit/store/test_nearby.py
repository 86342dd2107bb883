import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store import Series, Store
from tests.helpers.rows import Source

NAN = np.nan


def series_of(time: list[float], values: list[float]) -> Series:
    store = Store(keep_bytes=1 << 30)
    store.append(Source().batch(time, values))
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = stream.series("A", "price")
    series.update()
    return series


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=200), st.integers(-10, 10**6 + 10))
@settings(max_examples=150, deadline=None)
def test_the_numbers_on_either_side_of_a_moment_are_found_however_far(time: list[int], at: int) -> None:
    series = series_of([float(one) for one in time], [float(one) for one in time])
    earlier, later = [one for one in time if one < at], [one for one in time if one > at]
    np.testing.assert_equal(series.before(at)[0], max(earlier) if earlier else NAN)
    np.testing.assert_equal(series.after(at)[0], min(later) if later else NAN)


def test_a_row_without_a_number_is_passed_over() -> None:
    series = series_of([1.0, 2.0, 3.0, 4.0], [5.0, NAN, NAN, 8.0])
    assert series.before(4.0) == (1.0, 5.0)
    assert series.after(1.0) == (4.0, 8.0)


def test_the_interval_is_that_of_the_rows_held() -> None:
    store, source = Store(keep_bytes=40_000), Source()
    series = None
    for start in range(0, 20_000, 100):
        store.append(source.batch(list(np.arange(start, start + 100.0)), list(np.zeros(100))))
        stream = store.stream("feed", "trades")
        assert stream is not None
        series = series or stream.series("A", "price")
        series.update()
    assert store.evicted > 0
    assert series is not None
    assert series.mean_interval == pytest.approx(1.0, rel=0.01)
