import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store import Series, Store
from monitor.workspace.plotting.table_rows import table_rows
from tests.helpers.rows import Source


def series_of(*keys: list[float]) -> list[Series]:
    """One series for each list of times, whose values are its times and its number."""
    store, source = Store(keep_bytes=1 << 26), Source()
    for number, time in enumerate(keys):
        if time:
            store.append(source.batch(time, [one + number / 10 for one in time], keys=f"{number}"))
    stream = store.stream("feed", "trades")
    assert stream is not None
    made = [stream.series(f"{number}", "price") for number in range(len(keys))]
    for one in made:
        one.catch_up()
    return made


def test_rows_are_moments_newest_first_with_a_column_for_each_series() -> None:
    rows = table_rows(series_of([1.0, 2.0, 3.0], [2.0, 4.0]), 0.0, 10.0)
    assert rows.time.tolist() == [4.0, 3.0, 2.0, 1.0]
    np.testing.assert_array_equal(rows.values, [[np.nan, 3.0, 2.0, 1.0], [4.1, np.nan, 2.1, np.nan]])
    assert not rows.more


def test_a_column_without_a_series_is_empty() -> None:
    (one,) = series_of([1.0])
    rows = table_rows([None, one], 0.0, 10.0)
    assert np.isnan(rows.values[0]).all()
    assert len(rows) == 1
    assert len(table_rows([None], 0.0, 10.0)) == 0
    assert len(table_rows([], 0.0, 10.0)) == 0


@given(
    st.lists(st.lists(st.integers(0, 400), max_size=60), min_size=1, max_size=3),
    st.integers(-5, 300),
    st.integers(1, 300),
    st.integers(1, 50),
)
@settings(max_examples=150, deadline=None)
def test_they_are_the_newest_of_all_samples_in_the_span(times: list[list[int]], t0: int, span: int, most: int) -> None:
    if not any(times):
        return
    series = series_of(*[[float(one) for one in each] for each in times])
    rows = table_rows(series, t0, t0 + span, most=most)
    every = sorted({one for each in times for one in each if t0 <= one < t0 + span}, reverse=True)
    assert rows.time.tolist() == every[:most]
    assert rows.more == (len(every) > most)
    for number, each in enumerate(times):
        held = [moment + number / 10 if moment in each else np.nan for moment in every[:most]]
        np.testing.assert_allclose(rows.values[number], held)


@pytest.mark.parametrize("dense_end", [True, False])
def test_of_millions_only_the_newest_are_looked_for(dense_end: bool) -> None:
    steps = np.full(200_000, 0.001)
    steps[: 100_000 if dense_end else 0] = 1.0
    time = np.cumsum(steps)
    (one,) = series_of(list(time))
    rows = table_rows([one], 0.0, float(time[-1]) + 1.0, most=100)
    np.testing.assert_array_equal(rows.time, time[::-1][:100])
    assert rows.more
