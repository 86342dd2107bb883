"""Series dropped on the desk: into the panel below them, or into a new one."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.desk.deeds import PanelDeeds
from monitor.ui.desk.drop_overlay import DropOverlay
from monitor.ui.desk.shelf import PanelShelf
from monitor.ui.desk.surface import DeskSurface
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.series_mime import SERIES_MIME, series_of_mime
from monitor.workspace.desk.geometry import GAP, Rect
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.zones import Zone, series_zone

__all__ = ["SeriesDrop"]


class SeriesDrop(QObject):
    """Given the drag events of the whole desk; `kind`: what a new panel of series is."""

    def __init__(
        self,
        area: QWidget,
        surface: DeskSurface,
        overlay: DropOverlay,
        shelf: PanelShelf,
        deeds: PanelDeeds,
        *,
        kind: PanelKind[PlotSpec],
    ) -> None:
        super().__init__(area)
        self._area = area
        self._surface = surface
        self._overlay = overlay
        self._shelf = shelf
        self._deeds = deeds
        self._kind = kind

    def hover(self, event: QDragMoveEvent) -> None:
        """Series, or something else, are held over the desk."""
        if event.mimeData().hasFormat(SERIES_MIME):
            event.acceptProposedAction()
            zone = self._zone(event.position().toPoint())
            below = self._surface if self._surface.isVisible() else self._area
            self._overlay.show_rect(None if zone is None else zone.rect, of=below)

    def leave(self) -> None:
        """They are held elsewhere."""
        self._overlay.hide()

    def drop(self, event: QDropEvent) -> None:
        """They are let go of."""
        self.leave()
        series = series_of_mime(event.mimeData())
        zone = self._zone(event.position().toPoint())
        if not series or zone is None:
            return
        event.acceptProposedAction()
        side = zone.side
        if zone.neighbour is not None and side == "tab":
            frame = self._shelf.frames.get(zone.neighbour)
            if frame is not None and frame.view.take_series(series):
                self._deeds.show(zone.neighbour)
                return
            side = self._deeds.desks.roomy_side(zone.neighbour)
        self._deeds.add(self._kind, beside=zone.neighbour, side=side, series=series)

    def _zone(self, at: QPoint) -> Zone | None:
        surface = self._surface
        if not surface.isVisible():
            # There is no panel yet: wherever it is dropped, it fills the desk.
            room = Rect(GAP, GAP, self._area.width() - 2 * GAP, self._area.height() - 2 * GAP)
            return Zone(None, "right", room)
        point = surface.mapFrom(self._area, at)
        return series_zone(surface.layout_now, surface.bounds, point.x(), point.y())
