"""Makes real plots: the one place outside `plots` that knows them, and that decides when they are loaded."""

import importlib
from collections.abc import Sequence

import msgspec

from monitor.core.gap import Gap
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.plot_seam import MountedPlot, PlotMaker
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.panel_plan import PanelPlan
from monitor.workspace.workspace import Workspace

__all__ = ["load_plots", "plot_maker"]


def load_plots() -> None:
    """Load what plots need now, so that the first of them need not wait for it."""
    # pyqtgraph takes half a second, in which the window should be on the screen already.
    importlib.import_module("monitor.ui.plots.panel")


def plot_maker(workspace: Workspace) -> PlotMaker:
    """Plots over the rows that `workspace` holds."""
    cursor = TimeCursor()

    def make(plan: PanelPlan, theme: Theme) -> MountedPlot:
        from monitor.ui.plots.panel import PlotPanel

        spec = PlotSpec(title=plan.title, curves=_curves(plan), window_seconds=plan.window_seconds)
        panel = PlotPanel(PanelContext(workspace, theme, cursor), spec)

        def frame(now: float, _gaps: Sequence[Gap]) -> bool:
            return panel.frame(now)

        def set_plan(plan: PanelPlan) -> None:
            panel.set_spec(msgspec.structs.replace(panel.spec, title=plan.title, curves=_curves(plan)))

        assert panel.controls is not None
        return MountedPlot(
            widget=panel,
            controls=panel.controls,
            fit_controls=panel.fit_controls,
            frame=frame,
            set_theme=panel.set_theme,
            set_plan=set_plan,
            jump_to_live=panel.jump_to_live,
        )

    return make


def _curves(plan: PanelPlan) -> tuple[Curve, ...]:
    return tuple(Curve(series) for series in plan.series)
