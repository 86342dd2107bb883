"""What can be done to one panel, as its menu and its head offer it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from monitor.core.batch import SeriesKey
from monitor.ui.desk.focus import DeskFocus
from monitor.ui.desk.pictures import Pictures
from monitor.ui.desk.shelf import PanelShelf
from monitor.ui.panels.kinds import PanelKind
from monitor.workspace.desk.desks import Desks, Side
from monitor.workspace.desk.tree import Path
from monitor.workspace.desk.zones import Zone
from monitor.workspace.workspace import Workspace

__all__ = ["PanelDeeds"]


class PanelDeeds(QObject):
    """Each does one thing to the current desk, and lets the focus follow.

    pick_asked(panel, side): the user is to choose a new panel for that side of this one.
    """

    pick_asked = Signal(str, str)

    def __init__(self, workspace: Workspace, shelf: PanelShelf, focus: DeskFocus, pictures: Pictures) -> None:
        super().__init__(focus)
        self._workspace = workspace
        self._shelf = shelf
        self._focus = focus
        self._pictures = pictures

    @property
    def desks(self) -> Desks:
        """What is acted on."""
        return self._workspace.desks

    def add(
        self,
        kind: PanelKind[Any],
        *,
        beside: str | None = None,
        side: Side | None = None,
        series: Sequence[SeriesKey] = (),
    ) -> str:
        """Add a panel of this kind, showing these series or what the open feeds offer, and go there; its id."""
        panel = self.desks.add(kind.fresh(self._workspace, series), beside=beside, side=side)
        self._focus.go(panel)
        return panel

    def split(self, panel: str, side: Side) -> None:
        """Let the user choose a new panel for that side of this one."""
        self.pick_asked.emit(panel, side)

    def duplicate(self, panel: str) -> None:
        """Put a panel like this one beside it."""
        copy = self.desks.duplicate(panel)
        if copy is not None:
            self._focus.go(copy)

    def rename(self, panel: str) -> None:
        """Let the user type another title where this one stands."""
        self._focus.go(panel)
        frame = self._shelf.frames.get(panel)
        if frame is not None and frame.isVisible():
            frame.head.rename()

    def send_to(self, panel: str, desk: str) -> None:
        """Put a panel on another workspace."""
        self.desks.move_to(panel, desk)

    def copy_picture(self, panel: str) -> None:
        """Put a picture of a panel into the clipboard."""
        frame = self._shelf.frames.get(panel)
        if frame is not None:
            self._pictures.copy(frame)

    def save_picture(self, panel: str) -> None:
        """Save a picture of a panel where the user says."""
        frame = self._shelf.frames.get(panel)
        if frame is not None:
            self._pictures.ask_where(frame)

    @Slot(str)
    def zoom(self, panel: str) -> None:
        """Let a panel have the whole desk, or show all again."""
        self.desks.zoom(None if self.desks.zoomed is not None else panel)
        self._focus.go(panel)

    @Slot(str)
    def show(self, panel: str) -> None:
        """Bring a tab to the front."""
        self._focus.go(panel)

    @Slot(str)
    def close(self, panel: str) -> None:
        """Close a panel; `restore_closed` of the desks brings it back."""
        self.desks.close(panel)

    @Slot(str, str)
    def set_title(self, panel: str, title: str) -> None:
        """Call a panel something; "" lets it name itself."""
        self.desks.rename_panel(panel, title)

    @Slot(str, object)
    def drop(self, panel: str, zone: Zone) -> None:
        """A panel was let go of over this zone."""
        self.desks.move(panel, beside=zone.neighbour, side=zone.side)
        self._focus.go(panel)

    @Slot(object, object)
    def resize(self, path: Path, shares: Sequence[float]) -> None:
        """A seam is dragged."""
        self.desks.resize(path, shares)
