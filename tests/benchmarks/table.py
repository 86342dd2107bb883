"""What a table of many keys costs, all of them changing ten times a second: `python -m tests.benchmarks.table`.

Measured in processor time, which does not depend on what else the machine is doing.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication
from rich.console import Console

from monitor.core.batch import Batch
from monitor.core.clock import ManualClock
from monitor.store.store import Store
from monitor.ui.fonts import load_fonts
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.table.panel import TablePanel
from monitor.ui.theme import load_theme
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost

_START = 1_700_000_000.0
_HERTZ = 10
_MUST = 16.0


def refreshes(app: QApplication, keys: int, *, sort: str, seconds: int = 20) -> tuple[list[float], list[float]]:
    """Milliseconds of each refresh with its painting, and of each that put the rows in another order."""
    store = Store(keep_bytes=1 << 30)
    workspace = Workspace(FakeHost(), store=store, clock=ManualClock(wall=_START), own_feeds=Path())
    generator = np.random.default_rng(1)
    store.append(_batch(keys, 0.0, generator))
    spec = TableSpec(feed="feed", stream="ticker", sort=sort, descending=True)
    panel = TablePanel(PanelContext(workspace, load_theme("dark"), TimeCursor()), spec)
    panel.resize(700, 900)
    panel.show()
    app.processEvents()
    spans, sorting = [], []
    for step in range(1, seconds * _HERTZ):
        store.append(_batch(keys, step / _HERTZ, generator))
        order = panel._table.order
        began = time.process_time()
        # A little slower than the rows come, so that no refresh finds nothing new.
        panel.frame(_START + step * (1.3 / _HERTZ))
        panel._view.viewport().repaint()
        spent = (time.process_time() - began) * 1e3
        (spans if panel._table.order is order else sorting).append(spent)
        app.processEvents()
    panel.close()
    panel.deleteLater()
    return spans, sorting


def _batch(keys: int, second: float, generator: np.random.Generator) -> Batch:
    moment = np.full(keys, _START + second)
    return Batch(
        feed="feed",
        stream="ticker",
        columns=("bid", "ask", "last", "volume"),
        keys=np.arange(keys, dtype=np.uint32),
        time=moment,
        received=moment,
        values=np.round(100.0 + generator.normal(size=(4, keys)), 4),
        key_base=0,
        new_keys=tuple(f"KEY{i:05d}" for i in range(keys)) if second == 0.0 else (),
    )


def main() -> int:
    """Measure and print; 1 when a refresh of 5 000 keys takes longer than a frame."""
    console = Console(highlight=False)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    worst = 0.0
    for keys in (6, 5_000, 50_000):
        for sort in ("", "last", "change"):
            spans, sorting = refreshes(app, keys, sort=sort)
            middle, most = np.quantile(spans, 0.5), np.quantile(spans, 0.99)
            worst = max(worst, most) if keys == 5_000 else worst
            moved = f"; with rows moving p50 {np.quantile(sorting, 0.5):5.1f}, p99 {np.quantile(sorting, 0.99):5.1f}"
            console.print(
                f"{keys:6d} keys, {sort or 'unsorted':8s}: p50 {middle:5.1f} ms, p99 {most:5.1f} ms"
                + (moved if sorting else "")
            )
    console.print(f"5 000 keys: p99 {worst:.1f} ms, must stay below {_MUST:.0f} ms")
    return int(worst > _MUST)


if __name__ == "__main__":
    sys.exit(main())
