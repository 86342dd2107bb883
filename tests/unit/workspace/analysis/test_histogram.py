import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.analysis.histogram import FEWEST_BINS, MOST_BINS, bins_for, counts, summary

VALUES = st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=200).map(np.array)


@given(values=VALUES, wanted=st.sampled_from([0, 0, 20, 100]))
def test_every_value_is_in_the_bin_its_edges_say(values: np.ndarray, wanted: int) -> None:
    bins = bins_for([values], wanted=wanted)
    assert bins is not None
    found = counts(values, bins)
    assert found.sum() == len(values)
    edges = bins.edges
    slack = 1e-9 * max(1.0, float(np.abs(values).max()))
    for value in values.tolist():
        place = bins.place(value)
        assert 0 <= place < bins.number
        assert edges[place] - slack <= value <= edges[place + 1] + slack


@given(values=VALUES)
def test_of_bins_that_suit_the_data_there_are_neither_few_nor_many(values: np.ndarray) -> None:
    bins = bins_for([values])
    assert bins is not None
    if len(set(values.tolist())) > 1 and bins.shift == 0.0:
        assert FEWEST_BINS / 2 <= bins.number <= 1.5 * MOST_BINS + 2 or (values == np.floor(values)).all()


def test_widths_are_round_and_edges_stand_on_their_multiples() -> None:
    bins = bins_for([np.random.default_rng(1).normal(50.0, 3.0, 20_000)])
    assert bins is not None
    assert bins.width in (0.2, 0.25, 0.5)
    assert np.allclose(bins.edges / bins.width, np.round(bins.edges / bins.width))


def test_whole_numbers_stand_in_the_middle_of_their_bins() -> None:
    bins = bins_for([np.array([1.0, 2.0, 2.0, 3.0, 6.0] * 20)])
    assert bins is not None
    assert bins.width == 1.0
    assert bins.edges[0] == 0.5
    assert counts(np.array([2.0, 2.0, 3.0]), bins).tolist() == [0, 2, 1, 0, 0, 0]


def test_bins_stay_while_the_data_change_little() -> None:
    random = np.random.default_rng(2)
    first = bins_for([random.normal(0.0, 1.0, 1000)])
    second = bins_for([random.normal(0.1, 1.2, 1400)], before=first)
    assert first is not None
    assert second is not None
    assert second.width == first.width
    third = bins_for([random.normal(0.0, 50.0, 1000)], before=second)
    assert third is not None
    assert third.width > 5 * first.width


@pytest.mark.parametrize("value", [0.0, 5.0, -1e15, 1e-300, 64218.1])
def test_values_that_are_all_the_same_stand_in_the_middle(value: float) -> None:
    values = np.full(7, value)
    bins = bins_for([values, np.empty(0)])
    assert bins is not None
    assert counts(values, bins).argmax() == FEWEST_BINS // 2


def test_without_values_there_are_no_bins() -> None:
    assert bins_for([np.empty(0)]) is None
    assert math.isnan(summary(np.empty(0)).median)


def test_the_figures_are_those_of_the_values() -> None:
    found = summary(np.arange(101.0))
    assert (found.number, found.low, found.high, found.mean, found.median, found.p95, found.p99) == (
        101,
        0.0,
        100.0,
        50.0,
        50.0,
        95.0,
        99.0,
    )
    assert found.deviation == pytest.approx(29.15, abs=0.01)
