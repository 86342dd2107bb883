"""The axis of time: round moments, and their labels on the film that moves."""

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
        self._reach = 0
        self._dated = False
        self._day = ""

    def forget(self) -> None:
        """Choose anew with the next `rule`."""
        self._scale = None

    def rule(self, scale: Scale, ratio: float, inks: Inks) -> bool:
        """Choose moments for a scale; tells whether they had to be chosen anew.

        They are chosen for some time ahead, so that a plot that moves has nothing to choose in most frames.
        """
        moved = scale.moved_from(self._scale)
        if moved is not None and 0 <= moved <= scale.columns // _AHEAD:
            return False
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
        self._reach = max((label.width() for label in self._labels), default=0) // 2 + 1
        self._dated = any(not label[:1].isdigit() or ":" not in label for label in ticks.labels)
        return True

    def paint(self, painter: QPainter, first: int, last: int, origin: int, top: int, height: int) -> None:
        """Draw the labels that reach into columns first to last (not included) of the film, `top` pixels down."""
        place = bisect_left(self.columns, first - self._reach)
        for column, label in zip(self.columns[place:], self._labels[place:], strict=True):
            if column - self._reach >= last:
                break
            x = column - origin - label.width() // 2
            painter.drawPixmap(x, top + (height - label.height()) // 2, label.width(), label.height(), label)

    def frame(self, painter: QPainter, strip: QRect, scale: Scale, ratio: float, inks: Inks, *, now: float) -> None:
        """Cover labels that are cut by either end of the strip they are on; name the day where it is not today's."""
        day = "" if self._dated else day_of(scale.t1, now, zone=self.zone)
        left = strip.left() + _MARGIN
        if day:
            picture = self._texts.picture(day, inks.text, inks.panel, ratio)
            width = self._texts.width(day)
            painter.fillRect(strip.left(), strip.top(), width + 2 * _MARGIN, strip.height(), inks.panel)
            painter.drawPixmap(left, strip.top() + (strip.height() - self._texts.height) // 2, picture)
            left += width + 2 * _MARGIN
        for column, label in zip(self.columns, self._labels, strict=True):
            middle = strip.left() + (column - scale.first) / ratio
            half = label.width() / ratio / 2 + 1
            if middle - half < left < middle + half:
                start = left if day else strip.left()
                painter.fillRect(start, strip.top(), round(middle + half) - start, strip.height(), inks.panel)
            elif middle - half < strip.right() - _MARGIN < middle + half:
                start = round(middle - half)
                painter.fillRect(start, strip.top(), strip.right() + 1 - start, strip.height(), inks.panel)
