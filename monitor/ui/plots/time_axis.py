"""The axis of time: round moments, and their labels on the film that moves."""

import math
from bisect import bisect_left
from datetime import tzinfo

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.texts import Texts
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.time_ticks import day_of, time_ticks

__all__ = ["BELOW", "TimeAxis"]

BELOW = 24
"""Pixels for the labels."""

_APART = (88, 132, 176)
"""Pixels from one moment to the next; the first that leaves room for the labels is taken."""
_BETWEEN = 16
_MARGIN = 4
_AHEAD = 4
"""Moments are chosen for the plot and this part of its width more."""


class TimeAxis:
    """columns: where the moments are, columns of physical pixels since 1970, in order.

    zone: the user's, None for the machine's own; call `forget` when it has changed.
    """

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.zone: tzinfo | None = None
        self._texts = Texts(text_font(11))
        self._scale: Scale | None = None
        self._labels: list[QPixmap] = []
        self._halves: list[int] = []
        self._reach = 0
        self._day: QPixmap | None = None

    def forget(self) -> None:
        """Choose anew with the next `rule`."""
        self._scale = None

    def rule(self, scale: Scale, ratio: float, inks: Inks, *, now: float) -> None:
        """Choose moments for a scale.

        They are chosen for some time ahead, so that a plot that moves has nothing to choose in most frames.
        """
        known = self._scale
        same = known is not None and (known.step, known.columns) == (scale.step, scale.columns)
        if same and known is not None and 0 <= scale.first - known.first <= scale.columns // _AHEAD:
            return
        self._scale = scale
        width = scale.columns / ratio * (1.0 + 1.0 / _AHEAD)
        end = scale.t1 + (scale.t1 - scale.t0) / _AHEAD
        # From a little before the left edge, whose label may still be seen.
        start = scale.t0 - _APART[0] * ratio * scale.step
        for apart in _APART:
            ticks = time_ticks(start, end, int(width / apart) + 1, zone=self.zone)
            widest = max((self._texts.width(label) for label in ticks.labels), default=0)
            if widest + _BETWEEN <= apart:
                break
        self.columns = [scale.column(time) for time in ticks.times]
        self._labels = [self._texts.picture(label, inks.muted, inks.panel, ratio) for label in ticks.labels]
        self._halves = [label.width() // 2 + 1 for label in self._labels]
        self._reach = max(self._halves, default=1)
        dated = any(label[:1].isdigit() and ":" not in label for label in ticks.labels)
        day = "" if dated else day_of(scale.t1, now, zone=self.zone)
        self._day = self._texts.picture(day, inks.text, inks.panel, ratio) if day else None

    def paint(self, painter: QPainter, first: int, last: int, origin: int, top: int, height: int) -> None:
        """Draw the labels that reach into columns first to last (not included) of the film, `top` pixels down."""
        place = bisect_left(self.columns, first - self._reach)
        for column, label in zip(self.columns[place:], self._labels[place:], strict=True):
            if column - self._reach >= last:
                break
            x = column - origin - label.width() // 2
            painter.drawPixmap(x, top + (height - label.height()) // 2, label.width(), label.height(), label)

    def widened(self, start: int, end: int, *, first: int, ratio: float) -> tuple[int, int]:
        """Points from the left edge, whose column is `first`, made to hold all of every label they hold a part of."""
        place = bisect_left(self.columns, first + start * ratio - self._reach)
        for column, half in zip(self.columns[place:], self._halves[place:], strict=True):
            left, right = math.floor((column - half - first) / ratio), math.ceil((column + half - first) / ratio)
            if left >= end:
                break
            if right > start:
                start, end = min(start, left), max(end, right)
        return start, end

    def frame(self, painter: QPainter, strip: QRect, scale: Scale, ratio: float, inks: Inks) -> None:
        """Cover labels that are cut by either end of the strip they are on; name the day where it is not today's."""
        margin = round(_MARGIN * ratio)
        left, right = scale.first + margin, scale.first + scale.columns - margin
        if self._day is not None:
            width = round(self._day.width() / ratio) + 2 * _MARGIN
            painter.fillRect(strip.left(), strip.top(), width, strip.height(), inks.panel)
            top = strip.top() + (strip.height() - self._texts.height) // 2
            painter.drawPixmap(strip.left() + _MARGIN, top, self._day)
            left += round(width * ratio)
        columns, reach = self.columns, self._reach
        for place in range(bisect_left(columns, left - reach), bisect_left(columns, left + reach)):
            if columns[place] - self._halves[place] < left:
                until = strip.left() + math.ceil((columns[place] + self._halves[place] - scale.first) / ratio)
                since = strip.left() + round((left - scale.first - margin) / ratio)
                painter.fillRect(since, strip.top(), until - since, strip.height(), inks.panel)
        for place in range(bisect_left(columns, right - reach), bisect_left(columns, right + reach)):
            if columns[place] + self._halves[place] > right:
                since = strip.left() + math.floor((columns[place] - self._halves[place] - scale.first) / ratio)
                painter.fillRect(since, strip.top(), strip.right() + 1 - since, strip.height(), inks.panel)
