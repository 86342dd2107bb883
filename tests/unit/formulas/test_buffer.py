"""A buffer is a list of columns that gives its room back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.formulas.buffer import Buffer


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 250)), max_size=30))
def test_it_holds_what_was_added_and_not_dropped(moves: list[tuple[int, int]]) -> None:
    buffer, expected = Buffer(2), np.empty((2, 0))
    for added, dropped in moves:
        new = np.arange(added, dtype=float)
        buffer.append(new, -new)
        expected = np.concatenate((expected, [new, -new]), axis=1)
        assert np.array_equal(buffer.view, expected)
        buffer.drop(dropped)
        expected = expected[:, dropped:]
        assert np.array_equal(buffer.view, expected)
    assert len(buffer) == expected.shape[1]


def test_what_is_dropped_makes_room_for_what_comes() -> None:
    buffer = Buffer(1)
    for _ in range(1000):
        buffer.append(np.ones(100))
        buffer.drop(len(buffer) - 50)
    assert buffer.view.base is not None
    assert buffer.view.base.size < 1000


def test_a_cleared_buffer_is_empty() -> None:
    buffer = Buffer(1)
    buffer.append(np.ones(3))
    buffer.clear()
    assert len(buffer) == 0
