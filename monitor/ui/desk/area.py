"""The desk in the middle of the window: shows the current desk of the workspace, and follows whatever is done to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QWidget

from monitor.ui.desk.control import DeskControl
from monitor.ui.desk.deeds import PanelDeeds
from monitor.ui.desk.drop_overlay import DropOverlay
from monitor.ui.desk.empty_desk import EmptyDesk
from monitor.ui.desk.focus import DeskFocus
from monitor.ui.desk.panel_drag import PanelDrag
from monitor.ui.desk.panel_frame import PanelFrame
from monitor.ui.desk.panel_menu import PanelMenu
from monitor.ui.desk.pictures import Pictures
from monitor.ui.desk.series_drop import SeriesDrop
from monitor.ui.desk.shelf import PanelShelf
from monitor.ui.desk.surface import DeskSurface
from monitor.ui.desk.turns import Turns
from monitor.ui.desk.waiting_desk import WaitingDesk
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.panels.picker import PanelPicker
from monitor.ui.theme import Theme
from monitor.workspace.desk.desk import Desk, Side
from monitor.workspace.desk.following import Following
from monitor.workspace.desk.geometry import GAP
from monitor.workspace.desk.tree import place_of, places

__all__ = ["DeskArea"]


class DeskArea(QWidget):
    """Pulled by the ticker: `frame` keeps the panels in step with the desk and draws those that can be seen.

    Where many panels come at once they are made one in each frame, so that none of them takes long.
    series_wanted(tuple of SeriesKey): a panel asks for a plot of these; alert_wanted(SeriesKey): for an alert.
    control: what keys and the palette do to the current panel. deeds: what is done to a given one.
    """

    series_wanted = Signal(object)
    alert_wanted = Signal(object)

    def __init__(
        self, context: PanelContext, kinds: Iterable[PanelKind[Any]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = context.workspace
        self._kinds = tuple(kinds)
        self._following = Following(context.workspace)
        self._version = -1
        self._missing = False
        self._turns: Turns[PanelFrame] = Turns()
        self._picked: tuple[str | None, Side | None] = (None, None)
        self._surface = DeskSurface()
        self._scroll = _scroll_area(self._surface)
        self._shelf = PanelShelf(context, self._kinds, home=self._surface)
        self._overlay = DropOverlay(context.theme, parent=self)
        self._focus = DeskFocus(context.workspace, self._shelf, self._surface, self._scroll)
        self.deeds = PanelDeeds(context.workspace, self._shelf, self._focus, Pictures(context.workspace, parent=self))
        self.control = DeskControl(self.deeds, self._focus, self._shelf)
        self._drag = PanelDrag(self._surface, self._overlay, self._scroll)
        self._drop = SeriesDrop(self, self._surface, self._overlay, self._shelf, self.deeds, kind=self._kinds[0])
        self._waiting = WaitingDesk(context.workspace, context.theme)
        self._empty = EmptyDesk(self._kinds, context.theme)
        self._pages = QStackedLayout(self)
        for page in (self._waiting, self._empty, self._scroll):
            self._pages.addWidget(page)
        self.setAcceptDrops(True)
        self._connect()

    @property
    def panels(self) -> list[PanelFrame]:
        """The panels of the current desk that have been made, in the order of the desk."""
        frames = self._shelf.frames
        return [frames[panel] for panel in self._desk.panels if panel in frames]

    def frame(self, now: float, *, late: Callable[[], bool]) -> bool:
        """Draw one frame at `now` (wall seconds); answers whether anything changed on the screen.

        late: whether the panels that are left have to wait, and come first in the next frame.
        """
        self._following.follow()
        changed = self._keep_step()
        for frame in self._turns.take(self.panels, late=late):
            # A panel scrolled out of sight costs nothing; it catches up when it is seen again.
            if frame.isVisible() and not frame.visibleRegion().isEmpty():
                changed |= self._shelf.draw(frame, now)
        return changed or self._turns.waiting

    def refresh(self) -> None:
        """Bring up to date, a few times a second, what is said while there is no panel."""
        if self._pages.currentWidget() is self._waiting:
            self._waiting.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Restyle every panel, also those of desks behind."""
        self._context = replace(self._context, theme=theme)
        self._shelf.set_context(self._context)
        for part in (self._overlay, self._waiting, self._empty):
            part.set_theme(theme)

    def look_at(self, end: float | None) -> None:
        """Let every panel show the time that ends at this moment (wall seconds), or with None the present."""
        for frame in self.panels:
            frame.view.look_at(end)

    @Slot()
    def jump_to_live(self) -> None:
        """Let every panel show the present."""
        self.look_at(None)

    def clear(self) -> None:
        """Delete every panel, for leaving: the interpreter must not end while plots live."""
        self._shelf.clear()

    # --- drag and drop of series ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drop.hover(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drop.hover(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._drop.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.drop(event)

    # --- keeping step -----------------------------------------------------------------------------------------------

    @property
    def _desk(self) -> Desk:
        return self._workspace.desks.current

    def _keep_step(self) -> bool:
        desks = self._workspace.desks
        if self.isVisible():
            desks.fit(self.width() - GAP, self.height() - GAP)
        turned = self._turn_page()
        if desks.version == self._version and not self._missing:
            return turned
        self._version = desks.version
        self._focus.hand_on()
        frames = self._shelf.keep(self._desk, desks.every)
        missing = [panel for panel in self._wanted() if panel not in frames]
        if missing:
            frames[missing[0]] = self._shelf.make(missing[0], self._desk.panels[missing[0]])
        self._missing = len(missing) > 1
        self._show(frames)
        self._focus.settle()
        return True

    def _wanted(self) -> list[str]:
        """Every panel of the desk, first those that are in front."""
        shown = [place.shown for place in places(self._desk.tree)]
        return list(dict.fromkeys([*filter(None, [self._workspace.desks.zoomed]), *shown, *self._desk.panels]))

    def _show(self, frames: dict[str, PanelFrame]) -> None:
        zoomed = self._workspace.desks.zoomed
        for panel, frame in frames.items():
            frame.set_zoomed(panel == zoomed)
            self._show_tabs(panel, frame)
        self._surface.show_desk(self._desk, frames, zoomed=zoomed)

    def _show_tabs(self, panel: str, frame: PanelFrame) -> None:
        place = place_of(self._desk.tree, panel)
        if place is not None:
            tabs = [(tab, self._shelf.title(tab, self._desk.panels[tab])) for tab in place.panels]
            frame.show_tabs(tabs)

    def _turn_page(self) -> bool:
        page = self._page()
        if self._pages.currentWidget() is page:
            return False
        self._pages.setCurrentWidget(page)
        self.refresh()
        return True

    def _page(self) -> QWidget:
        workspace = self._workspace
        if self._desk.panels:
            return self._scroll
        waiting = workspace.feeds and workspace.settings.now.plot_automatically and not workspace.panels.plans
        return self._waiting if waiting else self._empty

    # --- wiring -----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._shelf.made.connect(self._wire)
        self._shelf.spec_changed.connect(self._keep_spec)
        self._surface.resized.connect(self.deeds.resize)
        self._drag.dropped.connect(self.deeds.drop)
        self._waiting.pick_asked.connect(self.control.pick)
        self._empty.chosen.connect(self._add_picked)
        self.deeds.pick_asked.connect(self._pick)

    @Slot(object)
    def _wire(self, frame: PanelFrame) -> None:
        frame.texts_changed.connect(self._retitle)
        frame.zoom_asked.connect(self.deeds.zoom)
        frame.menu_asked.connect(self._open_menu)
        frame.series_wanted.connect(self.series_wanted)
        frame.alert_wanted.connect(self.alert_wanted)
        head = frame.head
        head.chosen.connect(self.deeds.show)
        head.close_asked.connect(self.deeds.close)
        head.renamed.connect(self.deeds.set_title)
        head.dragged.connect(self._drag.drag)
        head.dropped.connect(self._drag.drop)

    @Slot(str, object)
    def _keep_spec(self, panel: str, spec: Any) -> None:
        self._workspace.desks.change(panel, spec)

    @Slot(str)
    def _retitle(self, panel: str) -> None:
        place = place_of(self._desk.tree, panel)
        for tab in () if place is None else place.panels:
            frame = self._shelf.frames.get(tab)
            if frame is not None:
                self._show_tabs(tab, frame)

    @Slot(str, QPoint)
    def _open_menu(self, panel: str, at: QPoint) -> None:
        frame = self._shelf.frames.get(panel)
        if frame is not None:
            menu = PanelMenu(frame, self.deeds, self._context.theme, parent=self)
            # Right-aligned with its button; popup returns at once, where exec would nest an event loop.
            menu.popup(at - QPoint(menu.sizeHint().width(), 0))

    @Slot(str, str)
    def _pick(self, panel: str, side: Side) -> None:
        """Let the user choose a panel for that side of this one, "" for wherever there is room."""
        self._picked = (panel or None, side or None)
        picker = PanelPicker(self._kinds, self._context.theme, parent=self)
        picker.chosen.connect(self._add_picked)
        picker.popup(self._shelf.frames.get(panel) or self)

    @Slot(object)
    def _add_picked(self, kind: PanelKind[Any]) -> None:
        (beside, side), self._picked = self._picked, (None, None)
        self.deeds.add(kind, beside=beside, side=side)


def _scroll_area(surface: QWidget) -> QScrollArea:
    """Scrolls where the panels need more room than there is."""
    scroll = QScrollArea()
    scroll.setObjectName("desk")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(surface)
    return scroll
