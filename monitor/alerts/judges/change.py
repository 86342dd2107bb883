"""A value that has moved by so much within so many seconds."""

import math

import numpy as np

from monitor.alerts.judges.cells import by_cell
from monitor.alerts.judges.series import SeriesJudge
from monitor.alerts.rows import Picked
from monitor.alerts.rule import Change
from monitor.alerts.switches import MOST_TURNS, Codes, codes_of
from monitor.alerts.turn import NEVER, Names, Turn
from monitor.alerts.words import figure, span, title
from monitor.core.batch import Floats

__all__ = ["ChangeJudge"]

_CELLS = 64
_NARROWEST = 0.005
"""Seconds of a cell: however short the span asked for, a block is never cut into more cells than time has."""


class ChangeJudge(SeriesJudge):
    """Compares each value with the least and greatest of the span before it; a value holds until the next one comes.

    Of that span only the extremes of 64 cells are kept, anchored to absolute time: so what is looked back at is
    `seconds` long or a cell less, and the same however the rows were handed over.
    """

    def __init__(self, condition: Change, *, most: int = MOST_TURNS) -> None:
        super().__init__(condition.series, most=most)
        self._condition = condition
        self._width = max(condition.seconds / _CELLS, _NARROWEST)
        self._cell = -(1 << 62)
        # (cells, places); the row of a cell is its number modulo their count.
        self._lows: Floats = np.empty((_CELLS, 0))
        self._highs: Floats = np.empty((_CELLS, 0))
        self._low: Floats = np.empty(0)
        self._high: Floats = np.empty(0)

    def expire(self, now: float) -> list[Turn]:
        if now < self.due:
            return []
        turns = self._pass_to(max(math.floor(now / self._width), self._cell + 1))
        self._see_due()
        return turns

    def rewind(self, now: float) -> None:
        self._cell = min(self._cell, math.floor(now / self._width))
        self._see_due()

    def _judge(self, picked: Picked, values: Floats) -> list[Turn]:
        turns: list[Turn] = []
        for cell, part, numbers in by_cell(picked, values, self._width):
            turns += self._pass_to(cell)
            turns += self._judge_cell(part, numbers)
        self._see_due()
        return turns

    def _judge_cell(self, picked: Picked, values: Floats) -> list[Turn]:
        """All of these rows lie in the present cell, and have a number."""
        groups = picked.groups()
        at = groups.place[groups.heads]
        ordered = values[groups.order]
        low = groups.running(np.fmin, ordered, self._low[at])
        high = groups.running(np.fmax, ordered, self._high[at])
        slot = self._cell % _CELLS
        self._low[at], self._high[at] = low[groups.tails], high[groups.tails]
        least, greatest = np.fmin.reduceat(ordered, groups.heads), np.fmax.reduceat(ordered, groups.heads)
        self._lows[slot, at] = np.fmin(self._lows[slot, at], least)
        self._highs[slot, at] = np.fmax(self._highs[slot, at], greatest)
        self._last[at] = ordered[groups.tails]
        codes = np.empty(len(values), np.int8)
        others = np.empty(len(values))
        codes[groups.order], others[groups.order] = self._moved(ordered, low, high)
        return self._turns(picked, values, codes, others=others)

    def _moved(self, values: Floats, low: Floats, high: Floats) -> tuple[Codes, Floats]:
        """Whether each value has moved far enough, and the extreme it has come from."""
        rise, fall = values - low, high - values
        if self._condition.relative:
            with np.errstate(divide="ignore", invalid="ignore"):
                rise, fall = rise / np.abs(low), fall / np.abs(high)
        rose, fell = rise >= self._condition.amount, fall >= self._condition.amount
        match self._condition.direction:
            case "up":
                holds, origin = rose, low
            case "down":
                holds, origin = fell, high
            case "either":
                holds, origin = rose | fell, np.where(rise >= fall, low, high)
        return codes_of(holds, ~holds), origin

    def _pass_to(self, cell: int) -> list[Turn]:
        """Enter every cell up to this one in which something can turn, then this one."""
        turns: list[Turn] = []
        # After as many cells as there are, nothing is left that could turn.
        furthest = min(cell, self._cell + _CELLS)
        while self._cell < furthest and self._switches.any_on():
            turns += self._enter(self._cell + 1)
        if self._cell < cell:
            self._enter(cell)
        return turns

    def _enter(self, cell: int) -> list[Turn]:
        """Let `cell` be the present one: the oldest are forgotten, and in those since each last value held."""
        for new in range(max(self._cell + 1, cell - _CELLS + 1), cell + 1):
            self._lows[new % _CELLS] = self._last
            self._highs[new % _CELLS] = self._last
        self._cell = cell
        self._low = np.fmin.reduce(self._lows, axis=0)
        self._high = np.fmax.reduce(self._highs, axis=0)
        return self._ended()

    def _ended(self) -> list[Turn]:
        """What no longer holds because the span has moved on."""
        places = self._switches.places_on()
        if not len(places):
            return []
        values = self._last[places]
        codes, others = self._moved(values, self._low[places], self._high[places])
        at = self._cell * self._width
        turned = self._switches.take(places, codes)
        names = self.places.names
        return [
            Turn(at, -1, names[places[row]], bool(codes[row] > 0), float(values[row]), float(others[row]))
            for row in turned.tolist()
        ]

    def _see_due(self) -> None:
        self.due = (self._cell + 1) * self._width if self._switches.any_on() else NEVER

    def _reserve(self, places: int) -> None:
        super()._reserve(places)
        more = len(self._last) - len(self._low)
        if more > 0:
            unknown = np.full((_CELLS, more), np.nan)
            self._lows = np.concatenate((self._lows, unknown), axis=1)
            self._highs = np.concatenate((self._highs, unknown), axis=1)
            self._low = np.concatenate((self._low, unknown[0]))
            self._high = np.concatenate((self._high, unknown[0]))

    def reason(self, turn: Turn, names: Names) -> str:
        within = f"within {span(self._condition.seconds)}"
        if math.isnan(turn.other):
            return f"{title(self.series, turn.key)} {figure(turn.value)} has moved {within}"
        moved = turn.value - turn.other
        way = "risen" if moved >= 0.0 else "fallen"
        much = figure(abs(moved))
        if self._condition.relative and turn.other:
            much = f"{figure(round(abs(moved / turn.other) * 100.0, 3))}\N{FOUR-PER-EM SPACE}%"
        return f"{title(self.series, turn.key)} has {way} by {much} to {figure(turn.value)} {within}"

    def relief(self, turn: Turn, names: Names) -> str:
        return f"{title(self.series, turn.key)} {figure(turn.value)} no longer moves as much"
