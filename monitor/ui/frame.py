"""What happens in one frame: take in what came, draw what is seen, and now and then the lists."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from monitor.core.clock import Clock
from monitor.ui.ticker import Ticker
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace

__all__ = ["Frame"]

_BUDGET = 0.006
"""Seconds of a frame for taking in what came; the rest waits in the engine."""

_LISTS_EVERY = 0.2
"""Nobody reads numbers that change more often."""


class Frame:
    """Called by the ticker; answers whether anything moved. A window nobody sees takes in and draws nothing.

    follow: is called a few times a second, seen or not, for whoever keeps in step with settings and alerts.
    """

    def __init__(self, workspace: Workspace, window: MainWindow, *, clock: Clock) -> None:
        self._workspace = workspace
        self._window = window
        self._clock = clock
        self._lists_at = -1.0
        self.ticker: Ticker | None = None
        self.follow: Callable[[], None] = _nothing

    def __call__(self) -> bool:
        changes = self._workspace.pump(_BUDGET)
        seen = self._window.isVisible() and not self._window.isMinimized()
        drawn = seen and self._window.frame(self._workspace.wall())
        now = self._clock.monotonic()
        if now >= self._lists_at:
            self._lists_at = now + _LISTS_EVERY
            self.follow()
            if seen:
                self._window.refresh()
                self._window.status.show_status(self._workspace.status(), frames=self._frames())
        return drawn or changes.more

    def _frames(self) -> str:
        if self.ticker is None or self.ticker.idle:
            return QCoreApplication.translate("Frame", "idle")
        words = QCoreApplication.translate("Frame", "%1 fps")
        return words.replace("%1", f"{self.ticker.per_second():.0f}")


def _nothing() -> None:
    """Nobody follows yet."""
