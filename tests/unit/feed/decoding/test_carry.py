"""Carrying values on: vectorised and one by one alike."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.decoding.carry import Carry

nan = math.nan


def fill(carry: Carry, columns: list[list[float | None]], keys: list[int]) -> list[list[float]]:
    """Fill in blocks in which None stands for absent."""
    values = np.array([[nan if value is None else value for value in column] for column in columns], dtype=np.float64)
    absent = np.array([[value is None for value in column] for column in columns])
    carry.fill(values, absent, np.array(keys, dtype=np.int64))
    return [[float(value) for value in column] for column in values]


def test_an_absent_value_is_the_last_one_of_its_key() -> None:
    carry = Carry([0])
    np.testing.assert_equal(fill(carry, [[1, None, None, 2, None]], [0, 0, 1, 1, 0]), [[1, 1, nan, 2, 1]])
    np.testing.assert_equal(fill(carry, [[None, None]], [1, 0]), [[2, 1]])


def test_a_value_that_is_there_without_a_number_ends_what_was_carried() -> None:
    carry = Carry([0])
    np.testing.assert_equal(fill(carry, [[1, nan, None]], [0, 0, 0]), [[1, nan, nan]])


def test_after_forgetting_nothing_is_carried_until_it_is_sent_again() -> None:
    carry = Carry([0])
    fill(carry, [[1]], [0])
    carry.forget()
    np.testing.assert_equal(fill(carry, [[None, 3, None]], [0, 0, 0]), [[nan, 3, 3]])


def test_columns_that_do_not_carry_stay_as_they_are() -> None:
    carry = Carry([1])
    values = np.array([[nan, 1.0], [2.0, nan]])
    carry.fill(values, np.array([[False, True]]), np.array([0, 0]))
    np.testing.assert_equal(values, [[nan, 1.0], [2.0, 2.0]])


def test_without_carried_columns_and_without_rows_there_is_nothing_to_do() -> None:
    values = np.array([[nan]])
    Carry([]).fill(values, np.empty((0, 1), dtype=np.bool_), np.array([0]))
    Carry([0]).fill(np.empty((1, 0)), np.empty((1, 0), dtype=np.bool_), np.empty(0, dtype=np.int64))
    np.testing.assert_equal(values, [[nan]])


cells = st.one_of(st.none(), st.just(nan), st.integers(0, 9).map(float))
rows = st.lists(st.tuples(st.integers(0, 5), cells, cells), max_size=12)


@given(st.lists(rows, max_size=4))
def test_blocks_are_filled_as_rows_one_after_the_other(
    blocks: list[list[tuple[int, float | None, float | None]]],
) -> None:
    carry = Carry([0, 1])
    last: dict[tuple[int, int], float] = {}
    for block in blocks:
        wanted: list[list[float]] = [[], []]
        for key, *cells in block:
            for column, cell in enumerate(cells):
                last[key, column] = last.get((key, column), nan) if cell is None else cell
                wanted[column].append(last[key, column])
        columns = [[row[1] for row in block], [row[2] for row in block]]
        np.testing.assert_equal(fill(carry, columns, [row[0] for row in block]), wanted)
