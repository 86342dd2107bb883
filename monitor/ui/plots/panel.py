"""A plot over time: curves of any feeds, live or frozen, or the same samples as a table."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.plots.controls import PlotControls
from monitor.ui.plots.cursor_link import CursorLink
from monitor.ui.plots.data_table import DataTable
from monitor.ui.plots.editor import PlotEditor
from monitor.ui.plots.exposure import Exposure
from monitor.ui.plots.menus import PlotMenus
from monitor.ui.plots.pages import PlotPages
from monitor.ui.plots.plot_actions import PlotActions
from monitor.ui.plots.pointed_canvas import PointedCanvas
from monitor.ui.plots.reading import PlotReading
from monitor.ui.plots.steering import Steering
from monitor.ui.theme import Theme
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.editing import looks_alike, with_series
from monitor.workspace.plotting.framing import Framing
from monitor.workspace.plotting.gap_shades import GapShades

__all__ = ["PlotPanel"]

_WINDOW = 60.0
"""Seconds shown of a moment in the past before anything else was."""


class PlotPanel(PanelView):
    """Puts the parts of a plot together and keeps its spec.

    controls: chips and link; they lie over the top right corner until somebody gives them another parent.
    """

    def __init__(self, context: PanelContext, spec: PlotSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        workspace = context.workspace
        self._spec = spec
        self._curves = CurveSet(workspace.store, spec.curves)
        self._framing = Framing(spec.window_seconds, log=spec.log, log_left=spec.log_left)
        gaps = GapShades()
        self._canvas = PointedCanvas(context.theme, gaps)
        self._link = CursorLink(self._canvas, self._curves, context.cursor)
        self._reading = PlotReading(
            workspace, self._canvas, self._link, curves=self._curves, framing=self._framing, gaps=gaps
        )
        self._exposure = Exposure(workspace, self._canvas, curves=self._curves, framing=self._framing, gaps=gaps)
        self._editor = PlotEditor(self._canvas, self._link, self._curves, unit_of=workspace.unit)
        self._steering = Steering(self._canvas, self._framing, self._curves)
        self._offers = PlotActions(self)
        self._menus = PlotMenus(self._canvas, self._editor, self._reading, self._offers.every)
        self._chips = PlotControls(spec.window_seconds, parent=self)
        self.controls = self._chips
        self._pages = PlotPages(context, self._canvas, parent=self)
        self._chips.raise_()
        self.setFocusProxy(self._canvas)
        self._connect()
        self._take(spec)

    # --- what the desk asks ---------------------------------------------------------------------------------------

    @property
    def spec(self) -> PlotSpec:
        return self._spec

    @property
    def title(self) -> str:
        return self._spec.title or self._reading.title

    @property
    def subtitle(self) -> str:
        return self._reading.subtitle

    @property
    def live(self) -> bool:
        """Whether the view moves with the present."""
        return self._framing.live

    @property
    def canvas(self) -> PointedCanvas:
        """The plot without its controls."""
        return self._canvas

    @property
    def table(self) -> DataTable | None:
        """The samples as a table; None before they were first shown so."""
        return self._pages.table

    def set_spec(self, spec: PanelSpec) -> None:
        if isinstance(spec, PlotSpec) and spec != self._spec:
            self._take(spec)
            self.texts_changed.emit()

    def fit_controls(self, room: int) -> None:
        self._chips.fit(room)

    def set_theme(self, theme: Theme) -> None:
        self._pages.set_theme(theme)

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        return self._change(with_series(self._spec, series)) or all(
            any(curve.series == key for curve in self._spec.curves) for key in series
        )

    def look_at(self, end: float | None) -> None:
        self._steering.look_at(end, window=self._spec.window_seconds or _WINDOW)

    def menu_actions(self) -> Sequence[QAction]:
        return self._offers.every

    def let_go(self) -> None:
        self._link.let_go()

    def frame(self, now: float) -> bool:
        if self._reading.rename():
            self._canvas.setAccessibleName(self.tr("Plot of %1").replace("%1", self.title))
            self.texts_changed.emit()
        changed_from = self._curves.update()
        self._exposure.follow_settings()
        filled = self._curves.filled
        if filled:
            self._framing.follow(now, self._curves)
            self._exposure.take(changed_from)
        drawn = self._reading.due(now) and self._read(now, filled=filled)
        table = self._pages.table
        if table is not None and self._spec.as_table:
            zone = self._canvas.times.zone
            return table.refresh(self._curves, self._reading.names, self._framing, now=now, zone=zone)
        drawn |= self._canvas.set_words("" if filled else self._reading.wanting)
        if filled:
            drawn |= self._exposure.expose(now)
            self._link.keep_under_mouse()
        return drawn

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot()
    def jump_to_live(self) -> None:
        """Show the present and move with it."""
        self._steering.jump_to_live()

    @Slot()
    def toggle_pause(self) -> None:
        """Stand still, or go on with the present."""
        self._steering.toggle_pause()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._canvas.reserve(self._chips.lie_over(self, fit=True))

    def _connect(self) -> None:
        offers = self._offers
        self._canvas.escaped.connect(self._escape)
        self._menus.alert_wanted.connect(self.alert_wanted)
        self._pages.series_chosen.connect(self.take_series)
        self._steering.anew.connect(self._look_anew)
        self._chips.live_wanted.connect(self._steering.jump_to_live)
        self._chips.window_chosen.connect(self._choose_window)
        self._editor.changed.connect(self._change)
        self._editor.measured.connect(self._follow)
        offers.pause.connect(self._steering.toggle_pause)
        offers.fit.connect(self._steering.fit_values)
        offers.clear.connect(self._editor.clear_measure)
        offers.measuring.connect(self._canvas.measure_by_dragging)
        offers.changed.connect(self._change)

    @Slot()
    def _escape(self) -> None:
        """One thing after the other: the measurement, the crosshair, the frozen view."""
        if not self._editor.clear_measure():
            if self._link.own:
                self._link.leave()
            else:
                self.jump_to_live()

    @Slot(object)
    def _choose_window(self, seconds: float | None) -> None:
        if not self._change(msgspec.structs.replace(self._spec, window_seconds=seconds)):
            self.jump_to_live()

    def _take(self, spec: PlotSpec) -> None:
        """Show what a spec says."""
        before, self._spec = self._spec, spec
        if before.curves != spec.curves:
            self._curves.choose(spec.curves)
            self._reading.forget()
        if before.window_seconds != spec.window_seconds:
            self._framing.view.choose(spec.window_seconds)
            self._chips.set_window(spec.window_seconds)
        self._framing.right.choose(log=spec.log)
        self._framing.left.choose(log=spec.log_left)
        if not looks_alike(before, spec):
            self._framing.refit()
            self._look_anew()
        self._reading.rename()
        self._editor.take_spec(spec)
        self._pages.show_for(spec)
        self._follow()
        self._canvas.setAccessibleName(self.tr("Plot of %1").replace("%1", self.title))

    @Slot(object)
    def _change(self, spec: PlotSpec) -> bool:
        """The user wants this; tells whether it is anything new."""
        if spec == self._spec:
            return False
        self._take(spec)
        self.spec_changed.emit(spec)
        return True

    @Slot()
    def _follow(self) -> None:
        measured = self._canvas.marks.measure is not None
        self._offers.follow(self._spec, live=self.live, measured=measured)

    # --- a frame --------------------------------------------------------------------------------------------------

    def _read(self, now: float, *, filled: bool) -> bool:
        if filled:
            self._exposure.judge(now)
        if not self.live:
            self._chips.set_frozen(self._framing.fresh(self._curves))
            self._canvas.reserve(self._chips.lie_over(self))
        return self._reading.read(now)

    def _look_anew(self) -> None:
        """Something else is looked at: with the next frame fit the values at once and draw all of it."""
        self._reading.hurry()
        self._exposure.draw_anew()
        if self._pages.table is not None:
            self._pages.table.forget()
        if self.live:
            self._chips.set_frozen(None)
            self._canvas.reserve(self._chips.lie_over(self))
        self._follow()
