"""Running figures over rows that are grouped by key, without a loop over the keys."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = ["Groups", "Positions", "before", "grouped"]

Positions: TypeAlias = NDArray[np.intp]

_TWO_BYTES = 1 << 16


class Groups:
    """Rows in the order of their places, each place's in the order they came.

    order: where in the given rows each of the ordered ones stands. first: the ordered rows that begin a group.
    place: of each ordered row. heads and tails: the first and last ordered row of each group.
    """

    def __init__(self, places: Positions) -> None:
        self.order: Positions = grouped(places)
        self.place: Positions = places[self.order]
        starts = np.ones(len(places), np.bool_)
        starts[1:] = self.place[1:] != self.place[:-1]
        self.heads: Positions = np.flatnonzero(starts)
        self.tails: Positions = np.append(self.heads[1:], len(places)) - 1
        lengths = self.tails - self.heads + 1
        self._depth: Positions = np.arange(len(places)) - np.repeat(self.heads, lengths)
        self._longest = int(lengths.max()) if len(lengths) else 0

    def running(self, figure: Callable[[Floats, Floats], Floats], values: Floats, carry: Floats) -> Floats:
        """The least or greatest (`figure` is np.fmin or np.fmax) of each ordered row and those of its group before it.

        carry: (groups,) what to begin each group with, NaN for nothing.
        """
        running = values.copy()
        running[self.heads] = figure(running[self.heads], carry)
        if len(self.heads) == 1 and isinstance(figure, np.ufunc):
            accumulated: Floats = figure.accumulate(running)
            return accumulated
        step = 1
        while step < self._longest:
            reaches = self._depth[step:] >= step
            together = figure(running[step:], running[:-step])
            running[step:][reaches] = together[reaches]
            step *= 2
        return running

    def filled(self, values: Floats, carry: Floats) -> Floats:
        """Each ordered value, and where that is NaN the one before it in its group, `carry` (groups,) before the first.

        Filled in are numbers only; NaN stays where there was none yet.
        """
        filled = values.copy()
        heads = self.heads
        filled[heads] = np.where(np.isnan(filled[heads]), carry, filled[heads])
        source = np.where(np.isnan(filled), -1, np.arange(len(filled)))
        source[heads] = heads
        source = np.maximum.accumulate(source)
        result: Floats = filled[source]
        return result

    def previous(self, values: Floats, carry: Floats) -> Floats:
        """The value of the row before, in its group; `carry` (groups,) for the first."""
        before = np.empty_like(values)
        before[1:] = values[:-1]
        before[self.heads] = carry
        return before


def grouped(places: Positions) -> Positions:
    """The order that brings the rows of each place together, each place's as they came."""
    # numpy sorts numbers of two bytes without comparing them, which takes a fifth of the time.
    small = len(places) > 0 and int(places.max()) < _TWO_BYTES
    return np.argsort(places.astype(np.uint16) if small else places, kind="stable")


def before(places: Positions, said: NDArray[Any], carry: NDArray[Any]) -> NDArray[Any]:
    """What was said before each row by the same place, of rows grouped by place; `carry` by place for the first."""
    earlier = np.empty_like(said)
    earlier[1:] = said[:-1]
    first = np.ones(len(places), np.bool_)
    first[1:] = places[1:] != places[:-1]
    earlier[first] = carry[places[first]]
    return earlier
