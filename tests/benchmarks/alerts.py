"""What alert rules cost beside the feeds: 20 rules of every kind over 100 000 rows a second.

python -m tests.benchmarks.alerts
"""

import asyncio
import time
from collections.abc import Callable

import numpy as np

from monitor.alerts.rule import (
    AllOf,
    Change,
    Condition,
    Crossing,
    GapOpen,
    OutsideBand,
    Rule,
    SilentFeed,
    SilentKey,
    Threshold,
)
from monitor.core.batch import Batch, SeriesKey
from monitor.core.clock import ManualClock
from monitor.engine.alerting.alerting import Alerting
from monitor.engine.commands import SetRules
from monitor.engine.messages import Message
from tests.benchmarks.figures import Figure, show

__all__ = ["measure"]

_RATE = 100_000
_BATCHES = 200
"""Batches a second, as the engine hands them over."""
_GATHERED = 10
"""Batches judged together, and beats of so many of those."""
_BEAT = 5
_SECONDS = 10
_START = 1_700_000_000.0


def measure() -> list[Figure]:
    """All figures of alerts."""
    costs = {keys: asyncio.run(_share(keys)) for keys in (1, 100, 5000)}
    return [
        Figure(
            f"20 alert rules, {_RATE:,} rows/s, {keys} keys".replace(",", " "),
            cost * 100.0,
            "% of a core",
            ratio=cost,
            must="0.10 of a core",
            holds=cost < 0.10,
        )
        for keys, cost in costs.items()
    ]


async def _share(keys: int) -> float:
    """The share of a core that judging takes."""
    clock = ManualClock(wall=_START)
    alerting = Alerting(clock=clock, emit=lambda _: None)
    alerting.open_feed("feed", "Feed")
    alerting.execute(SetRules(tuple(_rules())))
    batches = _batches(keys)
    judge: Callable[[], None] = alerting._judge_rows
    started = time.process_time()
    for number, batch in enumerate(batches):
        alerting.observe(batch)
        clock.advance(1.0 / _BATCHES)
        if number % _GATHERED == _GATHERED - 1:
            judge()
        if number % (_GATHERED * _BEAT) == 0:
            alerting.tick()
    spent = time.process_time() - started
    await alerting.stop()
    return spent / _SECONDS


def _batches(keys: int) -> list[Message]:
    """Prices that wander, of keys in no order."""
    random = np.random.default_rng(7)
    rows = _RATE // _BATCHES
    made: list[Message] = []
    for number in range(_SECONDS * _BATCHES):
        at = _START + (number + np.sort(random.random(rows))) / _BATCHES
        values = np.vstack((100.0 + 5.0 * np.sin(at / 3.0) + random.normal(0.0, 0.1, rows), random.random(rows)))
        names = tuple(f"K{key}" for key in range(keys)) if number == 0 else ()
        ids = random.integers(0, keys, rows, np.uint32)
        made.append(Batch("feed", "trades", ("price", "size"), ids, at, at + 0.001, values, 0, names))
    return made


def _rules() -> list[Rule]:
    one, other, every = (SeriesKey("feed", "trades", key, "price") for key in ("K0", "K1", "*"))
    size = SeriesKey("feed", "trades", "*", "size")
    conditions: list[Condition] = [
        *(Threshold(one, "above", 100.0 + step, hysteresis=1.0) for step in range(6)),
        *(Threshold(every, "above", 107.0 + step) for step in range(3)),
        Threshold(size, "below", -1.0),
        Change(one, 0.05, 10.0, relative=True),
        Change(every, 0.2, 5.0, relative=True),
        Crossing(one, other, "up"),
        Crossing(every, one, "down"),
        OutsideBand(one, 60.0),
        OutsideBand(every, 60.0, deviations=8.0),
        SilentKey(every, 5.0),
        SilentFeed("feed", 5.0),
        GapOpen("feed"),
        AllOf((Threshold(every, "above", 104.0), Threshold(size, "above", 2.0))),
    ]
    return [Rule(id=str(n), name=str(n), condition=each, hold_seconds=n % 2) for n, each in enumerate(conditions)]


if __name__ == "__main__":
    show(measure())
