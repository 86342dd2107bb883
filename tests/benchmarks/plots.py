"""What a frame of plots costs: `python -m tests.benchmarks.plots [frames]`, axes included.

Ways to show live series in a window of 1600x900 pixels, one after the other in one run: ours; a bare QPainter that
draws everything anew each frame; and stock pyqtgraph (PlotItem and PlotDataItem) in three ways.
Each frame every series gets 4 new samples and the picture moves by one pixel, which is more than most feeds ask for.
Ours draws from the store and has legend, gaps and ranges to see to; the others are handed arrays of two points a pixel
that are ready to be drawn.
"""

import math
import os
import sys
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget
from rich.console import Console

from monitor.core.batch import Batch, SeriesKey
from monitor.store import Store
from monitor.ui.fonts import load_fonts, text_font
from monitor.ui.plots import PlotPanel
from monitor.ui.theme import load_theme
from monitor.workspace.panel_plan import PanelPlan

_START = 1_741_961_000.0
_FRAME = 1.0 / 60.0
_SAMPLES = 4
_SIZE = (1600, 900)
_THEME = load_theme("dark")


class Rows:
    """One stream for each plot, with one key for each series, that gets some rows each frame."""

    def __init__(self, plots: int, series: int, window: float) -> None:
        self.store = Store(keep_bytes=1 << 30)
        self._random = np.random.default_rng(1)
        self._plots, self._series = plots, series
        self._levels = np.zeros((plots, series))
        self.now = _START
        self._append(int(window / _FRAME) * _SAMPLES, first=True)

    def step(self) -> None:
        """A sixtieth of a second goes by."""
        self._append(_SAMPLES, first=False)

    def plans(self, window: float) -> list[PanelPlan]:
        """A plan for each plot."""
        names = [f"key {i}" for i in range(self._series)]
        return [
            PanelPlan(
                f"{plot}", "", "feed", f"{plot}", tuple(SeriesKey("feed", f"{plot}", n, "x") for n in names), window
            )
            for plot in range(self._plots)
        ]

    def _append(self, samples: int, *, first: bool) -> None:
        end = self.now + samples / _SAMPLES * _FRAME
        moments = np.repeat(np.linspace(self.now, end, samples, endpoint=False), self._series)
        self.now = end
        keys = np.tile(np.arange(self._series, dtype=np.uint32), samples)
        names = tuple(f"key {i}" for i in range(self._series)) if first else ()
        for plot in range(self._plots):
            steps = self._random.normal(size=(samples, self._series)) * 0.2
            steps -= 0.002 * self._levels[plot]  # Pulled back to the middle, so that ranges come to rest.
            walk = self._levels[plot] + steps.cumsum(axis=0)
            self._levels[plot] = walk[-1]
            values = np.sin(moments / 2 + plot)[None, :] * 5 + walk.reshape(1, -1)
            batch = Batch(
                "feed", f"{plot}", ("x",), keys, moments, moments, values, 0 if first else self._series, names
            )
            self.store.append(batch)


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


def _grid(widgets: Sequence[QWidget]) -> QWidget:
    window = QWidget()
    layout = QGridLayout(window)
    layout.setContentsMargins(8, 8, 8, 8)
    layout.setSpacing(8)
    columns = math.isqrt(len(widgets))
    for place, widget in enumerate(widgets):
        layout.addWidget(widget, place // columns, place % columns)
    window.resize(*_SIZE)
    window.show()
    return window


def _timed(
    app: QApplication, window: QWidget, before: Callable[[], None], step: Callable[[], object], frames: int
) -> float:
    """The median frame in milliseconds: what `step` and the painting it causes take."""
    spans = []
    for _ in range(frames):
        before()
        begin = time.perf_counter()
        step()
        app.processEvents()
        spans.append(time.perf_counter() - begin)
    window.close()
    window.deleteLater()
    app.processEvents()
    return float(np.median(spans)) * 1e3


def ours(app: QApplication, plots: int, series: int, frames: int) -> float:
    """Frames of our panels, the store's part included."""
    window_seconds = (_SIZE[0] / math.isqrt(plots) - 80) * _FRAME
    rows = Rows(plots, series, window_seconds)
    panels = [PlotPanel(rows.store, plan, theme=_THEME) for plan in rows.plans(window_seconds)]
    window = _grid(panels)
    app.processEvents()

    def step() -> None:
        for panel in panels:
            panel.frame(rows.now, ())

    step()
    return _timed(app, window, rows.step, step, frames)


def others(app: QApplication, kind: type[BarePlot | StockPlot], plots: int, series: int, frames: int) -> float:
    """Frames of one of the other two."""
    widgets = [kind(series) for _ in range(plots)]
    window = _grid(widgets)
    app.processEvents()

    def step() -> None:
        for widget in widgets:
            widget.step()

    return _timed(app, window, lambda: None, step, frames)


def main() -> None:
    """Measure and print."""
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else 240
    app = QApplication([])
    load_fonts()
    app.setFont(text_font())
    console = Console(highlight=False)
    console.print("milliseconds a frame, median: ours | bare QPainter | stock pyqtgraph: fixed | moving | following")
    for plots, series in ((4, 1), (4, 4), (16, 1), (16, 4)):
        mine = ours(app, plots, series, frames)
        bare = others(app, BarePlot, plots, series, frames)
        fixed, moving = (others(app, kind, plots, series, frames // 2) for kind in (StockPlot, MovingStockPlot))
        following = others(app, FollowingStockPlot, plots, series, max(20, frames // 8))
        figures = " | ".join(f"{figure:7.2f}" for figure in (mine, bare, fixed, moving, following))
        console.print(
            f"  {plots:2d} plots x {series}  {figures}   {mine / bare:.2f} of bare, {mine / moving:.2f} of moving",
            soft_wrap=True,
        )


if __name__ == "__main__":
    main()
