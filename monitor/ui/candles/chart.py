"""The chart of candles: grid, gaps, candles, volume, last price and crosshair; and what the mouse and keys ask for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from monitor.store.candles import CandleSpan
from monitor.ui.candles.candle_painter import CandleColours, Field, paint_candles
from monitor.ui.candles.kept import Kept
from monitor.ui.candles.notes import GapNote
from monitor.ui.candles.overlay import Overlay, paint_overlay
from monitor.ui.charts.axis import Axis
from monitor.ui.charts.chart import Chart
from monitor.ui.plots.inks import Inks, hatching
from monitor.ui.theme import Theme
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks

__all__ = ["CandleChart", "CandlePicture"]

_ABOVE, _BELOW = 28, 24
_STRIP = 0.18
"""Share of the height that goes to volume."""
_ABOVE_STRIP = 4
_LEAST_GAP = 3
_WHEEL_ZOOM = 1.0015
_KEY_PAN, _KEY_ZOOM = 0.1, 1.25
_APART = 16
"""Pixels from one text on the axis to the next, at least."""


@dataclass(frozen=True, slots=True)
class CandlePicture:
    """What the chart shows besides its extent, whose x counts candles.

    ticks: where times are written, in candles. gaps: in candles. most: the largest volume.
    """

    span: CandleSpan
    ticks: ValueTicks
    gaps: Sequence[GapNote]
    most: float


class CandleChart(Chart):
    """Shows `picture` and `overlay` after `refresh`.

    panned(candles): dragged, or the arrow keys. zoomed(factor, place): the wheel, or plus and minus.
    hovered(place): the mouse is there, None when it has left. live_wanted, pause_wanted, oldest_wanted: keys.
    """

    panned = Signal(float)
    zoomed = Signal(float, float)
    hovered = Signal(object)
    live_wanted = Signal()
    pause_wanted = Signal()
    oldest_wanted = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.picture: CandlePicture | None = None
        self.overlay = Overlay()
        self._colours = CandleColours.of(self.ink)
        self._inks = Inks.of(theme)
        self._ticks_beside = Kept(value_ticks)
        self._dragged_from: float | None = None

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def plot_rect(self) -> QRect:
        return super().plot_rect.adjusted(0, _ABOVE - super().plot_rect.top(), 0, 0)

    def set_theme(self, theme: Theme) -> None:
        self._inks = Inks.of(theme)
        super().set_theme(theme)
        self._colours = CandleColours.of(self.ink)
        self.refresh()

    def axes(self, plot: QRect) -> tuple[Axis, Axis]:
        """The value axis ends above the strip of volume."""
        x, y = super().axes(plot)
        return x, Axis(y.low, y.high, plot.top() + self._price_height(plot), plot.top())

    def x_ticks(self, x: Axis, most: int) -> ValueTicks:
        return self.picture.ticks if self.picture is not None else super().x_ticks(x, most)

    def y_ticks(self, y: Axis, most: int) -> ValueTicks:
        """Beside the last price and the largest volume there is no room for another text."""
        ticks = self._ticks_beside(y.low, y.high, most)
        last, bottom = min(max(y.place(self.overlay.last), y.end), y.start), y.start + _APART / 2
        labels = (
            "" if abs(place - last) < _APART or place > bottom - _APART else label
            for place, label in zip(map(y.place, ticks.values), ticks.labels, strict=True)
        )
        return ValueTicks(ticks.values, tuple(labels))

    def show_overlay(self, overlay: Overlay) -> None:
        """Show another crosshair or last price; the candles are not painted anew."""
        if overlay != self.overlay:
            self.overlay = overlay
            self.update()

    # --- painting -------------------------------------------------------------------------------------------------

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        picture = self.picture
        if picture is None:
            return
        ratio = self.devicePixelRatioF()
        painter.save()
        painter.translate(plot.topLeft())
        painter.scale(1.0 / ratio, 1.0 / ratio)
        line = max(1, round(ratio))
        step = (x.high - x.low) / (plot.width() * ratio)
        strip = round((plot.height() - self._price_height(plot) - _ABOVE_STRIP) * ratio)
        field = Field(
            low=y.low,
            high=y.high,
            rows=round(self._price_height(plot) * ratio),
            first=round(x.low / step),
            step=step,
            strip=strip,
            bottom=round(plot.height() * ratio),
            most=picture.most,
            line=line,
        )
        self._paint_gaps(painter, field, hatching(self._inks, line))
        paint_candles(painter, picture.span, field, self._colours)
        painter.restore()

    def _paint_gaps(self, painter: QPainter, field: Field, hatch: QBrush) -> None:
        for start, end, _ in self.picture.gaps if self.picture is not None else ():
            left = math.floor(start / field.step - field.first)
            right = max(math.floor(end / field.step - field.first), left + _LEAST_GAP * field.line)
            painter.fillRect(left, 0, right - left, field.bottom, hatch)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.picture is None or self.words or self.extent is None:
            return
        plot = self.plot_rect
        gaps = self.picture.gaps
        with QPainter(self) as painter:
            paint_overlay(painter, plot, self.rect(), self.axes(plot), self.overlay, gaps, self.ink, self._colours)

    def _price_height(self, plot: QRect) -> int:
        return plot.height() - round(plot.height() * _STRIP) - _ABOVE_STRIP

    # --- the user -------------------------------------------------------------------------------------------------

    def place_at(self, x: float) -> float:
        """The place among the candles at a pixel of the widget."""
        return self.axes(self.plot_rect)[0].value(x)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            self.panned.emit(-turned.x() * self.axes(self.plot_rect)[0].per_pixel)
        else:
            self.zoomed.emit(_WHEEL_ZOOM ** -turned.y(), self.place_at(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position().x()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            # By whole pixels, so that nothing changes its shape.
            moved = round(event.position().x() - self._dragged_from)
            if moved:
                self._dragged_from += moved
                self.panned.emit(-moved * self.axes(self.plot_rect)[0].per_pixel)
        self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = None
            self.unsetCursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._dragged_from = None
        self.live_wanted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        axis = self.axes(self.plot_rect)[0]
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                direction = 1.0 if event.key() == Qt.Key.Key_Right else -1.0
                self.panned.emit(direction * _KEY_PAN * (axis.high - axis.low))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoomed.emit(1.0 / _KEY_ZOOM, axis.high)
            case Qt.Key.Key_Minus:
                self.zoomed.emit(_KEY_ZOOM, axis.high)
            case Qt.Key.Key_Escape | Qt.Key.Key_End:
                self.live_wanted.emit()
            case Qt.Key.Key_Home:
                self.oldest_wanted.emit()
            case Qt.Key.Key_Space:
                self.pause_wanted.emit()
            case _:
                event.ignore()

    def _hover(self, at: QPointF) -> None:
        inside = self.plot_rect.contains(at.toPoint())
        self.hovered.emit((self.place_at(at.x()), at.y()) if inside else None)
