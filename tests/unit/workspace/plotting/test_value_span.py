import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.plotting.value_span import ValueSpan

numbers = st.floats(allow_nan=False, allow_infinity=False)


def test_a_linear_axis_shows_the_values_with_a_margin() -> None:
    span = ValueSpan()
    assert span.follow(0.0, 10.0, 20.0)
    shown = span.shown()
    assert (shown.low, shown.high, shown.log) == (pytest.approx(9.2), pytest.approx(20.8), False)
    assert span.shown(above=0.5).high == pytest.approx(26.6)


def test_a_logarithmic_axis_has_its_margin_in_powers_of_ten() -> None:
    span = ValueSpan(log=True)
    span.follow(0.0, 1.0, 1000.0)
    shown = span.shown()
    assert shown.log
    assert math.log10(shown.low) == pytest.approx(-0.24)
    assert math.log10(shown.high) == pytest.approx(3.24)


def test_another_kind_of_axis_begins_anew() -> None:
    span = ValueSpan()
    span.follow(0.0, -5.0, 5.0)
    span.zoom(0.5, 0.0)
    span.choose(log=True)
    assert not span.manual
    assert span.follow(0.1, 1.0, 10.0)
    assert span.shown().low > 0.0


def test_the_same_values_are_the_same_object_so_that_nothing_is_placed_anew() -> None:
    span = ValueSpan()
    span.follow(0.0, 1.0, 2.0)
    assert span.shown() is span.shown()


def test_zooming_keeps_the_value_in_its_place() -> None:
    span = ValueSpan(log=True)
    span.follow(0.0, 1.0, 100.0)
    span.zoom(0.5, 10.0)
    shown = span.shown()
    assert shown.low * shown.high == pytest.approx(100.0)
    span.zoom(0.5, -1.0)
    assert span.shown() == shown


@given(numbers, numbers, st.booleans(), st.floats(0.1, 10.0), numbers)
def test_whatever_the_values_an_axis_can_be_drawn(a: float, b: float, log: bool, factor: float, around: float) -> None:
    span = ValueSpan(log=log)
    span.follow(0.0, min(a, b), max(a, b))
    span.zoom(factor, around)
    low, high, _ = span.shown(above=0.3)
    assert math.isfinite(high)
    assert low < high
    assert low > 0.0 or not log
