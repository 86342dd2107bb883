"""Large numbers, gauges and bars of many series at a glance."""

import math
from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.charts.chips import ChipRow, ChoiceChip, MenuChip
from monitor.ui.charts.deeds import DeedMenu
from monitor.ui.charts.panel import span_choices
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from monitor.ui.tiles.board import TileBoard
from monitor.ui.tiles.editor import TileEditor
from monitor.workspace.analysis.tile_watch import TileWatch
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.tiles import Tile, TilesSpec
from monitor.workspace.wording import count, duration

__all__ = ["TilesPanel"]

_SPOKEN = 1.0
_MOST = 1000
_SAID = 12
"""Tiles told of in the description for screen readers."""


class TilesPanel(PanelView):
    """A tile for each series it is given."""

    def __init__(self, context: PanelContext, spec: TilesSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._spec = spec
        self._theme = context.theme
        self._watches: dict[Tile, TileWatch] = {}
        self._end: float | None = None
        self._spoken_at = -math.inf
        self.board = TileBoard(context.theme, context.workspace.unit)
        self._prompt = Prompt(self.tr("Drop series here, or choose one"), self.tr("Choose a series"))
        self._chooser: SeriesChooser | None = None
        self._add = MenuChip(self.tr("Add"), self.tr("Add a tile"))
        self._add.pull_down.add(self.tr("Choose a series…"), self._ask)
        self._span = ChoiceChip(self.tr("Change over"), span_choices(), spec.change_seconds)
        self._chips = ChipRow()
        self._chips.take((self._add, self._span))
        self.controls = self._chips
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.board)
        self._stack.addWidget(self._prompt)
        self.setFocusProxy(self.board)
        self._connect()
        self._apply()

    def _connect(self) -> None:
        self._prompt.asked.connect(self._choose)
        self._span.chosen.connect(self._choose_span)
        self.board.moved.connect(self.move_tile)
        self.board.removed.connect(self.remove_tile)
        self.board.edited.connect(self.edit_tile)
        self.board.menu_asked.connect(self._show_menu)

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def spec(self) -> TilesSpec:
        return self._spec

    @property
    def title(self) -> str:
        return self._spec.title or self.tr("Tiles")

    @property
    def subtitle(self) -> str:
        number = len(self._spec.tiles)
        return self.tr("%1 series").replace("%1", count(number)) if number else ""

    def set_spec(self, spec: PanelSpec) -> None:
        if isinstance(spec, TilesSpec):
            self._spec = spec
            self._apply()

    def fit_controls(self, room: int) -> None:
        self._chips.fit(room)

    def frame(self, now: float) -> bool:
        if not self._spec.tiles:
            return False
        drawn = self.board.refresh(now, self._end, self._spec.change_seconds)
        if drawn and abs(now - self._spoken_at) >= _SPOKEN and not self.board.hasFocus():
            self._spoken_at = now
            self.board.setAccessibleDescription("; ".join(face.text for face in self.board.faces[:_SAID]))
        return drawn

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.board.set_theme(theme)
        if self._chooser is not None:
            self._chooser.set_theme(theme)

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        known = {tile.series for tile in self._spec.tiles}
        new = tuple(Tile(each) for each in dict.fromkeys(series) if each not in known)
        if new:
            self._change(tiles=(*self._spec.tiles, *new)[:_MOST])
        return bool(series)

    def look_at(self, end: float | None) -> None:
        if end != self._end:
            self._end = end
            self.board.read_anew()

    def menu_actions(self) -> Sequence[QAction]:
        return self._chips.actions_of()

    def let_go(self) -> None:
        if self._chooser is not None:
            self._chooser.close()

    # --- the user -------------------------------------------------------------------------------------------------

    @Slot(int, int)
    def move_tile(self, place: int, before: int) -> None:
        """Put a tile before the one that stands at `before` now."""
        tiles = list(self._spec.tiles)
        tile = tiles.pop(place)
        tiles.insert(before - 1 if before > place else before, tile)
        self._change(tiles=tuple(tiles))

    @Slot(int)
    def remove_tile(self, place: int) -> None:
        """Take a tile away."""
        self._change(tiles=self._spec.tiles[:place] + self._spec.tiles[place + 1 :])

    @Slot(int, QPoint)
    def edit_tile(self, place: int, at: QPoint) -> None:
        """Let the user set name, look, scale and bands of a tile."""
        editor = TileEditor(place, self._spec.tiles[place], self._theme, parent=self)
        editor.changed.connect(self._put)
        editor.popup(at)

    @Slot(int, object)
    def _put(self, place: int, tile: Tile) -> None:
        if place < len(self._spec.tiles):
            self._change(tiles=(*self._spec.tiles[:place], tile, *self._spec.tiles[place + 1 :]))

    @Slot(int, QPoint)
    def _show_menu(self, place: int, at: QPoint) -> None:
        menu = DeedMenu(parent=self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tile = self._spec.tiles[place]
        looks = QActionGroup(menu)
        for look, name in (("number", self.tr("Number")), ("gauge", self.tr("Gauge")), ("bar", self.tr("Bar"))):
            action = menu.add(name, partial(self._put, place, msgspec.structs.replace(tile, look=look)))
            action.setCheckable(True)
            action.setChecked(tile.look == look)
            looks.addAction(action)
        menu.addSeparator()
        menu.add(self.tr("Name, scale and bands…"), partial(self.edit_tile, place, at))
        menu.addSeparator()
        earlier = menu.add(self.tr("Move back\tCtrl+Left"), partial(self.move_tile, place, place - 1))
        earlier.setEnabled(place > 0)
        later = menu.add(self.tr("Move on\tCtrl+Right"), partial(self.move_tile, place, place + 2))
        later.setEnabled(place + 1 < len(self._spec.tiles))
        menu.add(self.tr("Remove\tDelete"), partial(self.remove_tile, place))
        menu.popup(at)

    @Slot()
    def _ask(self) -> None:
        self._choose(self.mapToGlobal(QPoint(12, 8)))

    @Slot(QPoint)
    def _choose(self, at: QPoint) -> None:
        if self._chooser is None:
            self._chooser = SeriesChooser(self._context.workspace, self._theme, parent=self)
            self._chooser.chosen.connect(self._chosen)
        self._chooser.popup(at)

    @Slot(object)
    def _chosen(self, series: SeriesKey) -> None:
        self.take_series((series,))

    @Slot(object)
    def _choose_span(self, seconds: float) -> None:
        self._change(change_seconds=seconds)

    def _change(self, **fields: object) -> None:
        self._spec = msgspec.structs.replace(self._spec, **fields)
        self._apply()
        self.spec_changed.emit(self._spec)

    def _apply(self) -> None:
        """Follow the tiles of the spec; those that stay go on as they are."""
        spec, store = self._spec, self._context.workspace.store
        self._watches = {tile: self._watches.get(tile) or TileWatch(store, tile) for tile in spec.tiles}
        for watch in self._watches.values():
            watch.looked_at = -math.inf
        self.board.show_tiles([self._watches[tile] for tile in spec.tiles])
        self.board.setAccessibleName(self.title)
        self._span.show_value(spec.change_seconds, text=duration(spec.change_seconds))
        self._stack.setCurrentWidget(self.board if spec.tiles else self._prompt)
        self.texts_changed.emit()
