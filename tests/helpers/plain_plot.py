"""A plot that draws nothing and remembers what it was asked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from monitor.core.gap import Gap
from monitor.ui.plot_seam import MountedPlot
from monitor.ui.theme import Theme
from monitor.workspace.panel_plan import PanelPlan

__all__ = ["PlainPlots"]


class PlainPlots:
    """A PlotMaker. `made`: the plans asked for; `changed`: those set later;
    `frames`: (now, gaps) of every frame; `themes`: every theme given."""

    def __init__(self) -> None:
        self.made: list[PanelPlan] = []
        self.frames: list[tuple[float, Sequence[Gap]]] = []
        self.themes: list[str] = []
        self.changed: list[PanelPlan] = []
        self.jumps = 0
        self.draws = True

    def __call__(self, plan: PanelPlan, theme: Theme) -> MountedPlot:
        self.made.append(plan)
        self.themes.append(theme.name)
        widget = QWidget()
        widget.setAccessibleName(plan.title)
        return MountedPlot(
            widget=widget,
            controls=QWidget(),
            fit_controls=lambda room: None,
            frame=self._frame,
            set_theme=lambda theme: self.themes.append(theme.name),
            set_plan=self.changed.append,
            jump_to_live=self._jump,
        )

    def _frame(self, now: float, gaps: Sequence[Gap]) -> bool:
        self.frames.append((now, gaps))
        return self.draws

    def _jump(self) -> None:
        self.jumps += 1
