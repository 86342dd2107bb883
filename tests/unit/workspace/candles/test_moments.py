from datetime import UTC

import numpy as np
import pytest

from monitor.core.batch import SeriesKey
from monitor.store.candles import Candles
from monitor.store.store import Store
from monitor.workspace.candles.moments import place_ticks, when
from tests.helpers.rows import Source

NOON = 1_700_049_600.0
"""15 November 2023, 12:00 UTC."""
PRICE = SeriesKey("feed", "trades", "A", "price")


def candles(seconds: int = 3600, **kind: float) -> Candles:
    store = Store(keep_bytes=1 << 22)
    store.append(Source().batch(NOON + np.arange(0.0, seconds, 10.0), np.ones(-(-seconds // 10))))
    made = Candles(store, PRICE, **kind)  # type: ignore[arg-type]
    while made.update():
        pass
    return made


def test_by_time_round_moments_are_written() -> None:
    made = candles(interval=60.0)
    first, end = made.extent
    ticks = place_ticks(made, first, end, 6, now=NOON, zone=UTC)
    assert ticks.labels == ("12:00", "12:10", "12:20", "12:30", "12:40", "12:50", "13:00")
    assert ticks.values[0] == first


def test_by_count_the_times_of_every_so_many_candles_are_written() -> None:
    made = candles(count=6)
    ticks = place_ticks(made, 0.0, 60.0, 6, now=NOON, zone=UTC)
    assert ticks.values == (0.5, 10.5, 20.5, 30.5, 40.5, 50.5)
    assert ticks.labels[1] == "12:10:00"


@pytest.mark.parametrize(
    ("kind", "now", "words"),
    [
        ({"interval": 60.0}, NOON, "12:00"),
        ({"interval": 60.0}, NOON + 86_400.0, "15 Nov 12:00"),
        ({"interval": 5.0}, NOON, "12:00:00"),
        ({"interval": 86_400.0}, NOON, "today"),
        ({"interval": 86_400.0}, NOON + 86_400.0, "15 Nov"),
        ({"count": 10}, NOON, "12:00:00"),
    ],
)
def test_a_candle_is_called_after_its_time_no_more_exactly_than_it_is_wide(
    kind: dict[str, float], now: float, words: str
) -> None:
    assert when(candles(60, **kind), NOON, now=now, zone=UTC) == words
