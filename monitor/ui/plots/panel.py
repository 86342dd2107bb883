"""A live plot with its legend and controls, drawn when the frame ticker says so."""

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.core.gap import Gap
from monitor.store import Store, StreamRows
from monitor.ui.plots.canvas import PlotCanvas
from monitor.ui.plots.controls import PlotControls
from monitor.ui.plots.curve_set import CurveSet
from monitor.ui.plots.gap_notes import NOTES_HEIGHT
from monitor.ui.theme import Theme
from monitor.workspace.panel_plan import PanelPlan
from monitor.workspace.plotting.ranges import LiveEdge, ValueRange
from monitor.workspace.plotting.shades import shades
from monitor.workspace.plotting.time_view import TimeView

__all__ = ["PlotPanel"]

_READABLE = 0.125
"""Seconds between two readings of the legend: nobody reads a number that changes more often."""
_RANGED = 0.25
_SPOKEN = 1.0
"""Seconds between two changes of the description that screen readers are given."""
_SAME_COLUMN = 1.0 / 15.0
"""Seconds between two drawings of a column that is not complete yet."""
_EDGE = 12


class PlotPanel(QWidget):
    """Shows what a plan says, from the rows of a store. Nothing here runs by itself: call `frame`.

    controls: chips and link; they lie over the top right corner until somebody gives them another parent.
    """

    def __init__(
        self,
        store: Store,
        plan: PanelPlan,
        *,
        theme: Theme,
        units: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._curves = CurveSet(store, plan.feed, plan.stream, plan.series)
        self._view = TimeView(plan.window_seconds)
        self._edge = LiveEdge()
        self._values = ValueRange()
        self._dirty_from = math.inf
        self._end = self._seconds = math.nan
        self._total_when_frozen = 0
        self._drawn_at = self._read_at = self._spoken_at = self._ranged_at = -math.inf
        self._canvas = PlotCanvas(theme, units=units or {})
        self._canvas.setAccessibleName(self.tr("Plot of %1").replace("%1", plan.title))
        self.controls = PlotControls(plan.window_seconds, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)
        self.controls.raise_()
        self.setFocusProxy(self._canvas)
        self._connect()

    @property
    def live(self) -> bool:
        """Whether the view moves with the present."""
        return self._view.live

    @property
    def canvas(self) -> PlotCanvas:
        """The plot without its controls."""
        return self._canvas

    def frame(self, now: float, gaps: Sequence[Gap]) -> bool:
        """Draw what is new at `now` (wall seconds); answers whether anything was drawn.

        gaps: those of the plan's feed, in any order.
        """
        changed_from = self._curves.update()
        stream = self._curves.stream
        if stream is None or not any(curve.series.rows for curve in self._curves.curves):
            return self._canvas.set_words(self.tr("Waiting for the first numbers"))
        drawn = self._canvas.set_words("")
        if changed_from < math.inf:
            self._edge.follow(stream.ring.lead)
        end, seconds = self._span(now, stream)
        self._dirty_from = min(self._dirty_from, changed_from, self._shade(gaps, seconds))
        self._fit_values(now, end - seconds, end)
        drawn |= self._read(now, end, seconds, stream)
        return self._expose(now, end, seconds) or drawn

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from the next frame on."""
        self._canvas.set_theme(theme)

    def set_plan(self, plan: PanelPlan) -> None:
        """Show other series of the same stream; window, zoom and freezing stay as they are."""
        self._curves.choose(plan.series)
        self._canvas.setAccessibleName(self.tr("Plot of %1").replace("%1", plan.title))
        self._draw_anew()

    @Slot()
    def jump_to_live(self) -> None:
        """Show the present and move with it."""
        self._view.go_live()
        self._draw_anew()

    @Slot()
    def toggle_pause(self) -> None:
        """Stand still, or go on with the present."""
        if self._view.live:
            self._freeze(-self._seconds, 0.0)
        else:
            self.jump_to_live()

    # --- a frame --------------------------------------------------------------------------------------------------

    def _span(self, now: float, stream: StreamRows) -> tuple[float, float]:
        window = self._view.window
        oldest = stream.time_span[0] if window is None else now
        edge = now + self._edge.offset(now - oldest if window is None else window)
        return self._view.span(edge, oldest)

    def _shade(self, gaps: Sequence[Gap], seconds: float) -> float:
        """Take over the gaps; the time from which the picture has changed."""
        layer = self._canvas.layer
        if not gaps and not layer.shades:
            return math.inf
        new = shades(gaps, offset=self._edge.offset(seconds))
        if new == layer.shades:
            return math.inf
        layer.shades = new
        # A line that a gap breaks may have begun long before it.
        return -math.inf

    def _fit_values(self, now: float, t0: float, t1: float) -> None:
        if now - self._ranged_at >= _RANGED:
            self._ranged_at = now
            self._values.follow(now, *self._curves.value_range(t0, t1))

    def _read(self, now: float, end: float, seconds: float, stream: StreamRows) -> bool:
        """Bring legend, controls and description up to date, each as often as it can be read."""
        if now - self._read_at < _READABLE:
            return False
        self._read_at = now
        canvas = self._canvas
        if self._curves.judge(now, end=end, seconds=seconds, width=canvas.plot_rect.width()):
            canvas.redraw()
        changed = canvas.legend.read(self._curves.curves, len(stream.keys))
        if changed:
            canvas.draw_legend()
        if not self._view.live:
            self.controls.set_frozen(stream.total - self._total_when_frozen)
            self._place_controls()
        if changed and now - self._spoken_at >= _SPOKEN:
            self._spoken_at = now
            canvas.setAccessibleDescription(canvas.legend.text)
        return changed

    def _expose(self, now: float, end: float, seconds: float) -> bool:
        shown = self._canvas.scale_shown
        still = shown is not None and shown.column(end) == shown.first + shown.columns - 1
        if still and 0.0 <= now - self._drawn_at < _SAME_COLUMN and self._view.live:
            return False
        layer = self._canvas.layer
        layer.curves, layer.fine = self._curves.curves, not self._view.live
        low, high = self._values.low, self._values.high
        if layer.shaded(end - seconds, end):
            # Room for the notes of gaps, so that none is written over a curve.
            high += (high - low) * NOTES_HEIGHT / max(self._canvas.plot_rect.height() - NOTES_HEIGHT, NOTES_HEIGHT)
        drawn = self._canvas.expose(end, seconds, low, high, dirty_from=self._dirty_from)
        self._dirty_from, self._drawn_at = math.inf, now
        self._end, self._seconds = end, seconds
        return drawn

    # --- the user -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.controls.parentWidget() is self:
            self.controls.fit(self.width() // 2)
        self._place_controls()

    def _connect(self) -> None:
        self._canvas.moved.connect(self._freeze)
        self._canvas.values_zoomed.connect(self._zoom_values)
        self._canvas.values_released.connect(self._release_values)
        self._canvas.live_wanted.connect(self.jump_to_live)
        self._canvas.pause_wanted.connect(self.toggle_pause)
        self.controls.live_wanted.connect(self.jump_to_live)
        self.controls.window_chosen.connect(self._choose_window)

    def _place_controls(self) -> None:
        if self.controls.parentWidget() is not self:
            self._canvas.reserve(0)
            return
        size = self.controls.sizeHint()
        self.controls.setGeometry(self.width() - size.width() - _EDGE, 2, size.width(), 26)
        self._canvas.reserve(size.width() + 2 * _EDGE)

    @Slot(float, float)
    def _freeze(self, x0: float, x1: float) -> None:
        """Stand still, showing these seconds from the moment at the right edge."""
        stream = self._curves.stream
        if stream is None or math.isnan(self._end):
            return
        if self._view.live:
            self._total_when_frozen = stream.total
        self._view.freeze(self._end + x0, self._end + x1)
        self._end += x1
        self._draw_anew()

    @Slot(float, float)
    def _zoom_values(self, factor: float, around: float) -> None:
        self._values.zoom(factor, around)

    @Slot()
    def _release_values(self) -> None:
        self._values.release()
        self._ranged_at = -math.inf

    @Slot(object)
    def _choose_window(self, seconds: float | None) -> None:
        self._view.choose(seconds)
        self._draw_anew()

    def _draw_anew(self) -> None:
        """Something else is looked at: with the next frame fit the values at once and draw all of it."""
        if not self._values.manual:
            self._values.release()
        self._ranged_at = self._read_at = self._drawn_at = -math.inf
        self._canvas.redraw()
        if self._view.live:
            self.controls.set_frozen(None)
            self._place_controls()
