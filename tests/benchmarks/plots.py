"""What a frame of plots costs: `python -m tests.benchmarks.plots [rounds]`, axes included.

Ways to show live series in a window of 1600x900 pixels, taking turns frame by frame in one run: ours; ours with every
frame drawn whole, as after a zoom; a bare QPainter that draws everything anew each frame; and stock pyqtgraph.
Each frame every series gets 4 new samples and the picture moves by one pixel, which is more than most feeds ask for.
Ours draws from the store and has legend, gaps and ranges to see to; the others are handed arrays of two points a pixel
that are ready to be drawn.
"""

import math
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import numpy as np
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from monitor.core.batch import Batch, SeriesKey
from monitor.core.clock import ManualClock
from monitor.store import Store
from monitor.ui.fonts import load_fonts, text_font
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.plots import PlotPanel
from monitor.ui.theme import load_theme
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.workspace import Workspace
from tests.benchmarks.figures import Figure, show
from tests.benchmarks.plot_peers import BarePlot, FollowingStockPlot, MovingStockPlot, StockPlot
from tests.helpers.fake_host import FakeHost

__all__ = ["measure"]

_START = 1_741_961_000.0
_FRAME = 1.0 / 60.0
_SAMPLES = 2
_SIZE = (1600, 900)
_ROUNDS = 150
_SELDOM = 15
"""What takes long is measured once in so many rounds."""


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

    def specs(self, window: float) -> list[PlotSpec]:
        """A spec for each plot."""
        return [
            PlotSpec(
                curves=tuple(Curve(SeriesKey("feed", f"{plot}", f"key {i}", "x")) for i in range(self._series)),
                window_seconds=window,
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
            base = 0 if first else self._series
            self.store.append(Batch("feed", f"{plot}", ("x",), keys, moments, moments, values, base, names))


class Contender(Protocol):
    """One way to show the plots."""

    def prepare(self) -> None:
        """What comes before a frame and is no part of it."""

    def step(self) -> None:
        """Have everything for the next frame drawn."""


class Ours:
    """Our panels, the store's part included. whole: every frame is drawn anew, as after a change of range."""

    def __init__(self, plots: int, series: int, *, whole: bool = False) -> None:
        window = (_SIZE[0] / math.isqrt(plots) - 80) * _FRAME
        self._rows = Rows(plots, series, window)
        workspace = Workspace(FakeHost(), store=self._rows.store, clock=ManualClock(wall=_START), own_feeds=Path())
        context = PanelContext(workspace, load_theme("dark"), TimeCursor())
        self._panels = [PlotPanel(context, spec) for spec in self._rows.specs(window)]
        for panel in self._panels:
            assert panel.controls is not None
            panel.controls.hide()  # They stand in the head of the panel, which is no part of any plot here.
        self._whole = whole
        self._count = 0
        self.window = shown(self._panels)

    def prepare(self) -> None:
        self._rows.step()

    def step(self) -> None:
        self._count += 1
        for panel in self._panels:
            if self._whole:
                panel.canvas.values_zoomed.emit(1.01 if self._count % 2 else 1 / 1.01, 0.0, False)
            panel.frame(self._rows.now)


class Theirs:
    """A widget of another kind for each plot."""

    def __init__(self, kind: type[BarePlot | StockPlot], plots: int, series: int) -> None:
        self._widgets = [kind(series) for _ in range(plots)]
        self.window = shown(self._widgets)

    def prepare(self) -> None:
        pass

    def step(self) -> None:
        for widget in self._widgets:
            widget.step()


def shown(widgets: Sequence[QWidget]) -> QWidget:
    """A window with the widgets in a grid."""
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


def frame_of(app: QApplication, contender: Contender) -> float:
    """Milliseconds of a frame: what `step` and the painting it causes take."""
    contender.prepare()
    begin = time.perf_counter()
    contender.step()
    app.processEvents()
    return (time.perf_counter() - begin) * 1e3


def medians(app: QApplication, plots: int, series: int, rounds: int) -> dict[str, float]:
    """The median frame of each way to show the plots, all in turn."""
    often: dict[str, Ours | Theirs] = {
        "ours": Ours(plots, series),
        "whole": Ours(plots, series, whole=True),
        "bare QPainter": Theirs(BarePlot, plots, series),
        "pyqtgraph, fixed ranges": Theirs(StockPlot, plots, series),
    }
    seldom: dict[str, Ours | Theirs] = {
        "pyqtgraph, time moving": Theirs(MovingStockPlot, plots, series),
        "pyqtgraph, ranges following": Theirs(FollowingStockPlot, plots, series),
    }
    every = {**often, **seldom}
    spans: dict[str, list[float]] = {name: [] for name in every}
    for turn in range(rounds):
        for name, contender in (every if turn % _SELDOM == 1 else often).items():
            span = frame_of(app, contender)
            if turn:
                spans[name].append(span)
    for contender in every.values():
        contender.window.close()
        contender.window.deleteLater()
    app.processEvents()
    return {name: float(np.median(each)) for name, each in spans.items()}


def measure(rounds: int = _ROUNDS) -> list[Figure]:
    """A frame that scrolls, and one that is drawn whole, of 4 and 16 plots of 1 and 4 series."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
    load_fonts()
    app.setFont(text_font())
    figures = []
    for plots, series in ((4, 1), (4, 4), (16, 1), (16, 4)):
        found = medians(app, plots, series, rounds)
        ours, whole = found.pop("ours"), found.pop("whole")
        # Of the stock ones only these do what ours does: move the time axis with the curve.
        bare, stock = found["bare QPainter"], found["pyqtgraph, time moving"]
        name = f"a frame of {plots} plots of {series} series"
        reached = ours <= bare and ours <= 0.4 * stock
        must = f"at most 1.0 of bare, 0.4 of moving pyqtgraph ({ours / stock:.2f})"
        figures.append(Figure(name, ours, "ms", found, ours / bare, must, reached))
        figures.append(
            Figure(
                f"{name}, drawn whole",
                whole,
                "ms",
                {"bare QPainter": bare},
                whole / bare,
                "at most 1.5 of bare",
                whole <= 1.5 * bare,
            )
        )
    return figures


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS))
