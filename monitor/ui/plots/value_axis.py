"""An axis of values beside a plot: round values and their labels."""

import math

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.texts import Texts
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.value_ticks import ValueTicks, log_ticks, value_ticks

__all__ = ["ValueAxis"]

_LEAST_WIDTH = 56
_WIDTH_STEP = 8
_APART = (56, 28, 20)
_FEWEST = 3
"""Values are marked nearer to each other where there would be fewer than this."""
_INSET = 8
_MARGIN = 4


class ValueAxis:
    """width: pixels it takes. rows: where its values are, physical pixels from the top of the plot."""

    def __init__(self, *, left: bool = False) -> None:
        self.width = _LEAST_WIDTH
        self.rows: list[int] = []
        self._left = left
        self._fitted: tuple[float, float, bool, int] | None = None
        self._ticks = ValueTicks((), ())
        self._texts = Texts(text_font(11))
        self._labels: list[tuple[int, QPixmap]] = []

    def fit(self, low: float, high: float, height: int, *, log: bool) -> bool:
        """Choose the values to mark on an axis `height` pixels high; tells whether they may have changed."""
        if (low, high, log, height) == self._fitted:
            return False
        self._fitted = (low, high, log, height)
        for apart in _APART:
            self._ticks = (log_ticks if log else value_ticks)(low, high, max(2, height // apart))
            if len(self._ticks.values) >= _FEWEST:
                break
        widest = max((self._texts.width(label) for label in self._ticks.labels), default=0) + 2 * _INSET
        needed = max(_LEAST_WIDTH, math.ceil(widest / _WIDTH_STEP) * _WIDTH_STEP)
        # Shrinks only when much is to be gained, since the plot must not change its width with every range.
        if not self.width - 3 * _WIDTH_STEP <= needed <= self.width:
            self.width = needed
        return True

    def rule(self, scale: Scale, ratio: float, inks: Inks) -> None:
        """Place the values on a scale."""
        self.rows = [scale.row(value) for value in self._ticks.values]
        self._labels = [
            (round(row / ratio), self._texts.picture(label, inks.muted, inks.panel, ratio))
            for row, label in zip(self.rows, self._ticks.labels, strict=True)
        ]

    def draw(self, painter: QPainter, beside: QRect, ratio: float, taken: tuple[int, int]) -> None:
        """Write the labels into the room beside a plot, but none where something else is written."""
        half = self._texts.height // 2
        for row, picture in self._labels:
            y = beside.top() + row - half
            free = y >= taken[1] or y + self._texts.height <= taken[0]
            if free and beside.top() <= y + _MARGIN and y <= beside.bottom() - half:
                width = round(picture.width() / ratio)
                x = beside.right() + 1 - _INSET - width if self._left else beside.left() + _INSET
                painter.drawPixmap(x, y, picture)
