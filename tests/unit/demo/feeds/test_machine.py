"""monitor.demo.feeds.machine"""

import json
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

import pytest

from monitor.demo.feeds.machine import RATE, MachineFeed
from tests.helpers.planned import messages

_EPOCH = 1_700_000_000.0


@cache
def _played() -> list[dict[str, Any]]:
    due = takewhile(lambda each: each.due <= 180.0, messages(MachineFeed(seed=1), epoch=_EPOCH))
    return [json.loads(each.text) for each in due]


def _rows(sensor: str) -> list[list[float]]:
    return [row for each in _played() if each.get("sensor") == sensor for row in each["rows"]]


def _states() -> list[dict[str, Any]]:
    return [each for each in _played() if each["type"] == "state"]


@pytest.mark.parametrize("sensor", ["drive end", "free end"])
def test_vibration_is_sampled_evenly_and_without_holes(sensor: str):
    times = [row[0] for row in _rows(sensor)]
    assert len(times) == 180 * RATE
    assert all(later - earlier == pytest.approx(1000.0 / RATE, abs=0.11) for earlier, later in pairwise(times))


def test_speeding_up_it_passes_a_resonance():
    def strongest(begin: float, end: float) -> float:
        rows = (row for row in _rows("drive end") if begin <= row[0] / 1000.0 - _EPOCH < end)
        return max(abs(row[1]) for row in rows)

    before, within, after = strongest(10, 20), strongest(30, 40), strongest(60, 70)
    assert within > 3 * after > 3 * before


def test_the_bearings_warm_up_and_the_drive_end_more():
    first, last = _states()[0], _states()[-30]
    for name in ("drive end", "free end"):
        assert last["temperature"][name] > first["temperature"][name] + 15.0
    assert last["temperature"]["drive end"] > last["temperature"]["free end"]


def test_speed_load_and_flow_are_what_a_pump_can_do():
    for state in _states():
        assert 500 < state["speed"] < 2800
        assert 0 <= state["load"] <= 100
        assert 0 < state["flow"] < 40
    assert max(state["speed"] for state in _states()) > 2650
