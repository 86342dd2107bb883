"""The crosshair of one plot, tied to that of all panels: it goes with the mouse, or with keys from sample to sample."""

import math

from PySide6.QtCore import QObject, Signal, Slot

from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.plots.pointed_canvas import PointedCanvas
from monitor.workspace.plotting.curve_set import Curve, CurveSet

__all__ = ["CursorLink"]


class CursorLink(QObject):
    """reading: the curve that keys go along, by its place among those shown. own: the cursor is moved by this plot.

    moved: the cursor has moved since somebody last looked; whoever looks sets it back.
    sampled(curve, time, value): keys have put the cursor on a sample.
    """

    sampled = Signal(object, float, float)

    def __init__(self, canvas: PointedCanvas, curves: CurveSet, cursor: TimeCursor) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._curves = curves
        self._cursor = cursor
        self._reading = 0
        self._moving = False
        self.own = False
        self.moved = False
        cursor.moved.connect(self._follow)
        canvas.pointed.connect(self._point)
        canvas.gone.connect(self.leave)
        canvas.stepped.connect(self._step)
        canvas.stepped_far.connect(self._step_far)
        canvas.curve_wanted.connect(self._choose)

    @property
    def time(self) -> float | None:
        """The moment the cursor is at."""
        return self._cursor.time

    @property
    def curve(self) -> Curve | None:
        """The curve that keys go along; None when none is shown."""
        shown = self._curves.shown
        return shown[self._reading % len(shown)] if shown else None

    def keep_under_mouse(self) -> None:
        """The plot has moved under the mouse: take the cursor along."""
        place, at = self._canvas.place, self._canvas.mouse
        if self.own and at is not None and place is not None and place.rect.contains(at.toPoint()):
            self._move(place.time(math.floor(at.x())))

    def let_go(self) -> None:
        """Follow the shared cursor no longer."""
        self._cursor.moved.disconnect(self._follow)
        self.leave()

    @Slot()
    def leave(self) -> None:
        """The mouse has left, or the user is done reading."""
        if self.own:
            self.own = False
            self._cursor.move(None)

    @Slot(object)
    def _follow(self, time: float | None) -> None:
        self.moved = True
        self.own = self.own and self._moving
        self._canvas.point(time, self._canvas.crosshair.y if self.own else None)

    @Slot(float, float)
    def _point(self, time: float, y: float) -> None:
        self.own = True
        self._canvas.point(self._cursor.time, y)
        self._move(time)

    @Slot(int)
    def _step(self, by: int) -> None:
        curve, place = self.curve, self._canvas.place
        if curve is None or curve.series is None or place is None:
            return
        start = place.right.t1 if self.time is None else self.time
        found = curve.series.after(start) if by > 0 else curve.series.before(start)
        self._read(curve, *found)

    @Slot(int)
    def _step_far(self, by: int) -> None:
        curve, place = self.curve, self._canvas.place
        if curve is None or curve.series is None or place is None:
            return
        scale = place.right
        found = curve.series.before(scale.t1) if by > 0 else curve.series.after(math.nextafter(scale.t0, -math.inf))
        self._read(curve, *found)

    @Slot(int)
    def _choose(self, by: int) -> None:
        self._reading += by
        curve, time = self.curve, self.time
        if curve is not None and curve.series is not None and time is not None:
            self._read(curve, *curve.series.before(math.nextafter(time, math.inf)))

    def _read(self, curve: Curve, time: float, value: float) -> None:
        """Put the cursor on a sample."""
        place = self._canvas.place
        if place is None or math.isnan(time):
            return
        self.own = True
        self._canvas.mouse = None
        self._canvas.point(self._cursor.time, place.y(value, left=curve.left))
        self._move(time)
        self.sampled.emit(curve, time, value)

    def _move(self, time: float) -> None:
        self._moving = True
        self._cursor.move(time)
        self._moving = False
