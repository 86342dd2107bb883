import msgspec
import pytest

from monitor.core.batch import SeriesKey
from monitor.store.store import Store
from monitor.workspace.book.find_books import book_of, books_in
from monitor.workspace.desk.specs.book import BookSpec
from tests.helpers.rows import Source

LIKE = BookSpec(view="heat", group=5.0, updates="whole", title="Mine")


def store_with(*streams: tuple[str, tuple[str, ...]]) -> Store:
    store = Store(keep_bytes=1 << 20)
    for name, columns in streams:
        store.append(Source(stream=name, columns=columns).batch([1.0], *([1.0] for _ in columns), keys="BTC"))
    return store


@pytest.mark.parametrize(
    ("bids", "asks"),
    [("book_bid", "book_ask"), ("bids", "asks"), ("bid", "ask"), ("buy", "sell"), ("depth.bids", "depth.asks")],
)
def test_two_streams_named_after_the_sides_are_a_book(bids: str, asks: str) -> None:
    store = store_with((bids, ("price", "size")), (asks, ("price", "size")), ("trade", ("price", "size")))
    (found,) = books_in(store, "feed")
    assert (found.bids, found.asks, found.price, found.size) == (bids, asks, "price", "size")


def test_other_names_of_columns_are_known() -> None:
    (found,) = books_in(store_with(("bids", ("px", "qty")), ("asks", ("px", "qty"))), "feed")
    assert (found.price, found.size) == ("px", "qty")


def test_changes_and_whole_books_in_streams_of_their_own_are_one_book() -> None:
    columns = ("price", "size")
    names = ("book_bid", "book_ask", "bid_change", "ask_change")
    (found,) = books_in(store_with(*((name, columns) for name in names)), "feed")
    assert (found.bids, found.asks) == ("bid_change", "ask_change")
    assert (found.whole_bids, found.whole_asks) == ("book_bid", "book_ask")


def test_a_stream_of_both_sides_is_known_by_its_name_and_its_count_of_orders() -> None:
    (found,) = books_in(store_with(("book", ("price", "count", "size")), ("trade", ("price", "count", "size"))), "feed")
    assert (found.bids, found.asks, found.count) == ("book", "", "count")


@pytest.mark.parametrize(
    "streams",
    [
        [("bids", ("price", "size"))],
        [("bids", ("price", "size")), ("asks", ("price", "other"))],
        [("forbid", ("price", "size")), ("forask", ("price", "size"))],
        [("book", ("price", "size"))],
        [],
    ],
)
def test_anything_else_is_no_book(streams: list[tuple[str, tuple[str, ...]]]) -> None:
    assert books_in(store_with(*streams), "feed") == []


def test_a_series_leads_to_the_book_it_is_of() -> None:
    store = store_with(("bids", ("price", "size")), ("asks", ("price", "size")), ("trade", ("price", "size")))
    series = [SeriesKey("feed", "trade", "BTC", "price"), SeriesKey("feed", "asks", "BTC", "size")]
    found = book_of(store, series, like=LIKE)
    assert found == BookSpec(feed="feed", bids="bids", asks="asks", key="BTC", view="heat")
    assert book_of(store, series[:1], like=LIKE) is None


def test_a_spec_survives_being_written_down() -> None:
    spec = BookSpec(feed="f", bids="b", whole_bids="w", count="n", updates="changes", levels=7)
    assert msgspec.json.decode(msgspec.json.encode(spec), type=BookSpec) == spec
