"""Frequencies over time, their strength as colour."""

import math
from datetime import tzinfo

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QWidget

from monitor.ui.charts.axis import Axis
from monitor.ui.charts.chart import Chart
from monitor.ui.charts.colour_map import COLOURS, colour_map
from monitor.ui.charts.readout import Reading
from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme
from monitor.workspace.analysis.frequency_words import frequency, frequency_scale
from monitor.workspace.analysis.names import with_unit
from monitor.workspace.plotting.time_ticks import moment, time_ticks
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks

__all__ = ["SpectrogramChart"]

_LOUDEST, _QUIETEST = 99.8, 40.0
"""Of a hundred levels so many are below the strongest colour and the weakest."""
_MOST_SPAN = 80.0
_LEAST_SPAN = 20.0
_TREMBLE = 3.0
"""The colours stay while the levels have moved by less than so many dB."""
_BAR_WIDTH, _BAR_HEIGHT = 96, 8
_BAR_GAP = 8


class SpectrogramChart(Chart):
    """Shows `show_levels` after `refresh`.

    first: the column at the left, hop: seconds a column; column i ends at i * hop seconds since 1970.
    """

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.zone: tzinfo | None = None
        self._levels: NDArray[np.float32] = np.empty((0, 0), np.float32)
        self._first, self._hop, self._highest = 0, 1.0, 1.0
        self._quiet, self._loud = math.nan, math.nan
        self._at: tuple[int, int] | None = None
        self._colours = colour_map(theme)

    @property
    def time_read(self) -> float | None:
        """The moment of the place that is read."""
        return None if self.reading is None or self._at is None else (self._first + self._at[0] - 0.5) * self._hop

    def set_theme(self, theme: Theme) -> None:
        self._colours = colour_map(theme)
        super().set_theme(theme)

    def forget_levels(self) -> None:
        """Choose the colours anew with the next levels."""
        self._quiet = self._loud = math.nan
        self._at = None

    def show_levels(self, levels: NDArray[np.float32], *, first: int, hop: float, highest: float) -> None:
        """dB (columns, rows), NaN where there is nothing, from 0 Hz up to `highest`."""
        self._levels, self._first, self._hop, self._highest = levels, first, hop, highest
        known = levels[np.isfinite(levels)]
        if len(known):
            quiet, loud = np.percentile(known, (_QUIETEST, _LOUDEST)).tolist()
            quiet = min(max(quiet, loud - _MOST_SPAN), loud - _LEAST_SPAN)
            if not (abs(quiet - self._quiet) < _TREMBLE and abs(loud - self._loud) < _TREMBLE):
                self._quiet, self._loud = quiet, loud

    def x_ticks(self, x: Axis, most: int) -> ValueTicks:
        ticks = time_ticks(x.low, x.high, most, zone=self.zone)
        return ValueTicks(ticks.times, ticks.labels)

    def y_ticks(self, y: Axis, most: int) -> ValueTicks:
        step, _ = frequency_scale(y.high)
        ticks = value_ticks(y.low / step, y.high / step, most)
        return ValueTicks(tuple(value * step for value in ticks.values), ticks.labels)

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        columns, rows = self._levels.shape
        if not columns or math.isnan(self._loud):
            return
        share = (self._levels - self._quiet) / (self._loud - self._quiet)
        known = np.isfinite(share)
        inked = np.where(known, 1 + np.clip(np.where(known, share, 0.0), 0.0, 1.0) * (COLOURS - 2), 0).astype(np.uint8)
        # Rows of the picture from the top, each as wide as Qt wants them.
        pixels = np.zeros((rows, (columns + 3) // 4 * 4), np.uint8)
        pixels[:, :columns] = inked.T[::-1]
        image = QImage(pixels.data, columns, rows, pixels.shape[1], QImage.Format.Format_Indexed8)
        image.setColorTable(self._colours)
        left, right = x.place((self._first - 1) * self._hop), x.place((self._first + columns - 1) * self._hop)
        painter.drawImage(QRectF(left, plot.top(), right - left, plot.height()), image, QRectF(0, 0, columns, rows))

    def paint_head(self, painter: QPainter, box: QRect) -> int:
        """What the colours stand for, at the right above the picture."""
        if math.isnan(self._loud):
            return 0
        font = text_font(11)
        metrics = QFontMetrics(font)
        low, high = (with_unit(level, "dB", decimals=0) for level in (self._quiet, self._loud))
        right = box.right() - metrics.horizontalAdvance(high)
        bar = QRect(right - _BAR_GAP - _BAR_WIDTH, box.center().y() - _BAR_HEIGHT // 2, _BAR_WIDTH, _BAR_HEIGHT)
        painter.setFont(font)
        painter.setPen(self.ink.muted)
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, middle, high)
        painter.drawText(box.adjusted(0, 0, bar.left() - _BAR_GAP - box.right(), 0), middle, low)
        ramp = np.arange(COLOURS, dtype=np.uint8)
        image = QImage(ramp.data, COLOURS, 1, COLOURS, QImage.Format.Format_Indexed8)
        image.setColorTable(self._colours)
        painter.drawImage(bar, image)
        return box.right() - bar.left() + metrics.horizontalAdvance(low) + 3 * _BAR_GAP

    def read(self, at: QPointF, x: Axis, y: Axis) -> Reading | None:
        columns, rows = self._levels.shape
        if not columns:
            return None
        column = math.ceil(x.value(at.x()) / self._hop) - self._first
        self._at = min(max(column, 0), columns - 1), min(max(int(y.value(at.y()) / self._highest * rows), 0), rows - 1)
        return self._said(x, y)

    def read_step(self, by: int, x: Axis, y: Axis) -> Reading | None:
        columns = len(self._levels)
        if not columns:
            return None
        column = columns - 1 if self._at is None else min(max(self._at[0] + by, 0), columns - 1)
        level = self._levels[column]
        self._at = column, int(np.nanargmax(level)) if np.isfinite(level).any() else 0
        return self._said(x, y)

    def _said(self, x: Axis, y: Axis) -> Reading | None:
        if self._at is None or self._at[0] >= self._levels.shape[0] or self._at[1] >= self._levels.shape[1]:
            return None
        column, row = self._at
        end = (self._first + column) * self._hop
        hertz = (row + 0.5) * self._highest / self._levels.shape[1]
        level = float(self._levels[column, row])
        words = with_unit(level, "dB", decimals=1) if math.isfinite(level) else self.tr("no samples")
        lines = ((moment(end, 0.1, zone=self.zone), None), (frequency(hertz), None), (words, None))
        return Reading(x.place(end - self._hop / 2), y.place(hertz), lines)
