"""Two series side by side: whenever a row of either comes, the newest value of both."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.alerts.places import Places, Selection
from monitor.alerts.rows import Block, StreamName
from monitor.alerts.segments import Groups, Positions
from monitor.alerts.words import ANY
from monitor.core.batch import Floats, SeriesKey

__all__ = ["Meetings", "Pairs"]


@dataclass(frozen=True, slots=True)
class Meetings:
    """The moments at which either value was new, in order; NaN where a series has had none yet."""

    at: Floats
    order: Positions
    places: Positions
    one: Floats
    other: Floats

    def chosen(self, rows: "NDArray[np.bool_] | Positions") -> "Meetings":
        """Some of them."""
        return Meetings(self.at[rows], self.order[rows], self.places[rows], self.one[rows], self.other[rows])


class Pairs:
    """With "*" for both keys, each key meets itself; with "*" for the first alone, each meets the one other series,
    when a row of the key comes. Of two keys, the only pair stands in place 0.
    """

    def __init__(self, one: SeriesKey, other: SeriesKey) -> None:
        self.places = Places(one.key)
        self.streams: Sequence[StreamName] = tuple(dict.fromkeys(((one.feed, one.stream), (other.feed, other.stream))))
        self._series = (one, other)
        self._apart = self.places.keyed and other.key != ANY
        others = self.places if other.key == ANY else Places(other.key)
        self._selections = (Selection(self.places, one.key), Selection(others, other.key))
        self._one: Floats = np.empty(0)
        self._other: Floats = np.full(1, np.nan)

    def newest(self, place: int) -> tuple[float, float]:
        """Both values of a place now."""
        return float(self._one[place]), float(self._other[0 if self._apart else place])

    def take(self, block: Block) -> Meetings:
        """What these rows bring, moments with only one of the values included."""
        events = _together(self._events(block, which=1), self._events(block, which=0))
        self._reserve(len(self.places))
        if not len(events.at):
            return events
        return self._filled_apart(events) if self._apart else self._filled(events)

    def _events(self, block: Block, *, which: int) -> Meetings:
        """The rows of one series; the other one's values are NaN."""
        series = self._series[which]
        rows = block.get((series.feed, series.stream))
        if rows is None or series.column not in rows.columns:
            nothing = np.empty(0)
            return Meetings(nothing, np.empty(0, np.intp), np.empty(0, np.intp), nothing, nothing)
        picked = self._selections[which].rows(rows)
        values = picked.column(series.column)
        places = picked.places
        if which == 1 and self._apart:
            places = np.full(len(places), -1, np.intp)
        unknown = np.full(len(values), np.nan)
        one, other = (values, unknown) if which == 0 else (unknown, values)
        events = Meetings(picked.at, picked.order, places, one, other)
        numbers = ~np.isnan(values)
        return events if numbers.all() else events.chosen(numbers)

    def _filled(self, events: Meetings) -> Meetings:
        groups = Groups(events.places)
        at = groups.place[groups.heads]
        ones = groups.filled(events.one[groups.order], self._one[at])
        others = groups.filled(events.other[groups.order], self._other[at])
        self._one[at], self._other[at] = ones[groups.tails], others[groups.tails]
        one, other = np.empty(len(ones)), np.empty(len(ones))
        one[groups.order], other[groups.order] = ones, others
        filled = Meetings(events.at, events.order, events.places, one, other)
        # Where one row brings both values, only the second of its two events shows the pair as it is.
        twice = events.order[1:] == events.order[:-1]
        return filled.chosen(np.append(~twice, True)) if twice.any() else filled

    def _filled_apart(self, events: Meetings) -> Meetings:
        everything = Groups(np.zeros(len(events.at), np.intp))
        other = everything.filled(events.other, self._other)
        self._other[0] = other[-1]
        ours = events.places >= 0
        self._one[events.places[ours]] = events.one[ours]
        return Meetings(events.at, events.order, events.places, events.one, other).chosen(ours)

    def _reserve(self, places: int) -> None:
        more = max(places, 2 * len(self._one)) - len(self._one)
        if places > len(self._one):
            self._one = np.concatenate((self._one, np.full(more, np.nan)))
            if not self._apart:
                self._other = np.concatenate((self._other[: len(self._one) - more], np.full(more, np.nan)))


def _together(other: Meetings, one: Meetings) -> Meetings:
    """Both in order of time; of one row, the other series first."""
    if not (len(one.at) and len(other.at)):
        return one if len(one.at) else other
    at, order, places, left, right = (
        np.concatenate((getattr(other, name), getattr(one, name))) for name in ("at", "order", "places", "one", "other")
    )
    return Meetings(at, order, places, left, right).chosen(np.lexsort((order, at)))
