"""Chunks of rows: scaled, without those that say nothing, and put in order."""

import math

import numpy as np

from monitor.feed.decoding.rows import finish, merge
from monitor.feed.profile import Column
from tests.helpers.mapping_rules import chunk, plan

nan = math.nan


def test_a_row_without_any_number_is_no_row() -> None:
    made = finish(chunk([0, 1, 2], [[1, nan, nan], [nan, nan, 2]]), plan(columns={"x": "x", "y": "y"}))
    assert made.index.tolist() == [0, 2]
    assert made.keys == ["k0", "k2"]
    np.testing.assert_array_equal(made.values, [[1, nan], [nan, 2]])


def test_where_absent_means_unchanged_a_column_that_is_there_makes_a_row() -> None:
    carried = plan(columns={"x": Column("x", carry=True)})
    made = finish(chunk([0, 1], [[nan, nan]], [[True, False]]), carried)
    assert made.index.tolist() == [1]


def test_values_are_scaled_and_what_is_not_finite_is_nan() -> None:
    made = finish(
        chunk([0, 1, 2], [[1, 1e308, math.inf], [1, 1, 1]]), plan(columns={"x": Column("x", 100.0), "y": "y"})
    )
    np.testing.assert_array_equal(made.values, [[100, nan, nan], [1, 1, 1]])


def test_rows_of_several_rules_are_in_the_order_of_messages_and_then_of_rules() -> None:
    first, second = chunk([0, 2, 2], [[1, 2, 3]]), chunk([1, 2], [[4, 5]], keys=["a", 7])
    made = merge([first, second])
    assert made.index.tolist() == [0, 1, 2, 2, 2]
    assert made.values.tolist() == [[1, 4, 2, 3, 5]]
    assert made.keys == ["k0", "a", "k2", "k2", "7"]
    assert merge([first]) is first
