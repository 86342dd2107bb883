"""A book brought up to any moment from the rows of the store.

What rows do not say is found out or decided: whether a message is a whole side or what has changed (Habit); how deep
the book is, where both sides begin with the same number of levels; and that nothing is known any more once the feed
has lost messages, until the next one tells the book anew or changes tell it level by level. Times are those of
receipt: the order of arrival is what a book goes by, and gaps are told in it too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from monitor.core.gap import Gap
from monitor.store.row_cursor import RowCursor, Rows
from monitor.store.store import Store
from monitor.workspace.book.book import Book
from monitor.workspace.book.side_feed import SideFeed
from monitor.workspace.book.told import Told, sides_of, told_of
from monitor.workspace.desk.specs.book import BookSpec

__all__ = ["BookFeed"]

_ROWS_AT_ONCE = 65_536
_READING = 16
"""Rows that are read cost as much as one level that is applied."""
_LEAST_DEPTH = 5
"""Both sides begin with so many levels or more, and equally many: the venue keeps no more than these."""


@dataclass(slots=True)
class _Source:
    """A stream, and the feeds of the sides it tells of: one, or both (by the sign of the size)."""

    name: str
    feeds: tuple[SideFeed, ...]
    cursor: RowCursor | None = None
    read_upto: float = -np.inf

    @property
    def known_upto(self) -> float:
        """Until when all that was received is with the feeds."""
        return np.inf if self.cursor is None or self.cursor.caught_up else self.read_upto


class BookFeed:
    """The book a spec names.

    at: the moment it stands at. last: when the last level that was applied was received; NaN while there was none.
    generation: grows when all is begun anew, so that what was made of the book before is void.
    """

    def __init__(self, store: Store, spec: BookSpec) -> None:
        self.book = Book()
        self.generation = 0
        self.at = -np.inf
        self.last = np.nan
        self._spec = spec
        self._store = store
        self._columns = (spec.price, spec.size, *((spec.count,) if spec.count else ()))
        self._sources = tuple(self._made(spec))
        self._feeds = tuple(feed for source in self._sources for feed in source.feeds)
        self._losses: list[float] = []
        self._gaps_seen: set[float] = set()
        self._newest_gap: tuple[int, float] = (0, np.nan)

    @property
    def next_at(self) -> float:
        """When the next level that waits to be applied was received; infinity when none does."""
        return min(feed.next_at for feed in self._feeds)

    @property
    def whole(self) -> bool:
        """Whether each message is taken for a whole side."""
        return self._feeds[-1].whole

    def bring_to(self, moment: float, gaps: Sequence[Gap], *, now: float, most: int) -> int:
        """Apply what was received up to a moment, about `most` levels of it; how much of `most` is left.

        The moment has been reached when anything is left; else another call goes on. now: the present, which no
        receive time is later than.
        """
        self._note(gaps)
        while most > 0:
            most -= self._fill(now)
            loss = self._losses[0] if self._losses else np.inf
            known = min(source.known_upto for source in self._sources)
            upto = min(moment, loss, known, *(feed.block_end for feed in self._feeds))
            cost = self._apply(upto)
            most -= cost
            if not cost and upto == loss:
                self._lose()
            elif not cost and upto == moment:
                self.at = max(self.at, moment)
                return max(most, 1)
        return 0

    # --- reading --------------------------------------------------------------------------------------------------

    def _made(self, spec: BookSpec) -> Iterator[_Source]:
        """Where whole sides come in streams of their own, they are applied first, like changes to a side not known."""
        bids, asks = self.book.bids, self.book.asks
        for name, side in ((spec.whole_bids, bids), (spec.whole_asks, asks)):
            if name:
                yield _Source(name, (SideFeed(side),))
        feeds = SideFeed(bids), SideFeed(asks)
        if not spec.asks:
            yield _Source(spec.bids, feeds)
            return
        yield _Source(spec.bids, feeds[:1])
        yield _Source(spec.asks, feeds[1:])

    def _fill(self, now: float) -> int:
        """Read on where nothing waits; what that cost."""
        cost = 0
        for source in self._sources:
            stream = self._store.stream(self._spec.feed, source.name)
            if stream is not (None if source.cursor is None else source.cursor.stream):
                self._begin_anew()
                source.cursor = None if stream is None else RowCursor(stream, self._spec.key, self._columns)
            idle = all(feed.next_at == np.inf for feed in source.feeds)
            if source.cursor is not None and idle and not source.cursor.caught_up:
                cost += _ROWS_AT_ONCE // _READING
                self._read(source, source.cursor, now)
        return cost

    def _read(self, source: _Source, cursor: RowCursor, now: float) -> None:
        for rows in cursor.read(_ROWS_AT_ONCE):
            received = np.maximum(np.maximum.accumulate(np.minimum(rows.received, now)), source.read_upto)
            source.read_upto = float(received[-1])
            told = _told(Rows(received, *rows[1:]), sides=len(source.feeds))
            more = not cursor.caught_up
            for feed, part in zip(source.feeds, told, strict=True):
                feed.tell(part, more=more)
        self._judge()

    def _judge(self) -> None:
        """Decide by both sides together what messages are, and when that turns out wrong, begin anew."""
        updates = "changes" if len(self._feeds) > 2 else self._spec.updates
        whole = updates == "whole"
        if updates == "auto":
            whole = all(feed.habit.speaks_for_whole for feed in self._feeds)
        if whole != self.whole:
            for feed in self._feeds:
                feed.whole = whole
            if self.at > -np.inf:
                self._begin_anew()

    def _begin_anew(self) -> None:
        """Forget everything but what was learned of the streams, and read them from their oldest row."""
        for source in self._sources:
            source.read_upto = -np.inf
            if source.cursor is not None:
                source.cursor.rewind()
            for feed in source.feeds:
                feed.start_over()
        self.at = -np.inf
        self.last = np.nan
        self._losses = sorted(self._gaps_seen)
        self.generation += 1
        self.book.version += 1

    # --- applying -------------------------------------------------------------------------------------------------

    def _apply(self, upto: float) -> int:
        received = max((feed.last_before(upto) for feed in self._feeds), default=-np.inf)
        cost = sum(feed.apply(upto) for feed in self._feeds)
        if cost:
            bids, asks = self._feeds[-2:]
            if len(self._feeds) == 2 and bids.first == asks.first >= _LEAST_DEPTH and not self.whole:
                bids.depth = asks.depth = bids.first
            self.book.uncross()
            self.book.version += 1
            self.last = received
            self.at = max(self.at, received)
        return cost

    def _lose(self) -> None:
        """Here messages were lost: what the book was before says nothing any more."""
        self.at = max(self.at, self._losses.pop(0))
        for feed in self._feeds:
            feed.clear()
        self.book.version += 1

    def _note(self, gaps: Sequence[Gap]) -> None:
        """Take up gaps not known of yet. One that is told only after what came behind it means to begin anew."""
        newest = (len(gaps), gaps[-1].start) if gaps else (0, np.nan)
        if newest == self._newest_gap:
            return
        self._newest_gap = newest
        fresh = {gap.start for gap in gaps if gap.end is None or gap.end > gap.start} - self._gaps_seen
        self._gaps_seen |= fresh
        self._losses = sorted({*self._losses, *fresh})
        if any(start < self.last for start in fresh):
            self._begin_anew()


def _told(rows: Rows, *, sides: int) -> tuple[Told, ...]:
    return sides_of(rows) if sides == 2 else (told_of(rows),)
