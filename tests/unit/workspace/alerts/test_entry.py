"""Numbers and spans as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.alerts.entry import entered, entered_span, read_number, read_span


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("64218.1", 64218.1),
        ("64 218.1", 64218.1),
        ("64,218.1", 64218.1),
        ("1,234,567", 1234567.0),
        ("0,5", 0.5),
        ("\N{MINUS SIGN}3", -3.0),
        (" +.5 ", 0.5),
        ("1e6", 1e6),
        ("2.5E-3", 0.0025),
    ],
)
def test_numbers_are_taken_as_they_are_written(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "1e", "inf", "nan", "1e999", "--1", "0x10", "1,23,456.7"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert math.isnan(read_number(text))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 5.0),
        ("5 s", 5.0),
        ("1.5 min", 90.0),
        ("2h", 7200.0),
        ("1 h 30 min", 5400.0),
        ("250ms", 0.25),
        ("3 days", 259200.0),
        ("0,5 s", 0.5),
    ],
)
def test_spans_are_taken_as_they_are_written(text: str, seconds: float) -> None:
    assert read_span(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "s", "5 parsecs", "-5 s", "five", "5 s s"])
def test_what_is_no_span_is_none(text: str) -> None:
    assert math.isnan(read_span(text))


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    for value in (read_number(text), read_span(text)):
        assert math.isnan(value) or math.isfinite(value)


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_number_that_is_shown_reads_as_the_same(value: float) -> None:
    assert read_number(entered(value)) == pytest.approx(value, rel=1e-11, abs=1e-300)


@given(st.integers(0, 10_000_000))
def test_a_span_that_is_shown_reads_as_the_same(seconds: int) -> None:
    assert read_span(entered_span(float(seconds))) == pytest.approx(seconds)


def test_nothing_is_shown_for_no_number() -> None:
    assert (entered(math.nan), entered_span(math.nan)) == ("", "")
    assert [entered_span(value) for value in (90.0, 300.0, 7200.0, 0.5, 0.0)] == [
        "90 s",
        "5 min",
        "2 h",
        "0.5 s",
        "0 s",
    ]
