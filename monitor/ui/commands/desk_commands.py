"""What can be done to the panels and where they stand."""

from collections.abc import Sequence
from typing import Any

from monitor.core.batch import SeriesKey
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace

__all__ = ["DeskCommands"]


class DeskCommands:
    """Asks the desk for one thing at a time. A page that is open closes first, so that one sees what happens."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        self._desks = workspace.desks
        self._window = window
        self._control = window.desk.control

    def add(self, kind: PanelKind[Any], series: Sequence[SeriesKey] = ()) -> None:
        """Add a panel of a kind, showing these series or what the open feeds offer."""
        self._to_front()
        self._window.desk.deeds.add(kind, series=series)

    def add_panel(self) -> None:
        self._to_front()
        self._control.pick()

    def close_panel(self) -> None:
        self._control.close_current()

    def reopen_panel(self) -> None:
        self._to_front()
        self._control.restore_closed()

    def duplicate_panel(self) -> None:
        self._control.duplicate_current()

    def rename_panel(self) -> None:
        self._control.rename_current()

    def copy_picture(self) -> None:
        self._control.copy_picture()

    def zoom_panel(self) -> None:
        self._control.zoom_current()

    def next_panel(self) -> None:
        self._to_front()
        self._control.focus_next()

    def previous_panel(self) -> None:
        self._to_front()
        self._control.focus_previous()

    def panel_left(self) -> None:
        self._control.focus_toward("left")

    def panel_right(self) -> None:
        self._control.focus_toward("right")

    def panel_above(self) -> None:
        self._control.focus_toward("above")

    def panel_below(self) -> None:
        self._control.focus_toward("below")

    def panel_menu(self) -> None:
        self._control.open_menu()

    def move_left(self) -> None:
        self._control.move_panel("left")

    def move_right(self) -> None:
        self._control.move_panel("right")

    def move_up(self) -> None:
        self._control.move_panel("above")

    def move_down(self) -> None:
        self._control.move_panel("below")

    def grow(self) -> None:
        self._control.grow()

    def shrink(self) -> None:
        self._control.shrink()

    def jump_to_live(self) -> None:
        self._window.timeline.go_live()
        self._window.desk.jump_to_live()

    def new_workspace(self) -> None:
        self._to_front()
        self._desks.create()
        self._window.refresh()

    def next_workspace(self) -> None:
        """Bring the next workspace to the front, around the end."""
        self._to_front()
        names = self._desks.names
        place = names.index(self._desks.current.name)
        self._desks.switch(names[(place + 1) % len(names)])
        self._window.refresh()

    def tidy(self) -> None:
        self._desks.tidy()

    def reset(self) -> None:
        self._desks.reset()

    def _to_front(self) -> None:
        self._window.pages.close()
        self._window.refresh()
