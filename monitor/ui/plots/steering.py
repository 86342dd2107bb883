"""How the user goes about in time and in values."""

import math

from PySide6.QtCore import QObject, Signal, Slot

from monitor.ui.plots.pointed_canvas import PointedCanvas
from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.framing import Framing
from monitor.workspace.plotting.value_span import ValueSpan

__all__ = ["Steering"]


class Steering(QObject):
    """anew: something else is looked at from now on."""

    anew = Signal()

    def __init__(self, canvas: PointedCanvas, framing: Framing, curves: CurveSet) -> None:
        super().__init__(canvas)
        self._framing = framing
        self._curves = curves
        canvas.moved.connect(self._move)
        canvas.values_zoomed.connect(self._zoom_values)
        canvas.values_released.connect(self._release)
        canvas.live_wanted.connect(self.jump_to_live)
        canvas.pause_wanted.connect(self.toggle_pause)

    @Slot()
    def jump_to_live(self) -> None:
        """Show the present and move with it."""
        self._framing.view.go_live()
        self._framing.refit()
        self.anew.emit()

    @Slot()
    def toggle_pause(self) -> None:
        """Stand still, or go on with the present."""
        if self._framing.live:
            self._move(-self._framing.seconds, 0.0)
        else:
            self.jump_to_live()

    @Slot()
    def fit_values(self) -> None:
        """Let both axes follow the values again."""
        self._framing.right.release()
        self._framing.left.release()
        self._framing.refit()

    def look_at(self, end: float | None, *, window: float) -> None:
        """Show the time that ends at a moment, `window` seconds where nothing was shown before; None: the present."""
        framing = self._framing
        if end is None:
            if not framing.live:
                self.jump_to_live()
            return
        seconds = window if math.isnan(framing.seconds) else framing.seconds
        was_live = framing.live
        framing.freeze(end - seconds, end, self._curves)
        if was_live:
            framing.refit()
            self.anew.emit()

    @Slot(float, float)
    def _move(self, x0: float, x1: float) -> None:
        """Stand still, showing these seconds from the moment at the right edge."""
        framing = self._framing
        if not math.isnan(framing.end):
            framing.freeze(framing.end + x0, framing.end + x1, self._curves)
            framing.refit()
            self.anew.emit()

    @Slot(float, float, bool)
    def _zoom_values(self, factor: float, around: float, left: bool) -> None:
        self._side(left).zoom(factor, around)

    @Slot(bool)
    def _release(self, left: bool) -> None:
        self._side(left).release()
        self._framing.refit()

    def _side(self, left: bool) -> ValueSpan:
        """The values of an axis; where all curves are on the left one, theirs are shown on the right."""
        alone = self._curves.any_left and not self._curves.any_right
        return self._framing.left if left or alone else self._framing.right
