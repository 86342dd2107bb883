"""One side of a book, brought up to any moment from what a stream tells."""

from bisect import bisect_left, insort

import numpy as np

from monitor.workspace.book.habit import Habit
from monitor.workspace.book.side import Side
from monitor.workspace.book.told import Told, message_starts

__all__ = ["SideFeed"]

_BLOCK = 4096
_TRIMMED = 8
"""Levels that are gone through one by one cost as much as so many others."""


class SideFeed:
    """Levels told and not yet applied, and the side they go to.

    whole: each message is the whole side. habit: what the messages speak for.
    depth: the venue sends only so many levels and does not say which fall out behind them; 0: it sends all.
    first: how many levels the first message held that was applied to a side not known; 0 before that.
    """

    def __init__(self, side: Side) -> None:
        self.side = side
        self.whole = False
        self.habit = Habit()
        self.depth = 0
        self.first = 0
        self._waiting = Told.nothing()
        self._incomplete = Told.nothing()

    @property
    def next_at(self) -> float:
        """When the next level that waits was received; infinity when none does."""
        return float(self._waiting.received[0]) if len(self._waiting.price) else np.inf

    @property
    def block_end(self) -> float:
        """Until when the levels that wait are worth applying together; infinity when they are few."""
        block = _BLOCK // _TRIMMED if self.depth else _BLOCK
        return float(self._waiting.received[block]) if len(self._waiting.price) > block else np.inf

    def tell(self, told: Told, *, more: bool) -> None:
        """Levels to be applied after those that wait; with `more` to come the last message may not be complete."""
        told = self._incomplete.then(told)
        self._incomplete = Told.nothing()
        if more and len(told.price):
            last = (told.received == told.received[-1]) & (told.time == told.time[-1])
            cut = 0 if last.all() else len(last) - int(np.argmin(last[::-1]))
            told, self._incomplete = told.part(0, cut), told.part(cut)
        self.habit.look(told)
        self._waiting = self._waiting.then(told)

    def start_over(self) -> None:
        """Forget what waits, and what the side holds. What was learned of the stream stays."""
        self._waiting = self._incomplete = Told.nothing()
        self.clear()

    def clear(self) -> None:
        """The side is not known any more: the next message tells it from the start."""
        self.side.clear()
        self.first = self.depth = 0

    def last_before(self, upto: float) -> float:
        """When the last level was received that waits and came up to a moment; minus infinity when there is none."""
        count = int(self._waiting.received.searchsorted(upto, side="right"))
        return float(self._waiting.received[count - 1]) if count else -np.inf

    def apply(self, upto: float) -> int:
        """Apply what was received up to a moment, to an empty side only the first message; what it cost, in levels."""
        count = int(self._waiting.received.searchsorted(upto, side="right"))
        if not count:
            return 0
        if not self.first:
            starts = message_starts(self._waiting.part(0, count))
            self.first = count = int(starts[1]) if len(starts) > 1 else count
        told, self._waiting = self._waiting.part(0, count), self._waiting.part(count)
        if self.whole:
            told = told.part(int(message_starts(told)[-1]))
            self.side.replace(told.price, told.size, told.received)
        elif self.depth:
            _apply_trimmed(self.side, told, self.depth)
            return count * _TRIMMED
        else:
            self.side.apply(told.price, told.size, told.received)
        return count


def _apply_trimmed(side: Side, told: Told, depth: int) -> None:
    """Apply messages one by one, and after each keep no more levels than the venue does.

    A level that falls out is told anew if it comes back; kept, it would stand in the way, out of date. A message as
    long as the book in which nothing is taken away is the whole of it.
    """
    starts = message_starts(told, turns=False).tolist()
    prices = side.price.tolist()
    held = dict(zip(prices, zip(side.size.tolist(), side.since.tolist(), strict=True), strict=True))
    rows = list(zip(told.price.tolist(), told.size.tolist(), told.received.tolist(), strict=True))
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        message = rows[start:end]
        if len(message) >= depth and all(size for _, size, _ in message):
            prices, held = [], {}
        for price, size, since in message:
            _change(prices, held, price, size, since)
        for price in prices[depth:] if side.rising else prices[:-depth]:
            del held[price]
        prices = prices[:depth] if side.rising else prices[-depth:]
    sizes, sinces = zip(*[held[price] for price in prices], strict=True) if prices else ((), ())
    side.replace(np.array(prices), np.array(sizes), np.array(sinces))


def _change(
    prices: list[float], held: dict[float, tuple[float, float]], price: float, size: float, since: float
) -> None:
    if size > 0.0:
        if price not in held:
            insort(prices, price)
        held[price] = size, since
    elif held.pop(price, None) is not None:
        del prices[bisect_left(prices, price)]
