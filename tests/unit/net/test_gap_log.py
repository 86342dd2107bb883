from monitor.core.clock import ManualClock
from monitor.core.gap import Gap
from monitor.net.gap_log import GapLog


def test_a_gap_is_told_when_it_opens_and_when_it_closes_in_wall_time() -> None:
    clock, told = ManualClock(), list[Gap]()
    gaps = GapLog("f", tell=told.append, clock=clock)
    start = clock.monotonic()
    wall = clock.wall()
    clock.advance(10.0)
    gaps.open(start + 4.0, "cut")
    gaps.close(start + 9.0)
    gaps.close(start + 9.5)
    assert told == [Gap("f", wall + 4.0, None, "cut"), Gap("f", wall + 4.0, wall + 9.0, "cut")]


def test_a_gap_never_ends_before_it_begins() -> None:
    clock, told = ManualClock(), list[Gap]()
    gaps = GapLog("f", tell=told.append, clock=clock)
    gaps.open(clock.monotonic(), "cut")
    gaps.close(clock.monotonic() - 5.0)
    assert told[-1].end == told[-1].start
