import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.plotting.value_ticks import log_ticks, value_ticks
from monitor.workspace.wording import THIN, count

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("low", "high", "most", "labels"),
    [
        (64_050.0, 64_430.0, 5, [count(value) for value in (64_100, 64_200, 64_300, 64_400)]),
        (-1.2, 1.1, 4, [f"{MINUS}1", "0", "1"]),
        (0.0, 0.05, 5, ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]),
        (71.31, 71.36, 3, ["71.32", "71.34", "71.36"]),
        (0.0, 3e12, 3, ["0", "1e12", "2e12", "3e12"]),
        (1e-9, 3e-9, 3, [f"1e{MINUS}9", f"2e{MINUS}9", f"3e{MINUS}9"]),
    ],
)
def test_round_values_are_written_as_people_write_them(low: float, high: float, most: int, labels: list[str]) -> None:
    assert list(value_ticks(low, high, most).labels) == labels


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e13), st.integers(2, 12))
def test_ticks_lie_within_the_range_and_are_told_apart(low: float, span: float, most: int) -> None:
    high = low + span
    if not span > abs(low) * 1e-9:
        return
    ticks = value_ticks(low, high, most)
    slack = span * 1e-6
    assert all(low - slack <= value <= high + slack for value in ticks.values)
    assert len(ticks.values) <= most + 1
    assert len(ticks.values) >= most // 3
    assert len(set(ticks.labels)) == len(ticks.labels)


@given(st.floats(-1e300, 1e300), st.floats(1e-300, 1e300))
def test_any_range_gives_ticks_in_order_or_none(low: float, span: float) -> None:
    high = low + span
    if not (math.isfinite(high) and high > low):
        return
    values = value_ticks(low, high, 6).values
    assert list(values) == sorted(values)
    assert len(values) <= 30


@pytest.mark.parametrize(
    ("low", "high", "most", "labels"),
    [
        (0.5, 2e3, 12, ["0.5", "1", "2", "5", "10", "20", "50", "100", "200", "500", f"1{THIN}000", f"2{THIN}000"]),
        (0.5, 2e5, 6, ["1", "10", "100", f"1{THIN}000", f"10{THIN}000", f"100{THIN}000"]),
        (1e-3, 1e9, 4, ["0.001", "1", f"1{THIN}000", f"1{THIN}000{THIN}000", "1e9"]),
        (20.0, 60.0, 4, ["20", "30", "40", "50", "60"]),
    ],
)
def test_powers_of_ten_mark_a_logarithmic_axis(low: float, high: float, most: int, labels: list[str]) -> None:
    found = log_ticks(low, high, most).labels
    assert list(found) == labels[:1] + labels[1:]


@given(st.floats(-250, 250), st.floats(0.1, 200), st.integers(2, 12))
def test_a_logarithmic_axis_has_a_fitting_number_of_ticks(low: float, decades: float, most: int) -> None:
    low, high = 10.0**low, 10.0 ** min(low + decades, 300.0)
    values = log_ticks(low, high, most).values
    assert list(values) == sorted(values)
    assert len(values) <= most + 2
    assert all(low * 0.999 <= value <= high * 1.001 for value in values)
