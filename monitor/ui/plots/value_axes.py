"""The axes of values on both sides of a plot, of which the left one is there only when it is wanted."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QRegion

from monitor.ui.plots.inks import Inks
from monitor.ui.plots.marks import Place
from monitor.ui.plots.value_axis import ValueAxis
from monitor.workspace.plotting.view import View

__all__ = ["ValueAxes"]


class ValueAxes:
    """both: whether there is one on the left too."""

    def __init__(self) -> None:
        self.both = False
        self._fitted: tuple[object, ...] = ()
        self._right = ValueAxis()
        self._left = ValueAxis(left=True)

    @property
    def widths(self) -> tuple[int, int]:
        """Pixels the left and the right axis take."""
        return self._left.width if self.both else 0, self._right.width

    @property
    def rows(self) -> Sequence[int]:
        """Where the grid is: the values of the right axis, in physical pixels from the top of the plot."""
        return self._right.rows

    def fit(self, view: View, height: int) -> bool:
        """Choose the values to mark on axes `height` pixels high; tells whether anything may have changed."""
        wanted = view.right, view.left, height
        if wanted == self._fitted:
            return False
        self._fitted = wanted
        changed = self.both != (view.left is not None)
        self.both = view.left is not None
        changed |= self._right.fit(view.right.low, view.right.high, height, log=view.right.log)
        if view.left is not None:
            changed |= self._left.fit(view.left.low, view.left.high, height, log=view.left.log)
        return changed

    def rule(self, place: Place, inks: Inks) -> None:
        """Place the values."""
        self._right.rule(place.right, place.ratio, inks)
        if self.both:
            self._left.rule(place.left, place.ratio, inks)

    def draw(
        self, painter: QPainter, region: QRegion, place: Place, room: QRect, inks: Inks, *, taken: tuple[int, int]
    ) -> None:
        """Write the labels that are in the region, beside the plot and within the room around it.

        taken: from where to where, from the top, something else is written.
        """
        rect = place.rect
        sides = ((self._left, room.left(), rect.left()), (self._right, rect.right() + 1, room.right() + 1))
        for axis, start, end in sides:
            beside = QRect(start, rect.top(), end - start, room.bottom() + 1 - rect.top())
            if end > start and region.intersects(beside):
                painter.fillRect(beside, inks.panel)
                beside.setHeight(rect.height())
                axis.draw(painter, beside, place.ratio, taken)
