"""The inspector on a feed that sends far more than anybody can read: what it takes of the feed, and what a frame costs.

    python -m tests.benchmarks.inspector [--rate MESSAGES] [--seconds S]

The flood comes from a process of its own. Engine and inspector share this one, so whatever one of them takes is missing
to the other; frames are drawn at sixty a second, off screen, each with all of its painting.
"""

import asyncio
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from monitor.core.clock import SystemClock
from monitor.engine.inline import InlineHost
from monitor.store.store import Store
from monitor.workspace.desk.specs.messages import InspectorSpec
from monitor.workspace.workspace import Workspace
from tests.benchmarks.figures import Figure, show
from tests.benchmarks.processes import serving
from tests.benchmarks.window_run import profile

if TYPE_CHECKING:
    from monitor.ui.inspector.panel import InspectorPanel

__all__ = ["measure"]

_WARM_UP = 1.0
_FRAME = 1.0 / 60.0
_SIZE = (700, 500)


@dataclass(slots=True)
class _Run:
    """rate: messages a second that came. frames: seconds each frame took, painting included."""

    rate: float = 0.0
    shown: float = 0.0
    frames: list[float] = field(default_factory=list)

    def quantile(self, part: float) -> float:
        """Milliseconds that this part of the frames stayed within."""
        return float(np.quantile(self.frames, part)) * 1000.0


def measure(*, rate: int = 50_000, seconds: float = 4.0) -> list[Figure]:
    """The figures of a short run."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = int(rate * (seconds + 20))
    with serving("tests.benchmarks.flood", "--port", 0, "--rate", rate, "--count", count) as address:
        watched = asyncio.run(_run(address, seconds, watched=True))
        unwatched = asyncio.run(_run(address, seconds, watched=False))
    worst = watched.quantile(0.99)
    kept_up = watched.rate > 0.98 * rate
    return [
        Figure(
            f"inspector open at {rate} msg/s",
            watched.rate,
            "msg/s",
            peers={"without an inspector": unwatched.rate, "shown": watched.shown},
            ratio=watched.rate / unwatched.rate,
            must="0.98 of what is sent",
            holds=kept_up,
        ),
        Figure("frame of the inspector, p50", watched.quantile(0.5), "ms"),
        Figure(
            "frame of the inspector, p99",
            worst,
            "ms",
            must="below 34",
            holds=worst < 34.0,
        ),
    ]


async def _run(address: str, seconds: float, *, watched: bool) -> _Run:
    clock = SystemClock()
    workspace = Workspace(
        InlineHost(clock=clock), store=Store(keep_bytes=1 << 28), clock=clock, own_feeds=Path("nowhere")
    )
    await workspace.start()
    feed = workspace.open_feed(profile(address))
    panel = _panel(workspace, feed) if watched else None
    run = _Run()
    try:
        await _frames(workspace, panel, _Run(), _WARM_UP)
        before, began = _received(workspace, feed), time.perf_counter()
        taken = panel.log.taken if panel is not None and panel.log is not None else 0
        await _frames(workspace, panel, run, seconds)
        elapsed = time.perf_counter() - began
        run.rate = (_received(workspace, feed) - before) / elapsed
        if panel is not None and panel.log is not None:
            run.shown = (panel.log.taken - taken) / elapsed
    finally:
        if panel is not None:
            panel.let_go()
            panel.deleteLater()
        await workspace.stop()
    return run


async def _frames(workspace: Workspace, panel: "InspectorPanel | None", run: _Run, seconds: float) -> None:
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        workspace.pump(0.008)
        if panel is not None:
            started = time.perf_counter()
            panel.frame(workspace.wall())
            QApplication.processEvents()
            run.frames.append(time.perf_counter() - started)
        await asyncio.sleep(max(0.001, _FRAME - (time.perf_counter() - began)))


def _received(workspace: Workspace, feed: str) -> int:
    return sum(rows.total for rows in workspace.store.streams(feed))


def _panel(workspace: Workspace, feed: str) -> "InspectorPanel":
    from PySide6.QtWidgets import QApplication

    from monitor.ui.appearance import Appearance
    from monitor.ui.fonts import load_fonts
    from monitor.ui.inspector.panel import InspectorPanel
    from monitor.ui.panels.context import PanelContext
    from monitor.ui.panels.time_cursor import TimeCursor
    from monitor.ui.theme import ThemeChoice

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    look = Appearance(app, choice=ThemeChoice.DARK, parent=app)
    panel = InspectorPanel(PanelContext(workspace, look.theme, TimeCursor()), InspectorSpec(feed=feed))
    panel.resize(*_SIZE)
    panel.show()
    return panel


@click.command()
@click.option("--rate", default=50_000, show_default=True, help="Messages a second.")
@click.option("--seconds", default=4.0, show_default=True, help="Seconds that are measured.")
def main(rate: int, seconds: float) -> None:
    """Measure and print."""
    show(measure(rate=rate, seconds=seconds))


if __name__ == "__main__":
    main()
