import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.batch import Floats
from monitor.workspace.analysis.moving_samples import MovingSamples


class Tape:
    """A row of samples one number apart in value, and what was read of it."""

    def __init__(self, time: Floats) -> None:
        self.time = time
        self.most = 0

    def read(self, t0: float, t1: float) -> tuple[Floats, Floats]:
        place = slice(*np.searchsorted(self.time, (t0, t1)))
        self.most = max(self.most, place.stop - place.start)
        return self.time[place], np.arange(place.start, place.stop, dtype=float)[None, :]


def settle(samples: MovingSamples, t0: float, t1: float, newest: float) -> None:
    for _ in range(1000):
        if samples.move(t0, t1, newest=newest):
            return
    pytest.fail("it never came to an end")


@settings(max_examples=60, deadline=None)
@given(
    gaps=st.lists(st.floats(0.001, 5.0), min_size=1, max_size=300),
    window=st.floats(1.0, 50.0),
    moves=st.lists(st.floats(0.0, 20.0), min_size=1, max_size=12),
)
def test_what_is_held_is_what_lies_in_the_span(gaps: list[float], window: float, moves: list[float]) -> None:
    tape = Tape(1000.0 + np.cumsum(gaps))
    samples = MovingSamples(tape.read, columns=1)
    newest = float(tape.time[-1])
    end = 1000.0
    for move in moves:
        end += move
        settle(samples, end - window, end, newest)
        inside = (tape.time >= end - window) & (tape.time < min(end, math.nextafter(newest, math.inf)))
        assert samples.time.tolist() == tape.time[inside].tolist()
        assert samples.values[0].tolist() == np.flatnonzero(inside).tolist()
        assert samples.step == 1


def test_samples_that_arrive_while_it_moves_are_seen_once() -> None:
    every = 1000.0 + np.arange(0.0, 60.0, 0.01)
    samples: MovingSamples | None = None
    tape = Tape(every[:0])
    samples = MovingSamples(tape.read, columns=1)
    for now in np.arange(1001.0, 1060.0, 0.37):
        tape.time = every[every <= now - 0.2]  # They come a while after their time.
        settle(samples, now - 30.0, now, float(tape.time[-1]))
    assert samples.time.tolist() == tape.time[tape.time >= now - 30.0].tolist()


def test_too_many_are_thinned_evenly_and_counted() -> None:
    tape = Tape(1000.0 + np.arange(100_000) * 0.01)
    samples = MovingSamples(tape.read, columns=1, most=1000, at_once=1000)
    newest = float(tape.time[-1])
    settle(samples, 1000.0, newest + 1.0, newest)
    assert 500 <= len(samples.time) <= 1000
    assert samples.step == 128
    assert samples.count == pytest.approx(100_000, rel=0.1)
    assert tape.most < 8_000, "it reads about as much at a time as it keeps"


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(st.integers(1, 400), min_size=3, max_size=30))
def test_thinned_samples_stay_a_step_apart_while_more_come(steps: list[int]) -> None:
    every = 1000.0 + np.arange(sum(steps) + 3000) * 0.01
    tape = Tape(every[:3000])
    samples = MovingSamples(tape.read, columns=1, most=500)
    total = 3000
    settle(samples, 0.0, 1e6, float(tape.time[-1]))
    for step in steps:
        total += step
        tape.time = every[:total]
        settle(samples, 0.0, 1e6, float(tape.time[-1]))
    apart = {round(after - before) for before, after in pairwise(samples.values[0])}
    settled = samples.values[0][samples.values[0] >= 3000]
    assert {round(after - before) for before, after in pairwise(settled)} <= {samples.step}
    assert max(apart) <= 2 * samples.step


def test_when_there_are_few_again_all_of_them_are_kept_again() -> None:
    dense, sparse = 1000.0 + np.arange(20_000) * 0.001, 1020.0 + np.arange(400) * 1.0
    tape = Tape(np.concatenate((dense, sparse)))
    samples = MovingSamples(tape.read, columns=1, most=1000)
    settle(samples, 1000.0, 1020.0, 1420.0)
    assert samples.step > 1
    settle(samples, 1100.0, 1300.0, 1420.0)
    assert samples.step == 1
    assert len(samples.time) == 200


def test_going_back_in_time_begins_anew() -> None:
    tape = Tape(1000.0 + np.arange(1000) * 0.1)
    samples = MovingSamples(tape.read, columns=1)
    settle(samples, 1080.0, 1090.0, 1099.9)
    settle(samples, 1020.0, 1030.0, 1099.9)
    assert samples.time[0] == pytest.approx(1020.0)
    assert len(samples.time) == 100
