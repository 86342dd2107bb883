"""One measured run of a full desk; what it measured goes to stdout as one line of JSON.

    python -m tests.benchmarks.desk_run FEW MANY [--seconds S]

FEW and MANY are addresses of floods of trades, of 64 keys and of 5 000. On the desk stand 16 plots of 4 series each, a
table of the 5 000 keys and an inspector, all of them in sight. Twenty times a second the mouse moves over a plot, or a
key is pressed that moves its crosshair.

rows_per_second, frames_per_second, p99_frame (seconds between two frames), p50_input, p99_input (seconds from an
input event, as the window system hands it over, to the end of the next painting), cpu (cores), memory (bytes).
"""

import argparse
import asyncio
import itertools
import json
import time
from typing import TYPE_CHECKING

import numpy as np

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.messages import InspectorSpec
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from tests.benchmarks.window_run import Watch, profile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from monitor.ui.session import Session

_PLOTS, _CURVES = 16, 4
_STREAM = "trade"
_SIZE = (1920, 1200)
"""Pixels of the window, so that no panel is scrolled out of sight."""
_ACTS = 20
"""Moves and presses a second, so that one in a hundred is more than one or two."""


class Hands:
    """Moves the mouse over plots and presses keys, and sees when the window has painted after that."""

    def __init__(self, session: "Session") -> None:
        from monitor.ui.plots.canvas import PlotCanvas

        self.delays: list[float] = []
        self._canvases = session.window.findChildren(PlotCanvas)
        self._waiting: list[float] = []
        self._turn = itertools.count()
        session.window.painted.connect(self._painted)

    def act(self) -> None:
        """One move or one key press."""
        turn = next(self._turn)
        canvas = self._canvases[turn % len(self._canvases)]
        self._waiting.append(time.perf_counter())
        if turn % 5:
            _move(canvas, 20 + turn * 7 % max(1, canvas.width() - 100))
        else:
            _press(canvas)

    def _painted(self, _seconds: float) -> None:
        now = time.perf_counter()
        self.delays += [now - at for at in self._waiting]
        self._waiting.clear()


def _move(canvas: "QWidget", x: int) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QAbstractScrollArea

    target = canvas.viewport() if isinstance(canvas, QAbstractScrollArea) else canvas
    at = QPointF(x, canvas.height() / 2)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, target.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.postEvent(target, event)


def _press(canvas: "QWidget") -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    # Reads the newest sample; a key that has no answer would only wait for whatever is painted next.
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        QCoreApplication.postEvent(canvas, event)


def panels(few: str, many: str) -> list[PanelSpec]:
    """What stands on the desk, for the feeds of these ids."""
    plots: list[PanelSpec] = [
        PlotSpec(
            title=f"Plot {number + 1}",
            curves=tuple(
                Curve(SeriesKey(few, _STREAM, f"K{number * _CURVES + curve:06d}", "price")) for curve in range(_CURVES)
            ),
        )
        for number in range(_PLOTS)
    ]
    return [*plots, TableSpec(feed=many, stream=_STREAM), InspectorSpec(feed=few)]


async def _measured(session: "Session", given: argparse.Namespace) -> dict[str, float | None]:
    session.workspace.settings.change(plot_automatically=False)
    few, many = (session.workspace.open_feed(profile(address, n)) for n, address in enumerate((given.few, given.many)))
    for spec in panels(few, many):
        session.workspace.desks.add(spec)
    watch = Watch(session, begun=time.time())
    await asyncio.sleep(given.warm_up)
    hands = Hands(session)
    watch.begin()
    for _ in range(round(given.seconds * _ACTS)):
        hands.act()
        await asyncio.sleep(1.0 / _ACTS)
    p50, p99 = np.quantile(hands.delays, [0.5, 0.99])
    return {**watch.report(), "p50_input": float(p50), "p99_input": float(p99)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("few")
    parser.add_argument("many")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--warm-up", type=float, default=8.0)
    given = parser.parse_args()
    from monitor.ui.app import WindowOptions, load_session

    reports: list[dict[str, float | None]] = []

    async def look_on(session: "Session") -> None:
        try:
            reports.append(await _measured(session, given))
        finally:
            session.over.set()

    load_session()(WindowOptions(size=_SIZE, theme="dark"), companion=look_on)
    print(json.dumps(reports[0]))  # noqa: T201


if __name__ == "__main__":
    main()
