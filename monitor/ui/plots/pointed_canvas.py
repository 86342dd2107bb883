"""A canvas that knows what mouse and keys over it mean."""

import math
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.plots.canvas import TOP, PlotCanvas
from monitor.ui.plots.marks import Place
from monitor.ui.theme import Theme
from monitor.workspace.plotting.gap_shades import GapShades

__all__ = ["PointedCanvas"]

_KEY_PAN = 0.1
_KEY_ZOOM = 1.25
_WHEEL_ZOOM = 1.0015
_CLICK = 3
_Key = Qt.Key


class _Drag(Enum):
    NONE = auto()
    PAN = auto()
    MEASURE = auto()
    THRESHOLD = auto()
    LEGEND = auto()


class PointedCanvas(PlotCanvas):
    """Says what the user wants.

    moved(x0, x1): zoomed or panned, to these seconds counted from the moment at the right edge.
    values_zoomed(factor, around, left), values_released(left): the wheel and a double click over an axis of values.
    live_wanted: a double click, or End. pause_wanted: the space bar. escaped: Escape.
    pointed(time, y): the mouse is at a moment, so many pixels from the top of the canvas. gone: it is nowhere.
    stepped(by), stepped_far(by): Ctrl and an arrow, or Home or End: to the next sample (1) or the one before (-1), or
    the last or first. curve_wanted(by): Ctrl and up or down: another curve.
    legend_clicked(curve): its entry. edit_wanted(at): a double click on something drawn by the user.
    measure_begun(at), measure_moved(at): from here, to here. threshold_moved(which, value, done).
    menu_wanted(at): the right button, or the menu key, which asks for what is at the crosshair.

    measuring: a drag measures also without Shift. mouse: where it is; None outside.
    """

    moved = Signal(float, float)
    values_zoomed = Signal(float, float, bool)
    values_released = Signal(bool)
    live_wanted = Signal()
    pause_wanted = Signal()
    escaped = Signal()
    pointed = Signal(float, float)
    gone = Signal()
    stepped = Signal(int)
    stepped_far = Signal(int)
    curve_wanted = Signal(int)
    legend_clicked = Signal(int)
    edit_wanted = Signal(QPointF)
    measure_begun = Signal(QPointF)
    measure_moved = Signal(QPointF)
    threshold_moved = Signal(int, float, bool)
    menu_wanted = Signal(QPointF)

    def __init__(self, theme: Theme, gaps: GapShades, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, gaps, parent=parent)
        self.measuring = False
        self.mouse: QPointF | None = None
        self._drag = _Drag.NONE
        self._from = QPointF()
        self._which = 0

    @Slot(bool)
    def measure_by_dragging(self, on: bool) -> None:
        """Let a drag measure, or move through time."""
        self.measuring = on

    # --- the mouse ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place, at = self.place, event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._from = at
        entry = self.legend.at(at.x()) if at.y() < TOP else None
        if entry is not None:
            self._drag, self._which = _Drag.LEGEND, entry
        elif place is None or not place.rect.contains(at.toPoint()):
            self._drag = _Drag.NONE
        elif self.measuring or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._drag = _Drag.MEASURE
            self.measure_begun.emit(at)
        elif (which := self.marks.threshold_at(place, at.y())) is not None:
            self._drag, self._which = _Drag.THRESHOLD, which
        else:
            self._drag = _Drag.PAN

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place, at = self.place, event.position()
        self.mouse = at
        if self._drag is _Drag.PAN and place is not None:
            shift = (self._from.x() - at.x()) * place.ratio * place.right.step
            self._from = at
            self._pan(shift, place)
        elif self._drag is _Drag.MEASURE:
            self.measure_moved.emit(at)
        elif self._drag is _Drag.THRESHOLD and (at - self._from).manhattanLength() > _CLICK:
            self._move_threshold(at, done=False)
        if place is None or not place.rect.contains(at.toPoint()):
            self.gone.emit()
        else:
            self.pointed.emit(place.time(math.floor(at.x())), at.y())
        self.tell_gap(at.toPoint())
        shape = self._shape(place, at)
        if shape != self.cursor().shape():
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag, at = self._drag, _Drag.NONE, event.position()
        if drag is _Drag.LEGEND and at.y() < TOP and self.legend.at(at.x()) == self._which:
            self.legend_clicked.emit(self._which)
        elif drag is _Drag.THRESHOLD and (at - self._from).manhattanLength() > _CLICK:
            self._move_threshold(at, done=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place, at = self.place, event.position()
        self._drag = _Drag.NONE
        if place is None or at.y() < TOP:
            return
        if not place.rect.left() <= at.x() <= place.rect.right():
            self.values_released.emit(at.x() < place.rect.left())
        elif self._over_mark(place, at):
            self.edit_wanted.emit(at)
        else:
            self.live_wanted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.mouse = None
        self.gone.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        place, at, delta = self.place, event.position(), event.angleDelta()
        event.accept()
        if place is None:
            return
        if not place.rect.left() <= at.x() <= place.rect.right():
            left = at.x() < place.rect.left()
            self.values_zoomed.emit(_WHEEL_ZOOM ** -delta.y(), place.value(at.y(), left=left), left)
        elif abs(delta.x()) > abs(delta.y()):
            self._pan(-delta.x() * place.ratio * place.right.step, place)
        else:
            self._zoom(_WHEEL_ZOOM ** -delta.y(), place.time(at.x()), place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at, place = QPointF(event.pos()), self.place
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = QPointF(self.plot_rect.center())
            if place is not None and self.crosshair.time is not None:
                at.setX(place.x(self.crosshair.time))
            if self.crosshair.y is not None:
                at.setY(self.crosshair.y)
        self.menu_wanted.emit(at)

    def _move_threshold(self, at: QPointF, *, done: bool) -> None:
        place, thresholds = self.place, self.marks.thresholds
        if place is not None and self._which < len(thresholds):
            left = thresholds[self._which].axis == "left"
            self.threshold_moved.emit(self._which, place.value(at.y(), left=left), done)

    def _shape(self, place: Place | None, at: QPointF) -> Qt.CursorShape:
        if at.y() < TOP:
            over = self.legend.at(at.x()) is not None
            return Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        if place is None or not place.rect.contains(at.toPoint()):
            return Qt.CursorShape.ArrowCursor
        if self._drag is _Drag.PAN:
            return Qt.CursorShape.ClosedHandCursor
        if self._drag is _Drag.THRESHOLD or self.marks.threshold_at(place, at.y()) is not None:
            return Qt.CursorShape.SizeVerCursor
        return Qt.CursorShape.CrossCursor

    def _over_mark(self, place: Place, at: QPointF) -> bool:
        marks = self.marks
        return marks.threshold_at(place, at.y()) is not None or marks.note_at(place, at.x()) is not None

    # --- time -----------------------------------------------------------------------------------------------------

    def _pan(self, shift: float, place: Place) -> None:
        self._tell(shift - self._seconds(place), shift)

    def _zoom(self, factor: float, around: float, place: Place) -> None:
        from_edge = around - place.right.t1
        self._tell(from_edge - (self._seconds(place) + from_edge) * factor, from_edge - from_edge * factor)

    def _tell(self, x0: float, x1: float) -> None:
        if math.isfinite(x1 - x0) and x1 > x0:
            self.moved.emit(x0, x1)

    def _seconds(self, place: Place) -> float:
        return place.right.columns * place.right.step

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        event.setAccepted(self._press_with_control(event.key()) if control else self._press(event.key()))

    def _press(self, key: int) -> bool:
        place = self.place
        match key:
            case _Key.Key_Left | _Key.Key_Right if place is not None:
                self._pan(self._seconds(place) * _KEY_PAN * (1 if key == _Key.Key_Right else -1), place)
            case _Key.Key_PageUp | _Key.Key_PageDown if place is not None:
                self._pan(self._seconds(place) * (1 if key == _Key.Key_PageDown else -1), place)
            case _Key.Key_Plus | _Key.Key_Equal if place is not None:
                self._zoom(1.0 / _KEY_ZOOM, place.right.t1, place)
            case _Key.Key_Minus if place is not None:
                self._zoom(_KEY_ZOOM, place.right.t1, place)
            case _Key.Key_Up | _Key.Key_Down if place is not None:
                factor = 1.0 / _KEY_ZOOM if key == _Key.Key_Up else _KEY_ZOOM
                self.values_zoomed.emit(factor, place.value(place.rect.center().y()), False)
            case _Key.Key_0:
                self.values_released.emit(False)
            case _Key.Key_Escape:
                self.escaped.emit()
            case _Key.Key_End:
                self.live_wanted.emit()
            case _Key.Key_Space:
                self.pause_wanted.emit()
            case _:
                return False
        return True

    def _press_with_control(self, key: int) -> bool:
        match key:
            case _Key.Key_Left | _Key.Key_Right:
                self.stepped.emit(1 if key == _Key.Key_Right else -1)
            case _Key.Key_Home | _Key.Key_End:
                self.stepped_far.emit(1 if key == _Key.Key_End else -1)
            case _Key.Key_Up | _Key.Key_Down:
                self.curve_wanted.emit(1 if key == _Key.Key_Down else -1)
            case _:
                return False
        return True
