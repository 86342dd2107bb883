import numpy as np

from monitor.store.extent import extent, without_infinity

NAN = np.nan


def test_the_extent_passes_over_what_is_no_number() -> None:
    assert extent(np.array([NAN, 2.0, -3.0]), np.array([NAN, 5.0, 4.0])) == (-3.0, 5.0)
    assert np.isnan(extent(np.array([NAN]), np.array([NAN]))).all()
    assert np.isnan(extent(np.empty(0), np.empty(0))).all()


def test_of_positive_values_the_lowest_is_positive() -> None:
    low, high = np.array([-3.0, 0.0, -5.0, NAN]), np.array([4.0, 0.5, -1.0, NAN])
    assert extent(low, high, positive=True) == (0.5, 4.0)
    assert np.isnan(extent(low[2:], high[2:], positive=True)).all()


def test_what_is_infinite_is_no_number() -> None:
    values = np.array([1.0, np.inf, -np.inf])
    assert np.isnan(without_infinity(values)).tolist() == [False, True, True]
    assert without_infinity(values[:1]) is not None
    assert without_infinity(values[:1]).tolist() == [1.0]
