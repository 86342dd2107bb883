"""What happens in one frame: take in what came, draw what is seen, and now and then the lists."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from monitor.core.clock import Clock
from monitor.ui.sweeper import Sweeper
from monitor.ui.ticker import Ticker
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace

__all__ = ["Frame"]

_BUDGET = 0.006
"""Seconds of a frame for taking in what came; the rest waits in the engine."""

_LATE = 0.010
"""Seconds after a frame has begun from which on panels wait for the next one, so that painting still fits into it."""

_LISTS_EVERY = 0.2
"""Nobody reads numbers that change more often."""

_LISTS_TAKE = 0.003
"""Seconds a frame leaves to the lists when it is their turn."""


class Frame:
    """Called by the ticker; answers whether anything moved. A window nobody sees takes in and draws nothing.

    follow: is called a few times a second, seen or not, for whoever keeps in step with settings and alerts.
    """

    def __init__(self, workspace: Workspace, window: MainWindow, *, clock: Clock) -> None:
        self._workspace = workspace
        self._window = window
        self._clock = clock
        self._lists_at = -1.0
        self._begun = self._draw_until = 0.0
        self._sweeper = Sweeper()
        self.ticker: Ticker | None = None
        self.follow: Callable[[], None] = _nothing

    def __call__(self) -> bool:
        self._begun = self._clock.monotonic()
        changes = self._workspace.pump(_BUDGET)
        seen = self._window.isVisible() and not self._window.isMinimized()
        lists = self._begun >= self._lists_at
        self._draw_until = self._begun + (_LATE - _LISTS_TAKE if lists else _LATE)
        drawn = seen and self._window.frame(self._workspace.wall(), late=self._late)
        if lists:
            self._lists_at = self._begun + _LISTS_EVERY
            self._refresh(seen=seen)
        return drawn or changes.more

    def _refresh(self, *, seen: bool) -> None:
        self.follow()
        panels = frozenset(panel for desk in self._workspace.desks.every for panel in desk.panels)
        self._sweeper.look(panels, self._begun)
        if seen:
            self._window.refresh()
            self._window.status.show_status(self._workspace.status(), frames=self._frames())

    def _late(self) -> bool:
        return self._clock.monotonic() >= self._draw_until

    def _frames(self) -> str:
        if self.ticker is None or self.ticker.idle:
            return QCoreApplication.translate("Frame", "idle")
        words = QCoreApplication.translate("Frame", "%1 fps")
        return words.replace("%1", f"{self.ticker.per_second():.0f}")


def _nothing() -> None:
    """Nobody follows yet."""
