"""The legend says in full what it says, and leaves out what has no room."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPainter, QPixmap

from monitor.core.clock import ManualClock
from monitor.store import Store
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.plots import PlotPanel
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.legend import Legend
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.plotting.readings import Reading
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost

HEIGHT = 28


def columns(theme: Theme, width: int) -> list[bool]:
    """Of each column of a legend so wide, whether there is anything in it."""
    legend = Legend()
    legend.set_readings((Reading(0, "BTC-USD", "64 056.51"),), "1 of 2 keys")
    legend.draw(width, HEIGHT, 1.0, Inks.of(theme))
    shown = QPixmap(width, HEIGHT)
    with QPainter(shown) as painter:
        legend.show(painter)
    image, ground = shown.toImage(), QColor(theme.panel)
    return [any(image.pixelColor(x, y) != ground for y in range(HEIGHT)) for x in range(width)]


@pytest.mark.usefixtures("qapp")
def test_nothing_is_cut_off_at_its_end(dark: Theme) -> None:
    whole = columns(dark, 400)
    end = max(x for x, drawn in enumerate(whole) if drawn) + 1
    entry = columns(dark, end - 30)
    value = max(x for x, drawn in enumerate(entry) if drawn) + 1
    assert value < end - 60, "what has no room is left out whole"
    for width in range(value + 4, end + 10):
        found = columns(dark, width)
        assert max(x for x, drawn in enumerate(found) if drawn) + 1 in (value, end), width


@pytest.mark.usefixtures("qapp")
def test_controls_that_were_put_away_take_no_room_of_it(dark: Theme, tmp_path: Path) -> None:
    clock = ManualClock(wall=1_700_000_000.0)
    workspace = Workspace(FakeHost(), store=Store(keep_bytes=1 << 20), clock=clock, own_feeds=tmp_path)
    panel = PlotPanel(PanelContext(workspace, dark, TimeCursor()), PlotSpec())
    assert panel.controls is not None
    assert panel.controls.lie_over(panel) > 0
    panel.controls.hide()
    assert panel.controls.lie_over(panel) == 0
    panel.let_go()
    panel.deleteLater()
