"""A market of five instruments that do not exist: trades and an order book of ten levels a side."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from monitor.demo.feeds.noise import Noise
from monitor.demo.feeds.planned import Planned, as_text

__all__ = ["INSTRUMENTS", "LEVELS", "Instrument", "MarketFeed"]

LEVELS = 10

_ID_STEP = 1000
"""Trade ids of one second lie below the next multiple of this."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """What an instrument is like.

    price, tick: the level it moves around, and the smallest step.
    swing:       the share of its price by which it moves within a quarter of an hour.
    trades:      a second, on average. books: snapshots of its order book a second.
    lot:         a usual size.
    """

    symbol: str
    price: float
    tick: float
    swing: float
    trades: float
    books: int
    lot: float


INSTRUMENTS = (
    Instrument("ALDER", 41_250.0, 0.5, 0.006, 20.0, 5, 0.05),
    Instrument("BIRCH", 2_310.0, 0.05, 0.009, 14.0, 5, 0.6),
    Instrument("CEDAR", 148.0, 0.01, 0.014, 9.0, 4, 8.0),
    Instrument("HAZEL", 0.62, 0.0001, 0.02, 5.0, 4, 1500.0),
    Instrument("ROWAN", 17.4, 0.01, 0.003, 0.2, 1, 40.0),
)


class MarketFeed:
    """Trades and books of all instruments, about 70 messages/s; ROWAN is the quiet one."""

    name = "market"
    span = 1.0

    def __init__(self, *, seed: int) -> None:
        self._listings = tuple(_Listing(instrument, seed) for instrument in INSTRUMENTS)

    def block(self, index: int, *, epoch: float) -> Sequence[Planned]:
        planned = [each for listing in self._listings for each in listing.second(index, epoch)]
        # Sorting by time alone keeps the order of what is due at the same time.
        return sorted(planned, key=lambda each: each.due)


class _Listing:
    """One instrument as a function of time."""

    def __init__(self, instrument: Instrument, seed: int) -> None:
        self._of = instrument
        self._noise = Noise(seed, f"market/{instrument.symbol}")
        self._mood = Noise(seed, f"market/{instrument.symbol}/mood")
        self._digits = max(0, -math.floor(math.log10(instrument.tick)))

    def second(self, index: int, epoch: float) -> list[Planned]:
        dice = self._noise.dice(index)
        trades = int(self._of.trades * self._pace(index) + dice.random())
        moments = sorted(index + dice.random() for _ in range(trades))
        planned = [
            Planned(due, self._trade(due, epoch, index * _ID_STEP + place + 1, dice))
            for place, due in enumerate(moments)
        ]
        step = 1.0 / self._of.books
        offset = self._mood.at(-1) * step
        planned += [
            Planned(due, self._book(due, epoch, dice))
            for due in (index + offset + place * step for place in range(self._of.books))
        ]
        return planned

    def _pace(self, time: float) -> float:
        """How busy it is: usually below 1, now and then four times as much for some seconds."""
        return 0.6 + 4.0 * self._mood.smooth(time / 9.0) ** 6

    def _mid(self, time: float) -> float:
        """The price between the sides: a slow walk, and a fast one that comes and goes in clusters."""
        nervous = 0.15 + self._mood.smooth(time / 45.0) ** 3
        slow = self._noise.walk(time, longest=960.0, shortest=30.0)
        fast = self._noise.walk(time, longest=15.0, shortest=0.5) * 0.12 * nervous
        return self._of.price * math.exp(self._of.swing * (slow + fast))

    def _sides(self, time: float) -> tuple[int, int]:
        """Best bid and best ask, in ticks. The spread widens when it is busy."""
        mid = self._mid(time) / self._of.tick
        half = 0.5 + self._pace(time) * 0.4
        bid = math.floor(mid - half)
        return bid, max(bid + 1, math.ceil(mid + half))

    def _price(self, ticks: int) -> float:
        return round(ticks * self._of.tick, self._digits)

    def _size(self, lots: float) -> float:
        """A size with about three digits, never nothing."""
        digits = max(0, 2 - math.floor(math.log10(self._of.lot)))
        return round(max(self._of.lot * lots, 10.0**-digits), digits)

    def _trade(self, time: float, epoch: float, number: int, dice: Random) -> str:
        bid, ask = self._sides(time)
        buys = 0.5 + 0.35 * math.tanh(800.0 * (self._mid(time) / self._mid(time - 3.0) - 1.0))
        bought = dice.random() < buys
        return as_text(
            {
                "type": "trade",
                "symbol": self._of.symbol,
                "time": round((epoch + time) * 1000.0),
                "id": number,
                "price": self._price(ask if bought else bid),
                # Many small ones and a few large ones.
                "size": self._size(_exponential(dice) ** 2),
                "side": "buy" if bought else "sell",
            }
        )

    def _book(self, time: float, epoch: float, dice: Random) -> str:
        bid, ask = self._sides(time)
        return as_text(
            {
                "type": "book",
                "symbol": self._of.symbol,
                "time": round((epoch + time) * 1000.0),
                "bids": [self._level(bid - depth, depth, dice) for depth in range(LEVELS)],
                "asks": [self._level(ask + depth, depth, dice) for depth in range(LEVELS)],
            }
        )

    def _level(self, ticks: int, depth: int, dice: Random) -> tuple[float, float]:
        """Price and size; deeper levels hold more."""
        return self._price(ticks), self._size((1.0 + 0.5 * depth) * (0.3 + _exponential(dice)))


def _exponential(dice: Random) -> float:
    return -math.log(1.0 - dice.random())
