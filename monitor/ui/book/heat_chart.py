"""The chart of a book's depth over time: sizes as colours, the best prices as lines over them."""

import math
from collections.abc import Sequence
from datetime import tzinfo

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from monitor.core.batch import Floats
from monitor.ui.book.heat_film import HeatFilm, HeatFrame
from monitor.ui.candles.kept import Kept
from monitor.ui.candles.notes import paint_notes
from monitor.ui.charts.axis import Axis
from monitor.ui.charts.chart import Chart
from monitor.ui.charts.colour_map import COLOURS, colour_map
from monitor.ui.charts.lines import polygon
from monitor.ui.charts.readout import Reading
from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks, hatching
from monitor.ui.theme import Theme
from monitor.workspace.book.heat_store import Courses, HeatStore
from monitor.workspace.candles.words import amount
from monitor.workspace.plotting.shades import Shade
from monitor.workspace.plotting.time_ticks import moment, time_ticks
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks
from monitor.workspace.wording import number

__all__ = ["HeatChart"]

_BAR_WIDTH, _BAR_HEIGHT, _BAR_GAP = 96, 8, 8
_ABOVE, _HEAD = 28, 20
_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HeatChart(Chart):
    """Shows `show_depth` after `refresh`. zone: of the times it writes; decimals: of the prices.

    hovered(time): the mouse is at this moment, None when it has left.
    """

    hovered = Signal(object)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.zone: tzinfo | None = None
        self.decimals = 0
        self._film = HeatFilm()
        self._store: HeatStore | None = None
        self._frame: HeatFrame | None = None
        self._shades: Sequence[Shade] = ()
        self._courses = Courses(np.empty(0), np.empty(0))
        self._at = -1
        self._ticks_below = Kept(time_ticks)
        self._ticks_beside = Kept(value_ticks)
        self.set_theme(theme)

    @property
    def film(self) -> HeatFilm:
        """The picture of the columns."""
        return self._film

    def set_theme(self, theme: Theme) -> None:
        self._colours = colour_map(theme)
        self._film.set_colours(self._colours)
        self._inks = Inks.of(theme)
        if self._store is not None and self._frame is not None:
            self._film.expose(self._store, self._frame, math.inf)
        super().set_theme(theme)

    def show_depth(
        self, store: HeatStore, frame: HeatFrame, shades: Sequence[Shade], *, changed_from: float = math.inf
    ) -> None:
        """Show this part of a store, whose columns from `changed_from` on have changed."""
        self._film.expose(store, frame, changed_from)
        self._store, self._frame, self._shades = store, frame, shades
        self._courses = store.courses(frame.first * frame.columns, frame.end * frame.columns)

    @property
    def plot_rect(self) -> QRect:
        plot = super().plot_rect
        return plot.adjusted(0, _ABOVE - plot.top(), 0, 0)

    def x_ticks(self, x: Axis, most: int) -> ValueTicks:
        ticks = self._ticks_below(x.low, x.high, most, zone=self.zone)
        return ValueTicks(ticks.times, ticks.labels)

    def y_ticks(self, y: Axis, most: int) -> ValueTicks:
        return self._ticks_beside(y.low, y.high, most)

    # --- painting -------------------------------------------------------------------------------------------------

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        if self._frame is None or self._store is None:
            return
        step, seconds = self._store.step, self._frame.columns * self._store.period
        top, bottom = y.place(self._frame.high * step), y.place(self._frame.low * step)
        left, right = x.place(self._frame.first * seconds), x.place(self._frame.end * seconds)
        self._film.show(painter, QRectF(left, top, right - left, bottom - top))
        hatch = hatching(self._inks, 1)
        for shade in self._shades:
            start = max(math.floor(x.place(shade.start)), plot.left())
            end = min(math.floor(x.place(min(shade.end, x.high))), plot.right() + 1)
            if start < end:
                painter.fillRect(start, plot.top(), end - start, plot.height(), hatch)
        painter.setPen(QPen(self.ink.text, 1.0))
        for course in self._courses:
            self._paint_course(painter, course, (left, right), y)

    def _paint_course(self, painter: QPainter, course: Floats, between: tuple[float, float], y: Axis) -> None:
        """A best price, as a stair that is broken where there is none; the last of each column of the picture."""
        assert self._frame is not None
        ends = course[self._frame.columns - 1 :: self._frame.columns]
        wide = (between[1] - between[0]) / max(len(ends), 1)
        known = np.flatnonzero(~np.isnan(ends))
        if not len(known):
            return
        for run in np.split(known, np.flatnonzero(np.diff(known) != 1) + 1):
            corners = np.empty((2 * len(run), 2))
            corners[0::2, 0] = between[0] + run * wide
            corners[1::2, 0] = between[0] + (run + 1) * wide
            corners[:, 1] = np.repeat(y.at(ends[run]), 2)
            painter.drawPolyline(polygon(corners))

    def paint_head(self, painter: QPainter, box: QRect) -> int:
        """What the colours stand for, at the right above the picture."""
        if self._frame is None or not self._frame.large > 0.0:
            return 0
        font = text_font(11)
        metrics = QFontMetrics(font)
        room = QRect(box.left(), 4, box.width(), _HEAD)
        most = f"\N{GREATER-THAN OR EQUAL TO} {amount(self._frame.large)}"
        right = room.right() - metrics.horizontalAdvance(most)
        bar = QRect(right - _BAR_GAP - _BAR_WIDTH, room.center().y() - _BAR_HEIGHT // 2, _BAR_WIDTH, _BAR_HEIGHT)
        painter.setFont(font)
        painter.setPen(self.ink.muted)
        painter.drawText(room, _MIDDLE, most)
        painter.drawText(room.adjusted(0, 0, bar.left() - _BAR_GAP - room.right(), 0), _MIDDLE, self.tr("size 0"))
        ramp = np.arange(COLOURS, dtype=np.uint8)
        image = QImage(ramp.data, COLOURS, 1, COLOURS, QImage.Format.Format_Indexed8)
        image.setColorTable(self._colours)
        painter.drawImage(bar, image)
        return box.right() - bar.left() + metrics.horizontalAdvance(self.tr("size 0")) + 3 * _BAR_GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._frame is None or self.words or self.extent is None:
            return
        plot = self.plot_rect
        x, _ = self.axes(plot)
        notes = [
            (shade.start, min(shade.end, x.high), shade.labels(x.high))
            for shade in self._shades
            if shade.start < x.high and shade.end > x.low
        ]
        with QPainter(self) as painter:
            paint_notes(painter, plot, x, notes, self.ink)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        plot = self.plot_rect
        inside = plot.contains(event.position().toPoint()) and self.extent is not None
        self.hovered.emit(self.axes(plot)[0].value(event.position().x()) if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    # --- reading --------------------------------------------------------------------------------------------------

    def read(self, at: QPointF, x: Axis, y: Axis) -> Reading | None:
        return self._said(x.value(at.x()), y.value(at.y()), x, y)

    def read_step(self, by: int, x: Axis, y: Axis) -> Reading | None:
        """Go from column to column, at the best bid."""
        if self._frame is None or self._store is None:
            return None
        count = self._frame.end - self._frame.first
        self._at = count - 1 if self._at < 0 else min(max(self._at + by, 0), count - 1)
        time = (self._frame.first + self._at + 0.5) * self._frame.columns * self._store.period
        place = self._at * self._frame.columns
        price = float(self._courses.bid[place]) if place < len(self._courses.bid) else math.nan
        return None if math.isnan(price) else self._said(time, price, x, y)

    def _said(self, time: float, price: float, x: Axis, y: Axis) -> Reading | None:
        store, frame = self._store, self._frame
        if store is None or frame is None:
            return None
        column = math.floor(time / store.period)
        column -= column % frame.columns
        step = math.floor(price / store.step + 1e-6)
        size = float(store.image(column, column + frame.columns, frame.columns, step, step + 1)[0, 0])
        side = self.tr("to buy") if size > 0.0 else self.tr("to sell")
        said = f"{amount(abs(size))} {side}" if size else self.tr("nothing")
        low, high = (number(step * store.step + more, decimals=self.decimals) for more in (0.0, store.step))
        lines = (
            (moment(time, max(store.period, 0.1), zone=self.zone), None),
            (f"{low} \N{EN DASH} {high}", None),
            (said, None),
        )
        return Reading(x.place(time), y.place((step + 0.5) * store.step), lines)
