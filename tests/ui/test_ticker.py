"""The one ticker: on time, never queueing, and quiet when nothing moves."""

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from monitor.core.clock import ManualClock
from monitor.ui.ticker import Ticker


class Drawer:
    """Draws for as long as it is told, in its own time."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.calls = 0
        self.draws = True
        self.cost = 0.002

    def __call__(self) -> bool:
        self.calls += 1
        self.clock.advance(self.cost)
        return self.draws


class Bench:
    def __init__(self, owner: QObject) -> None:
        self.owner = owner
        self.clock = ManualClock()
        self.drawer = Drawer(self.clock)
        self.ticker = Ticker(self.drawer, clock=self.clock, rate=60.0, parent=owner)
        self.timer = self.ticker.findChild(QTimer)

    def tick(self, times: int = 1) -> None:
        for _ in range(times):
            self.timer.timeout.emit()


@pytest.fixture
def bench(qapp: QApplication) -> Bench:
    return Bench(QObject())


def test_every_tick_draws_while_something_moves(bench: Bench) -> None:
    bench.tick(100)
    assert bench.drawer.calls == 100
    assert bench.timer.interval() == 16
    assert not bench.ticker.idle


def test_frames_that_stay_late_give_up_every_second_one(bench: Bench) -> None:
    bench.drawer.cost = 0.020
    bench.tick(101)
    assert bench.drawer.calls == 51
    assert bench.ticker.meter.skipped == 50


def test_a_single_late_frame_gives_up_none(bench: Bench) -> None:
    for _ in range(20):
        bench.drawer.cost = 0.020
        bench.tick()
        bench.drawer.cost = 0.002
        bench.tick()
    assert bench.drawer.calls == 40
    assert bench.ticker.meter.skipped == 0


def test_painting_that_takes_long_counts_as_late(bench: Bench) -> None:
    for _ in range(101):
        bench.tick()
        bench.ticker.painted(0.020)
    assert bench.ticker.meter.skipped > 30


def test_it_slows_down_when_nothing_moves_and_is_back_at_once(bench: Bench) -> None:
    bench.drawer.draws = False
    bench.tick(30)
    assert bench.ticker.idle
    assert bench.timer.interval() == 100
    bench.drawer.draws = True
    bench.tick()
    assert not bench.ticker.idle
    assert bench.timer.interval() == 16


def test_it_wakes_when_the_user_does_something(bench: Bench) -> None:
    bench.drawer.draws = False
    bench.tick(40)
    bench.ticker.wake()
    assert not bench.ticker.idle
    assert bench.timer.interval() == 16


def test_it_starts_and_stops(bench: Bench) -> None:
    bench.ticker.start()
    assert bench.timer.isActive()
    bench.ticker.stop()
    bench.ticker.stop()
    assert not bench.timer.isActive()
