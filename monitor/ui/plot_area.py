"""The centre of the window: one plot panel for each stream, kept in step with the workspace's plans."""

from dataclasses import dataclass

from PySide6.QtWidgets import QStackedLayout, QWidget

from monitor.ui.panel_frame import PanelFrame
from monitor.ui.panel_grid import PanelGrid
from monitor.ui.plot_seam import MountedPlot, PlotMaker
from monitor.ui.theme import Theme
from monitor.ui.waiting_state import WaitingState
from monitor.workspace.panel_plan import PanelPlan
from monitor.workspace.workspace import Workspace

__all__ = ["PlotArea"]


@dataclass(slots=True)
class _Panel:
    plan: PanelPlan
    frame: PanelFrame
    plot: MountedPlot


class PlotArea(QWidget):
    """Pulled by the ticker: `frame` draws what is visible and has changed.

    Where many panels come at once they are made one in each frame, so that none of them takes long.
    """

    def __init__(
        self, workspace: Workspace, theme: Theme, *, make_plot: PlotMaker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._make_plot = make_plot
        self._panels: dict[tuple[str, str], _Panel] = {}
        self._version = -1
        self._grid = PanelGrid()
        self._waiting = WaitingState(workspace, theme)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self._grid)

    @property
    def panels(self) -> list[PanelFrame]:
        """The panels as they stand."""
        return [panel.frame for panel in self._panels.values()]

    def frame(self, now: float) -> bool:
        """Draw one frame at `now` (wall seconds); answers whether anything changed on the screen."""
        changed = self._keep_step()
        for panel in self._panels.values():
            # A panel scrolled out of sight costs nothing; it catches up when it is seen again.
            if not panel.frame.visibleRegion().isEmpty():
                feed = self._workspace.feed(panel.plan.feed)
                changed |= panel.plot.frame(now, () if feed is None else feed.gaps)
        return changed

    def refresh(self) -> None:
        """Bring up to date what is said while there is no plot."""
        if self._stack.currentWidget() is self._waiting:
            self._waiting.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Restyle every plot."""
        self._theme = theme
        self._waiting.set_theme(theme)
        for panel in self._panels.values():
            panel.plot.set_theme(theme)

    def jump_to_live(self) -> None:
        """Let every plot show the present."""
        for panel in self._panels.values():
            panel.plot.jump_to_live()

    def clear(self) -> None:
        """Delete every plot, for leaving: the interpreter must not end while plots live."""
        for key in list(self._panels):
            self._remove(key)
        self._grid.set_panels([])

    def _keep_step(self) -> bool:
        version = self._workspace.panels.version
        if version == self._version:
            return False
        plans = {(plan.feed, plan.stream): plan for plan in self._workspace.panels.plans}
        for key in self._panels.keys() - plans.keys():
            self._remove(key)
        missing = [key for key in plans if key not in self._panels]
        for key in plans.keys() & self._panels.keys():
            self._follow(self._panels[key], plans[key])
        if missing:
            self._make(missing[0], plans[missing[0]])
        if len(missing) <= 1:
            self._version = version
        # Each new arrangement gives every panel another size, so a long row of new ones is not shown one by one.
        if len(missing) <= 1 or len(self._panels) >= 2 * self._grid.count:
            self._grid.set_panels([self._panels[key].frame for key in plans if key in self._panels])
        self._stack.setCurrentWidget(self._grid if plans else self._waiting)
        return True

    def _make(self, key: tuple[str, str], plan: PanelPlan) -> None:
        plot = self._make_plot(plan, self._theme)
        frame = PanelFrame(
            plan.title, plan.subtitle, body=plot.widget, controls=plot.controls, fit_controls=plot.fit_controls
        )
        self._panels[key] = _Panel(plan, frame, plot)

    def _follow(self, panel: _Panel, plan: PanelPlan) -> None:
        if panel.plan != plan:
            panel.plan = plan
            panel.plot.set_plan(plan)
            panel.frame.set_texts(plan.title, plan.subtitle)

    def _remove(self, key: tuple[str, str]) -> None:
        panel = self._panels.pop(key)
        panel.frame.setParent(None)
        panel.frame.deleteLater()
