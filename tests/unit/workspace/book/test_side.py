import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.book.side import Side
from tests.helpers.order_books import levels_of

changes = st.lists(st.tuples(st.integers(1, 12), st.sampled_from([0.0, 0.0, 1.0, 2.5])), max_size=40)


def apply(side: Side, told: list[tuple[int, float]], *, since: float = 0.0) -> None:
    prices, sizes = (np.array([each[place] for each in told], np.float64) for place in (0, 1))
    side.apply(prices, sizes, np.full(len(told), since))


@given(st.lists(changes, max_size=8), st.booleans())
def test_a_side_holds_the_last_word_on_every_price(blocks: list[list[tuple[int, float]]], rising: bool) -> None:
    side, plain = Side(rising=rising), {}
    for block in blocks:
        apply(side, block)
        plain.update({float(price): size for price, size in block})
    left = {price: size for price, size in plain.items() if size}
    assert levels_of(side) == sorted(left.items(), reverse=not rising)
    assert len(side) == len(left)


def test_the_best_level_is_the_one_next_to_the_other_side() -> None:
    bids, asks = Side(rising=False), Side(rising=True)
    for side in (bids, asks):
        apply(side, [(5, 1.0), (3, 2.0), (4, 3.0)], since=7.0)
    assert (bids.best, asks.best) == (5.0, 3.0)
    assert bids.best_since == 7.0
    bids.drop_best()
    asks.keep_nearest(1)
    assert levels_of(bids) == [(4.0, 3.0), (3.0, 2.0)]
    assert levels_of(asks) == [(3.0, 2.0)]


def test_an_empty_side_has_no_best_price() -> None:
    side = Side(rising=True)
    assert np.isnan(side.best)
    assert np.isnan(side.best_since)
    apply(side, [(1, 0.0)])
    assert len(side) == 0


def test_a_side_is_bounded() -> None:
    side = Side(rising=False)
    prices = np.arange(60_000.0)
    side.apply(prices, np.ones(60_000), np.zeros(60_000))
    assert len(side) == 50_000
    assert side.best == 59_999.0


def test_levels_within_a_span_are_told_in_order_of_price() -> None:
    side = Side(rising=False)
    apply(side, [(1, 1.0), (2, 2.0), (3, 3.0)])
    price, size = side.within(2.0, 3.0)
    assert (price.tolist(), size.tolist()) == ([2.0], [2.0])
