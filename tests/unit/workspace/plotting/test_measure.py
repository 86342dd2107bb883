import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.batch import SeriesKey
from monitor.workspace.plotting.measure import Measure, Point, span_words
from monitor.workspace.wording import MINUS, THIN

KEY = SeriesKey("f", "s", "k", "c")
DELTA = "\N{GREEK CAPITAL LETTER DELTA}"


def measure(*points: tuple[float, float]) -> Measure:
    return Measure(KEY, *(Point(*point) for point in points))


def test_it_tells_time_difference_share_and_rate() -> None:
    words = measure((10.0, 50.0), (12.5, 60.0)).words("V")
    assert words == (f"{DELTA}t 2.5{THIN}s", f"{DELTA} +10{THIN}V", f"+20.00{THIN}%", f"+4{THIN}V/s")


def test_going_back_and_down_is_said_with_a_minus() -> None:
    words = measure((12.0, 60.0), (10.0, 30.0)).words()
    assert words[0] == f"{DELTA}t {MINUS}2{THIN}s"
    assert words[1] == f"{DELTA} {MINUS}30"
    assert words[3] == "+15/s"


def test_what_cannot_be_said_is_left_out() -> None:
    assert len(measure((1.0, 0.0), (2.0, 5.0)).words()) == 3
    assert len(measure((1.0, 5.0), (1.0, 5.0)).words()) == 3
    assert math.isnan(measure((1.0, 5.0), (1.0, 6.0)).rate)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(2.5e-4, "250 \N{MICRO SIGN}s"), (0.0124, "12.4 ms"), (3.25, "3.25 s"), (125.0, "2 min 5 s"), (-0.5, "-500 ms")],
)
def test_a_span_is_said_as_exactly_as_it_is_long(seconds: float, words: str) -> None:
    assert span_words(seconds).replace(THIN, " ").replace(MINUS, "-") == words


@given(*[st.floats(-1e9, 1e9)] * 4)
def test_any_two_samples_can_be_measured(t0: float, v0: float, t1: float, v1: float) -> None:
    assert all(measure((t0, v0), (t1, v1)).words("V"))
