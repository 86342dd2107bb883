"""Order books told to a store row by row, for the tests of what is put together from them."""

from collections.abc import Sequence

from monitor.store.store import Store
from monitor.workspace.book.book import Book
from monitor.workspace.book.book_feed import BookFeed
from monitor.workspace.book.side import Side
from monitor.workspace.desk.specs.book import BookSpec
from tests.helpers.rows import START, Source

__all__ = ["SPEC", "Teller", "book_at", "levels_of"]

SPEC = BookSpec(feed="feed", bids="bids", asks="asks", key="A")

Level = tuple[float, float]


class Teller:
    """A venue: tells messages of bids and asks as (price, size), one moment later each."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store(keep_bytes=1 << 26)
        self.now = START
        self._sources = {name: Source(stream=name, columns=("price", "size")) for name in ("bids", "asks")}

    def tell(self, bids: Sequence[Level] = (), asks: Sequence[Level] = (), *, after: float = 1.0) -> float:
        """One message, `after` seconds after the last; when it came."""
        self.now += after
        for name, levels in (("bids", bids), ("asks", asks)):
            if levels:
                prices, sizes = zip(*levels, strict=True)
                self.store.append(self._sources[name].batch([self.now] * len(levels), prices, sizes))
        return self.now


def book_at(feed: BookFeed, moment: float, *, gaps: Sequence[object] = (), now: float | None = None) -> Book:
    """The book, brought to a moment."""
    while not feed.bring_to(moment, gaps, now=moment if now is None else now, most=1000):  # type: ignore[arg-type]
        pass
    return feed.book


def levels_of(side: Side, most: int = 1000) -> list[Level]:
    """The levels of a side, best first."""
    price, size = side.nearest(most)
    return list(zip(price.tolist(), size.tolist(), strict=True))
