"""How frames are measured."""

import pytest

from monitor.ui.frame_meter import FrameMeter


def test_frames_of_the_last_second_are_counted() -> None:
    meter = FrameMeter()
    for frame in range(120):
        meter.take(at=frame / 60, cost=0.004)
    assert meter.per_second(now=119 / 60) == pytest.approx(60, abs=1)
    assert meter.per_second(now=100.0) == 0.0


def test_painting_counts_towards_the_frame_before_it() -> None:
    meter = FrameMeter()
    meter.add_cost(1.0)
    assert meter.last_cost == 0.0
    meter.take(at=0.0, cost=0.004)
    meter.add_cost(0.010)
    assert meter.last_cost == pytest.approx(0.014)


def test_one_slow_frame_in_fifty_is_the_p99() -> None:
    meter = FrameMeter()
    for frame in range(100):
        meter.take(at=frame / 60, cost=0.050 if frame % 50 == 0 else 0.004)
    assert meter.p99() == pytest.approx(0.050)


def test_the_memory_is_bounded() -> None:
    meter = FrameMeter()
    meter.take(at=0.0, cost=9.0)
    for frame in range(1000):
        meter.take(at=float(frame), cost=0.001)
    assert meter.p99() == pytest.approx(0.001)
    assert meter.total == 1001
