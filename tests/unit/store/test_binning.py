import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.binning import binned, bins_by_count, bins_by_time, regrouped, totals
from monitor.store.cells import COUNT, FIRST, HIGH, LAST, LOW

times = st.lists(st.floats(-1e9, 2e9, allow_subnormal=False), min_size=1, max_size=200).map(sorted)


@given(times, st.sampled_from([1.0, 60.0, 86_400.0, 1e6]))
def test_every_sample_is_in_the_bin_of_its_time(moments: list[float], width: float) -> None:
    time = np.array(moments)
    bins = bins_by_time(time, width)
    ends = np.append(bins.starts[1:], len(time))
    spread = np.repeat(bins.number, ends - bins.starts)
    np.testing.assert_array_equal(spread, np.floor(time / width))
    assert (np.diff(bins.number) > 0).all()


@given(st.integers(0, 50), st.integers(0, 60), st.integers(1, 20))
def test_bins_by_count_go_on_where_the_samples_before_ended(first: int, samples: int, size: int) -> None:
    bins = bins_by_count(first, samples, size)
    ends = np.append(bins.starts[1:], samples)
    spread = np.repeat(bins.number, (ends - bins.starts)[: len(bins.number)])
    np.testing.assert_array_equal(spread, np.arange(first, first + samples) // size)


@given(times)
def test_coarser_cells_are_those_of_the_samples(moments: list[float]) -> None:
    time = np.array(moments)
    values = np.cos(time)
    fine, coarse = (binned(bins_by_time(time, width), time, values) for width in (1.0, 7.0))
    made = regrouped(fine, 7)
    np.testing.assert_array_equal(made.index, coarse.index)
    for field in (FIRST, LAST, LOW, HIGH, COUNT):
        np.testing.assert_array_equal(made.fields[field], coarse.fields[field])


def test_totals_hold_sums() -> None:
    bins = bins_by_time(np.array([0.0, 0.5, 1.0]), 1.0)
    assert totals(bins, np.array([1.0, 2.0, 4.0])).fields[COUNT].tolist() == [3.0, 4.0]


def test_no_samples_make_no_cells() -> None:
    nothing = np.empty(0)
    assert len(binned(bins_by_time(nothing, 1.0), nothing, nothing).index) == 0
    assert len(binned(bins_by_count(7, 0, 3), nothing, nothing).index) == 0
