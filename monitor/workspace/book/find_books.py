"""The order books among the streams that have rows, found by the names of streams and columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from monitor.core.batch import SeriesKey
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from monitor.workspace.desk.specs.book import BookSpec

__all__ = ["BookStreams", "book_of", "books_in"]

_BID_WORDS = {"bid": "ask", "bids": "asks", "buy": "sell", "buys": "sells"}
_CHANGE_WORDS = frozenset({"change", "changes", "update", "updates", "delta", "deltas", "diff"})
_BOTH_WORDS = frozenset({"book", "books", "orderbook", "depth", "level2", "l2"})
_PRICES = ("price", "px", "p", "rate")
_SIZES = ("size", "qty", "quantity", "amount", "volume", "sz", "q")
_COUNTS = ("count", "orders")


@dataclass(frozen=True, slots=True)
class BookStreams:
    """The streams that make the books of one feed; any key of theirs has one."""

    feed: str
    bids: str
    asks: str
    price: str
    size: str
    count: str = ""
    whole_bids: str = ""
    whole_asks: str = ""

    def holds(self, series: SeriesKey) -> bool:
        """Whether a series is of one of these streams."""
        streams = (self.bids, self.asks, self.whole_bids, self.whole_asks)
        return series.feed == self.feed and series.stream != "" and series.stream in streams

    def spec(self, key: str, *, like: BookSpec) -> BookSpec:
        """The spec of a key's book that is looked at as another one is; its grouping is not taken over."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return msgspec.structs.replace(like, key=key, group=0.0, updates="auto", title="", **fields)


def books_in(store: Store, feed: str) -> list[BookStreams]:
    """The books of a feed. Where changes and whole books come in streams of their own, they make one book."""
    streams = {rows.name: rows for rows in store.streams(feed)}
    pairs = list(_pairs(streams))
    changes = [pair for pair in pairs if _words(pair.bids) & _CHANGE_WORDS]
    wholes = [pair for pair in pairs if pair not in changes]
    if len(changes) == len(wholes) == 1 and (changes[0].price, changes[0].size) == (wholes[0].price, wholes[0].size):
        whole, change = wholes[0], changes[0]
        return [BookStreams(feed, change.bids, change.asks, change.price, change.size, "", whole.bids, whole.asks)]
    return pairs or list(_of_both_sides(streams))


def book_of(store: Store, series: Sequence[SeriesKey], *, like: BookSpec) -> BookSpec | None:
    """The book that the first of these series is of; None when none is of any."""
    for key in series:
        for streams in books_in(store, key.feed):
            if streams.holds(key):
                return streams.spec(key.key, like=like)
    return None


def _pairs(streams: dict[str, StreamRows]) -> Iterator[BookStreams]:
    for name, rows in streams.items():
        for bid, ask in _BID_WORDS.items():
            partner = re.sub(rf"(?<![a-z]){bid}(?![a-z])", ask, name)
            if partner == name or partner not in streams:
                continue
            columns = _columns(rows)
            if columns is not None and set(columns) <= set(streams[partner].columns):
                yield BookStreams(rows.feed, name, partner, *columns)


def _of_both_sides(streams: dict[str, StreamRows]) -> Iterator[BookStreams]:
    """Streams called such as "book" with price, size and number of orders: sides are told by the sign of the size."""
    for name, rows in streams.items():
        columns, count = _columns(rows), _named(rows, _COUNTS)
        if columns is not None and count and _words(name) & _BOTH_WORDS:
            yield BookStreams(rows.feed, name, "", *columns, count)


def _columns(rows: StreamRows) -> tuple[str, str] | None:
    price, size = _named(rows, _PRICES), _named(rows, _SIZES)
    return (price, size) if price and size else None


def _named(rows: StreamRows, names: Sequence[str]) -> str:
    return next((name for name in names if name in rows.columns), "")


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", name.lower()))
