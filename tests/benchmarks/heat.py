"""What a frame of an order book costs: `python -m tests.benchmarks.heat [frames]`.

One panel of 1600x900 pixels, off the screen, over a book of 200 levels that changes ten times a second: as a heat map
of the last ten minutes that moves on, in real time and ten times as fast; as a ladder; and as curves of depth.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Literal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import numpy as np
from PySide6.QtWidgets import QApplication
from rich.console import Console

from monitor.core.batch import Batch
from monitor.core.clock import ManualClock
from monitor.store.store import Store
from monitor.ui.book.panel import BookPanel
from monitor.ui.fonts import load_fonts, text_font
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.theme import load_theme
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.workspace import Workspace
from tests.benchmarks.figures import Figure
from tests.helpers.fake_host import FakeHost

__all__ = ["measure"]

_SIZE = (1600, 900)
_LEVELS = 100
_TICK = 0.5
_RATE = 10.0
_SECONDS = 600.0
_FRAME = 1.0 / 60.0
_BUDGET = 1000.0 / 58.0


class Venue:
    """A book of 100 levels a side around a price that walks; all levels are told anew ten times a second."""

    def __init__(self) -> None:
        self.clock = ManualClock(wall=1_741_961_000.0)
        self.store = Store(keep_bytes=1 << 32)
        self._random = np.random.default_rng(1)
        self._mid = 64_000.0
        self._known = False
        self._due = self.clock.wall()
        self._sizes = self._random.exponential(size=(2, _LEVELS))

    def run(self, seconds: float) -> None:
        """So much time goes by."""
        until = self.clock.wall() + seconds
        while self._due <= until:
            self._tell(self._due)
            self._due += 1.0 / _RATE
        self.clock.advance(seconds)

    def _tell(self, now: float) -> None:
        self._mid += float(self._random.normal()) * _TICK
        best = np.floor(self._mid / _TICK)
        changed = self._random.random((2, _LEVELS)) < 0.3
        self._sizes = np.where(changed, self._random.exponential(size=(2, _LEVELS)) ** 2 + 0.001, self._sizes)
        for name, sizes, levels in (
            ("bids", self._sizes[0], best - np.arange(_LEVELS)),
            ("asks", self._sizes[1], best + 1 + np.arange(_LEVELS)),
        ):
            moments = np.full(_LEVELS, now)
            keys = np.zeros(_LEVELS, np.uint32)
            values = np.array([levels * _TICK, sizes])
            base, names = (1, ()) if self._known else (0, ("A",))
            self.store.append(Batch("feed", name, ("price", "size"), keys, moments, moments, values, base, names))
        self._known = True


class Shown:
    """A panel on the screen that has gone through all there is."""

    def __init__(self, app: QApplication, view: Literal["ladder", "depth", "heat"]) -> None:
        self._app = app
        self.venue = Venue()
        self.venue.run(_SECONDS)
        workspace = Workspace(
            FakeHost(), store=self.venue.store, clock=self.venue.clock, own_feeds=Path(tempfile.gettempdir())
        )
        spec = BookSpec(feed="feed", bids="bids", asks="asks", key="A", view=view, levels=100, window_seconds=_SECONDS)
        self.panel = BookPanel(PanelContext(workspace, load_theme("dark"), TimeCursor()), spec)
        self.panel.resize(*_SIZE)
        self.panel.show()
        self.opening = self.timed(400, 0.0)

    def timed(self, frames: int, seconds: float) -> list[float]:
        """Milliseconds of each frame, the painting included, with `seconds` going by before each."""
        spans = []
        for _ in range(frames):
            self.venue.run(seconds)
            begin = time.perf_counter()
            self.panel.frame(self.venue.clock.wall())
            self._app.processEvents()
            spans.append((time.perf_counter() - begin) * 1e3)
        return spans

    def close(self) -> None:
        self.panel.close()
        self.panel.deleteLater()
        self._app.processEvents()


def measure(frames: int = 600) -> list[Figure]:
    """All of it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    app.setFont(text_font())
    figures = []
    for name, view, speed in (
        ("heat map of 200 levels, 10 min, advancing", "heat", 1.0),
        ("the same ten times as fast", "heat", 10.0),
        ("ladder", "ladder", 1.0),
        ("curves of depth", "depth", 1.0),
    ):
        shown = Shown(app, view)
        figures.append(_figure(name, shown.timed(frames, speed * _FRAME)))
        if view == "heat" and speed == 1.0:
            figures.append(_figure("heat map while 10 min of history are gone through", shown.opening))
        shown.close()
    return figures


def _figure(name: str, spans: list[float]) -> Figure:
    middle, worst = (float(value) for value in np.percentile(spans, (50, 99)))
    return Figure(name, middle, "ms a frame", {"p99": worst}, must="p99 within 58 fps", holds=worst <= _BUDGET)


def main() -> None:
    """Measure and print."""
    console = Console(highlight=False)
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 600):
        others = " ".join(f"{name} {value:.2f}" for name, value in figure.peers.items())
        console.print(f"  {figure.name:52s} p50 {figure.value:7.2f} {figure.unit}  {others}", soft_wrap=True)


if __name__ == "__main__":
    main()
