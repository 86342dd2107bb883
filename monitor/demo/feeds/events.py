"""The log of a small plant: what happened where, how bad it was and how long it took."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

from monitor.demo.feeds.noise import Noise
from monitor.demo.feeds.planned import Planned, as_text

__all__ = ["LEVELS", "EventsFeed"]

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
"""Severity by level."""


class _Happening(NamedTuple):
    level: str
    source: str
    text: str
    milliseconds: float
    """How long it usually takes."""


_CALM = (
    _Happening("debug", "gateway", "polled 48 registers", 12.0),
    _Happening("debug", "historian", "wrote a block of samples", 35.0),
    _Happening("info", "press 1", "cycle finished", 4200.0),
    _Happening("info", "press 2", "cycle finished", 4650.0),
    _Happening("info", "conveyor", "pallet handed over", 900.0),
    _Happening("info", "pump 1", "set point reached", 2500.0),
    _Happening("warning", "press 2", "oil is warmer than usual", 60.0),
)
_TROUBLED = (
    _Happening("warning", "gateway", "answer came late", 850.0),
    _Happening("warning", "conveyor", "light barrier is dirty", 40.0),
    _Happening("error", "press 2", "cycle stopped by the guard", 15000.0),
    _Happening("error", "historian", "disk answered slowly, block written again", 2600.0),
)

_MOST = 9
"""Events in the busiest block."""


class EventsFeed:
    """About one event in two seconds. Every few minutes something goes wrong and there are more of them."""

    name = "events"
    span = 10.0

    def __init__(self, *, seed: int) -> None:
        self._noise = Noise(seed, "events")

    def block(self, index: int, *, epoch: float) -> Sequence[Planned]:
        dice = self._noise.dice(index)
        trouble = self._noise.smooth(index / 6.0) ** 4
        events = min(_MOST, int(4.0 + 6.0 * trouble + dice.random()))
        moments = sorted(self.span * (index + dice.random()) for _ in range(events))
        return [Planned(due, _event(due, epoch, trouble, dice)) for due in moments]


def _event(due: float, epoch: float, trouble: float, dice: Random) -> str:
    kinds = _TROUBLED if dice.random() < trouble else _CALM
    kind = kinds[int(dice.random() * len(kinds))]
    stretch = math.exp(0.8 * (dice.random() + dice.random() - 1.0))
    return as_text(
        {
            "time": datetime.fromtimestamp(epoch + due, UTC).isoformat(timespec="milliseconds"),
            "level": kind.level,
            "severity": LEVELS[kind.level],
            "source": kind.source,
            "text": kind.text,
            "duration_ms": round(kind.milliseconds * stretch, 1),
        }
    )
