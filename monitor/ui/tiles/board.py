"""The tiles under mouse and keys: gone through, dragged, removed, and asked for their menu."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.theme import Theme
from monitor.ui.tiles.view import EDGE, TileView

__all__ = ["TileBoard"]

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TileBoard(TileView):
    """Arrows go from tile to tile; with Ctrl they take it along. Enter edits, Delete removes, the menu key asks.

    moved(from, to): a tile is to come to stand before the one that has the place `to` now. removed(place).
    edited(place, point): a tile's settings are wanted, at a point of the screen; menu_asked(place, point): its menu.
    """

    moved = Signal(int, int)
    removed = Signal(int)
    edited = Signal(int, QPoint)
    menu_asked = Signal(int, QPoint)

    def __init__(self, theme: Theme, unit: Callable[[SeriesKey], str], *, parent: QWidget | None = None) -> None:
        super().__init__(theme, unit, parent=parent)
        self._pressed: tuple[int, QPoint] | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._pressed = place, event.position().toPoint()
            self._go_to(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        at = event.position().toPoint()
        far = (at - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
        if self.slot is not None or far:
            self._show_slot(self.grid.slot_at(at.x() - EDGE, at.y() - EDGE + self.top))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        pressed, slot = self._pressed, self.slot
        self._pressed = None
        self._show_slot(None)
        if pressed is not None and slot is not None:
            self._move(pressed[0], slot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place >= 0:
            self._pressed = None
            self.edited.emit(place, event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self.place_at(event.pos()) if by_mouse else self.current
        if 0 <= place < len(self.watches):
            self._go_to(place)
            self.menu_asked.emit(place, event.globalPos() if by_mouse else self._below(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        place, columns = self.current, self.grid.columns
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if control:
                self._move(place, place - 1 if event.key() == Qt.Key.Key_Left else place + 2)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._go_to(place + _STEPS[Qt.Key(event.key())])
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._go_to(place + (columns if event.key() == Qt.Key.Key_Down else -columns))
            case Qt.Key.Key_Home:
                self._go_to(0)
            case Qt.Key.Key_End:
                self._go_to(len(self.watches) - 1)
            case Qt.Key.Key_Delete if self.watches:
                self.removed.emit(place)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 if self.watches:
                self.edited.emit(place, self._below(place))
            case Qt.Key.Key_Escape if self.slot is not None:
                self._pressed = None
                self._show_slot(None)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say_current()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _move(self, place: int, before: int) -> None:
        before = min(max(before, 0), len(self.watches))
        if before in (place, place + 1):
            return
        self.current = before - 1 if before > place else before
        self.moved.emit(place, before)

    def _go_to(self, place: int) -> None:
        if not 0 <= place < len(self.watches):
            return
        self.current = place
        rect = self.tile_rect(place)
        bar = self.verticalScrollBar()
        if rect.top() < EDGE:
            bar.setValue(bar.value() + rect.top() - EDGE)
        elif rect.bottom() > self.viewport().height() - EDGE:
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + EDGE)
        self._say_current()
        self.viewport().update()

    def _say_current(self) -> None:
        face = self.face(self.current)
        if face is not None:
            self.setAccessibleDescription(face.text)

    def _show_slot(self, slot: int | None) -> None:
        if slot != self.slot:
            self.slot = slot
            self.viewport().update()

    def _below(self, place: int) -> QPoint:
        return self.viewport().mapToGlobal(self.tile_rect(place).bottomLeft())
