"""Taking a panel by its head and putting it elsewhere."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea

from monitor.ui.desk.drop_overlay import DropOverlay
from monitor.ui.desk.panel_head import HEAD_HEIGHT
from monitor.ui.desk.surface import DeskSurface
from monitor.workspace.desk.zones import Zone, panel_zone

__all__ = ["PanelDrag"]

_MARGIN = 24
_STEP = 16
"""Pixels from the edge of the view in which it scrolls while something is held there, and how far at each move."""


class PanelDrag(QObject):
    """Fed by the heads of panels. dropped(panel, Zone): it was let go where it can stand. Escape gives up."""

    dropped = Signal(str, object)

    def __init__(self, surface: DeskSurface, overlay: DropOverlay, scroll: QScrollArea) -> None:
        super().__init__(surface)
        self._surface = surface
        self._overlay = overlay
        self._scroll = scroll
        self._panel: str | None = None
        self._given_up = False

    @property
    def panel(self) -> str | None:
        """What is being dragged."""
        return self._panel

    @Slot(str, QPoint)
    def drag(self, panel: str, point: QPoint) -> None:
        """The panel is held over this point of the screen."""
        if self._given_up:
            return
        if self._panel is None:
            self._panel = panel
            # Whoever has the focus need not know that Escape means the drag now.
            self._overlay.installEventFilter(self)
            self._overlay.show_rect(None, of=self._surface)
            self._overlay.grabKeyboard()
        self._scroll_at(point)
        zone = self._zone(point)
        self._overlay.show_rect(None if zone is None else zone.rect, of=self._surface)

    @Slot(str, QPoint)
    def drop(self, panel: str, point: QPoint) -> None:
        """The panel is let go of."""
        zone = None if self._given_up or self._panel is None else self._zone(point)
        self._end()
        self._given_up = False
        if zone is not None:
            self.dropped.emit(panel, zone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard is the drag's while it lasts."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._given_up = True
                self._end()
            return True
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        if self._panel is not None:
            self._panel = None
            self._overlay.releaseKeyboard()
            self._overlay.removeEventFilter(self)
            self._overlay.hide()

    def _zone(self, point: QPoint) -> Zone | None:
        at = self._surface.mapFromGlobal(point)
        if self._panel is None or not self._surface.rect().contains(at):
            return None
        surface = self._surface
        return panel_zone(surface.layout_now, surface.bounds, at.x(), at.y(), moving=self._panel, head=HEAD_HEIGHT)

    def _scroll_at(self, point: QPoint) -> None:
        view = self._scroll.viewport()
        y = view.mapFromGlobal(point).y()
        bar = self._scroll.verticalScrollBar()
        if y < _MARGIN:
            bar.setValue(bar.value() - _STEP)
        elif y > view.height() - _MARGIN:
            bar.setValue(bar.value() + _STEP)
