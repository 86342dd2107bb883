"""monitor.demo.player"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.demo.player import UNTIMED_SECONDS, pauses

_TIMES = st.lists(st.none() | st.floats(0, 2e9), max_size=50)
_SPEEDS = st.floats(0.001, 1000)


def test_messages_keep_the_distances_they_were_recorded_with():
    assert list(pauses([100.0, 100.5, 103.0])) == [0.0, 0.5, 2.5]


def test_speed_divides_every_pause():
    assert list(pauses([0.0, 1.0, None], speed=4.0)) == [0.0, 0.25, UNTIMED_SECONDS / 4.0]


def test_a_recording_without_times_is_sent_ten_milliseconds_apart():
    assert list(pauses([None, None, None])) == [0.0, 0.010, 0.010]


def test_time_that_steps_back_does_not_wait_and_goes_on_from_there():
    assert list(pauses([10.0, 4.0, 5.0])) == [0.0, 0.0, 1.0]


def test_the_first_time_known_starts_the_count():
    assert list(pauses([None, 1e9, 1e9 + 2])) == [0.0, 0.0, 2.0]


def test_a_message_without_time_does_not_disturb_those_around_it():
    assert list(pauses([1.0, None, 3.0])) == [0.0, UNTIMED_SECONDS, 2.0]


@given(times=_TIMES)
def test_at_full_speed_nothing_waits(times: list[float | None]):
    assert list(pauses(times, speed=math.inf)) == [0.0] * len(times)


@given(times=_TIMES, speed=_SPEEDS)
def test_there_is_one_pause_a_message_and_none_is_negative_or_endless(times: list[float | None], speed: float):
    found = list(pauses(times, speed=speed))
    assert len(found) == len(times)
    assert all(0.0 <= pause < math.inf for pause in found)


@given(times=st.lists(st.floats(0, 1e6), min_size=2, max_size=50).map(sorted), speed=_SPEEDS)
def test_a_recording_takes_its_own_length_divided_by_the_speed(times: list[float], speed: float):
    assert sum(pauses(times, speed=speed)) == pytest.approx((times[-1] - times[0]) / speed, abs=1e-6)
