import math
from pathlib import Path

import numpy as np
import pytest

from monitor.workspace.analysis.tile_watch import TREND_POINTS, TileWatch
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.tiles import Tile
from tests.helpers.analysis import Bench, series
from tests.helpers.rows import START


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def ramp(bench: Bench, seconds: int = 100) -> None:
    """1 a second, up to 100 now."""
    time = START - seconds + 1 + np.arange(seconds)
    bench.rows(time=list(time), price=list(101.0 - seconds + np.arange(seconds)))


def test_before_the_first_row_there_is_no_value(bench: Bench) -> None:
    watch = TileWatch(bench.workspace.store, Tile(series()))
    assert not watch.read(bench.now, None)
    watch.look_back(bench.now, 60.0)
    assert math.isnan(watch.reading.value)
    assert watch.change is None


def test_value_level_change_and_course_are_those_of_the_series(bench: Bench) -> None:
    ramp(bench)
    watch = TileWatch(bench.workspace.store, Tile(series(), bands=(Band("bad", low=90.0),)))
    assert watch.read(bench.now, None)
    assert not watch.read(bench.now, None)
    watch.look_back(bench.now, 50.0)
    assert (watch.reading.value, watch.reading.level) == (100.0, "bad")
    assert watch.change is not None
    assert watch.change.absolute == 50.0
    assert watch.change_seconds == 50.0
    assert watch.trend.shape == (TREND_POINTS,)
    assert watch.trend[-1] == 100.0
    assert (np.diff(watch.trend) >= 0).all()


def test_a_series_younger_than_the_span_tells_its_change_since_it_began(bench: Bench) -> None:
    ramp(bench, seconds=20)
    watch = TileWatch(bench.workspace.store, Tile(series()))
    watch.read(bench.now, None)
    watch.look_back(bench.now, 300.0)
    assert watch.change is not None
    assert watch.change.absolute == 19.0
    assert watch.change_seconds == pytest.approx(19.0)


def test_a_value_grows_stale_and_says_its_age_in_whole_seconds(bench: Bench) -> None:
    ramp(bench)
    watch = TileWatch(bench.workspace.store, Tile(series()))
    watch.read(bench.now, None)
    watch.look_back(bench.now, 60.0)
    assert not watch.read(bench.now + 9.0, None)
    assert watch.read(bench.now + 30.4, None)
    assert watch.reading.stale
    assert watch.reading.age == 30.0


def test_in_the_past_it_shows_what_held_then(bench: Bench) -> None:
    ramp(bench)
    watch = TileWatch(bench.workspace.store, Tile(series()))
    watch.read(bench.now, START - 40.5)
    assert watch.reading.value == 59.0
    watch.look_back(START - 40.5, 10.0)
    assert watch.change is not None
    assert watch.change.absolute == pytest.approx(10.0, abs=1.0)


def test_a_stream_that_comes_anew_is_followed(bench: Bench) -> None:
    ramp(bench)
    watch = TileWatch(bench.workspace.store, Tile(series()))
    watch.look_back(bench.now, 60.0)
    bench.forget("market")
    bench.rows(time=[START], price=[7.0])
    watch.read(bench.now, None)
    watch.look_back(bench.now, 60.0)
    assert watch.reading.value == 7.0
    assert watch.trend[-1] == 7.0
    watch.rest()
    assert watch.looked_at == -math.inf


def test_decimals_are_only_ever_added(bench: Bench) -> None:
    bench.rows(time=[START - 2], price=[1.25])
    watch = TileWatch(bench.workspace.store, Tile(series()))
    watch.read(bench.now, None)
    bench.rows(time=[START - 1], price=[1.5])
    watch.read(bench.now, None)
    assert watch.decimals == 2
