"""Makes real plots: the one place outside `plots` that knows them, and that decides when they are loaded."""

import importlib

from monitor.ui.plot_seam import MountedPlot, PlotMaker
from monitor.ui.theme import Theme
from monitor.workspace.panel_plan import PanelPlan
from monitor.workspace.series_line import units_of
from monitor.workspace.workspace import Workspace

__all__ = ["load_plots", "plot_maker"]


def load_plots() -> None:
    """Load what plots need now, so that the first of them need not wait for it."""
    # pyqtgraph takes half a second, in which the window should be on the screen already.
    importlib.import_module("monitor.ui.plots.panel")


def plot_maker(workspace: Workspace) -> PlotMaker:
    """Plots over the rows that `workspace` holds."""

    def make(plan: PanelPlan, theme: Theme) -> MountedPlot:
        from monitor.ui.plots.panel import PlotPanel

        feed = workspace.feed(plan.feed)
        units = units_of(feed.profile, plan.stream) if feed is not None else {}
        panel = PlotPanel(workspace.store, plan, theme=theme, units=units)
        return MountedPlot(
            widget=panel,
            controls=panel.controls,
            fit_controls=panel.controls.fit,
            frame=panel.frame,
            set_theme=panel.set_theme,
            set_plan=panel.set_plan,
            jump_to_live=panel.jump_to_live,
        )

    return make
