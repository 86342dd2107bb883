import math

import msgspec
import numpy as np
import pytest

from monitor.core.gap import Gap
from monitor.store.store import Store
from monitor.workspace.book.book import Book
from monitor.workspace.book.heat_feed import HeatFeed, fitting_step
from monitor.workspace.book.heat_store import HeatStore
from tests.helpers.order_books import SPEC, Teller

HEAT = msgspec.structs.replace(SPEC, view="heat", window_seconds=60.0, updates="whole")


def market(seconds: int, *, step: float = 0.5) -> Teller:
    """Whole books of five levels a side, twice a second, that walk up by `step` each time."""
    venue = Teller()
    for number in range(2 * seconds):
        best = 100.0 + number * step
        levels = [[(best + sign * (1 + place) * 0.5, 1.0) for place in range(5)] for sign in (-1, 1)]
        venue.tell(*levels, after=0.5)
    return venue


def run(feed: HeatFeed, now: float, *, gaps: tuple[Gap, ...] = (), most: int = 100_000) -> int:
    """Advance until nothing is left to be made; how many calls that took."""
    for calls in range(1, 500):
        feed.advance(now, gaps, most=most)
        if feed.store is not None and feed.store.span[1] >= math.floor(now / feed.period):
            return calls
    raise AssertionError("it never got there")


def store_of(feed: HeatFeed) -> HeatStore:
    assert feed.store is not None
    return feed.store


def test_each_column_is_the_book_at_its_end() -> None:
    venue = market(20, step=0.0)
    venue.tell([(200.0, 1.0)], [(201.0, 1.0)], after=0.5)
    feed = HeatFeed(venue.store, HEAT)
    run(feed, venue.now + 1.0)
    end = math.floor((venue.now + 1.0) / feed.period)
    courses = store_of(feed).courses(end - 100, end)
    told = math.floor(venue.now / feed.period) - (end - 100)
    assert courses.bid[told - 2] == 99.5
    assert courses.bid[-1] == 200.0
    assert np.flatnonzero(courses.bid == 200.0)[0] in (told - 1, told)


def test_what_is_kept_up_with_is_what_is_made_of_the_history_at_once() -> None:
    venue = market(30)
    kept, now = HeatFeed(venue.store, HEAT), venue.now
    run(kept, now)
    for number in range(20):
        venue.tell([(160.0 + number / 2, 3.0)], [(161.0 + number / 2, 1.0)], after=0.25)
        kept.advance(venue.now, (), most=100_000)
    fresh = HeatFeed(venue.store, HEAT)
    run(fresh, venue.now)
    end = math.floor(venue.now / kept.period)
    for course in (0, 1):
        np.testing.assert_array_equal(
            store_of(kept).courses(end - 200, end)[course], store_of(fresh).courses(end - 200, end)[course]
        )


def test_a_long_history_is_spread_over_calls() -> None:
    venue = market(60)
    feed = HeatFeed(venue.store, HEAT)
    assert run(feed, venue.now, most=5_000) > 5


def test_an_update_tells_which_columns_are_new() -> None:
    venue = market(20)
    feed = HeatFeed(venue.store, HEAT)
    run(feed, venue.now)
    assert not feed.advance(venue.now, (), most=100_000)
    assert feed.changed_from == math.inf
    before = store_of(feed).span[1]
    assert feed.advance(venue.now + 0.35, (), most=100_000)
    assert feed.changed_from == before
    assert store_of(feed).span[1] - before in (3, 4)


def test_in_a_gap_columns_are_empty() -> None:
    venue = market(20)
    gap = Gap("feed", venue.now + 1.0, None, "reset")
    feed = HeatFeed(venue.store, HEAT)
    run(feed, venue.now)
    feed.advance(venue.now + 3.0, (gap,), most=100_000)
    end = store_of(feed).span[1]
    assert np.isnan(store_of(feed).courses(end - 1, end).bid).all() or end <= math.ceil(gap.start / feed.period) + 1


def test_columns_begin_where_the_rows_begin() -> None:
    venue = market(5)
    feed = HeatFeed(venue.store, HEAT)
    run(feed, venue.now)
    first, end = store_of(feed).span
    assert (end - first) * feed.period == pytest.approx(5.0, abs=0.7)


def test_after_a_long_sleep_only_the_window_is_made() -> None:
    venue = market(10)
    feed = HeatFeed(venue.store, HEAT)
    run(feed, venue.now)
    run(feed, venue.now + 10_000.0)
    first, end = store_of(feed).span
    assert end - first <= 900


def test_the_steps_suit_the_book_and_the_prices_it_was_at() -> None:
    venue = market(50)
    feed = HeatFeed(venue.store, HEAT)
    run(feed, venue.now)
    assert store_of(feed).step == 0.5
    grouped = HeatFeed(venue.store, msgspec.structs.replace(HEAT, group=5.0))
    run(grouped, venue.now)
    assert store_of(grouped).step == 5.0


def test_steps_get_wider_when_prices_leave() -> None:
    venue = market(10, step=0.0)
    feed = HeatFeed(venue.store, HEAT)
    run(feed, venue.now)
    assert store_of(feed).step == 0.5
    for price in range(200, 3000, 100):
        venue.tell(
            [(float(price) - place / 2, 1.0) for place in range(5)],
            [(price + 1 + place / 2, 1.0) for place in range(5)],
        )
        feed.advance(venue.now, (), most=200_000)
    run(feed, venue.now)
    assert store_of(feed).step >= 10.0


def test_without_a_book_there_are_no_columns() -> None:
    feed = HeatFeed(Store(keep_bytes=1 << 20), HEAT)
    for second in range(100):
        assert not feed.advance(1000.0 + second, (), most=10_000)
    assert feed.store is None
    assert fitting_step(Book()) == 0.0


def test_a_long_window_has_wider_columns() -> None:
    feed = HeatFeed(Store(keep_bytes=1 << 20), msgspec.structs.replace(HEAT, window_seconds=3600.0))
    assert feed.period == pytest.approx(0.6)
