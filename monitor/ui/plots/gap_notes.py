"""Why there is nothing in a gap, written into it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.scale import Scale
from monitor.ui.plots.shades import Shade
from monitor.ui.plots.texts import Texts

__all__ = ["GapNotes"]

_INSET = 5
_MARGIN = 4


class GapNotes:
    """Writes the label of each gap at its left, on a ground of its own; where labels would overlap the first stands."""

    def __init__(self) -> None:
        self._texts = Texts(text_font(11), padding=_MARGIN)

    def draw(
        self, painter: QPainter, plot: QRect, gaps: Sequence[Shade], scale: Scale, ratio: float, inks: Inks
    ) -> None:
        """Write the labels of the gaps in sight into `plot`."""
        taken = 0
        for gap in gaps:
            label = gap.label(scale.t1)
            width = self._texts.width(label)
            start = max(0, round((scale.column(gap.start) - scale.first) / ratio))
            x = min(start + _INSET, plot.width() - width - _MARGIN)
            if x >= taken:
                painter.drawPixmap(x, plot.top() + _INSET, self._texts.picture(label, inks.muted, inks.panel, ratio))
                taken = x + width + _MARGIN
