"""Panels over a `Bench`, on the screen, drawn when a test says so."""

from typing import TypeVar

from pytestqt.qtbot import QtBot

from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.panels.view import PanelView
from monitor.ui.theme import Theme
from tests.helpers.analysis import Bench

__all__ = ["context_of", "draw", "shown"]

P = TypeVar("P", bound=PanelView)


def context_of(bench: Bench, theme: Theme) -> PanelContext:
    """What a panel is made with."""
    return PanelContext(bench.workspace, theme, TimeCursor())


def shown(panel: P, qtbot: QtBot, *, size: tuple[int, int] = (640, 360)) -> P:
    """The panel on the screen."""
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    return panel


def draw(panel: PanelView, bench: Bench, *, frames: int = 6, seconds: float = 1.5) -> None:
    """Let time pass and draw, so often that all there is has been read."""
    for _ in range(frames):
        bench.clock.advance(seconds)
        panel.frame(bench.now)
