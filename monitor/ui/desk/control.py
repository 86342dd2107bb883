"""What keys and the palette do to the desk: everything here is about the current panel."""

from PySide6.QtCore import QObject, Slot

from monitor.ui.desk.deeds import PanelDeeds
from monitor.ui.desk.focus import DeskFocus
from monitor.ui.desk.shelf import PanelShelf
from monitor.workspace.desk.desks import Desks, Side

__all__ = ["DeskControl"]

_STEP = 1.15
"""One press of a key makes a panel so many times as large."""


class DeskControl(QObject):
    """Without a panel on the desk nothing happens."""

    def __init__(self, deeds: PanelDeeds, focus: DeskFocus, shelf: PanelShelf) -> None:
        super().__init__(focus)
        self._deeds = deeds
        self._focus = focus
        self._shelf = shelf

    @property
    def current(self) -> str | None:
        """The id of the current panel."""
        return self._focus.current

    @Slot()
    def focus_next(self) -> None:
        """Go to the next panel, in the order one reads."""
        self._focus.step(1)

    @Slot()
    def focus_previous(self) -> None:
        """Go to the panel before."""
        self._focus.step(-1)

    def focus_toward(self, side: Side) -> None:
        """Go to the panel on that side."""
        self._focus.toward(side)

    def move_panel(self, side: Side) -> None:
        """Put the panel on the other side of its neighbour there, or along that edge of the desk."""
        panel = self.current
        if panel is not None:
            self._desks.move(panel, beside=self._focus.beside(side), side=side)
            self._focus.go(panel)

    @Slot()
    def grow(self) -> None:
        """Make the panel larger."""
        self._resize(_STEP)

    @Slot()
    def shrink(self) -> None:
        """Make the panel smaller."""
        self._resize(1.0 / _STEP)

    @Slot()
    def zoom_current(self) -> None:
        """Let the panel have the whole desk, or show all again."""
        if self.current is not None:
            self._deeds.zoom(self.current)

    @Slot()
    def close_current(self) -> None:
        """Close the panel."""
        if self.current is not None:
            self._deeds.close(self.current)

    @Slot()
    def duplicate_current(self) -> None:
        """Put a panel like it beside it."""
        if self.current is not None:
            self._deeds.duplicate(self.current)

    @Slot()
    def rename_current(self) -> None:
        """Let the user type another title."""
        if self.current is not None:
            self._deeds.rename(self.current)

    @Slot()
    def copy_picture(self) -> None:
        """Put a picture of the panel into the clipboard."""
        if self.current is not None:
            self._deeds.copy_picture(self.current)

    @Slot()
    def save_picture(self) -> None:
        """Save a picture of the panel where the user says."""
        if self.current is not None:
            self._deeds.save_picture(self.current)

    @Slot()
    def open_menu(self) -> None:
        """Open the menu of the panel."""
        frame = self._shelf.frames.get(self.current or "")
        if frame is not None and frame.isVisible():
            frame.head.ask_menu()

    def split(self, side: Side) -> None:
        """Let the user choose a new panel for that side of the current one."""
        if self.current is not None:
            self._deeds.split(self.current, side)

    @Slot()
    def pick(self) -> None:
        """Let the user choose a new panel, which goes where there is most room."""
        self._deeds.pick_asked.emit("", "")

    @Slot()
    def restore_closed(self) -> None:
        """Bring back what was closed last, a panel or a workspace."""
        panel = self._desks.restore_closed()
        if panel:
            self._focus.go(panel)

    @property
    def _desks(self) -> Desks:
        return self._deeds.desks

    def _resize(self, factor: float) -> None:
        if self.current is not None:
            self._desks.grow(self.current, factor=factor)
