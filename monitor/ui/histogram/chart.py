"""Counts over values: an outline for each series, and marks where its values lie."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from monitor.core.batch import Floats
from monitor.ui.charts.axis import Axis
from monitor.ui.charts.chart import Chart
from monitor.ui.charts.lines import polygon
from monitor.ui.charts.readout import Reading
from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme
from monitor.workspace.analysis.histogram import Bins, Summary
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks
from monitor.workspace.wording import THIN, count, number

__all__ = ["Counted", "HistogramChart"]

_FILL = 46
"""Of 255: so much of the curve's colour lies under its outline."""
_MARK_LINE = 15
_PADDING = 4
_DECADES = 2.0
"""Up to so many powers of ten the counts 2 and 5 of each are written too."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One series in bins. index is that of its colour."""

    index: int
    name: str
    unit: str
    counts: NDArray[np.intp]
    figures: Summary


class HistogramChart(Chart):
    """Shows `counted` in `bins` after `refresh`; log: the counts grow by powers of ten."""

    stacked_legend = True

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.bins: Bins | None = None
        self.counted: Sequence[Counted] = ()
        self.log = False
        self._at = -1

    def height_of(self, counts: NDArray[np.intp]) -> Floats:
        """Counts as the axis has them."""
        heights = counts.astype(np.float64)
        return np.log10(np.maximum(heights, 0.1)) if self.log else heights

    def figure(self, value: float) -> str:
        """A value with as many decimals as the bins can tell apart."""
        if self.bins is None:
            return number(value)
        return number(value, decimals=min(12, max(0, 1 - math.floor(math.log10(self.bins.width) + 1e-9))))

    def y_ticks(self, y: Axis, most: int) -> ValueTicks:
        if not self.log:
            ticks = value_ticks(y.low, y.high, most)
            whole = [(value, label) for value, label in zip(ticks.values, ticks.labels, strict=True) if value % 1 == 0]
            return ValueTicks(tuple(value for value, _ in whole), tuple(label for _, label in whole))
        multiples = (1, 2, 5) if y.high - y.low <= _DECADES else (1,)
        powers = range(max(0, math.floor(y.low)), math.ceil(y.high) + 1)
        every = [multiple * 10**power for power in powers for multiple in multiples]
        shown = [value for value in every if y.low <= math.log10(value) <= y.high]
        return ValueTicks(tuple(math.log10(value) for value in shown), tuple(map(count, shown)))

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        if self.bins is None:
            return
        edges = x.at(np.repeat(self.bins.edges, 2))
        for counted in self.counted:
            tops = y.at(self.height_of(counted.counts))
            ground = float(plot.top() + plot.height())
            corners = np.column_stack((edges, np.concatenate(([ground], np.repeat(tops, 2), [ground]))))
            ink = self.ink.curve(counted.index)
            painter.setPen(QPen(ink, 1.0))
            painter.setBrush(QColor(ink.red(), ink.green(), ink.blue(), _FILL))
            painter.drawPolygon(polygon(np.minimum(corners, 1e6)))
        self._paint_marks(painter, plot, x)

    def read(self, at: QPointF, x: Axis, y: Axis) -> Reading | None:
        if self.bins is None:
            return None
        self._at = self.bins.place(x.value(at.x()))
        return self._said(x, y)

    def read_step(self, by: int, x: Axis, y: Axis) -> Reading | None:
        if self.bins is None or not self.counted:
            return None
        start = int(self.counted[0].counts.argmax())
        self._at = start if not 0 <= self._at < self.bins.number else self._at + by
        self._at = min(max(self._at, 0), self.bins.number - 1)
        return self._said(x, y)

    def _said(self, x: Axis, y: Axis) -> Reading | None:
        bins = self.bins
        if bins is None or not 0 <= self._at < bins.number:
            return None
        low, high = bins.edges[self._at : self._at + 2].tolist()
        several = len(self.counted) > 1
        lines: list[tuple[str, int | None]] = [(self._bin_words(low, high), None)]
        for counted in self.counted:
            share = counted.counts[self._at] / max(1, counted.figures.number)
            words = f"{count(int(counted.counts[self._at]))} ({number(100.0 * share, decimals=1)}{THIN}%)"
            lines.append((f"{counted.name} {words}" if several else words, counted.index if several else None))
        top = max((float(self.height_of(each.counts)[self._at]) for each in self.counted), default=0.0)
        return Reading(x.place((low + high) / 2.0), y.place(top), tuple(lines), ring=False)

    def _bin_words(self, low: float, high: float) -> str:
        bins = self.bins
        units = {counted.unit for counted in self.counted}
        unit = units.pop() if len(units) == 1 else ""
        if bins is not None and bins.shift:
            words = number((low + high) / 2.0, decimals=0)
        else:
            words = f"{self.figure(low)} … {self.figure(high)}"
        return f"{words}{THIN}{unit}" if unit else words

    def _paint_marks(self, painter: QPainter, plot: QRect, x: Axis) -> None:
        """Median, p95 and p99 of one series; of several the medians alone, so that marks stay fewer than bins."""
        font = text_font(11)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        taken = [plot.left()] * 8
        for counted in self.counted:
            figures = counted.figures
            marks = [(self.tr("median"), figures.median), (self.tr("p95"), figures.p95), (self.tr("p99"), figures.p99)]
            for name, value in marks if len(self.counted) == 1 else marks[:1]:
                if math.isfinite(value):
                    self._paint_mark(painter, plot, metrics, taken, (name, value), x, self.ink.curve(counted.index))

    def _paint_mark(
        self,
        painter: QPainter,
        plot: QRect,
        metrics: QFontMetrics,
        taken: list[int],
        mark: tuple[str, float],
        x: Axis,
        colour: QColor,
    ) -> None:
        """A dashed line with its value at the top, in the first line of words that is free there."""
        name, value = mark
        place = round(x.place(value))
        words = f"{name} {self.figure(value)}"
        width = metrics.horizontalAdvance(words) + 2 * _PADDING
        left = place + 1 if place + width < plot.right() else place - width
        row = next((row for row, end in enumerate(taken) if left >= end), len(taken) - 1)
        taken[row] = left + width
        top = plot.top() + row * _MARK_LINE
        painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(place, top, place, plot.bottom())
        box = QRectF(left, top, width, _MARK_LINE)
        painter.fillRect(box, self.ink.panel)
        painter.setPen(self.ink.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
