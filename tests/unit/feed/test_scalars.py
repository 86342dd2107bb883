"""Numbers and texts as servers write them."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.scalars import number, numbers, plain_text


@pytest.mark.parametrize(
    ("value", "found"),
    [(1, 1.0), (-2.5, -2.5), ("3.25", 3.25), ("9.121E-7", 9.121e-7), (True, 1.0), (False, 0.0), (2**64, 2.0**64)],
)
def test_numbers_are_read_quoted_or_not(value: Any, found: float) -> None:
    assert number(value) == found


@pytest.mark.parametrize("value", [None, "", "text", "nan", "inf", "1e400", 10**400, math.inf, math.nan, [], {}, "0x1"])
def test_whatever_is_no_finite_number_is_nan(value: Any) -> None:
    assert math.isnan(number(value))


values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([1]))


@given(st.lists(values))
def test_many_values_are_read_as_each_of_them(given: list[Any]) -> None:
    np.testing.assert_array_equal(numbers(given), np.array([number(value) for value in given], dtype=np.float64))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("BTC", "BTC"),
        ("", ""),
        (7, "7"),
        (7.0, "7"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e21, "1000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (17843232920108168701, "17843232920108168701"),
    ],
)
def test_numbers_become_plain_digits(value: Any, text: str) -> None:
    assert plain_text(value) == text


@pytest.mark.parametrize("value", [None, True, False, [], {}, math.inf, math.nan])
def test_what_is_neither_text_nor_number_has_no_plain_text(value: Any) -> None:
    assert plain_text(value) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_plain_digits_say_the_same_number_without_an_exponent(value: float) -> None:
    text = plain_text(value)
    assert text is not None
    assert float(text) == value
    assert "e" not in text.lower()
