"""Several inputs brought to common times: at each moment at which one of them has a sample, the last of each.

Inputs from one source are matched row by row, so that trades of the same millisecond keep their own sizes. Inputs from
several sources are matched by time: one row for each distinct moment, and that only when every input is known up to
it, so that nothing depends on which source was read first.

A sample holds until the next, but no longer than `pace` says: beyond, what is made of it is not defined, and neither is
it before every input has had a sample.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.formulas.pace import Pace
from monitor.formulas.rows import Rows

__all__ = ["Align", "Together"]


class Align:
    """Rows of several inputs, at the union of their times.

    ticked: the inputs come from one source.
    holds: for each input how long a sample holds in seconds, None for as long as is usual.
    """

    def __init__(self, holds: Sequence[float | None], *, ticked: bool) -> None:
        self._ticked = ticked
        self._held = [_Held(hold) for hold in holds]
        self._waiting = [_NOTHING] * len(holds)

    def push(self, inputs: Sequence[Rows]) -> tuple[Rows, list[Floats]]:
        """The common times, without values of their own, and the values of each input at them."""
        upto = min(rows.upto for rows in inputs)
        ready = list(inputs) if self._ticked else self._ready(inputs, upto)
        places = [_places(rows, ticked=self._ticked) for rows in ready]
        common = places[0]
        if all(len(place) == len(common) and (place == common).all() for place in places[1:]) and (
            self._ticked or bool((common[1:] > common[:-1]).all())
        ):
            times = ready[0].times
            values = [held.take(rows) for held, rows in zip(self._held, ready, strict=True)]
        else:
            common, first = np.unique(np.concatenate(places), return_index=True)
            times = np.concatenate([rows.times for rows in ready])[first]
            values = [
                held.at(times, np.searchsorted(place, common, side="right"), rows)
                for held, place, rows in zip(self._held, places, ready, strict=True)
            ]
        ticks = common.astype(np.int64) if self._ticked else None
        return Rows(times, times, ticks, upto), values

    def _ready(self, inputs: Sequence[Rows], upto: float) -> list[Rows]:
        """What is complete of each input; the rest waits."""
        ready = []
        for place, rows in enumerate(inputs):
            known = _joined(self._waiting[place], rows)
            until = int(known.times.searchsorted(upto))
            ready.append(Rows(known.times[:until], known.values[:until], None, upto))
            self._waiting[place] = Rows(known.times[until:], known.values[until:], None, upto)
        return ready


class Together:
    """Rows of several inputs where every one of them has a sample of its own, at the same row or moment."""

    def __init__(self, count: int, *, ticked: bool) -> None:
        self._ticked = ticked
        self._waiting = [_NOTHING] * count

    def push(self, inputs: Sequence[Rows]) -> tuple[Rows, list[Floats]]:
        """The common times, and the values of each input at them."""
        upto = min(rows.upto for rows in inputs)
        known = [_joined(old, rows) for old, rows in zip(self._waiting, inputs, strict=True)]
        if self._ticked:
            places, known = [_places(rows, ticked=True) for rows in inputs], list(inputs)
        else:
            places = [rows.times[: int(rows.times.searchsorted(upto))] for rows in known]
            self._waiting = [
                Rows(rows.times[len(place) :], rows.values[len(place) :], None, upto)
                for rows, place in zip(known, places, strict=True)
            ]
        common = places[0]
        for place in places[1:]:
            common = common[np.isin(common, place)]
        common = np.unique(common)
        # The last of several at one moment; rows of one source are never several.
        found = [np.searchsorted(place, common, side="right") - 1 for place in places]
        values = [rows.values[index] for rows, index in zip(known, found, strict=True)]
        ticks = common.astype(np.int64) if self._ticked else None
        return Rows(known[0].times[found[0]], values[0], ticks, upto), values


def _places(rows: Rows, *, ticked: bool) -> NDArray[Any]:
    """What samples are matched by."""
    return rows.ticks if ticked and rows.ticks is not None else rows.times


def _joined(earlier: Rows, later: Rows) -> Rows:
    """Two blocks of samples as one, without their ticks."""
    if not len(earlier):
        return later
    times = np.concatenate((earlier.times, later.times))
    return Rows(times, np.concatenate((earlier.values, later.values)), None, later.upto)


_NOTHING = Rows(np.empty(0), np.empty(0), None, -np.inf)


class _Held:
    """The last sample of one input."""

    def __init__(self, hold: float | None) -> None:
        self._pace = Pace(hold)
        self._time = math.nan
        self._value = math.nan

    def take(self, rows: Rows) -> Floats:
        """The input has a sample at every common time."""
        self._pace.take(rows.times)
        self._keep(rows)
        return rows.values

    def at(self, times: Floats, behind: NDArray[np.intp], rows: Rows) -> Floats:
        """The value in force at each of `times`; behind: how many of the new samples are not after it."""
        sampled = np.concatenate(((self._time,), rows.times))[behind]
        values = np.concatenate(((self._value,), rows.values))[behind]
        longest = self._pace.take(rows.times)[behind]
        self._keep(rows)
        return np.where(times - sampled <= longest, values, np.nan)

    def _keep(self, rows: Rows) -> None:
        if len(rows):
            self._time, self._value = float(rows.times[-1]), float(rows.values[-1])
