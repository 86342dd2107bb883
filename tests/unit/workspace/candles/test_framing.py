import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.candles.framing import Framing


def test_a_live_chart_shows_the_newest_candles_with_a_little_room() -> None:
    low, high = Framing(100).span(1000.0, 500)
    assert 1000.0 < high < 1006.0
    assert high - low == pytest.approx(100.0)


@given(st.integers(8, 200_000), st.floats(0, 2e9), st.integers(1, 4000))
def test_what_is_shown_begins_with_a_whole_column(shown: int, edge: float, columns: int) -> None:
    framing = Framing(shown)
    low, high = framing.span(edge, columns)
    step = framing.shown / columns
    assert low / step == pytest.approx(round(low / step), abs=1e-4)
    assert high - low == pytest.approx(framing.shown)


def test_panning_stands_still_and_keeps_some_candle_in_view() -> None:
    framing = Framing(100)
    framing.span(1000.0, 500)
    framing.pan(-50.0, 0.0, 1000.0)
    assert not framing.live
    assert framing.span(2000.0, 500)[1] == pytest.approx(953.0, abs=0.5)
    framing.pan(-1e9, 0.0, 1000.0)
    assert framing.span(2000.0, 500)[1] == pytest.approx(10.0, abs=0.5)
    framing.pan(1e9, 0.0, 1000.0)
    assert framing.span(2000.0, 500)[0] == pytest.approx(990.0, abs=0.5)


def test_zooming_keeps_the_place_under_the_mouse() -> None:
    framing = Framing(100)
    framing.span(1000.0, 500)
    framing.stand_still(500.0)
    low, high = framing.span(1000.0, 500)
    framing.zoom(2.0, 450.0)
    wider = framing.span(1000.0, 500)
    assert (450.0 - wider[0]) / (wider[1] - wider[0]) == pytest.approx((450.0 - low) / (high - low), abs=0.01)
    assert framing.shown == 200


def test_a_live_chart_that_is_zoomed_stays_live() -> None:
    framing = Framing(100)
    framing.zoom(0.5, 3.0)
    assert framing.live
    assert framing.shown == 50
    framing.zoom(1e-9, 3.0)
    assert framing.shown == 8
    framing.zoom(1e9, 3.0)
    assert framing.shown == 200_000


def test_going_live_moves_with_the_newest_candle_again() -> None:
    framing = Framing(100)
    framing.span(1000.0, 500)
    framing.stand_still()
    assert framing.span(5000.0, 500) == framing.span(1000.0, 500)
    framing.go_live()
    assert framing.span(5000.0, 500)[1] > 5000.0
