"""The samples next to a moment, however far away they are."""

import math

import numpy as np

from monitor.core.batch import Floats
from monitor.store.cells import Between
from monitor.store.level import Level

__all__ = ["number_after", "number_before", "samples_before"]


def samples_before(between: Between, base: Level, time: float) -> tuple[Floats, Floats]:
    """Samples earlier than `time`, the last of all among them; none only where there is none.

    base: the narrowest cells of all samples.
    """
    found = between(math.floor(time / base.width) * base.width, time)
    if len(found[0]):
        return found
    place = base.span(time, time).start
    return _of_cell(between, base, place - 1) if place else found


def number_before(between: Between, base: Level, time: float) -> tuple[float, float]:
    """Time and value of the last number earlier than `time`; NaN where there is none near."""
    return _number(*samples_before(between, base, time), place=-1)


def number_after(between: Between, base: Level, time: float) -> tuple[float, float]:
    """Time and value of the first number later than `time`; NaN where there is none near."""
    return _number(*_samples_after(between, base, time), place=0)


def _samples_after(between: Between, base: Level, time: float) -> tuple[Floats, Floats]:
    cell = math.floor(time / base.width)
    found = between(math.nextafter(time, math.inf), (cell + 1) * base.width)
    if len(found[0]):
        return found
    place = int(base.cells.index.searchsorted(cell, side="right"))
    return _of_cell(between, base, place) if place < len(base) else found


def _of_cell(between: Between, base: Level, place: int) -> tuple[Floats, Floats]:
    index = float(base.cells.index[place])
    return between(index * base.width, (index + 1) * base.width)


def _number(time: Floats, values: Floats, *, place: int) -> tuple[float, float]:
    known = np.flatnonzero(~np.isnan(values))
    return (float(time[known[place]]), float(values[known[place]])) if len(known) else (math.nan, math.nan)
