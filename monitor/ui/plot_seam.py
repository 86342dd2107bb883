"""What the window asks of a plot, so that it knows neither pyqtgraph nor when that is loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from monitor.core.gap import Gap
from monitor.ui.theme import Theme
from monitor.workspace.panel_plan import PanelPlan

__all__ = ["MountedPlot", "PlotMaker"]


@dataclass(frozen=True, slots=True)
class MountedPlot:
    """A plot in the window.

    controls: what belongs into the head of its panel.
    fit_controls(room): make the controls as wide as so many pixels allow.
    frame(now, gaps): draw what is new at `now` (wall seconds); answers whether anything was drawn.
    set_plan(plan): show other series of the same stream.
    """

    widget: QWidget
    controls: QWidget
    fit_controls: Callable[[int], None]
    frame: Callable[[float, Sequence[Gap]], bool]
    set_theme: Callable[[Theme], None]
    set_plan: Callable[[PanelPlan], None]
    jump_to_live: Callable[[], None]


PlotMaker: TypeAlias = Callable[[PanelPlan, Theme], MountedPlot]
"""Makes the plot a plan asks for. Whatever it needs to import it imports when it is first called."""
