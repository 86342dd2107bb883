"""Panels that draw nothing and remember what they were asked, in place of the real ones."""

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QVBoxLayout

from monitor.core.batch import SeriesKey
from monitor.ui.icons import Glyph
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.panels.view import PanelView
from monitor.ui.theme import Theme
from monitor.workspace.desk import fresh
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.messages import InspectorSpec
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.desk.specs.tiles import TilesSpec

__all__ = ["PlainPanel", "PlainPanels"]


class PlainPanel(PanelView):
    """Takes the focus and, being a plot, series; draws whenever it is asked to."""

    def __init__(self, context: PanelContext, spec: PanelSpec) -> None:
        super().__init__()
        self._spec = spec
        self.frames: list[float] = []
        self.given: list[PanelSpec] = []
        self.looked_at: list[float | None] = []
        self.themes = [context.theme.name]
        self.room = -1
        self.gone = False
        self.fails = False
        self.draws = True
        self.controls = QLabel("controls")
        self.own = QAction("Its own action", self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Plain panel")
        QVBoxLayout(self).addWidget(QLabel("body"))

    @property
    def spec(self) -> PanelSpec:
        return self._spec

    @property
    def title(self) -> str:
        return self._spec.title or "Untitled"

    @property
    def subtitle(self) -> str:
        return "BTC, ETH"

    def set_spec(self, spec: PanelSpec) -> None:
        self._spec = spec
        self.given.append(spec)

    def change(self, **fields: Any) -> None:
        """The user has changed it."""
        self._spec = msgspec.structs.replace(self._spec, **fields)
        self.spec_changed.emit(self._spec)
        self.texts_changed.emit()

    def fit_controls(self, room: int) -> None:
        self.room = room

    def frame(self, now: float) -> bool:
        if self.fails:
            raise ZeroDivisionError("drawn too far")
        self.frames.append(now)
        return self.draws

    def set_theme(self, theme: Theme) -> None:
        self.themes.append(theme.name)

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        if not isinstance(self._spec, PlotSpec):
            return False
        self.change(curves=(*self._spec.curves, *(Curve(each) for each in series)))
        return True

    def look_at(self, end: float | None) -> None:
        self.looked_at.append(end)

    def menu_actions(self) -> Sequence[QAction]:
        return (self.own,)

    def let_go(self) -> None:
        self.gone = True


class PlainPanels:
    """The table of kinds: plots and tiles that are plain, inspectors that cannot be made. `made`: all that were."""

    def __init__(self) -> None:
        self.made: list[PlainPanel] = []
        self.broken = True

    @property
    def kinds(self) -> tuple[PanelKind[Any], ...]:
        return (
            PanelKind("Plot", "Series over time", Glyph.CURVE, PlotSpec, self._make, fresh.fresh_plot),
            PanelKind("Tiles", "Large numbers", Glyph.TILES, TilesSpec, self._make, fresh.fresh_tiles),
            PanelKind("Inspector", "Raw messages", Glyph.INSPECTOR, InspectorSpec, self._break, fresh.fresh_inspector),
        )

    def _make(self, context: PanelContext, spec: PanelSpec) -> PlainPanel:
        self.made.append(PlainPanel(context, spec))
        return self.made[-1]

    def _break(self, context: PanelContext, spec: PanelSpec) -> PlainPanel:
        if self.broken:
            raise LookupError("nothing to inspect")
        return self._make(context, spec)
