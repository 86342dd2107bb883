"""Tiles that flow with the room they have, of which those that are seen are painted and kept up to date."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.theme import Theme
from monitor.ui.tiles.face import Face, face_of
from monitor.ui.tiles.painter import number_room, paint_ground, paint_value
from monitor.ui.tiles.sizes import NumberSizes, common_size
from monitor.workspace.analysis.tile_grid import grid_for
from monitor.workspace.analysis.tile_watch import TileWatch

__all__ = ["EDGE", "TileView"]

EDGE = 8
"""Pixels around all tiles."""
_READ_EVERY = 0.125
"""Seconds between two readings of a tile: nobody reads a number that changes more often."""
_BACK_EVERY = 1.0
"""Seconds between two looks at the past of a tile."""
_BACKS = 16
"""Tiles whose past is looked at in one refresh at most."""


@dataclass(slots=True)
class _Cell:
    """A tile that is seen. ground: the picture of all but its value; made_for: what that depends on."""

    face: Face
    ground: QPixmap | None = None
    made_for: tuple[object, ...] = ()


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
        self._cells: dict[int, _Cell] = {}
        self._refreshed = -math.inf
        self._turn = 0
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
        return [self._cells[place].face for place in self._visible() if place in self._cells]

    def face(self, place: int) -> Face | None:
        """The words of one tile, None while it is not seen."""
        cell = self._cells.get(place)
        return None if cell is None else cell.face

    def show_tiles(self, watches: Sequence[TileWatch]) -> None:
        """Show these with the next `refresh`."""
        self.watches = tuple(watches)
        self._cells.clear()
        self.read_anew()
        self._seen = range(0)
        self.current = min(self.current, max(0, len(watches) - 1))
        self._arrange()

    def read_anew(self) -> None:
        """Read all tiles that are seen with the next `refresh`."""
        self._refreshed = -math.inf

    def refresh(self, now: float, end: float | None, seconds: float) -> bool:
        """Bring some of the tiles that are seen up to date, in turn; tells whether any looks different.

        To be called for every frame: all have had their turn after an eighth of a second, however many there are.
        """
        visible, since = self._visible(), now - self._refreshed
        self._refreshed = now
        self._rest_but(visible)
        changed = {place for place in self._in_turn(visible, since) if self.watches[place].read(now, end)}
        changed |= self._look_back(visible, now if end is None else end, seconds, since)
        changed |= {place for place in visible if place not in self._cells}
        for place in changed:
            watch = self.watches[place]
            cell = self._cells.setdefault(place, _Cell(face_of(watch, self._unit(watch.tile.series))))
            cell.face = face_of(watch, self._unit(watch.tile.series))
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

    def _rest_but(self, visible: range) -> None:
        """Let go of what is not seen any more."""
        for place in set(self._seen) - set(visible):
            if place < len(self.watches):
                self.watches[place].rest()
                self._cells.pop(place, None)
        self._seen = visible

    def _in_turn(self, visible: range, since: float) -> Sequence[int]:
        """The tiles to read after so many seconds: as many as keep every one of them fresh."""
        number = _share_of(len(visible), since, _READ_EVERY)
        first = self._turn if self._turn < len(visible) else 0
        self._turn = first + number
        order = (*visible[first:], *visible[:first])
        return order[:number]

    def _look_back(self, visible: range, end: float, seconds: float, since: float) -> set[int]:
        """Those that have not been looked at for longest, some at a time."""
        due = [place for place in visible if abs(end - self.watches[place].looked_at) >= _BACK_EVERY]
        number = min(_BACKS, max(1, _share_of(len(visible), since, _BACK_EVERY)))
        due = sorted(due, key=lambda place: self.watches[place].looked_at)[:number]
        for place in due:
            self.watches[place].look_back(end, seconds)
            if place in self._cells:
                self._cells[place].ground = None
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
        sizes = [self._fitting(place) for place in self._visible() if place in self._cells]
        size = common_size(sizes, max(sizes)) if sizes else 0
        if size == self._size:
            return False
        self._size = size
        return True

    def _fitting(self, place: int) -> int:
        return self._sizes.fit(self._cells[place].face, *number_room(self.tile_rect(place), self.watches[place]))

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        region = event.region()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.panel))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in self._visible():
                rect = self.tile_rect(place)
                if place in self._cells and region.intersects(rect):
                    cell, watch = self._cells[place], self.watches[place]
                    painter.drawPixmap(rect.topLeft(), self._ground_of(cell, watch))
                    size = min(self._size or self._fitting(place), self._fitting(place))
                    paint_value(painter, QRectF(rect), watch, cell.face, size, self._sizes, self._theme)
            self._paint_focus(painter)
            self._paint_slot(painter)

    def _ground_of(self, cell: _Cell, watch: TileWatch) -> QPixmap:
        """All of a tile but its value, as a picture that is kept while it is the same."""
        ratio, width, height = self.devicePixelRatioF(), self.grid.tile_width, self.grid.tile_height
        made_for = (replace(cell.face, value=""), watch.reading.stale, self._theme, ratio, width, height)
        if cell.ground is None or cell.made_for != made_for:
            cell.made_for = made_for
            cell.ground = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
            cell.ground.setDevicePixelRatio(ratio)
            cell.ground.fill(QColor(self._theme.panel))
            with QPainter(cell.ground) as painter:
                paint_ground(painter, QRectF(0, 0, width, height), watch, cell.face, self._theme)
        return cell.ground

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


def _share_of(number: int, since: float, every: float) -> int:
    """How many of so many have their turn after `since` seconds, if each has one every `every` seconds."""
    return number if not 0.0 <= since < every else math.ceil(number * since / every)
