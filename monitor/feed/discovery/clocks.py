"""Which place in the messages is the time of what they tell, and in which unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from monitor.core.batch import Floats
from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.tables import Leaf
from monitor.feed.discovery.vocabulary import NOT_NOW_WORDS, TIME_NAMES, TIME_WORDS, UNIT_WORDS
from monitor.feed.paths import Announced, format_path
from monitor.feed.profile import TimeRule, TimeUnit
from monitor.feed.times import read_times

__all__ = ["Clock", "find_clock", "is_time"]

_EARLIEST, _LATEST = 946_684_800.0, 4_102_444_800.0
"""The years 2000 and 2100. The ranges of s, ms, us and ns do not meet."""

_UNITS: Final[tuple[tuple[TimeUnit, float], ...]] = (("s", 1.0), ("ms", 1e3), ("us", 1e6), ("ns", 1e9))
_MOST_READ = 400
_NEAR = 1.5 * 86_400
_FAR = 400 * 86_400
_AHEAD, _FAR_AHEAD = 5.0, 60.0
"""Our own clock may be behind, so that this counts against a time but does not rule it out."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A place that tells time. `score`: how surely it is the event time of the rows."""

    rule: TimeRule
    leaf: Leaf
    score: float


@dataclass(frozen=True, slots=True)
class _Reading:
    unit: TimeUnit
    rows: list[int]
    seconds: Floats


def find_clock(own: Iterable[Leaf], around: Iterable[Leaf], *, arrivals: Mapping[int, Seen]) -> Clock | None:
    """The best event time for rows, None where receive time must do.

    own, around: leaves inside the rows, and of the messages they are in.
    arrivals:    the message of each row; receive times near 0 are those of a recorder and mean nothing.
    """
    found = [
        clock
        for leaves, nearness in ((own, 1.0), (around, 0.0))
        for leaf in leaves
        if (clock := _judge(leaf, arrivals, nearness)) is not None
    ]
    # Of several as good, the one with the shortest path, and of those the first.
    return max(found, key=lambda clock: (clock.score, -len(clock.leaf.path)), default=None)


def is_time(leaf: Leaf, arrivals: Mapping[int, Seen]) -> bool:
    """Whether the numbers or texts of `leaf` are moments, of whatever kind."""
    reading = _read(leaf)
    if reading is None:
        return False
    ahead = _ahead(reading, arrivals)
    # Seconds could be any count; numbers in the range of milliseconds and finer hardly ever are.
    far = _FAR if reading.unit != "s" else _NEAR
    return _name_weight(leaf) > 0 or (abs(ahead) < far if ahead is not None else reading.unit != "s" and leaf.whole)


def _judge(leaf: Leaf, arrivals: Mapping[int, Seen], nearness: float) -> Clock | None:
    reading = _read(leaf)
    # An empty path would mean that there is no time.
    if reading is None or not leaf.path or isinstance(leaf.path[0], Announced):
        return None
    ahead = _ahead(reading, arrivals)
    name = _name_weight(leaf)
    near = ahead is not None and abs(ahead) < _NEAR
    if not near and name < (2.4 if ahead is not None else 1.5):
        return None
    early = 0.0 if ahead is None else 3.0 * (ahead > _FAR_AHEAD) + 1.0 * (ahead > _AHEAD)
    if (early > 1 and name < 2) or _stands_still(reading, arrivals):
        return None
    messages = {arrivals[row].index for row in reading.rows}
    activity = min(1.0, len(np.unique(reading.seconds)) / len(messages))
    if name <= 0 and activity < 0.3:
        return None
    score = 3.0 * near + name + 2.0 * activity + 0.5 * _fineness(reading.seconds) + nearness - early
    return Clock(TimeRule(format_path(leaf.path), reading.unit), leaf, score)


def _read(leaf: Leaf) -> _Reading | None:
    rows = [row for row, value in leaf.values.items() if value is not None and value != ""]
    rows = rows[:: max(1, len(rows) // _MOST_READ)]
    if not rows or leaf.flags:
        return None
    values = [leaf.values[row] for row in rows]
    numbers = [leaf.numbers[row] for row in rows if row in leaf.numbers]
    unit: TimeUnit | None = _unit(numbers) if len(numbers) == len(values) else "rfc3339"
    if unit is None or (unit == "rfc3339" and not (type(values[0]) is str and values[0][:4].isdigit())):
        return None
    seconds = read_times(values, unit)
    return _Reading(unit, rows, seconds) if _all_plausible(seconds) else None


def _unit(numbers: list[float]) -> TimeUnit | None:
    for unit, per in _UNITS:
        if _EARLIEST * per <= numbers[0] < _LATEST * per:
            return unit
    return None


def _all_plausible(seconds: Floats) -> bool:
    return bool(((seconds >= _EARLIEST) & (seconds < _LATEST)).all())


def _name_weight(leaf: Leaf) -> float:
    words = leaf.name.split()
    if leaf.positional or not words or not NOT_NOW_WORDS.isdisjoint(words):
        return 0.0
    while len(words) > 1 and words[-1] in UNIT_WORDS:
        words.pop()
    known = TIME_NAMES.get(" ".join(words))
    return known if known is not None else 1.2 * (not TIME_WORDS.isdisjoint(words))


def _ahead(reading: _Reading, arrivals: Mapping[int, Seen]) -> float | None:
    """By how much the times are ahead of receiving, in the middle; None where receive times mean nothing."""
    moments = np.array([arrivals[row].received for row in reading.rows])
    if median(moments) < _EARLIEST:
        return None
    return float(np.median(reading.seconds - moments))


def _stands_still(reading: _Reading, arrivals: Mapping[int, Seen]) -> bool:
    """Whether the messages go on while this does not, as with the opening time of a candle."""
    moments = {arrivals[row].index: arrivals[row].received for row in reading.rows}.values()
    if len(moments) < 3 or len(np.unique(reading.seconds)) > 1:
        return False
    return min(moments) < _EARLIEST or max(moments) - min(moments) > 1.5


def _fineness(seconds: Floats) -> int:
    """0 where whole seconds are told, 1 for milliseconds, 2 for finer."""
    micros = np.round(seconds * 1e6)
    if not (micros % 1_000_000).any():
        return 0
    return 1 if not (micros % 1000).any() else 2
