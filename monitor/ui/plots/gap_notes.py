"""Why there is nothing in a gap, written above the curves."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.texts import Texts
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.shades import Shade

__all__ = ["NOTES_HEIGHT", "GapNotes"]

NOTES_HEIGHT = 24
"""Pixels at the top of a plot that are kept free of curves while there are notes."""

_INSET = 5
_MARGIN = 4


class GapNotes:
    """Writes the label of each gap at its left, on a ground of its own, and in it as much as there is room for.

    Newest first, since it matters most: at the right edge its label may begin before the gap, but not in another one.
    """

    def __init__(self) -> None:
        self._texts = Texts(text_font(11), padding=_MARGIN)

    def draw(
        self, painter: QPainter, plot: QRect, gaps: Sequence[Shade], scale: Scale, ratio: float, inks: Inks
    ) -> None:
        """Write the labels of the gaps in sight into `plot`."""
        for x, label in self.placed(gaps, scale, plot.width(), ratio):
            painter.drawPixmap(
                plot.left() + x, plot.top() + _INSET, self._texts.picture(label, inks.muted, inks.panel, ratio)
            )

    def width(self, label: str) -> int:
        """Pixels a label takes."""
        return self._texts.width(label)

    def placed(self, gaps: Sequence[Shade], scale: Scale, width: int, ratio: float) -> Iterator[tuple[int, str]]:
        """Where each label begins in a plot of `width` pixels, and what it says; newest first."""
        if not gaps:
            return
        starts = [max(0, round((scale.column(gap.start) - scale.first) / ratio)) for gap in gaps]
        ends = [0, *(round((scale.column(gap.end) - scale.first) / ratio) for gap in gaps[:-1])]
        limit = width
        for gap, start, end_before in reversed(list(zip(gaps, starts, ends, strict=True))):
            for label in gap.labels(scale.t1):
                room = limit - self.width(label) - _MARGIN
                x = min(start + _INSET, room) if limit == width else start + _INSET
                if max(end_before, 0) <= x <= room:
                    yield x, label
                    start = min(start, x)
                    break
            limit = start
