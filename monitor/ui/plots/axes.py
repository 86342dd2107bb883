"""Ticks and labels around a plot: values on the right, time below."""

import math

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.texts import Texts
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.time_ticks import time_ticks
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks

__all__ = ["BELOW", "Axes"]

BELOW = 24
"""Pixels for the labels of the time axis."""

_LEAST_WIDTH = 56
_WIDTH_STEP = 8
_TIME_APART = 88
_VALUES_APART = (56, 28, 20)
_FEWEST_VALUES = 3
"""Values are marked nearer to each other where there would be fewer than this."""
_INSET = 8
_MARGIN = 4
_AHEAD = 4
"""The grid is chosen for the plot and this part of its width more."""


class Axes:
    """Knows where the grid is and writes the labels. `width` is what the value axis takes.

    grid_columns, grid_rows: columns of pixels since 1970 and rows of pixels from the top of the plot, both physical.
    """

    def __init__(self) -> None:
        self.width = _LEAST_WIDTH
        self.grid_columns: list[int] = []
        self.grid_rows: list[int] = []
        self._values = ValueTicks((), ())
        self._texts = Texts(text_font(11))
        self._scale: Scale | None = None
        self._below: list[tuple[int, int, QPixmap]] = []
        self._beside: list[tuple[int, QPixmap]] = []

    def fit(self, low: float, high: float, height: int) -> bool:
        """Choose the values to mark on an axis `height` pixels high; tells whether `width` has changed."""
        for apart in _VALUES_APART:
            self._values = value_ticks(low, high, max(2, height // apart))
            if len(self._values.values) >= _FEWEST_VALUES:
                break
        widest = max((self._texts.width(label) for label in self._values.labels), default=0) + 2 * _INSET
        needed = max(_LEAST_WIDTH, math.ceil(widest / _WIDTH_STEP) * _WIDTH_STEP)
        # Shrinks only when much is to be gained, since the plot must not change its width with every range.
        if self.width - 3 * _WIDTH_STEP <= needed <= self.width:
            return False
        self.width = needed
        return True

    def rule(self, scale: Scale, width: int, ratio: float, inks: Inks) -> bool:
        """Place the grid on a scale for a plot `width` pixels wide; tells whether it had to be chosen anew.

        It is chosen for some time ahead, so that a plot that moves has nothing to choose in most frames.
        """
        moved = scale.moved_from(self._scale)
        if moved is not None and 0 <= moved <= scale.columns // _AHEAD:
            return False
        self._scale = scale
        times = time_ticks(
            scale.t0, scale.t1 + (scale.t1 - scale.t0) / _AHEAD, (width + width // _AHEAD) // _TIME_APART
        )
        self.grid_columns = [scale.column(time) for time in times.times]
        self.grid_rows = [scale.row(value) for value in self._values.values]
        texts, muted, panel = self._texts, inks.muted, inks.panel
        self._below = [
            (column, texts.width(label), texts.picture(label, muted, panel, ratio))
            for column, label in zip(self.grid_columns, times.labels, strict=True)
        ]
        self._beside = [
            (round(row / ratio), texts.picture(label, muted, panel, ratio))
            for row, label in zip(self.grid_rows, self._values.labels, strict=True)
        ]
        return True

    def forget(self) -> None:
        """Choose anew with the next `rule`."""
        self._scale = None

    def draw(self, painter: QPainter, plot: QRect, first: int, ratio: float) -> None:
        """Write the labels around `plot`, whose leftmost column is `first`."""
        half = self._texts.height // 2
        x = plot.right() + 1 + _INSET
        for row, picture in self._beside:
            y = plot.top() + row - half
            if _MARGIN <= y <= plot.bottom() - half:
                painter.drawPixmap(x, y, picture)
        y = plot.bottom() + 1 + (BELOW - self._texts.height) // 2
        right = plot.right() + self.width - _MARGIN
        for column, width, picture in self._below:
            x = round((column - first) / ratio - width / 2)
            if x >= _MARGIN and x + width <= right:
                painter.drawPixmap(x, y, picture)
