"""A value outside of the band that the last while has taught."""

import math

import numpy as np

from monitor.alerts.judges.cells import by_cell
from monitor.alerts.judges.series import SeriesJudge
from monitor.alerts.rows import Picked
from monitor.alerts.rule import OutsideBand
from monitor.alerts.segments import Positions
from monitor.alerts.switches import MOST_TURNS, codes_of
from monitor.alerts.turn import Names, Turn
from monitor.alerts.words import figure, title
from monitor.core.batch import Floats

__all__ = ["BandJudge"]

_CELLS = 60
_NARROWEST = 0.05
_ROUNDING = 1e-9
"""Of the mean: what sums of floats may be wrong by, lest a value that never moves be outside of a band of no width."""


class BandJudge(SeriesJudge):
    """Sums of 60 cells anchored to absolute time. A row is held against the cells before its own, never itself.

    Sums are taken of the distance to the key's first value, so that a small spread far from zero is not lost.
    """

    def __init__(self, condition: OutsideBand, *, most: int = MOST_TURNS) -> None:
        super().__init__(condition.series, most=most)
        self._condition = condition
        self._width = max(condition.seconds / _CELLS, _NARROWEST)
        self._cell = -(1 << 62)
        # (cells, places): count, sum and sum of squares.
        self._sums: Floats = np.zeros((3, _CELLS, 0))
        self._anchor: Floats = np.empty(0)
        self._low: Floats = np.empty(0)
        self._high: Floats = np.empty(0)

    def rewind(self, now: float) -> None:
        self._cell = min(self._cell, math.floor(now / self._width))

    def _judge(self, picked: Picked, values: Floats) -> list[Turn]:
        turns: list[Turn] = []
        for cell, part, numbers in by_cell(picked, values, self._width):
            self._enter(cell)
            turns += self._judge_cell(part, numbers)
        return turns

    def _judge_cell(self, picked: Picked, values: Floats) -> list[Turn]:
        """All of these rows lie in the present cell, and have a number."""
        places = picked.places
        low, high = (self._low[places], self._high[places]) if self.keyed else (self._low[0], self._high[0])
        outside = (values < low) | (values > high)
        edges = np.where(values < low, low, high) if outside.any() else None
        turns = self._turns(picked, values, codes_of(outside, ~outside), others=edges)
        if self._switches.behind:
            self._keep(places, values)
        self._learn(places, values)
        return turns

    def _learn(self, places: Positions, values: Floats) -> None:
        new = np.isnan(self._anchor[places])
        if new.any():
            # Of equal places the first assignment must stand, and the last one does.
            self._anchor[places[new][::-1]] = values[new][::-1]
        off = values - self._anchor[places]
        cell = self._sums[:, self._cell % _CELLS]
        # One after the other in the order they came, so that the sums are the same to the last bit in any case.
        for figures, added in zip(cell, (np.ones(len(off)), off, off * off), strict=True):
            np.add.at(figures, places, added)

    def _enter(self, cell: int) -> None:
        """Let `cell` be the present one, and the cells before it the band."""
        if cell <= self._cell:
            return
        for new in range(max(self._cell + 1, cell - _CELLS + 1), cell + 1):
            self._sums[:, new % _CELLS] = 0.0
        self._cell = cell
        count, total, squares = self._sums.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = total / count
            spread = np.sqrt(np.maximum(squares / count - mean * mean, 0.0))
        mean += self._anchor
        reach = self._condition.deviations * spread + _ROUNDING * np.abs(mean)
        known = count >= max(self._condition.least, 1)
        self._low = np.where(known, mean - reach, np.nan)
        self._high = np.where(known, mean + reach, np.nan)

    def _reserve(self, places: int) -> None:
        super()._reserve(places)
        more = len(self._last) - len(self._anchor)
        if more > 0:
            self._sums = np.concatenate((self._sums, np.zeros((3, _CELLS, more))), axis=2)
            unknown = np.full(more, np.nan)
            self._anchor = np.concatenate((self._anchor, unknown))
            self._low = np.concatenate((self._low, unknown))
            self._high = np.concatenate((self._high, unknown))

    def reason(self, turn: Turn, names: Names) -> str:
        what = f"{title(self.series, turn.key)} {figure(turn.value)}"
        if math.isnan(turn.other):
            return f"{what} is outside of its usual band"
        side = "below" if turn.value < turn.other else "above"
        return f"{what} is {side} its usual band, which ends at {figure(turn.other)}"

    def relief(self, turn: Turn, names: Names) -> str:
        return f"{title(self.series, turn.key)} {figure(turn.value)} is back in its usual band"
