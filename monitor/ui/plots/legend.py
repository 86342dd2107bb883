"""The line above the curves: swatch, name and value of each."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.texts import Texts
from monitor.workspace.plotting.readings import Reading

__all__ = ["Legend"]

_LEFT = 12
_SWATCH = 12
_GAP = 6
_APART = 16
_WORD = 5
_DOT = "\N{MIDDLE DOT}"


class Legend:
    """Turns readings into a picture, which is kept until they change. `more` is what is said after the last."""

    def __init__(self) -> None:
        self._readings: Sequence[Reading] = ()
        self._more = ""
        self._places: list[tuple[float, float]] = []
        self._picture = QPixmap()
        self._name_font = text_font(12)
        self._value_font = text_font(12, weight=QFont.Weight.DemiBold)
        self._names = Texts(self._name_font)
        self._value_metrics = QFontMetrics(self._value_font)

    @property
    def text(self) -> str:
        """All of it in words, for those who do not see it."""
        said = [reading.text for reading in self._readings]
        return ", ".join([*said, self._more] if self._more else said)

    def set_readings(self, readings: Sequence[Reading], more: str) -> bool:
        """Say this from now on; tells whether anything has changed."""
        changed = (tuple(readings), more) != (self._readings, self._more)
        self._readings, self._more = tuple(readings), more
        return changed

    def at(self, x: float) -> int | None:
        """The curve whose entry is at so many pixels from the left; None beside all of them."""
        return next((place for place, (start, end) in enumerate(self._places) if start <= x < end), None)

    def draw(self, width: int, height: int, ratio: float, inks: Inks) -> None:
        """Make the picture anew; what does not fit the width is left out and counted."""
        picture = QPixmap(max(1, math.ceil(width * ratio)), math.ceil(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(inks.panel)
        self._places = []
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_entries(painter, width, height, inks)
        self._picture = picture

    def show(self, painter: QPainter) -> None:
        """Copy the picture to the top left corner."""
        painter.drawPixmap(0, 0, self._picture)

    def _draw_entries(self, painter: QPainter, width: int, height: int, inks: Inks) -> None:
        x = float(_LEFT)
        for place, reading in enumerate(self._readings):
            left = len(self._readings) - place
            rest = self._rest(left - 1)
            if place and x + self._entry_width(reading) + _APART + self._width(rest) > width:
                self._text(painter, x, height, self._rest(left), self._name_font, inks.muted)
                return
            end = self._draw_entry(painter, x, height, reading, inks)
            self._places.append((x - _GAP, end + _GAP))
            x = end + _APART
        if x + self._width(self._more) <= width:
            self._text(painter, x, height, self._more, self._name_font, inks.muted)

    def _rest(self, left: int) -> str:
        """What follows when so many entries are left out."""
        parts = [f"+{left} more"] if left else []
        return f" {_DOT} ".join([*parts, self._more] if self._more else parts)

    def _draw_entry(self, painter: QPainter, x: float, height: int, reading: Reading, inks: Inks) -> float:
        pale = reading.faint or reading.hidden
        colour = inks.curve(reading.index, stale=reading.faint)
        self._draw_swatch(painter, QRectF(x, height / 2 - 1.5, _SWATCH, 3), colour, hidden=reading.hidden)
        x += _SWATCH + _GAP
        start = x
        x = self._text(painter, x, height, reading.name, self._name_font, inks.faint if pale else inks.muted)
        if reading.hidden:
            painter.setPen(inks.faint)
            painter.drawLine(QPointF(start, height / 2 + 0.5), QPointF(x, height / 2 + 0.5))
            return x
        if reading.value:
            ink = inks.muted if pale else inks.text
            x = self._text(painter, x + _WORD, height, reading.value, self._value_font, ink)
        if reading.note:
            x = self._text(painter, x + _WORD, height, reading.note, self._name_font, inks.muted)
        return x

    def _draw_swatch(self, painter: QPainter, box: QRectF, colour: QColor, *, hidden: bool) -> None:
        painter.setPen(colour if hidden else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if hidden else colour)
        painter.drawRoundedRect(box.adjusted(0.5, 0.0, -0.5, 0.0) if hidden else box, 1.5, 1.5)

    def _text(self, painter: QPainter, x: float, height: int, text: str, font: QFont, colour: QColor) -> float:
        # Values hardly ever come twice, names do.
        width = self._value_metrics.horizontalAdvance(text) if font is self._value_font else self._width(text)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRectF(x, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width

    def _entry_width(self, reading: Reading) -> int:
        if reading.hidden:
            return _SWATCH + _GAP + self._width(reading.name)
        value = _WORD + self._value_metrics.horizontalAdvance(reading.value) if reading.value else 0
        note = _WORD + self._width(reading.note) if reading.note else 0
        return _SWATCH + _GAP + self._width(reading.name) + value + note

    def _width(self, text: str) -> int:
        return self._names.width(text)
