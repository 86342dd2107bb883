import gc
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store import Polyline, Series, Store, StreamRows
from tests.helpers.rows import START, Source

NAN = np.nan


@dataclass
class Received:
    """A stream as the store holds it, and the same rows kept the plainest way."""

    store: Store
    stream: StreamRows
    series: Series
    time: np.ndarray
    values: np.ndarray

    def samples(self, t0: float, t1: float) -> tuple[np.ndarray, np.ndarray]:
        inside = (self.time >= t0) & (self.time < t1)
        order = np.argsort(self.time[inside], kind="stable")
        return self.time[inside][order], self.values[inside][order]


def received(seed: int, *, rate: float, late: float, holes: float, keep_bytes: int = 1 << 30) -> Received:
    """Six thousand rows of three keys in batches of all sizes, the middle key looked at from the second batch on."""
    random = np.random.default_rng(seed)
    rows = 6_000
    time = START + np.arange(rows) / rate
    time -= np.where(random.random(rows) < late, random.exponential(200 / rate, rows), 0.0)
    time = np.where(random.random(rows) < 0.05, np.roll(time, 1), time)
    values = random.normal(size=rows).cumsum() * 10.0 ** random.integers(-3, 6)
    values[random.random(rows) < holes] = NAN
    values[random.random(rows) < holes / 4] = np.inf
    keys = random.choice(["A", "B", "C"], rows)
    store, source = Store(keep_bytes=keep_bytes), Source()
    series: Series | None = None
    start = 0
    while start < rows:
        part = slice(start, min(rows, start + int(random.integers(1, 400))))
        store.append(source.batch(time[part], values[part], keys=list(keys[part]), received=time[part] + 0.1))
        stream = store.stream("feed", "trades")
        assert stream is not None
        series = series or stream.series("B", "price")
        if random.random() < 0.5:
            series.update()
        start = part.stop
    assert series is not None
    series.catch_up()
    held = np.arange(rows) >= store.evicted
    wanted = held & (keys == "B")
    return Received(store, stream, series, time[wanted], np.where(np.isinf(values), NAN, values)[wanted])


def columns(line: Polyline | tuple[np.ndarray, np.ndarray], edges: np.ndarray) -> list[tuple[float, ...] | None]:
    """First, lowest, highest and last of each column; None where it has no point."""
    x, y = line
    bounds = np.searchsorted(x, edges)
    found: list[tuple[float, ...] | None] = []
    for start, stop in pairwise(bounds):
        inside = y[start:stop]
        numbers = inside[~np.isnan(inside)]
        extent = (numbers.min(), numbers.max()) if len(numbers) else (NAN, NAN)
        found.append((inside[0], *extent, inside[-1]) if len(inside) else None)
    return found


def assert_same_picture(line: Polyline, samples: tuple[np.ndarray, np.ndarray], edges: np.ndarray) -> None:
    for drawn, wanted in zip(columns(line, edges), columns(samples, edges), strict=True):
        if wanted is None or drawn is None:
            assert drawn == wanted
        else:
            np.testing.assert_array_equal(drawn, wanted)
    assert len(line.x) <= max(4 * (len(edges) - 1), 64) + 2
    assert (np.diff(line.x) >= 0).all()


kinds = st.fixed_dictionaries(
    {
        "rate": st.sampled_from([0.02, 3.0, 900.0, 40_000.0]),
        "late": st.sampled_from([0.0, 0.02, 0.5]),
        "holes": st.sampled_from([0.0, 0.01, 0.3]),
        "keep_bytes": st.sampled_from([1 << 30, 60_000]),
    }
)


@given(seed=st.integers(0, 2**32 - 1), kind=kinds, pixels=st.integers(1, 900))
@settings(max_examples=40, deadline=None)
def test_columns_made_of_whole_cells_or_of_rows_are_those_of_all_samples(seed: int, kind: dict, pixels: int) -> None:
    have = received(seed, **kind)
    begin, end = float(have.time.min()), float(have.time.max())
    exponent = int(np.ceil(np.log2((end - begin) / pixels)))
    for power in range(exponent - 8, exponent + 6):
        step = 2.0**power
        t0 = np.floor(begin / step) * step if power > exponent - 2 else np.floor((begin + end) / 2 / step) * step
        edges = t0 + np.arange(pixels + 1) * step
        line = have.series.draw(float(t0), float(edges[-1]), pixels)
        assert_same_picture(line, have.samples(-np.inf, np.inf), edges)


@given(seed=st.integers(0, 2**32 - 1), kind=kinds, where=st.floats(0, 1), zoom=st.floats(0, 5))
@settings(max_examples=40, deadline=None)
def test_at_any_zoom_an_extreme_is_off_by_half_a_cell_at_most(seed: int, kind: dict, where: float, zoom: float) -> None:
    have = received(seed, **kind)
    begin, end = float(have.time.min()), float(have.time.max())
    span = (end - begin) * 10.0**-zoom
    t0 = begin + where * (end - begin - span)
    pixels = 300
    line = have.series.draw(t0, t0 + span, pixels)
    step = (t0 + span - t0) / pixels
    edges = np.arange(np.floor(t0 / step), np.ceil((t0 + span) / step) + 1) * step
    slack = step / 2
    for place, drawn in enumerate(columns(line, edges)):
        low, high = edges[place], edges[place + 1]
        _, outer = have.samples(low - slack, high + slack)
        if drawn is not None and not np.isnan(drawn[1]):
            assert np.nanmin(outer) <= drawn[1]
            assert drawn[2] <= np.nanmax(outer)
    inside = have.samples(edges[0] + slack, edges[-1] - slack)[1]
    if len(inside) and not np.isnan(inside).all():
        assert np.nanmin(line.y) <= np.nanmin(inside)
        assert np.nanmax(line.y) >= np.nanmax(inside)


@given(seed=st.integers(0, 2**32 - 1), kind=kinds, where=st.floats(0, 1), zoom=st.floats(0, 4))
@settings(max_examples=40, deadline=None)
def test_the_value_range_holds_every_sample_and_little_more(seed: int, kind: dict, where: float, zoom: float) -> None:
    have = received(seed, **kind)
    begin, end = float(have.time.min()), float(have.time.max())
    span = (end - begin) * 10.0**-zoom
    t0 = begin + where * (end - begin - span)
    low, high = have.series.value_range(t0, t0 + span)
    exact, wider = have.samples(t0, t0 + span)[1], have.samples(t0 - span / 32, t0 + span * 33 / 32)[1]
    if np.isnan(exact).all():
        assert np.isnan(low) or (np.nanmin(wider) <= low <= high <= np.nanmax(wider))
    else:
        assert np.nanmin(wider) <= low <= np.nanmin(exact)
        assert np.nanmax(exact) <= high <= np.nanmax(wider)


@given(seed=st.integers(0, 2**32 - 1), kind=kinds)
@settings(max_examples=30, deadline=None)
def test_after_eviction_a_series_is_what_a_fresh_one_would_be(seed: int, kind: dict) -> None:
    have = received(seed, **{**kind, "keep_bytes": 40_000})
    assert have.store.evicted > 0
    assert have.series.rows == len(have.time)
    begin, end = float(have.time.min()), float(have.time.max()) + 1e-6
    fresh = Series(have.stream, "B", "price")
    fresh.catch_up()
    old, new = have.series.draw(begin, end, 50), fresh.draw(begin, end, 50)
    if len(old.y) == len(new.y):
        np.testing.assert_array_equal(np.nanmax(old.y), np.nanmax(new.y))
    assert have.series.value_range(begin - 1, end + 1) == fresh.value_range(begin - 1, end + 1)


def shown(time: list[float], values: list[float]) -> Series:
    store = Store(keep_bytes=1 << 30)
    store.append(Source().batch(time, values))
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = stream.series("A", "price")
    series.update()
    return series


def test_the_next_sample_on_either_side_is_drawn_too() -> None:
    series = shown([1.0, 2.0, 30.0, 40.0], [5.0, 6.0, 7.0, 8.0])
    line = series.draw(10.0, 20.0, 100)
    assert line.x.tolist() == [2.0, 30.0]
    assert line.y.tolist() == [6.0, 7.0]


def test_the_neighbours_are_found_across_empty_cells() -> None:
    time = np.concatenate((np.arange(1_000.0), [1e6], 2e6 + np.arange(1_000.0)))
    series = shown(list(time), list(time))
    assert series.draw(5e5, 6e5, 10).x.tolist() == [999.0, 1e6]
    assert series.draw(1.5e6, 1.6e6, 10).x.tolist() == [1e6, 2e6]


def test_the_line_is_broken_at_the_times_given() -> None:
    series = shown([1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0])
    line = series.draw(0.0, 5.0, 500, breaks=np.array([2.5]))
    assert np.isnan(line.y).tolist() == [False, False, True, False, False]


def test_infinite_values_are_holes() -> None:
    series = shown([1.0, 2.0, 3.0], [1.0, np.inf, -np.inf])
    assert np.isnan(series.draw(0.0, 5.0, 500).y).tolist() == [False, True, True]
    assert series.value_range(0.0, 5.0) == (1.0, 1.0)


def test_values_near_the_end_of_the_numbers_are_kept_exactly() -> None:
    series = shown([1.0, 2.0], [1.7e308, -1.7e308])
    assert series.value_range(0.0, 5.0) == (-1.7e308, 1.7e308)


def test_a_series_of_a_key_to_come_begins_with_its_first_row() -> None:
    store, source = Store(keep_bytes=1 << 30), Source()
    store.append(source.batch([1.0], [5.0], keys="A"))
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = stream.series("B", "price")
    assert not series.update()
    assert not len(series.draw(0.0, 10.0, 10).x)
    assert np.isnan(series.value_range(0.0, 10.0)).all()
    store.append(source.batch([2.0], [6.0], keys="B"))
    assert series.update()
    assert series.draw(0.0, 10.0, 10).y.tolist() == [6.0]
    assert series.last == (2.0, 6.0)


def test_an_update_tells_from_where_the_picture_has_changed() -> None:
    store, source = Store(keep_bytes=1 << 30), Source()
    store.append(source.batch([1.0, 2.0], [5.0, 6.0]))
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = stream.series("A", "price")
    assert series.update()
    assert series.changed_from == -np.inf
    assert not series.update()
    store.append(source.batch([3.0], [7.0]))
    assert series.update()
    assert series.changed_from == 2.0
    store.append(source.batch([0.5], [8.0]))
    assert series.update()
    assert series.changed_from == 0.5
    store.append(source.batch([9.0], [8.0], keys="B"))
    assert not series.update()


def test_a_series_nobody_holds_is_let_go() -> None:
    store = Store(keep_bytes=1 << 30)
    store.append(Source().batch(list(np.arange(5_000.0)), list(np.arange(5_000.0))))
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = stream.series("A", "price")
    assert stream.series("A", "price") is series
    series.update()
    with_envelope = store.bytes
    del series
    gc.collect()
    assert store.bytes < with_envelope


@pytest.mark.parametrize("factor", [1.0, 40.0, 2_000.0])
def test_a_rate_that_changes_leaves_cells_of_a_fitting_width(factor: float) -> None:
    store, source = Store(keep_bytes=1 << 30), Source()
    moment = START
    series: Series | None = None
    for rate in (10.0, 10.0 * factor):
        for _ in range(40):
            time = moment + np.arange(500) / rate
            moment = float(time[-1]) + 1 / rate
            store.append(source.batch(list(time), list(time)))
            stream = store.stream("feed", "trades")
            assert stream is not None
            series = series or stream.series("A", "price")
            series.update()
    assert series is not None
    series.catch_up()
    assert series.rows == 40_000
    assert series.bytes <= 6 * 40_000
    line = series.draw(START, moment, 200)
    newest = np.nanmax(line.y)
    assert moment - 1 / rate - 1e-6 <= newest < moment


def test_a_dense_end_after_a_sparse_beginning_is_refined_once() -> None:
    store, source = Store(keep_bytes=1 << 30), Source()
    sparse, dense = START + np.arange(3_000.0) * 60, START + 180_000 + np.arange(300_000) / 1_000
    store.append(source.batch(sparse, sparse))
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = stream.series("A", "price")
    series.update()
    refined = 0
    for part in np.array_split(dense, 300):
        store.append(source.batch(part, part))
        series.update()
        refined += series.changed_from == -np.inf
    assert refined <= 2
    assert series.rows == 303_000


def test_rows_that_leave_before_a_key_has_come_do_not_concern_it() -> None:
    store, source = Store(keep_bytes=30_000), Source()
    store.append(source.batch([0.0, 1.0], [0.0, 1.0], keys=["A", "C"]))
    stream = store.stream("feed", "trades")
    assert stream is not None
    series = stream.series("B", "price")
    for start in range(2, 4_000, 2):
        store.append(source.batch([start, start + 1.0], [0.0, 1.0], keys=["A", "C"]))
        series.update()
    assert store.evicted > 0
    store.append(source.batch([5_000.0], [6.0], keys="B"))
    assert series.update()
    assert series.rows == 1
