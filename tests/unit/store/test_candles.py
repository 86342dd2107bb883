from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.batch import SeriesKey
from monitor.store.candles import Candles, CandleSpan
from monitor.store.store import Store
from tests.helpers.rows import START, Source

PRICE = SeriesKey("feed", "trades", "A", "price")
SIZE = SeriesKey("feed", "trades", "A", "size")
NAN = np.nan


@dataclass
class Told:
    """Rows as they came, for the key looked at, and the store that holds them."""

    store: Store
    time: np.ndarray
    price: np.ndarray
    size: np.ndarray


def told(seed: int, *, late: float, holes: float, rate: float, keep_bytes: int = 1 << 30) -> Told:
    """Three thousand rows of two keys in batches of all sizes, some late, some without price or size."""
    random = np.random.default_rng(seed)
    rows = 3000
    time = START + np.arange(rows) / rate
    time -= np.where(random.random(rows) < late, random.exponential(300 / rate, rows), 0.0)
    price = 100.0 + random.normal(size=rows).cumsum()
    size = random.normal(size=rows)
    price[random.random(rows) < holes] = NAN
    size[random.random(rows) < holes] = NAN
    keys = random.choice(["A", "B"], rows)
    store, source = Store(keep_bytes=keep_bytes), Source(columns=("price", "size"))
    start = 0
    while start < rows:
        stop = min(rows, start + int(random.integers(1, 500)))
        part = slice(start, stop)
        store.append(source.batch(time[part], price[part], size[part], keys=list(keys[part])))
        start = stop
    wanted = keys == "A"
    return Told(store, time[wanted], price[wanted], size[wanted])


def caught_up(candles: Candles) -> CandleSpan:
    while True:
        candles.update(most=700)
        if candles.caught_up:
            return candles.between(-1e18, 1e18)


def plain(index: np.ndarray, price: np.ndarray) -> dict[int, tuple[float, float, float, float]]:
    """Open, high, low and close of samples in order, put together one by one."""
    found: dict[int, list[float]] = {}
    for number, value in zip(index.tolist(), price.tolist(), strict=True):
        found.setdefault(number, []).append(value)
    return {number: (each[0], max(each), min(each), each[-1]) for number, each in found.items()}


def as_dict(span: CandleSpan) -> dict[int, tuple[float, float, float, float]]:
    columns = (span.number, span.open, span.high, span.low, span.close)
    return {number: tuple(rest) for number, *rest in zip(*(column.tolist() for column in columns), strict=True)}


kinds = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "late": st.sampled_from([0.0, 0.02, 0.4]),
        "holes": st.sampled_from([0.0, 0.2]),
        "rate": st.sampled_from([0.01, 2.0, 700.0]),
    }
)


@given(kind=kinds, interval=st.sampled_from([1.0, 7.0, 60.0, 3600.0, 86_400.0]))
@settings(max_examples=40, deadline=None)
def test_candles_by_time_are_those_of_the_samples_in_order_of_time(kind: dict, interval: float) -> None:
    have = told(**kind)
    span = caught_up(Candles(have.store, PRICE, interval=interval, volume=SIZE))
    known = ~np.isnan(have.price)
    order = np.argsort(have.time[known], kind="stable")
    index = np.floor(have.time[known][order] / interval).astype(int)
    assert as_dict(span) == plain(index, have.price[known][order])
    sized = ~np.isnan(have.size)
    at = np.floor(have.time[sized] / interval).astype(int)
    wanted = [np.abs(have.size[sized][at == number]).sum() for number in span.number]
    np.testing.assert_allclose(span.volume, wanted, rtol=1e-9)
    np.testing.assert_array_equal(span.start, span.number * interval)


@given(kind=kinds, count=st.sampled_from([1, 3, 100, 5000]))
@settings(max_examples=30, deadline=None)
def test_candles_by_count_are_those_of_the_samples_in_the_order_received(kind: dict, count: int) -> None:
    have = told(**kind)
    span = caught_up(Candles(have.store, PRICE, count=count, volume=SIZE))
    known = ~np.isnan(have.price)
    index = np.arange(known.sum()) // count
    assert as_dict(span) == plain(index, have.price[known])
    sizes = np.nan_to_num(np.abs(have.size[known]))
    np.testing.assert_allclose(span.volume, np.bincount(index, sizes), rtol=1e-9)
    assert (np.diff(span.start) >= 0.0).all()


@given(kind=kinds, factor=st.sampled_from([1, 2, 60]))
@settings(max_examples=20, deadline=None)
def test_wider_candles_made_of_narrower_ones_are_those_made_of_rows(kind: dict, factor: int) -> None:
    have = told(**kind)
    narrow = Candles(have.store, PRICE, interval=60.0, volume=SIZE)
    narrow.update(most=900)
    wide = narrow.widened(60.0 * factor)
    assert wide is not None
    made, fresh = caught_up(wide), caught_up(Candles(have.store, PRICE, interval=60.0 * factor, volume=SIZE))
    assert as_dict(made) == as_dict(fresh)
    np.testing.assert_allclose(made.volume, fresh.volume, rtol=1e-9)
    np.testing.assert_array_equal(made.end, fresh.end)


def test_only_multiples_of_an_interval_are_made_of_its_candles() -> None:
    store = Store(keep_bytes=1 << 20)
    assert Candles(store, PRICE, interval=60.0).widened(90.0) is None
    assert Candles(store, PRICE, interval=60.0).widened(1.0) is None
    assert Candles(store, PRICE, count=10).widened(60.0) is None


def test_an_update_tells_from_which_candle_on_something_has_changed() -> None:
    store, source = Store(keep_bytes=1 << 20), Source()
    candles = Candles(store, PRICE, interval=1.0)
    assert not candles.update()
    store.append(source.batch([10.0, 11.0, 12.0], [1.0, 2.0, 3.0]))
    assert candles.update()
    assert candles.extent == (10, 13)
    assert not candles.update()
    store.append(source.batch([12.5], [4.0]))
    assert candles.update()
    assert candles.changed_from == 12
    store.append(source.batch([10.5], [9.0]))
    assert candles.update()
    assert candles.changed_from == 10
    assert candles.between(10, 11).close.tolist() == [9.0]


def test_a_sample_at_the_edge_belongs_to_the_candle_that_begins_there() -> None:
    store, source = Store(keep_bytes=1 << 20), Source()
    edges = np.array([np.nextafter(1.7e9 - 1.7e9 % 60 + 60 * k, -np.inf) for k in range(1, 400)])
    times = np.sort(np.concatenate((edges, np.round(edges))))
    store.append(source.batch(times, np.arange(float(len(times)))))
    span = caught_up(Candles(store, PRICE, interval=60.0))
    assert span.volume[0] == 1
    assert (span.volume[1:-1] == 2).all()
    assert (span.end[1:-1] < (span.number[1:-1] + 1) * 60.0).all()


def test_candles_stay_when_their_rows_have_left_the_store() -> None:
    store, source = Store(keep_bytes=40_000), Source()
    candles = Candles(store, PRICE, interval=1.0)
    for second in range(400):
        store.append(source.batch(START + second + np.arange(50) / 50.0, np.full(50, float(second))))
        candles.update()
    assert store.evicted > 0
    span = candles.between(-1e18, 1e18)
    assert len(span.number) == 400
    assert span.open.tolist() == list(range(400))


def test_a_volume_of_another_stream_falls_into_the_candles_of_its_own_time() -> None:
    store = Store(keep_bytes=1 << 20)
    store.append(Source().batch([60.0, 130.0], [1.0, 2.0]))
    other = Source(stream="sizes", columns=("q",))
    store.append(other.batch([59.0, 61.0, 119.0, 121.0], [100.0, 2.0, 3.0, 4.0]))
    span = caught_up(Candles(store, PRICE, interval=60.0, volume=SeriesKey("feed", "sizes", "A", "q")))
    assert span.number.tolist() == [1, 2]
    assert span.volume.tolist() == [5.0, 4.0]


@pytest.mark.parametrize(("kind", "position"), [({"interval": 60.0}, 0.5), ({"count": 2}, 1.5)])
def test_moments_and_positions_lead_to_each_other(kind: dict, position: float) -> None:
    store, source = Store(keep_bytes=1 << 20), Source()
    store.append(source.batch([0.0, 20.0, 30.0, 50.0, 70.0, 80.0], np.arange(6.0)))
    candles = Candles(store, PRICE, **kind)
    caught_up(candles)
    assert candles.position(30.0) == pytest.approx(position - 0.5 if "count" in kind else position)
    assert candles.moment(candles.position(30.0)) == 30.0


def test_a_feed_that_is_opened_anew_begins_with_no_candles() -> None:
    store = Store(keep_bytes=1 << 20)
    store.append(Source().batch([1.0, 2.0], [1.0, 2.0]))
    candles = Candles(store, PRICE, interval=1.0)
    assert len(caught_up(candles).number) == 2
    store.drop_feed("feed")
    assert candles.update()
    assert len(candles) == 0
    store.append(Source().batch([5.0], [1.0]))
    assert caught_up(candles).number.tolist() == [5]
