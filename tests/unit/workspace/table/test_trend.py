"""A trend holds how every key went, from before anybody looked and from then on."""

import numpy as np
import pytest

from monitor.core.batch import Floats
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from monitor.workspace.table.trend import POINTS, Trend
from tests.helpers.rows import START, Source

SPAN = 60.0


class Market:
    def __init__(self) -> None:
        self.store = Store(keep_bytes=1 << 30)
        self.source = Source()

    def tell(self, seconds: float, *, received: float | None = None, **values: float) -> None:
        """Each of these keys has this value from then on."""
        times = [START + seconds] * len(values)
        came = None if received is None else [START + received] * len(values)
        self.store.append(self.source.batch(times, list(values.values()), keys=list(values), received=came))

    @property
    def rows(self) -> StreamRows:
        rows = self.store.stream("feed", "trades")
        assert rows is not None
        return rows


@pytest.fixture
def market() -> Market:
    return Market()


def change(trend: Trend, key: int) -> float:
    return float((trend.values - trend.before(np.arange(len(trend.values))))[key])


def line(trend: Trend, key: int) -> Floats:
    return trend.lines(np.array([key]))[0]


def test_a_change_is_told_from_the_value_at_the_beginning_of_the_span(market: Market) -> None:
    market.tell(0, A=100.0)
    trend = Trend(market.rows, "price", SPAN)
    for second in range(1, 200):
        market.tell(second, A=100.0 + second)
        trend.sample(START + second)
    assert change(trend, 0) == pytest.approx(60, abs=1.5)
    assert line(trend, 0)[-1] == 299.0
    assert np.diff(line(trend, 0)) == pytest.approx(np.ones(POINTS), abs=1.1)


def test_what_happened_before_somebody_looked_is_known(market: Market) -> None:
    for second in range(120):
        market.tell(second, A=float(second), B=5.0)
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START + 119.5)
    assert np.isnan(change(trend, 0))
    trend.fill(np.array([0, 1]), most=2)
    assert change(trend, 0) == pytest.approx(60, abs=1.5)
    assert change(trend, 1) == 0.0
    assert (np.diff(line(trend, 0)) >= 0).all()
    assert trend.complete


def test_a_young_key_is_told_from_its_first_value(market: Market) -> None:
    market.tell(0, A=1.0)
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START)
    for second in range(1, 30):
        market.tell(second, A=1.0, B=10.0 + second)
        trend.sample(START + second)
    trend.fill(np.array([0, 1]), most=2)
    assert change(trend, 1) == pytest.approx(28, abs=1.1)
    assert np.isnan(line(trend, 1)[:20]).all()


def test_a_key_that_was_silent_for_long_has_not_changed(market: Market) -> None:
    market.tell(0, A=7.0)
    market.tell(1000, B=1.0)
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START + 1000)
    trend.fill(np.array([0]), most=1)
    assert change(trend, 0) == 0.0
    assert (line(trend, 0) == 7.0).all()


def test_what_held_when_the_span_began_is_looked_up(market: Market) -> None:
    market.tell(0, A=1.0)
    market.tell(50, A=3.0)
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START + 70)
    trend.fill(np.array([0]), most=1)
    assert change(trend, 0) == 2.0


def test_times_of_the_feed_may_be_ahead_of_ours(market: Market) -> None:
    for second in range(60):
        market.tell(second + 3600, received=second, A=float(second))
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START + 59)
    trend.fill(np.array([0]), most=1)
    assert change(trend, 0) == pytest.approx(59, abs=1.5)


def test_after_a_while_in_which_nobody_looked_the_past_is_put_in_anew(market: Market) -> None:
    market.tell(0, A=0.0)
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START)
    trend.fill(np.array([0]), most=1)
    for second in range(1, 100):
        market.tell(second, A=float(second))
    trend.sample(START + 99)
    assert not trend.complete
    trend.fill(np.empty(0, np.intp), most=10)
    assert trend.complete
    assert change(trend, 0) == pytest.approx(60, abs=1.5)


def test_great_numbers_keep_small_changes(market: Market) -> None:
    market.tell(0, A=1_700_000_000.25)
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START)
    market.tell(1, A=1_700_000_000.5)
    trend.sample(START + 1.5)
    trend.sample(START + 2.5)
    assert change(trend, 0) == 0.0 or change(trend, 0) == 0.25
    assert trend.before(np.array([0]))[0] in (1_700_000_000.25, 1_700_000_000.5)


def test_a_column_that_is_not_there_yet_is_nothing(market: Market) -> None:
    market.tell(0, A=1.0)
    trend = Trend(market.rows, "volume", SPAN)
    trend.sample(START)
    trend.fill(np.array([0]), most=1)
    assert np.isnan(line(trend, 0)).all()


def test_memory_goes_with_the_keys_and_not_with_time(market: Market) -> None:
    market.tell(0, **{f"k{i}": 1.0 for i in range(1000)})
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START)
    before = trend.bytes
    for second in range(1, 300):
        trend.sample(START + second)
    assert trend.bytes == before
    assert before < 300 * 1000


def test_numbers_beyond_any_measure_do_no_harm(market: Market) -> None:
    market.tell(0, A=1e308, B=-1e308)
    trend = Trend(market.rows, "price", SPAN)
    trend.sample(START)
    trend.fill(np.array([0, 1]), most=2)
    market.tell(1, A=-1e308, B=1e308)
    trend.sample(START + 1.5)
    trend.sample(START + 2.5)
    assert trend.lines(np.array([0, 1])).shape == (2, POINTS + 1)
