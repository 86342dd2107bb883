"""Amplitudes over frequencies, with the highest peaks named."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from monitor.core.batch import Floats
from monitor.ui.charts.axis import Axis
from monitor.ui.charts.chart import Chart
from monitor.ui.charts.lines import polygon
from monitor.ui.charts.readout import Reading
from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme
from monitor.workspace.analysis.frequency_words import frequency, frequency_scale, interval
from monitor.workspace.analysis.names import with_unit
from monitor.workspace.analysis.spectrum import Peak, Spectrum, decibels
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks

__all__ = ["SpectrumChart", "label_place"]

_FILL = 34
_DECIBELS = 1
_LABEL_HEIGHT = 16
_ABOVE = 6
_MARK = 3.0


class SpectrumChart(Chart):
    """Shows `spectrum` and `peaks` after `refresh`."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.spectrum: Spectrum | None = None
        self.peaks: Sequence[Peak] = ()
        self.decibel = True
        self.unit = ""
        self._at = -1

    @property
    def levels(self) -> Floats:
        """The amplitudes as the axis has them."""
        amplitude = np.empty(0) if self.spectrum is None else self.spectrum.amplitude
        return decibels(amplitude) if self.decibel else amplitude

    def x_ticks(self, x: Axis, most: int) -> ValueTicks:
        step, _ = frequency_scale(x.high)
        ticks = value_ticks(x.low / step, x.high / step, most)
        return ValueTicks(tuple(value * step for value in ticks.values), ticks.labels)

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        if self.spectrum is None:
            return
        line, above = _outlined(x.at(self.spectrum.frequency), y.at(self.levels))
        ground = float(plot.top() + plot.height())
        ends = np.array([[above[-1, 0], ground], [above[0, 0], ground]])
        ink = self.ink.curve(0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.red(), ink.green(), ink.blue(), _FILL))
        painter.drawPolygon(polygon(np.concatenate((above, ends))))
        painter.setPen(QPen(ink, 1.0))
        painter.drawPolyline(polygon(line))
        self._paint_peaks(painter, plot, x, y)

    def read(self, at: QPointF, x: Axis, y: Axis) -> Reading | None:
        if self.spectrum is None:
            return None
        step = float(self.spectrum.frequency[1])
        self._at = min(max(round(x.value(at.x()) / step), 0), len(self.spectrum.frequency) - 1)
        return self._said(x, y)

    def read_step(self, by: int, x: Axis, y: Axis) -> Reading | None:
        if self.spectrum is None:
            return None
        last = len(self.spectrum.frequency) - 1
        start = self.peaks[0].place if self.peaks else int(self.spectrum.amplitude.argmax())
        self._at = start if not 0 <= self._at <= last else min(max(self._at + by, 0), last)
        return self._said(x, y)

    def _said(self, x: Axis, y: Axis) -> Reading | None:
        if self.spectrum is None or self._at >= len(self.spectrum.frequency):
            return None
        hertz, level = float(self.spectrum.frequency[self._at]), float(self.levels[self._at])
        words = frequency(hertz) if hertz > 0.0 else "0"
        lines = [(words, None), (self._level(level), None)]
        if hertz > 0.0:
            lines.insert(1, (self.tr("every %1").replace("%1", interval(1.0 / hertz)), None))
        return Reading(x.place(hertz), y.place(level), tuple(lines))

    def _level(self, level: float) -> str:
        return with_unit(level, "dB", decimals=_DECIBELS) if self.decibel else with_unit(level, self.unit)

    def _paint_peaks(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        font = text_font(11)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        taken: list[QRectF] = []
        places: list[QPointF] = []
        for peak in self.peaks:
            level = float(decibels(np.array([peak.amplitude]))[0]) if self.decibel else peak.amplitude
            place = QPointF(x.place(peak.frequency), y.place(level))
            words = frequency(peak.frequency)
            width = metrics.horizontalAdvance(words) + 8
            box = label_place(place, width, QRectF(plot))
            places.append(place)
            if any(box.intersects(other) for other in taken):
                continue  # There is a dot still, and the crosshair reads it.
            taken.append(box)
            painter.fillRect(box, self.ink.panel)
            painter.setPen(self.ink.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.text)
        for place in places:
            painter.drawEllipse(place, _MARK, _MARK)


def label_place(place: QPointF, width: float, plot: QRectF) -> QRectF:
    """Where the label of a peak goes: above its dot, and beside it where there is no room above."""
    above = place.y() - _ABOVE - _LABEL_HEIGHT
    left = min(max(place.x() - width / 2, plot.left()), plot.right() - width)
    if above < plot.top():
        right = place.x() + _ABOVE
        left = right if right + width <= plot.right() else place.x() - _ABOVE - width
        above = max(plot.top(), place.y() - _LABEL_HEIGHT / 2)
    return QRectF(left, above, width, _LABEL_HEIGHT)


def _outlined(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """(n, 2) corners of the line, and those of its upper side.

    Of more than two in one column of pixels only the highest and the lowest are left.
    """
    columns = np.floor(x)
    starts = np.flatnonzero(np.diff(columns, prepend=-np.inf))
    if 2 * len(starts) >= len(x):
        line = np.column_stack((x, y))
        return line, line
    highest, lowest = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    line = np.column_stack((np.repeat(columns[starts], 2), np.column_stack((highest, lowest)).reshape(-1)))
    return line, np.column_stack((columns[starts], highest))
