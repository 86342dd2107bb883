import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store.row_cursor import Rows
from monitor.workspace.book.side import Side
from monitor.workspace.book.side_feed import SideFeed
from monitor.workspace.book.told import Told, told_of
from tests.helpers.order_books import Level, levels_of


def told(*messages: list[Level], start: float = 1.0) -> Told:
    flat = [(start + number, *level) for number, message in enumerate(messages) for level in message]
    moments, prices, sizes = (np.array([each[place] for each in flat]) for place in range(3))
    return told_of(Rows(moments, moments, (prices, sizes)))


def fed(*messages: list[Level], whole: bool = False, depth: int = 0) -> SideFeed:
    feed = SideFeed(Side(rising=True))
    feed.whole = whole
    feed.tell(told(*messages), more=False)
    feed.apply(1.0)
    feed.depth = depth
    return feed


def test_to_a_side_not_known_only_the_first_message_is_applied() -> None:
    feed = SideFeed(Side(rising=True))
    feed.tell(told([(1.0, 1.0), (2.0, 1.0)], [(3.0, 1.0)]), more=False)
    assert feed.apply(9.0) == 2
    assert feed.first == 2
    assert feed.next_at == 2.0
    assert feed.apply(9.0) == 1
    assert feed.next_at == np.inf
    assert len(feed.side) == 3


def test_nothing_is_applied_before_its_time() -> None:
    feed = fed([(1.0, 1.0)], [(2.0, 1.0)])
    assert feed.apply(1.5) == 0
    assert feed.last_before(1.5) == -np.inf
    assert feed.last_before(2.5) == 2.0


def test_of_whole_sides_the_last_counts() -> None:
    feed = fed([(1.0, 1.0), (2.0, 1.0)], [(2.0, 2.0)], [(3.0, 3.0), (4.0, 4.0)], whole=True)
    feed.apply(9.0)
    assert levels_of(feed.side) == [(3.0, 3.0), (4.0, 4.0)]


def test_a_message_that_may_not_be_complete_waits() -> None:
    feed = SideFeed(Side(rising=True))
    feed.tell(told([(1.0, 1.0)], [(2.0, 1.0)]), more=True)
    feed.apply(9.0)
    assert levels_of(feed.side) == [(1.0, 1.0)]
    feed.tell(told([(3.0, 1.0)], start=2.0), more=False)
    feed.apply(9.0)
    assert len(feed.side) == 3


def test_levels_behind_the_depth_fall_out_after_each_message() -> None:
    feed = fed([(1.0, 1.0), (2.0, 1.0)], [(0.5, 1.0)], [(0.5, 0.0), (3.0, 1.0)], depth=2)
    feed.apply(9.0)
    assert levels_of(feed.side) == [(1.0, 1.0), (3.0, 1.0)]


def test_a_message_as_long_as_the_book_is_the_whole_of_it() -> None:
    feed = fed([(1.0, 1.0), (2.0, 1.0)], [(7.0, 1.0), (8.0, 1.0)], depth=2)
    feed.apply(9.0)
    assert levels_of(feed.side) == [(7.0, 1.0), (8.0, 1.0)]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 30).map(float), st.sampled_from([0.0, 1.0, 2.0])), min_size=1, max_size=4),
        max_size=40,
    ),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_trimmed_sides_hold_what_a_plain_book_holds(messages: list[list[Level]], rising: bool) -> None:
    first = [(float(price), 1.0) for price in range(10, 15)]
    feed = SideFeed(Side(rising=rising))
    feed.tell(told(first, *messages), more=False)
    feed.apply(1.0)
    feed.depth = 5
    for moment in range(2, 60, 7):
        feed.apply(float(moment))
    plain = dict(first)
    for message in messages:
        for price, size in message:
            plain[price] = size
            if not size:
                del plain[price]
        kept = sorted(plain, reverse=not rising)[:5]
        plain = {price: plain[price] for price in kept}
    assert levels_of(feed.side) == sorted(plain.items(), reverse=not rising)
