import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.analysis.pairing import correlation, nearest_pair

NUMBERS = st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=3, max_size=50)


@given(pairs=NUMBERS)
def test_the_coefficient_is_numpys_where_there_is_one(pairs: list[tuple[int, int]]) -> None:
    x, y = (np.array(each, float) for each in zip(*pairs, strict=True))
    found = correlation(x, y)
    if len(set(x.tolist())) > 1 and len(set(y.tolist())) > 1:
        assert found == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)
    else:
        assert math.isnan(found)


def test_two_pairs_tell_nothing() -> None:
    assert math.isnan(correlation(np.array([1.0, 2.0]), np.array([3.0, 4.0])))


def test_what_stands_still_hangs_together_with_nothing() -> None:
    assert math.isnan(correlation(np.full(1000, 0.1), np.arange(1000.0)))


def test_the_nearest_pair_goes_by_the_units_of_the_axes() -> None:
    x, y = np.array([0.0, 10.0]), np.array([0.0, 1.0])
    assert nearest_pair(x, y, (4.0, 1.0), (1.0, 0.1))[0] == 1
    assert nearest_pair(x, y, (4.0, 1.0), (1.0, 10.0))[0] == 0
    assert nearest_pair(x[:0], y[:0], (0.0, 0.0), (1.0, 1.0)) == (-1, math.inf)
