"""The envelope of a series: minimum, maximum, first and last for every span, in levels of ever wider cells.

Cells are anchored to absolute time, so a curve does not shimmer as it moves, a late sample changes its own cell
alone, and the same cells are candles. Widths are 2 ** (4 * power - 2) seconds: 1/4 s times a power of RATIO.
"""

import math
from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Floats
from monitor.store.cells import COUNT, RATIO, SHIFT, Between, Cells, Indices
from monitor.store.level import Level

__all__ = ["Envelope", "fitting_power"]

_FEWEST = 16
"""Samples a base cell must hold on average; it bounds what the cells cost to 4 bytes a sample."""
_MOST = 400
"""Samples a base cell may hold on average. More than RATIO * _FEWEST, so that it does not swing to and fro."""
_FEW_CELLS = 64
_TOP_CELLS = 1024
_FINER = 8
"""Cells of the level to draw from in a pixel, where there is one: an extreme is off by 1/16 pixel at most."""
_LOWEST_POWER, _HIGHEST_POWER = -5, 6


class Envelope:
    """Levels of cells over the samples added, the base level first."""

    def __init__(self, power: int) -> None:
        self._power = min(max(power, _LOWEST_POWER), _HIGHEST_POWER)
        self._levels = [Level(_width(self._power))]
        self._rows = 0

    @property
    def power(self) -> int:
        return self._power

    @property
    def rows(self) -> int:
        """Samples in the cells."""
        return self._rows

    @property
    def levels(self) -> Sequence[Level]:
        return self._levels

    @property
    def base(self) -> Level:
        return self._levels[0]

    @property
    def bytes(self) -> int:
        return sum(level.bytes for level in self._levels)

    @property
    def too_coarse(self) -> bool:
        """Whether the samples have come so dense that a finer envelope should be made of them."""
        return self._power > _LOWEST_POWER and self._rows > _MOST * max(len(self.base), 1)

    def add(self, time: Floats, values: Floats) -> None:
        """Take in samples in order of time, which may be earlier than those taken in before."""
        cells = Cells.of_samples(time, values, self.base.width)
        for level in self._levels:
            level.merge(cells)
            cells = cells.coarser()
        self._rows += len(time)
        while len(self._levels[-1]) > _TOP_CELLS:
            self._add_level()

    def thin(self) -> None:
        """Give up base cells that hold too few samples to be worth their memory."""
        while self._power < _HIGHEST_POWER and len(self.base) > max(_FEW_CELLS, self._rows // _FEWEST):
            self._drop_base()

    def remove(self, time: Floats, held: Between) -> None:
        """Take out samples, given by their times in order; cells that keep others are made anew from `held`."""
        gone = Cells.of_samples(time, time, self.base.width)
        base = self.base.cells
        left = base.fields[COUNT, np.searchsorted(base.index, gone.index)] > gone.fields[COUNT]
        self.base.replace(gone.index, self._remade(gone.index[left], held))
        touched = gone.index
        for finer, level in zip(self._levels, self._levels[1:], strict=False):
            touched = np.unique(touched >> SHIFT)
            level.replace(touched, _parents(finer.cells, touched))
        self._rows -= len(time)

    def level_for(self, step: float) -> Level | None:
        """The level to draw pixels of `step` seconds from; None where its cells are wider: take the samples."""
        for level in reversed(self._levels):
            if level.width * _FINER <= step:
                return level
        return self.base if self.base.width <= step else None

    def _add_level(self) -> None:
        top = self._levels[-1]
        self._levels.append(Level(top.width * RATIO, top.cells.coarser()))

    def _drop_base(self) -> None:
        if len(self._levels) == 1:
            self._add_level()
        del self._levels[0]
        self._power += 1

    def _remade(self, indices: Indices, held: Between) -> Cells:
        if not len(indices):
            return Cells.empty()
        width = self.base.width
        time, values = held(float(indices[0]) * width, float(indices[-1] + 1) * width)
        return _only(Cells.of_samples(time, values, width), indices)


def fitting_power(rows: int, span: float) -> int:
    """The power of the narrowest base cells that hold enough of `rows` samples spread over `span` seconds."""
    if rows < 2 or span <= 0.0:
        return 0
    return math.ceil((math.log2(1.25 * _FEWEST * span / rows) + 2) / 4)


def _width(power: int) -> float:
    return 2.0 ** (4 * power - 2)


def _parents(children: Cells, wanted: Indices) -> Cells:
    start, stop = np.searchsorted(children.index, (wanted[0] << SHIFT, (wanted[-1] + 1) << SHIFT))
    return _only(Cells(children.index[start:stop], children.fields[:, start:stop]).coarser(), wanted)


def _only(cells: Cells, indices: Indices) -> Cells:
    kept = np.isin(cells.index, indices)
    return Cells(cells.index[kept], cells.fields[:, kept])
