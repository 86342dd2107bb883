"""The lines through the moment and the value under the mouse, over everything else and on no film."""

import math
from datetime import tzinfo

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen, QPixmap, QRegion, Qt

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.marks import Place
from monitor.ui.plots.texts import Texts
from monitor.ui.plots.time_axis import BELOW, TimeAxis
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.time_ticks import clock, day_of
from monitor.workspace.wording import number

__all__ = ["Crosshair"]

_PADDING = 4
_FINEST = 1e-6
_MARGIN = 2
_APART = 8
_LONGEST = 160
"""Pixels to either side within which a label of time and those that give way to it lie."""


class Crosshair:
    """time: where the line of time is, None for nowhere. y: pixels of the widget from the top to the line of values,
    None in plots the mouse is not in. left: whether there is a left axis to write the value at."""

    def __init__(self) -> None:
        self.time: float | None = None
        self.y: float | None = None
        self.left = False
        self.zone: tzinfo | None = None
        self._texts = Texts(text_font(11), padding=_PADDING)

    @property
    def taken(self) -> tuple[int, int]:
        """From where to where, from the top of the widget, it writes a value beside the plot."""
        if self.y is None:
            return 0, 0
        half = self._texts.height // 2
        return round(self.y) - half, round(self.y) + half

    def region(self, place: Place) -> QRegion:
        """What of the widget it covers, and the labels that give way to its own."""
        region = QRegion()
        if self.time is not None and (x := self._x(place)) is not None:
            region += QRect(x, place.rect.top(), 1, place.rect.height())
            strip = QRect(x - _LONGEST, place.rect.bottom() + 1, 2 * _LONGEST, BELOW)
            region += strip.intersected(QRect(0, strip.top(), place.rect.right() + 1, BELOW))
        if self.y is not None:
            y = round(self.y)
            region += QRect(place.rect.left(), y, place.rect.width(), 1)
            high = 2 * self._texts.height
            region += QRect(0, y - high, place.rect.left(), 2 * high)
            region += QRect(place.rect.right() + 1, y - high, place.rect.width(), 2 * high)
        return region

    def draw(self, painter: QPainter, place: Place, inks: Inks, times: TimeAxis, *, now: float) -> None:
        """Draw what there is of it; labels of the axis of time give way."""
        x = self._x(place)
        if x is not None:
            painter.fillRect(x, place.rect.top(), 1, place.rect.height(), inks.muted)
            self._write_time(painter, place, x, inks, times, now)
        if self.y is not None and place.rect.top() <= self.y <= place.rect.bottom():
            y = round(self.y)
            painter.setPen(QPen(inks.muted, 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(place.rect.left(), y, place.rect.right(), y)
            self._write_value(painter, place, place.right, place.rect.right() + 1 + _PADDING, y, inks)
            if self.left:
                self._write_value(painter, place, place.left, _MARGIN, y, inks)

    def _x(self, place: Place) -> int | None:
        if self.time is None:
            return None
        x = math.floor(place.x(self.time))
        return x if place.rect.left() <= x <= place.rect.right() else None

    def _write_time(self, painter: QPainter, place: Place, x: int, inks: Inks, times: TimeAxis, now: float) -> None:
        if self.time is None:
            return
        step = 10.0 ** math.floor(math.log10(max(place.right.step * place.ratio, _FINEST)))
        day = day_of(self.time, now, zone=self.zone)
        words = f"{day} {clock(self.time, min(step, 1.0), zone=self.zone)}".strip()
        width = self._texts.width(words)
        left = min(max(x - width // 2, place.rect.left() + _MARGIN), place.rect.right() - width - _MARGIN)
        edge, below = place.rect.left(), place.rect.bottom() + 1
        free = left - edge - _APART, left - edge + width + _APART
        start, end = times.widened(*free, first=place.right.first, ratio=place.ratio)
        start, end = max(start, 0), min(end, place.rect.width())
        painter.fillRect(edge + start, below, end - start, BELOW, inks.panel)
        painter.drawPixmap(left, below + (BELOW - self._texts.height) // 2, self._picture(words, inks, place))

    def _write_value(self, painter: QPainter, place: Place, scale: Scale, x: int, y: int, inks: Inks) -> None:
        row = (y - place.rect.top()) * place.ratio
        value, next_value = scale.value(row), scale.value(row + place.ratio)
        finest = abs(value - next_value) or abs(value) or 1.0
        words = number(value, decimals=min(max(0, -math.floor(math.log10(finest))), 12))
        painter.drawPixmap(x, y - self._texts.height // 2, self._picture(words, inks, place))

    def _picture(self, words: str, inks: Inks, place: Place) -> QPixmap:
        return self._texts.picture(words, inks.text, inks.raised, place.ratio)
