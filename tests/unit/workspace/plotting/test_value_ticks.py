import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.plotting.value_ticks import value_ticks
from monitor.workspace.wording import count

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
