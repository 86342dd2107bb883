"""What a frame of candles costs: `python -m tests.benchmarks.candles [frames]`.

One panel of 1600x900 pixels over 50 000 candles, off the screen. Panned over all of them at once and over a part of
them, with candles coming in while it is live, and how long a history of 10 million ticks takes to open.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import numpy as np
from PySide6.QtWidgets import QApplication
from rich.console import Console

from monitor.core.batch import Batch, SeriesKey
from monitor.core.clock import ManualClock
from monitor.store.candles import Candles
from monitor.store.store import Store
from monitor.ui.candles.panel import CandlesPanel
from monitor.ui.fonts import load_fonts, text_font
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.theme import load_theme
from monitor.workspace.desk.specs.candles import CandlesSpec
from monitor.workspace.workspace import Workspace
from tests.benchmarks.figures import Figure
from tests.helpers.fake_host import FakeHost

__all__ = ["measure"]

_SIZE = (1600, 900)
_CANDLES = 50_000
_TICKS = 10
_FRAME = 1.0 / 60.0
_BUDGET = 1000.0 / 58.0
_PRICE = SeriesKey("feed", "trades", "A", "price")
_VOLUME = SeriesKey("feed", "trades", "A", "size")


class Market:
    """A clock, and a store in which trades come in."""

    def __init__(self) -> None:
        self.clock = ManualClock(wall=1_741_961_000.0)
        self.store = Store(keep_bytes=1 << 33)
        self._random = np.random.default_rng(1)
        self._level = 64_000.0
        self._known = False

    def trade(self, seconds: float, ticks: int) -> None:
        """So many trades go by in so many seconds."""
        now = self.clock.wall()
        moments = now + np.sort(self._random.random(ticks)) * seconds
        prices = self._level + self._random.normal(size=ticks).cumsum()
        self._level = float(prices[-1])
        values = np.array([prices, self._random.exponential(size=ticks)])
        keys = np.zeros(ticks, np.uint32)
        names = () if self._known else ("A",)
        base = 1 if self._known else 0
        self._known = True
        self.store.append(Batch("feed", "trades", ("price", "size"), keys, moments, moments, values, base, names))
        self.clock.advance(seconds)


def opening(ticks: int) -> tuple[int, list[float]]:
    """Candles of 1 min of so many ticks: how many frames it takes to have them all, and the milliseconds of each."""
    market = Market()
    for _ in range(ticks // 100_000):
        market.trade(5_000.0, 100_000)
    candles = Candles(market.store, _PRICE, volume=_VOLUME)
    spans: list[float] = []
    while not spans or not candles.caught_up:
        begin = time.perf_counter()
        candles.update()
        spans.append((time.perf_counter() - begin) * 1e3)
    return len(spans), spans


class Shown:
    """A panel of candles of 1 s on the screen."""

    def __init__(self, app: QApplication, shown: int) -> None:
        self._app = app
        self._market = Market()
        for _ in range(_CANDLES // 1000):
            self._market.trade(1000.0, 1000 * _TICKS)
        workspace = Workspace(
            FakeHost(), store=self._market.store, clock=self._market.clock, own_feeds=Path(tempfile.gettempdir())
        )
        spec = CandlesSpec(price=_PRICE, volume=_VOLUME, interval=1.0, shown=shown)
        self.panel = CandlesPanel(PanelContext(workspace, load_theme("dark"), TimeCursor()), spec)
        self.panel.resize(*_SIZE)
        self.panel.show()
        for _ in range(20):
            self.frame()

    def frame(self) -> None:
        """One frame, painted."""
        self.panel.frame(self._market.clock.wall())
        self._app.processEvents()

    def timed(self, frames: int, before: Callable[[int], None]) -> list[float]:
        """Milliseconds of each frame, the painting included, but not what is done before it."""
        spans = []
        for number in range(frames):
            before(number)
            begin = time.perf_counter()
            self.frame()
            spans.append((time.perf_counter() - begin) * 1e3)
        return spans

    def pan(self, number: int) -> None:
        """Drag by seven pixels, to and fro."""
        chart = self.panel.chart
        pixels = 7.0 if number // 120 % 2 else -7.0
        chart.panned.emit(pixels * chart.axes(chart.plot_rect)[0].per_pixel)

    def trade(self, _number: int) -> None:
        """A sixtieth of a second of ten trades."""
        self._market.trade(_FRAME, _TICKS)

    def close(self) -> None:
        self.panel.close()
        self.panel.deleteLater()
        self._app.processEvents()


def measure(frames: int = 300) -> list[Figure]:
    """All of it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    app.setFont(text_font())
    figures = []
    for name, shown, live in (
        ("50 000 candles in view, panned", _CANDLES, False),
        ("500 of 50 000 candles in view, panned", 500, False),
        ("120 candles, live, 600 trades/s", 120, True),
    ):
        panel = Shown(app, shown)
        figures.append(_figure(name, panel.timed(frames, panel.trade if live else panel.pan)))
        panel.close()
    count, spans = opening(10_000_000)
    figures.append(Figure(f"10 million ticks opened in {count} frames", sum(spans), "ms", {"worst": max(spans)}))
    return figures


def _figure(name: str, spans: list[float]) -> Figure:
    middle, worst = (float(value) for value in np.percentile(spans, (50, 99)))
    return Figure(name, middle, "ms a frame", {"p99": worst}, must="p99 within 58 fps", holds=worst <= _BUDGET)


def main() -> None:
    """Measure and print."""
    console = Console(highlight=False)
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 300):
        others = " ".join(f"{name} {value:.2f}" for name, value in figure.peers.items())
        console.print(f"  {figure.name:44s} p50 {figure.value:7.2f} {figure.unit}  {others}", soft_wrap=True)


if __name__ == "__main__":
    main()
