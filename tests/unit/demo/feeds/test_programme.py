"""monitor.demo.feeds.programme"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.demo.feeds.programme import Programme

_RAMP = Programme(((0, 10), (4, 10), (8, 30), (10, 10)))
_TIMES = st.floats(0, 1000)


def test_between_corners_it_goes_straight():
    assert [_RAMP.value(time) for time in (0, 3, 4, 6, 9)] == [10, 10, 10, 20, 20]


def test_after_the_last_corner_it_begins_again():
    assert _RAMP.period == 10
    assert _RAMP.value(26) == _RAMP.value(6)


def test_the_integral_is_the_area_below():
    assert _RAMP.integral(4) == 40
    assert _RAMP.integral(8) == 120
    assert _RAMP.integral(10) == 160
    assert _RAMP.integral(24) == 2 * 160 + 40


@given(time=_TIMES)
def test_the_integral_grows_by_the_value(time: float):
    step = 1e-4
    grown = _RAMP.integral(time + step) - _RAMP.integral(time)
    assert grown / step == pytest.approx(_RAMP.value(time + step / 2), abs=0.01)
