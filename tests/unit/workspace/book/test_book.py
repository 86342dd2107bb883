import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.book.book import Book, grouped, steps_of
from monitor.workspace.book.side import Side
from tests.helpers.order_books import levels_of


def book_of(bids: dict[float, float], asks: dict[float, float], *, since: tuple[float, float] = (0.0, 0.0)) -> Book:
    book = Book()
    for side, levels, moment in ((book.bids, bids, since[0]), (book.asks, asks, since[1])):
        side.apply(np.array(list(levels)), np.array(list(levels.values())), np.full(len(levels), moment))
    return book


def test_mid_and_spread_lie_between_the_sides() -> None:
    book = book_of({99.0: 1.0, 98.0: 1.0}, {101.0: 1.0})
    assert (book.mid, book.spread) == (100.0, 2.0)


def test_of_one_side_alone_there_is_a_middle_but_no_spread() -> None:
    book = book_of({99.0: 1.0}, {})
    assert book.mid == 99.0
    assert np.isnan(book.spread)
    assert np.isnan(Book().mid)


def test_totals_add_up_from_the_best_level() -> None:
    book = book_of({}, {10.0: 1.0, 11.0: 2.0, 12.0: 4.0})
    assert book.levels(book.asks, 2).total.tolist() == [1.0, 3.0]


def test_levels_are_grouped_away_from_the_middle() -> None:
    book = book_of({99.9: 1.0, 99.2: 2.0, 98.0: 4.0}, {100.0: 1.0, 100.1: 2.0, 100.9: 4.0, 102.5: 8.0})
    bids, asks = book.levels(book.bids, 9, group=1.0), book.levels(book.asks, 9, group=1.0)
    assert list(zip(bids.price, bids.size, bids.total, strict=True)) == [(99.0, 3.0, 3.0), (98.0, 4.0, 7.0)]
    assert list(zip(asks.price, asks.size, strict=True)) == [(100.0, 1.0), (101.0, 6.0), (103.0, 8.0)]


@given(st.integers(1, 10_000_000), st.sampled_from([0.01, 0.1, 0.05, 0.5, 0.0001]), st.booleans())
def test_a_price_on_a_step_stays_there(ticks: int, step: float, rising: bool) -> None:
    price = round(ticks * step, 6)
    levels = grouped(np.array([price]), np.array([1.0]), step, most=5, rising=rising)
    assert levels.price[0] == pytest.approx(price, rel=1e-12)


@given(st.lists(st.integers(1, 300), min_size=1, unique=True), st.integers(1, 20), st.booleans())
def test_grouping_loses_nothing(prices: list[int], most: int, rising: bool) -> None:
    price = np.array(sorted(prices, reverse=not rising), np.float64)
    size = price * 0.5
    levels = grouped(price, size, 7.0, most=most, rising=rising)
    steps = np.ceil(price / 7) if rising else np.floor(price / 7)
    wanted = [size[steps == step].sum() for step in dict.fromkeys(steps.tolist())][:most]
    np.testing.assert_allclose(levels.size, wanted)
    np.testing.assert_allclose(levels.total, np.cumsum(wanted))


def test_of_levels_that_cross_the_older_ones_go() -> None:
    book = book_of({100.0: 1.0, 99.0: 1.0}, {99.5: 1.0, 101.0: 1.0}, since=(1.0, 2.0))
    book.uncross()
    assert levels_of(book.bids) == [(99.0, 1.0)]
    assert book.asks.best == 99.5


def test_sides_told_at_the_same_moment_may_cross() -> None:
    book = book_of({100.0: 1.0}, {99.0: 1.0}, since=(1.0, 1.0))
    book.uncross()
    assert (book.bids.best, book.asks.best) == (100.0, 99.0)


def test_steps_go_from_the_tick_to_a_part_of_the_price() -> None:
    steps = steps_of(book_of({100.0: 1.0, 99.5: 1.0, 99.0: 1.0}, {100.5: 1.0}))
    assert steps == (0.5, 1.0, 2.0)
    assert steps_of(Book()) == ()
    assert steps_of(book_of({0.0123: 1.0, 0.0122: 1.0}, {}))[0] == pytest.approx(0.0001)


def test_clearing_a_book_is_a_change() -> None:
    book = book_of({1.0: 1.0}, {2.0: 1.0})
    before = book.version
    book.clear()
    assert (len(book.bids), len(book.asks)) == (0, 0)
    assert book.version > before


def test_a_side_takes_back_what_it_dropped_when_it_is_told_anew() -> None:
    side = Side(rising=True)
    side.apply(np.array([1.0]), np.array([1.0]), np.array([0.0]))
    side.clear()
    side.replace(np.array([2.0, 1.0]), np.array([2.0, 0.0]), np.array([1.0, 1.0]))
    assert levels_of(side) == [(2.0, 2.0)]
