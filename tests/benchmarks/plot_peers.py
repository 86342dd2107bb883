"""What our plots are measured against: a bare QPainter, and stock pyqtgraph in three ways."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from monitor.ui.fonts import text_font
from monitor.ui.theme import load_theme

__all__ = ["BarePlot", "FollowingStockPlot", "MovingStockPlot", "StockPlot"]

_THEME = load_theme("dark")


class BarePlot(QWidget):
    """Grid, labels and curves, all of it drawn anew each frame, from arrays that need only be moved."""

    def __init__(self, series: int) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._series = series
        self._data = np.random.default_rng(2).normal(size=(series, 4096)).cumsum(axis=1)
        self._shift = 0
        self.setFont(text_font(11))

    def step(self) -> None:
        self._shift += 1
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(_THEME.panel))
        width, height = self.width() - 56, self.height() - 52
        self._axes(painter, width, height)
        x = np.arange(2 * width) / 2.0
        for index in range(self._series):
            values = np.take(self._data[index], np.arange(self._shift, self._shift + 2 * width), mode="wrap")
            y = 28 + height / 2 - values * 1.5
            painter.setPen(QPen(QColor(_THEME.series[index % 5]), 1))
            painter.drawPolyline(pg.functions.arrayToQPolygonF(x, y))
        painter.end()

    def _axes(self, painter: QPainter, width: int, height: int) -> None:
        painter.setPen(QColor(_THEME.line))
        rows, columns = range(28, 28 + height, 56), range(100 - self._shift % 100, width, 100)
        for y in rows:
            painter.drawLine(0, y, width, y)
        for x in columns:
            painter.drawLine(x, 28, x, 28 + height)
        painter.setPen(QColor(_THEME.muted))
        for y in rows:
            painter.drawText(width + 8, y - 8, 48, 16, Qt.AlignmentFlag.AlignLeft, f"{64_000 + y}")
        for x in columns:
            painter.drawText(x - 30, 28 + height + 4, 60, 16, Qt.AlignmentFlag.AlignCenter, "14:05:00")
        painter.drawText(12, 4, width, 20, Qt.AlignmentFlag.AlignLeft, "  ".join(["key 64 218.10"] * self._series))


class StockPlot(pg.PlotWidget):  # type: ignore[misc]
    """PlotItem, PlotDataItem and axes at their best: fixed ranges, no grid. The curve moves, the time axis does not."""

    def __init__(self, series: int) -> None:
        super().__init__(background=_THEME.panel)
        self._lines = [self.plot(pen=_THEME.series[index % 5], skipFiniteCheck=True) for index in range(series)]
        self._data = np.random.default_rng(2).normal(size=(series, 8192)).cumsum(axis=1)
        self._shift = 0
        self.disableAutoRange()
        self.setYRange(float(self._data.min()), float(self._data.max()))

    def step(self) -> None:
        self._shift += 1
        points = 2 * max(10, self.width() - 56)
        x = self.start_at(self._shift, points) + np.arange(points) * 0.5
        for index, line in enumerate(self._lines):
            line.setData(x, np.take(self._data[index], np.arange(self._shift, self._shift + points), mode="wrap"))

    def start_at(self, shift: int, points: int) -> float:
        """Set the range of time; the time of the first point."""
        if shift == 1:
            self.setXRange(0.0, points / 2, padding=0.0)
        return 0.0


class MovingStockPlot(StockPlot):
    """The same with a time axis that moves, as ours does."""

    def start_at(self, shift: int, points: int) -> float:
        self.setXRange(shift / 2, (shift + points) / 2, padding=0.0)
        return shift / 2


class FollowingStockPlot(StockPlot):
    """The same as it is most often used: every range follows the data, and there is a grid."""

    def __init__(self, series: int) -> None:
        super().__init__(series)
        self.enableAutoRange()
        self.showGrid(x=True, y=True)

    def start_at(self, shift: int, points: int) -> float:
        return shift / 2
