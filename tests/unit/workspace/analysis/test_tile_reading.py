import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.analysis.tile_reading import change_of, is_stale, level_of, scale_of
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.tiles import Tile
from tests.helpers.analysis import series

BANDS = (Band("bad", high=0.0), Band("ok", 0.0, 10.0), Band("warn", 5.0, 20.0))


def tile(**fields: object) -> Tile:
    return Tile(series("price"), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "level"), [(-1.0, "bad"), (0.0, "ok"), (7.0, "ok"), (12.0, "warn"), (99.0, "")])
def test_the_first_band_that_holds_a_value_gives_its_level(value: float, level: str) -> None:
    assert level_of(BANDS, value) == level


def test_no_number_has_no_level_and_no_change() -> None:
    assert level_of(BANDS, math.nan) == ""
    assert change_of(math.nan, 1.0) is None
    assert change_of(1.0, math.nan) is None


@pytest.mark.parametrize(
    ("before", "value", "percent", "direction"),
    [(100.0, 110.0, 10.0, 1), (-100.0, -110.0, -10.0, -1), (50.0, 50.0, 0.0, 0), (4.0, 0.0, -100.0, -1)],
)
def test_a_change_has_a_sign_and_a_share(before: float, value: float, percent: float, direction: int) -> None:
    change = change_of(before, value)
    assert change is not None
    assert change.percent == pytest.approx(percent)
    assert change.direction == direction


@pytest.mark.parametrize(("before", "value"), [(0.0, 5.0), (-1.0, 5.0), (1.0, -5.0)])
def test_from_zero_or_across_it_there_is_no_share(before: float, value: float) -> None:
    change = change_of(before, value)
    assert change is not None
    assert math.isnan(change.percent)


def test_a_value_is_stale_by_the_rhythm_of_its_series() -> None:
    assert is_stale(11.0, 1.0)
    assert not is_stale(11.0, 60.0)
    assert not is_stale(math.nan, 1.0)


@given(
    low=st.floats(-1e9, 1e9) | st.just(math.nan),
    span=st.floats(0.0, 1e9),
    start=st.none() | st.floats(-1e6, 1e6),
    stop=st.none() | st.floats(-1e6, 1e6),
)
def test_a_scale_goes_up_and_holds_the_data_unless_told_otherwise(
    low: float, span: float, start: float | None, stop: float | None
) -> None:
    first, last = scale_of(tile(low=start, high=stop, bands=BANDS), low, low + span)
    assert first < last
    if start is None and stop is None and not math.isnan(low):
        assert first <= low
        assert low + span <= last


def test_a_scale_found_from_the_data_is_round() -> None:
    assert scale_of(tile(), 41.3, 78.2) == (40.0, 80.0)
    assert scale_of(tile(high=100.0), 41.3, 78.2) == (40.0, 100.0)
