"""Tiles that flow with the room they have, of which those that are seen are painted and kept up to date."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.theme import Theme
from monitor.ui.tiles.face import Face, face_of
from monitor.ui.tiles.painter import Look, number_room, paint_tile
from monitor.ui.tiles.sizes import NumberSizes, common_size
from monitor.workspace.analysis.tile_grid import grid_for
from monitor.workspace.analysis.tile_watch import TileWatch

__all__ = ["EDGE", "TileView"]

EDGE = 8
"""Pixels around all tiles."""
_BACKS = 32
"""Tiles whose past is looked at in one refresh."""
_BACK_AFTER = 0.5
"""Seconds between two looks at the past of a tile."""


class TileView(QAbstractScrollArea):
    """Paints only tiles that are seen and have changed."""

    def __init__(self, theme: Theme, unit: Callable[[SeriesKey], str], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(120, 80)
        self._theme = theme
        self._unit = unit
        self.watches: Sequence[TileWatch] = ()
        self._faces_of: dict[int, Face] = {}
        self.grid = grid_for(0, 1, 1)
        self._size = 0
        self._sizes = NumberSizes()
        self.current = 0
        self._seen = range(0)
        self.slot: int | None = None

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def faces(self) -> Sequence[Face]:
        """The words of the tiles that are seen."""
        return [self._faces_of[place] for place in self._visible() if place in self._faces_of]

    def face(self, place: int) -> Face | None:
        """The words of one tile, None while it is not seen."""
        return self._faces_of.get(place)

    def show_tiles(self, watches: Sequence[TileWatch]) -> None:
        """Show these with the next `refresh`."""
        self.watches = tuple(watches)
        self._faces_of.clear()
        self._seen = range(0)
        self.current = min(self.current, max(0, len(watches) - 1))
        self._arrange()

    def refresh(self, now: float, end: float | None, seconds: float) -> bool:
        """Bring the tiles that are seen up to date; tells whether any looks different."""
        visible = self._visible()
        for place in set(self._seen) - set(visible):
            if place < len(self.watches):
                self.watches[place].rest()
                self._faces_of.pop(place, None)
        self._seen = visible
        changed = {place for place in visible if self.watches[place].read(now, end)}
        changed |= self._look_back(visible, now if end is None else end, seconds)
        changed |= {place for place in visible if place not in self._faces_of}
        for place in changed:
            watch = self.watches[place]
            self._faces_of[place] = face_of(watch, self._unit(watch.tile.series))
        if changed and self._fit_numbers():
            self.viewport().update()
        for place in changed:
            self.viewport().update(self.tile_rect(place))
        return bool(changed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.viewport().update()

    def tile_rect(self, place: int) -> QRect:
        """Where a tile is, in pixels of the viewport."""
        x, y = self.grid.place(place)
        return QRect(x + EDGE, y + EDGE - self.top, self.grid.tile_width, self.grid.tile_height)

    def place_at(self, at: QPoint) -> int:
        """The tile at a point of the viewport, -1 for none."""
        return self.grid.index_at(at.x() - EDGE, at.y() - EDGE + self.top)

    @property
    def top(self) -> int:
        """Pixels of the tiles that are scrolled out above."""
        return self.verticalScrollBar().value()

    def _visible(self) -> range:
        return self.grid.visible(self.top - EDGE, self.viewport().height())

    def _look_back(self, visible: range, end: float, seconds: float) -> set[int]:
        """Those that have not been looked at for longest, some at a time."""
        due = [place for place in visible if abs(end - self.watches[place].looked_at) >= _BACK_AFTER]
        due = sorted(due, key=lambda place: self.watches[place].looked_at)[:_BACKS]
        for place in due:
            self.watches[place].look_back(end, seconds)
        return set(due)

    def _arrange(self) -> None:
        view = self.viewport()
        room = view.width() - 2 * EDGE, view.height() - 2 * EDGE
        self.grid = grid_for(len(self.watches), *room)
        bar = self.verticalScrollBar()
        bar.setPageStep(view.height())
        bar.setSingleStep(self.grid.tile_height // 2)
        bar.setRange(0, max(0, self.grid.height - room[1]))
        self._fit_numbers()
        view.update()

    def _fit_numbers(self) -> bool:
        """Choose the size of numbers, the same for all tiles that are seen; tells whether it is another."""
        sizes = [self._fitting(place) for place in self._visible() if place in self._faces_of]
        size = common_size(sizes, max(sizes)) if sizes else 0
        if size == self._size:
            return False
        self._size = size
        return True

    def _fitting(self, place: int) -> int:
        return self._sizes.fit(self._faces_of[place], *number_room(self.tile_rect(place), self.watches[place]))

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        region = event.region()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.panel))
            for place in self._visible():
                rect = self.tile_rect(place)
                if place in self._faces_of and region.intersects(rect):
                    size = min(self._size or self._fitting(place), self._fitting(place))
                    look = Look(size, self._sizes, self._theme)
                    paint_tile(painter, rect, self.watches[place], self._faces_of[place], look)
            self._paint_focus(painter)
            self._paint_slot(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus() and self.watches:
            painter.setPen(QPen(QColor(self._theme.accent), 1.0))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(self.tile_rect(self.current).toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 7.0, 7.0)

    def _paint_slot(self, painter: QPainter) -> None:
        """Where a tile that is dragged would come to stand."""
        if self.slot is None:
            return
        end = self.slot == len(self.watches)
        rect = self.tile_rect(self.slot - 1 if end else self.slot)
        x = rect.right() + 3 if end else rect.left() - 5
        painter.fillRect(x, rect.top(), 2, rect.height(), QColor(self._theme.accent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
