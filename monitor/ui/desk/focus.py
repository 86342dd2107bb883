"""Which panel has the focus, and how it goes from one to another."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from monitor.ui.desk.panel_frame import PanelFrame
from monitor.ui.desk.shelf import PanelShelf
from monitor.ui.desk.surface import DeskSurface
from monitor.workspace.desk.desks import Desks, Side
from monitor.workspace.desk.geometry import neighbour
from monitor.workspace.desk.tree import panel_ids, places
from monitor.workspace.workspace import Workspace

__all__ = ["DeskFocus"]


class DeskFocus(QObject):
    """Knows the current panel: the one that had the focus last. Its frame is lit while it has it."""

    def __init__(self, workspace: Workspace, shelf: PanelShelf, surface: DeskSurface, scroll: QScrollArea) -> None:
        super().__init__(surface)
        self._workspace = workspace
        self._shelf = shelf
        self._surface = surface
        self._scroll = scroll
        self._current = ""
        self._wanted = ""
        self._lost: tuple[int, int] | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    @property
    def current(self) -> str | None:
        """The panel that had the focus last; where none had it, the first one."""
        desk = self._desks.current
        if self._current in desk.panels:
            return self._current
        return self._desks.zoomed or next((place.shown for place in places(desk.tree)), None)

    def go(self, panel: str) -> None:
        """Give a panel the focus as soon as it can be seen; a tab behind comes to the front."""
        self._desks.bring_to_front(panel)
        self._wanted = panel
        self.settle()

    def step(self, by: int) -> None:
        """Go on by so many panels, in the order one reads and tab by tab; after the last comes the first."""
        ids = panel_ids(self._desks.current.tree)
        if self.current in ids:
            inside = self._frame_of(QApplication.focusWidget()) is not None
            self.go(ids[(ids.index(self.current) + (by if inside else 0)) % len(ids)])

    def toward(self, side: Side) -> None:
        """Go to the panel on that side; where the desk ends, nothing happens."""
        beside = self.beside(side)
        if beside is not None:
            self.go(beside)

    def beside(self, side: Side) -> str | None:
        """The panel on that side of the current one."""
        return None if self.current is None else neighbour(self._surface.layout_now, self.current, side)

    def settle(self) -> None:
        """Panels have been made or laid out: whoever was promised the focus gets it when it can be seen."""
        if self._lost is not None:
            self._wanted = self._wanted or self._heir(*self._lost)
            self._lost = None
        frame = self._shelf.frames.get(self._wanted)
        if frame is not None and frame.isVisible():
            self._wanted = ""
            frame.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(frame, 8, 8)

    def hand_on(self) -> None:
        """The desk is about to be laid out anew: where the panel with the focus goes, its place inherits it."""
        frame = self._frame_of(QApplication.focusWidget())
        if frame is not None and not self._will_show(frame.panel):
            self._lost = frame.geometry().center().x(), frame.geometry().center().y()

    def _will_show(self, panel: str) -> bool:
        desks = self._desks
        if desks.zoomed is not None:
            return panel == desks.zoomed
        return any(panel == place.shown for place in places(desks.current.tree))

    def _heir(self, x: int, y: int) -> str:
        shown = self._surface.layout_now.places
        return next((place.shown for place, rect in shown if rect.holds(x, y)), shown[0][0].shown if shown else "")

    @property
    def _desks(self) -> Desks:
        return self._workspace.desks

    def _frame_of(self, widget: QWidget | None) -> PanelFrame | None:
        while widget is not None and not isinstance(widget, PanelFrame):
            widget = widget.parentWidget()
        return widget if widget is not None and widget.parentWidget() is self._surface else None

    @Slot(QWidget, QWidget)
    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = self._frame_of(new)
        if inside is not None:
            self._current = inside.panel
        for frame in self._shelf.frames.values():
            frame.set_lit(frame is inside)
