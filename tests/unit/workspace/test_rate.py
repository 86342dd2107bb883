"""Messages a second out of totals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.rate import RateMeter


def fed(meter: RateMeter, per_second: float, *, seconds: float, start: float = 0.0, step: float = 0.25) -> float:
    """Totals at a steady rate; returns the time of the last."""
    steps = int(seconds / step)
    for index in range(steps + 1):
        meter.take(int(per_second * index * step), now=start + index * step)
    return start + steps * step


def test_nothing_known_is_no_rate() -> None:
    meter = RateMeter()
    assert meter.per_second(now=5.0) == 0.0
    meter.take(0, now=5.0)
    assert meter.per_second(now=6.0) == 0.0


@pytest.mark.parametrize("per_second", [4.0, 1000.0, 100_000.0])
def test_a_steady_rate_is_found(per_second: float) -> None:
    meter = RateMeter()
    now = fed(meter, per_second, seconds=20)
    assert meter.per_second(now=now) == pytest.approx(per_second, rel=0.1)


def test_a_message_in_ten_seconds_has_a_rate_too() -> None:
    meter = RateMeter()
    for index in range(20):
        meter.take(index, now=10.0 * index)
    assert meter.per_second(now=190.5) == pytest.approx(0.1, rel=0.1)


def test_a_change_of_rate_shows_within_seconds() -> None:
    meter = RateMeter()
    fed(meter, 1000.0, seconds=60)
    for index in range(1, 21):
        meter.take(60_000 + index * 5, now=60 + index * 0.25)
    assert meter.per_second(now=65.0) == pytest.approx(20.0, rel=0.1)


def test_silence_brings_the_rate_down() -> None:
    meter = RateMeter()
    now = fed(meter, 1000.0, seconds=60)
    assert meter.per_second(now=now + 20.0) <= 0.05


def test_counting_that_begins_afresh_is_no_negative_rate() -> None:
    meter = RateMeter()
    now = fed(meter, 1000.0, seconds=10)
    meter.take(3, now=now + 1)
    meter.take(6, now=now + 2)
    assert 0.0 < meter.per_second(now=now + 2) < 10.0


@given(st.lists(st.tuples(st.floats(0.001, 400), st.integers(0, 10**6)), max_size=60), st.floats(0, 1e4))
def test_a_rate_is_never_negative_and_never_absurd(steps: list[tuple[float, int]], later: float) -> None:
    meter, now, total, fastest = RateMeter(), 0.0, 0, 0.0
    for wait, messages in steps:
        now += wait
        total += messages
        fastest = max(fastest, messages / wait)
        meter.take(total, now=now)
    assert 0.0 <= meter.per_second(now=now + later) <= fastest * 1.001
