"""A day of rows through the workspace and four plots under a clock of our own; goes to stdout as JSON.

    python -m tests.benchmarks.day_run

Rows of eight keys, twenty a second each, are handed over as an engine would; every ten seconds of that day the plots
draw a frame. Rows older than an hour are let go of, as the feed's profile asks.
grown: bytes of resident memory from the fourth hour to the last, without what the C allocator keeps for later.
rows: taken in.
"""

import json
import os
from pathlib import Path

import numpy as np
import psutil

from monitor.core.batch import Batch, SeriesKey
from monitor.core.clock import ManualClock
from monitor.feed.profile import Limits, Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.workspace import Workspace
from tests.benchmarks.held import held_bytes
from tests.helpers.fake_host import FakeHost

_KEYS = tuple(f"K{number}" for number in range(8))
_RATE, _STEP = 20, 10.0
_DAY, _WARM = 24 * 3600.0, 4 * 3600.0
_START = 1_700_000_000.0


def _batch(feed: str, start: float, *, first: bool) -> Batch:
    """Ten seconds of rows of every key."""
    count = int(_RATE * _STEP)
    time = np.repeat(start + np.arange(count) / _RATE, len(_KEYS))
    keys = np.tile(np.arange(len(_KEYS), dtype=np.uint32), count)
    values = np.sin(time / 600.0 + keys)[None, :] + np.random.default_rng(int(start)).normal(0.0, 0.05, (1, len(time)))
    return Batch(feed, "trade", ("price",), keys, time, time, values, 0, _KEYS if first else ())


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
    from PySide6.QtWidgets import QApplication

    from monitor.ui.panels.context import PanelContext
    from monitor.ui.panels.time_cursor import TimeCursor
    from monitor.ui.plots.panel import PlotPanel
    from monitor.ui.theme import load_theme

    app = QApplication([])
    host, clock = FakeHost(), ManualClock(wall=_START)
    workspace = Workspace(host, store=Store(keep_bytes=1 << 30), clock=clock, own_feeds=Path("none"))
    rule = StreamRule(name="trade", columns={"price": "p"})
    feed = workspace.open_feed(
        Profile(name="Day", address="wss://example.net", stream=(rule,), limits=Limits(keep_seconds=3600.0))
    )
    context = PanelContext(workspace, load_theme("dark"), TimeCursor())
    series = [SeriesKey(feed, "trade", key, "price") for key in _KEYS]
    plots = [
        PlotPanel(context, PlotSpec(curves=tuple(map(Curve, series)), window_seconds=window))
        for window in (60.0, 300.0, 3600.0, None)
    ]
    for plot in plots:
        plot.resize(600, 300)
        plot.show()
    app.processEvents()
    process, rows, before = psutil.Process(), 0, 0
    for step in range(int(_DAY / _STEP)):
        batch = _batch(feed, _START + step * _STEP, first=step == 0)
        rows += len(batch)
        host.say(batch)
        clock.advance(_STEP)
        workspace.pump(1.0)
        for plot in plots:
            plot.frame(workspace.wall())
        app.processEvents()
        if step * _STEP == _WARM:
            before = held_bytes(process)
    print(json.dumps({"grown": held_bytes(process) - before, "rows": rows}))  # noqa: T201


if __name__ == "__main__":
    main()
