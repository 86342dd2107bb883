"""The plot itself: a film of curves, axes around it, and the mouse."""

import math
from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.fonts import text_font
from monitor.ui.plots.axes import BELOW, Axes
from monitor.ui.plots.film import Film
from monitor.ui.plots.gap_notes import GapNotes
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.legend import Legend
from monitor.ui.plots.plot_layer import PlotLayer
from monitor.ui.theme import Theme
from monitor.workspace.plotting.scale import Scale

__all__ = ["PlotCanvas"]

_TOP = 28
_KEY_PAN = 0.1
_KEY_ZOOM = 1.25
_WHEEL_ZOOM = 1.0015


class PlotCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types, so its classes are Any.
    """Shows what it is told to; says what the user wants.

    pyqtgraph's ViewBox lies over the curves, shows nothing, and turns wheel and drag into a range of seconds, counted
    from the moment at the right edge. All that is seen is painted here.

    moved(x0, x1): zoomed or panned, to these seconds from the right edge.
    values_zoomed(factor, around), values_released: the wheel and a double click over the value axis.
    live_wanted: a double click, or the keys Escape and End. pause_wanted: the space bar.
    """

    moved = Signal(float, float)
    values_zoomed = Signal(float, float)
    values_released = Signal()
    live_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, theme: Theme, *, units: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self.layer = PlotLayer(Inks.of(theme))
        self.legend = Legend(units)
        self._film = Film()
        self._axes = Axes()
        self._fitted = (math.nan, math.nan, 0)
        self._reserved = 0
        self._window = math.nan
        self._words = ""
        self._notes = GapNotes()
        self._box = pg.ViewBox(enableMenu=False, defaultPadding=0.0)
        self._box.setMouseEnabled(x=True, y=False)
        self._box.disableAutoRange()
        self._box.sigRangeChangedManually.connect(self._tell_moved)
        self.addItem(self._box)

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def plot_rect(self) -> QRect:
        """Where the curves are, in pixels of the widget."""
        return QRect(0, _TOP, max(1, self.width() - self._axes.width), max(1, self.height() - _TOP - BELOW))

    @property
    def scale_shown(self) -> Scale | None:
        """What the picture shows; None before the first."""
        return self._film.scale

    def set_theme(self, theme: Theme) -> None:
        """Draw everything anew in these colours with the next `expose`."""
        self.layer.inks = Inks.of(theme)
        self.redraw()
        self.draw_legend()

    def set_words(self, words: str) -> bool:
        """Words in the middle instead of curves, "" for none; tells whether they are new."""
        if words == self._words:
            return False
        self._words = words
        self.viewport().update()
        return True

    def reserve(self, width: int) -> None:
        """Leave so many pixels at the top right to what lies over the canvas there."""
        if width != self._reserved:
            self._reserved = width
            self.draw_legend()

    def draw_legend(self) -> None:
        """Draw the legend anew, since what it says or its room has changed."""
        self.legend.draw(max(1, self.width() - self._reserved), _TOP, self.devicePixelRatioF(), self.layer.inks)
        self.viewport().update()

    def redraw(self) -> None:
        """Draw everything anew with the next `expose`."""
        self._film.forget()
        self._axes.forget()

    def expose(self, end: float, seconds: float, low: float, high: float, *, dirty_from: float) -> bool:
        """Show the `seconds` before `end`; all from `dirty_from` on has changed. Tells whether anything was drawn."""
        self._fit_axes(low, high)
        rect, ratio, layer = self.plot_rect, self.devicePixelRatioF(), self.layer
        scale = Scale.ending(end, seconds, round(rect.width() * ratio), round(rect.height() * ratio), low, high)
        layer.scale, layer.line = scale, max(1, round(ratio))
        if self._axes.rule(scale, rect.width(), ratio, layer.inks):
            layer.rule(self._axes.grid_columns, self._axes.grid_rows)
        self._set_window(seconds)
        drawn = self._film.expose(scale, scale.column(dirty_from) - layer.reach, layer.paint)
        if drawn:
            self.viewport().update(0, _TOP, self.width(), self.height() - _TOP)
        return drawn > 0

    def _fit_axes(self, low: float, high: float) -> None:
        if (low, high, self.height()) != self._fitted:
            self._fitted = (low, high, self.height())
            self._axes.forget()
            if self._axes.fit(low, high, self.plot_rect.height()):
                self._place_box()

    def _set_window(self, seconds: float) -> None:
        if seconds != self._window:
            self._window = seconds
            self._box.setRange(xRange=(-seconds, 0.0), yRange=(0.0, 1.0), padding=0.0)
            self._box.updateMatrix()

    def _place_box(self) -> None:
        self._box.setGeometry(QRectF(self.plot_rect))
        self._box.updateMatrix()

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        # The scene holds nothing that is seen, so it is not asked to paint.
        with QPainter(self.viewport()) as painter:
            if event.rect().top() < _TOP:
                painter.fillRect(0, 0, self.width(), _TOP, self.layer.inks.panel)
                self.legend.show(painter)
            scale = self._film.scale
            if self._words or scale is None:
                self._show_words(painter)
            else:
                self._show_plot(painter, scale)
            if self.hasFocus():
                painter.setPen(self.layer.inks.accent)
                painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))

    def _show_words(self, painter: QPainter) -> None:
        below = self.rect().adjusted(0, _TOP, 0, 0)
        painter.fillRect(below, self.layer.inks.panel)
        painter.setPen(self.layer.inks.muted)
        painter.setFont(text_font())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._words)

    def _show_plot(self, painter: QPainter, scale: Scale) -> None:
        rect, panel = self.plot_rect, self.layer.inks.panel
        beside = rect.right() + 1
        painter.fillRect(beside, _TOP, self.width() - beside, self.height() - _TOP, panel)
        painter.fillRect(0, rect.bottom() + 1, beside, BELOW, panel)
        self._show_film(painter, rect, scale)
        self._axes.draw(painter, rect, scale.first, self.devicePixelRatioF())
        gaps = self.layer.shades_within(scale.first, scale.first + scale.columns)
        self._notes.draw(painter, rect, gaps, scale, self.devicePixelRatioF(), self.layer.inks)

    def _show_film(self, painter: QPainter, rect: QRect, scale: Scale) -> None:
        ratio = self.devicePixelRatioF()
        columns, rows = round(rect.width() * ratio), round(rect.height() * ratio)
        if (columns, rows) == (scale.columns, scale.rows) and ratio == 1.0:
            self._film.show(painter, rect.x(), rect.y())
            return
        painter.save()
        # Between a change of size and the next frame the film is wider or narrower: the newest stays at the right.
        painter.setClipRect(rect)
        painter.fillRect(rect, self.layer.inks.panel)
        painter.scale(1.0 / ratio, 1.0 / ratio)
        self._film.show(painter, round(rect.x() * ratio) + columns - scale.columns, round(rect.y() * ratio))
        painter.restore()

    # --- the user -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls this without one before the canvas is complete.
            self._place_box()
            self.draw_legend()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._over_axis(event.position()):
            super().wheelEvent(event)
            return
        around = self.layer.scale.value((event.position().y() - _TOP) * self.devicePixelRatioF())
        self.values_zoomed.emit(_WHEEL_ZOOM ** -event.angleDelta().y(), around)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._over_axis(event.position()):
            self.values_released.emit()
        else:
            self.live_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                shift = self._window * _KEY_PAN * (1 if event.key() == Qt.Key.Key_Right else -1)
                self._move(shift - self._window, shift)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._move(-self._window / _KEY_ZOOM, 0.0)
            case Qt.Key.Key_Minus:
                self._move(-self._window * _KEY_ZOOM, 0.0)
            case Qt.Key.Key_Escape | Qt.Key.Key_End:
                self.live_wanted.emit()
            case Qt.Key.Key_Space:
                self.pause_wanted.emit()
            case _:
                event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _over_axis(self, at: QPointF) -> bool:
        return at.x() > self.plot_rect.right()

    def _tell_moved(self) -> None:
        (x0, x1), _ = self._box.viewRange()
        self._move(x0, x1)

    def _move(self, x0: float, x1: float) -> None:
        if math.isfinite(x1 - x0) and x1 > x0:
            self._window = math.nan  # Put the box back to the right edge with the next frame.
            self.moved.emit(x0, x1)
