import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.gap import Gap
from monitor.store.store import Store
from monitor.workspace.book.book_feed import BookFeed
from monitor.workspace.desk.specs.book import BookSpec
from tests.helpers.order_books import SPEC, Teller, book_at, levels_of
from tests.helpers.rows import Source


def test_changes_after_a_whole_book_are_applied_to_it() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0), (9.0, 1.0), (8.0, 1.0), (7.0, 1.0)], [(11.0, 1.0), (12.0, 1.0), (13.0, 1.0)])
    feed = BookFeed(venue.store, SPEC)
    assert len(book_at(feed, venue.now).bids) == 4
    venue.tell([(10.0, 0.0)], [(11.0, 5.0)])
    venue.tell([(9.5, 2.0)])
    book = book_at(feed, venue.now)
    assert levels_of(book.bids) == [(9.5, 2.0), (9.0, 1.0), (8.0, 1.0), (7.0, 1.0)]
    assert levels_of(book.asks)[0] == (11.0, 5.0)
    assert feed.last == venue.now


def test_messages_of_one_length_without_removals_each_are_the_whole_book() -> None:
    venue = Teller()
    for best in (10.0, 11.0, 9.0):
        venue.tell([(best, 1.0), (best - 1, 1.0)], [(best + 1, 1.0), (best + 2, 1.0)])
    feed = BookFeed(venue.store, SPEC)
    assert levels_of(book_at(feed, venue.now).bids) == [(9.0, 1.0), (8.0, 1.0)]
    assert feed.whole


def test_what_was_taken_for_whole_books_is_read_anew_once_it_turns_out_to_be_changes() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0), (9.0, 1.0)], [(11.0, 1.0), (12.0, 1.0)])
    venue.tell([(8.0, 1.0), (7.0, 1.0)], [(13.0, 1.0), (14.0, 1.0)])
    feed = BookFeed(venue.store, SPEC)
    assert len(book_at(feed, venue.now).bids) == 2
    generation = feed.generation
    venue.tell([(8.0, 0.0)])
    assert levels_of(book_at(feed, venue.now).bids) == [(10.0, 1.0), (9.0, 1.0), (7.0, 1.0)]
    assert feed.generation > generation


def test_the_user_may_say_what_messages_are() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0), (9.0, 1.0)], [(11.0, 1.0)])
    venue.tell([(8.0, 1.0), (7.0, 1.0)], [(13.0, 1.0)])
    feed = BookFeed(venue.store, msgspec.structs.replace(SPEC, updates="changes"))
    assert len(book_at(feed, venue.now).bids) == 4


def test_a_gap_clears_the_book_until_it_is_told_anew() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0), (9.0, 1.0), (8.0, 1.0)], [(11.0, 1.0)])
    venue.tell([(9.0, 0.0)])
    feed = BookFeed(venue.store, SPEC)
    assert len(book_at(feed, venue.now).bids) == 2
    gap = Gap("feed", venue.now + 1.0, None, "reset")
    assert len(book_at(feed, venue.now + 2.0, gaps=(gap,)).bids) == 0
    venue.tell([(20.0, 1.0), (19.0, 1.0)], after=5.0)
    book = book_at(feed, venue.now, gaps=(gap.closed(venue.now - 0.5),))
    assert levels_of(book.bids) == [(20.0, 1.0), (19.0, 1.0)]
    assert len(book.asks) == 0


def test_a_gap_that_is_told_late_is_where_it_was() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0), (9.0, 1.0), (8.0, 1.0)], [(11.0, 1.0)])
    first = venue.now
    venue.tell([(9.0, 0.0)], after=10.0)
    venue.tell([(7.0, 1.0)])
    feed = BookFeed(venue.store, SPEC)
    assert len(book_at(feed, venue.now).bids) == 3
    gap = Gap("feed", first + 1.0, first + 2.0, "reset")
    assert levels_of(book_at(feed, venue.now, gaps=(gap,)).bids) == [(7.0, 1.0)]


def test_both_sides_in_one_stream_are_told_apart_by_the_sign_of_the_size() -> None:
    store = Store(keep_bytes=1 << 20)
    source = Source(stream="book", columns=("price", "count", "size"))
    store.append(source.batch([1.0] * 4, [10.0, 9.0, 11.0, 12.0], [1.0, 2.0, 1.0, 1.0], [1.0, 2.0, -3.0, -4.0]))
    store.append(source.batch([2.0], [10.0], [0.0], [1.0]))
    feed = BookFeed(store, BookSpec(feed="feed", bids="book", key="A", count="count"))
    book = book_at(feed, 3.0)
    assert levels_of(book.bids) == [(9.0, 2.0)]
    assert levels_of(book.asks) == [(11.0, 3.0), (12.0, 4.0)]


def test_whole_books_in_streams_of_their_own_come_before_changes() -> None:
    venue = Teller()
    venue.tell([(10.0, 0.0)], [(11.0, 4.0)])
    spec = msgspec.structs.replace(SPEC, whole_bids="all_bids", whole_asks="all_asks")
    for name, price in (("all_bids", 10.0), ("all_asks", 11.0)):
        source = Source(stream=name, columns=("price", "size"))
        sign = -1.0 if name == "all_bids" else 1.0
        venue.store.append(source.batch([venue.now - 0.5] * 3, [price, price + sign, price + 2 * sign], [1.0] * 3))
    book = book_at(BookFeed(venue.store, spec), venue.now)
    assert levels_of(book.bids) == [(9.0, 1.0), (8.0, 1.0)]
    assert levels_of(book.asks) == [(11.0, 4.0), (12.0, 1.0), (13.0, 1.0)]


def test_a_book_can_be_brought_to_moments_one_after_the_other() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0), (9.0, 1.0), (8.0, 1.0)], [(11.0, 1.0)])
    moments = [venue.now]
    for price in (7.0, 6.0, 5.0):
        moments.append(venue.tell([(price, 1.0)]))
    venue.tell([(10.0, 0.0)])
    feed = BookFeed(venue.store, SPEC)
    counts = [len(book_at(feed, moment, now=venue.now).bids) for moment in moments]
    assert counts == [3, 4, 5, 6]
    assert feed.next_at == venue.now


def test_a_key_nobody_tells_of_does_not_hold_the_other_side_up() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0)])
    venue.store.append(Source(stream="asks", columns=("price", "size")).batch([venue.now], [9.0], [1.0], keys="B"))
    book = book_at(BookFeed(venue.store, SPEC), venue.now)
    assert levels_of(book.bids) == [(10.0, 1.0)]
    assert len(book.asks) == 0


def test_a_feed_without_rows_has_an_empty_book() -> None:
    feed = BookFeed(Store(keep_bytes=1 << 20), SPEC)
    assert np.isnan(book_at(feed, 1.0).mid)
    assert np.isnan(feed.last)


def test_a_feed_that_is_opened_anew_begins_with_an_empty_book() -> None:
    venue = Teller()
    venue.tell([(10.0, 1.0), (9.0, 1.0)], [(11.0, 1.0)])
    feed = BookFeed(venue.store, SPEC)
    book_at(feed, venue.now)
    venue.store.drop_feed("feed")
    assert len(book_at(feed, venue.now).bids) == 0


messages = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 40).map(float), st.sampled_from([0.0, 1.0, 3.0])), max_size=5),
        st.lists(st.tuples(st.integers(41, 80).map(float), st.sampled_from([0.0, 1.0, 3.0])), max_size=5),
    ),
    max_size=30,
)


@given(messages, st.lists(st.integers(0, 30), max_size=5))
@settings(max_examples=40, deadline=None)
def test_a_book_kept_up_with_is_the_one_that_is_read_at_once(
    told: list[tuple[list[tuple[float, float]], list[tuple[float, float]]]], looks: list[int]
) -> None:
    venue = Teller()
    venue.tell([(40.0, 1.0), (39.0, 1.0), (38.0, 1.0), (37.0, 0.0)], [(41.0, 1.0), (42.0, 1.0)])
    kept = BookFeed(venue.store, SPEC)
    for number, (bids, asks) in enumerate(told):
        venue.tell(bids, asks)
        if number in looks:
            book_at(kept, venue.now)
    for feed in (kept, BookFeed(venue.store, SPEC)):
        book = book_at(feed, venue.now)
        plain = {40.0: 1.0, 39.0: 1.0, 38.0: 1.0}
        for bids, _ in told:
            plain.update(dict(bids))
        assert levels_of(book.bids) == sorted(((p, s) for p, s in plain.items() if s), reverse=True)
