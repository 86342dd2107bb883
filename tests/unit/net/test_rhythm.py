from hypothesis import given
from hypothesis import strategies as st

from monitor.net.rhythm import Rhythm


def arrivals(rhythm: Rhythm, pauses: list[float]) -> None:
    now = 0.0
    rhythm.arrived(now)
    for pause in pauses:
        now += pause
        rhythm.arrived(now)


def test_a_fast_feed_is_silent_after_the_floor() -> None:
    rhythm = Rhythm(floor=10.0)
    arrivals(rhythm, [0.01] * 2000)
    assert rhythm.learned
    assert rhythm.threshold == 10.0


def test_a_slow_feed_has_the_time_it_usually_takes() -> None:
    rhythm = Rhythm(floor=10.0)
    arrivals(rhythm, [360.0] * 10)
    assert rhythm.usual == 360.0
    assert rhythm.threshold == 3 * 360.0


def test_bursts_once_a_minute_are_no_silence_between_them() -> None:
    rhythm = Rhythm(floor=10.0)
    arrivals(rhythm, ([60.0] + [0.001] * 50) * 6)
    assert rhythm.threshold > 60.0


def test_nothing_is_judged_before_a_rhythm_is_known() -> None:
    rhythm = Rhythm(floor=10.0)
    arrivals(rhythm, [5.0, 5.0])
    assert not rhythm.learned
    assert rhythm.usual is None
    assert rhythm.threshold == 60.0


def test_the_pause_across_a_reconnect_is_not_learned() -> None:
    rhythm = Rhythm(floor=1.0)
    arrivals(rhythm, [2.0] * 8)
    rhythm.interrupted()
    rhythm.arrived(10_000.0)
    rhythm.arrived(10_002.0)
    assert rhythm.threshold == 6.0


@given(st.lists(st.floats(0.0, 1e6), max_size=300), st.floats(0.1, 1e4))
def test_the_threshold_never_falls_below_the_floor(pauses: list[float], floor: float) -> None:
    rhythm = Rhythm(floor=floor)
    arrivals(rhythm, pauses)
    assert rhythm.threshold >= floor
