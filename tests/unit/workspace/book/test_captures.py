"""Books put together from recordings, against what the venues themselves said of them."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from monitor.workspace.book.book import Book
from monitor.workspace.book.book_feed import BookFeed
from monitor.workspace.book.find_books import books_in
from monitor.workspace.desk.specs.book import BookSpec
from tests.helpers.books import Recording
from tests.helpers.order_books import book_at

Best = tuple[float, float]

_SLACK = 1e-5
"""Receive times are kept to about so many seconds."""


def spec_of(recording: Recording, key: str) -> BookSpec:
    """The book the program finds by itself."""
    (streams,) = books_in(recording.store, "feed")
    return streams.spec(key, like=BookSpec())


def played(slug: str, capture: str, key: str, **bounds: int) -> Iterator[tuple[Book, Any]]:
    """The book after each message, and the message; at the end it must be the one that is read at once."""
    recording = Recording(slug, capture, **bounds)
    messages = recording.play()
    spec, end = spec_of(recording, key), messages[-1][0] + 1.0
    feed = BookFeed(recording.store, spec)
    for time, message in messages:
        yield book_at(feed, time + _SLACK, now=end), message
    at_once = book_at(BookFeed(recording.store, spec), end)
    for side, other in zip(_sides(feed.book), _sides(at_once), strict=True):
        np.testing.assert_array_equal(side, other)


def _sides(book: Book) -> Sequence[np.ndarray]:
    return book.bids.price, book.bids.size, book.asks.price, book.asks.size


def best(book: Book) -> Best:
    return book.bids.best, book.asks.best


def test_every_checksum_of_kraken_comes_out_right() -> None:
    def digits(value: float, decimals: int) -> str:
        return f"{value:.{decimals}f}".replace(".", "").lstrip("0")

    checked = 0
    for book, message in played("kraken", "kraken_v2_book.jsonl", "BTC/USD"):
        levels = [pair for side in (book.asks, book.bids) for pair in zip(*side.nearest(10), strict=True)]
        text = "".join(digits(price, 1) + digits(size, 8) for price, size in levels)
        assert zlib.crc32(text.encode()) == message["data"][0]["checksum"]
        checked += 1
    assert checked == 510


@pytest.mark.parametrize("key", ["BTC-USDT", "BTC-USD-220527"])
def test_every_checksum_of_okx_comes_out_right(key: str) -> None:
    written: dict[tuple[str, float], list[str]] = {}
    checked = 0
    for book, message in played("okx", "okx.jsonl", key):
        argument = message.get("arg", {})
        if argument.get("channel") != "books" or argument["instId"] != key or "data" not in message:
            continue
        data = message["data"][0]
        written.update({(name, float(level[0])): level[:2] for name in ("bids", "asks") for level in data[name]})
        sides = [[written[name, price] for price in side.nearest(25)[0]] for name, side in _named(book)]
        text = ":".join(part for place in range(25) for side in sides for part in (side[place : place + 1] or [[]])[0])
        assert zlib.crc32(text.encode()) == data["checksum"] % (1 << 32)
        checked += 1
    assert checked > 90


def _named(book: Book) -> list[tuple[str, Any]]:
    return [("bids", book.bids), ("asks", book.asks)]


def agreement(states: Iterator[tuple[Book, Any]], ticker: Callable[[Any], Best | None]) -> tuple[int, int]:
    """How many tickers agree with the book just before or just after the message that follows; and how many do not."""
    agreed, differed = 0, 0
    told: Best | None = None
    seen: list[Best] = []
    for book, message in states:
        now, fresh = best(book), ticker(message)
        if told is not None:
            seen += [now] if now != seen[-1] else []
            if fresh is not None or len(seen) > 3:
                agreed, differed = agreed + (told in seen), differed + (told not in seen)
                told = None
        if fresh is not None:
            told, seen = fresh, [now]
    return agreed, differed


@pytest.mark.parametrize("key", ["DASH-BTC", "NMR-EUR", "SKL-USD"])
def test_the_best_prices_of_coinbase_are_those_of_its_ticker(key: str) -> None:
    def ticker(message: Any) -> Best | None:
        if message.get("type") != "ticker" or message["product_id"] != key:
            return None
        return float(message["best_bid"]), float(message["best_ask"])

    agreed, differed = agreement(played("coinbase-exchange", "coinbase_exchange.jsonl", key), ticker)
    assert agreed >= 9
    assert differed <= 1, "only the ticker sent on subscribing, of the last trade, may be older than the book"


@pytest.mark.parametrize("key", ["BTC-24SEP21-8000-P", "ETH-30JUL21-2800-C"])
def test_the_best_prices_of_deribit_are_those_of_its_ticker(key: str) -> None:
    def ticker(message: Any) -> Best | None:
        data = message.get("params", {}).get("data", {})
        if "best_bid_price" not in data or data["instrument_name"] != key:
            return None
        return data["best_bid_price"], data["best_ask_price"]

    agreed, differed = agreement(played("deribit", "deribit.jsonl", key), ticker)
    assert agreed >= 5
    assert differed == 0


def test_changes_alone_lead_to_the_best_prices_of_binance() -> None:
    """Without a whole book to begin with, but by the number of its update each quote has its book."""
    quotes: list[tuple[int, float, float]] = []
    books: list[tuple[int, Best]] = []
    for book, message in played("binance-spot", "binance_spot_2024_long.jsonl.gz", "BTCUSDT", most=8000):
        data = message["data"]
        if message["stream"].endswith("@bookTicker"):
            quotes.append((data["u"], float(data["b"]), float(data["a"])))
        elif data.get("e") == "depthUpdate":
            books.append((data["u"], best(book)))
    quotes.sort()
    numbers = np.array([number for number, *_ in quotes])
    compared = [
        quotes[place][1:] == prices
        for number, prices in books[20:]
        if 0 <= (place := int(numbers.searchsorted(number, side="right")) - 1) < len(numbers) - 1
    ]
    assert len(compared) > 300
    assert np.mean(compared) > 0.99


def test_a_book_of_bitfinex_has_its_sides_apart() -> None:
    count = 0
    for book, message in played("bitfinex", "bitfinex.jsonl", "tIOTETH", most=1200):
        if isinstance(message, list) and len(book.bids) and len(book.asks):
            assert book.bids.best < book.asks.best
            count += 1
    assert count > 200
