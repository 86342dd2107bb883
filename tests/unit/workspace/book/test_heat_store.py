import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.workspace.book.book import Book
from monitor.workspace.book.heat_store import HeatStore


def book_around(mid: float, *, size: float = 1.0, levels: int = 3) -> Book:
    book = Book()
    steps = np.arange(1.0, levels + 1.0)
    for side, sign in ((book.bids, -1.0), (book.asks, 1.0)):
        side.apply(mid + sign * steps, np.full(levels, size), np.zeros(levels))
    return book


def test_bids_stand_above_zero_and_asks_below_it_each_at_its_price() -> None:
    store = HeatStore(step=1.0, period=0.1, columns=10, levels=16)
    store.take(5, book_around(100.0, size=2.0))
    image = store.image(5, 6, 1, 95, 106)
    assert image[:, 0].tolist() == [0, 0, 2, 2, 2, 0, -2, -2, -2, 0, 0]
    courses = store.courses(4, 7)
    np.testing.assert_array_equal(courses.bid, [np.nan, 99.0, np.nan])
    np.testing.assert_array_equal(courses.ask, [np.nan, 101.0, np.nan])


def test_levels_in_one_step_are_added_up() -> None:
    store = HeatStore(step=10.0, period=0.1, columns=4, levels=8)
    store.take(0, book_around(100.0, levels=12))
    assert store.image(0, 1, 1, 8, 12)[:, 0].tolist() == [2, 10, -9, -3]


def test_old_columns_go_and_what_lies_between_stays_empty() -> None:
    store = HeatStore(step=1.0, period=0.1, columns=4, levels=16)
    store.take(1, book_around(100.0))
    store.take(3, book_around(100.0))
    assert store.span == (1, 4)
    assert (store.image(1, 4, 1, 95, 105) != 0).any(axis=0).tolist() == [True, False, True]
    store.take(6, book_around(100.0))
    assert store.span == (3, 7)
    store.take(60, book_around(100.0))
    assert store.span == (60, 61)


@given(
    st.lists(st.floats(-3.0, 3.0), min_size=1, max_size=60),
    st.integers(1, 7),
    st.integers(0, 5),
    st.integers(0, 60),
)
@settings(max_examples=60, deadline=None)
def test_a_pixel_of_several_columns_shows_the_strongest(
    walk: list[float], columns: int, first: int, beyond: int
) -> None:
    store = HeatStore(step=0.5, period=0.1, columns=40, levels=32)
    single: list[np.ndarray] = []
    mid = 50.0
    for number, step in enumerate(walk):
        mid += step * 3
        store.take(number, book_around(mid, size=1.0 + abs(step)))
    low, high = int(mid / 0.5) - 30, int(mid / 0.5) + 30
    last = first + beyond
    for number in range(first, last):
        single.append(store.image(number, number + 1, 1, low, high)[:, 0])
    image = store.image(first, last, columns, low, high)
    assert image.shape == (high - low, -(-beyond // columns))
    for pixel in range(image.shape[1]):
        part = np.array(single[pixel * columns : (pixel + 1) * columns])
        np.testing.assert_array_equal(np.abs(image[:, pixel]), np.abs(part).max(axis=0))


def test_a_large_size_is_one_that_few_are_larger_than() -> None:
    store = HeatStore(step=1.0, period=0.1, columns=400, levels=16)
    assert np.isnan(store.large())
    for number in range(300):
        store.take(number, book_around(100.0, size=100.0 if number == 7 else 2.0))
    assert store.large() == 2.0


def test_an_empty_book_makes_an_empty_column() -> None:
    store = HeatStore(step=1.0, period=0.1, columns=4, levels=16)
    store.take(0, Book())
    assert store.span == (0, 1)
    assert np.isnan(store.courses(0, 1).bid).all()
    assert store.bytes > 0
