"""The desks of the user and the one in front, with everything that can be done to them and their panels."""

from collections.abc import Sequence

import msgspec

from monitor.workspace.desk.arranging import (
    arranged,
    layout_of,
    roomy_side,
    settled,
    tidied,
    with_panel,
    with_spec,
    without_panel,
)
from monitor.workspace.desk.desk import Desk, Side
from monitor.workspace.desk.desk_list import Closed, DeskList
from monitor.workspace.desk.geometry import Size
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.tree import Path, grown, in_front, moved, with_shares

__all__ = ["Desks", "Side"]

_USUAL_ROOM = Size(1160, 790)


class Desks(DeskList):
    """Every change makes a new Desk and lets `version` grow; views look at the number and read what is new.

    What is said of a panel is said of the current desk. An id that is not on it changes nothing.
    """

    def __init__(self, desks: Sequence[Desk] = (), *, current: str = "") -> None:
        super().__init__(desks, current=current)
        self._room = _USUAL_ROOM

    @property
    def room(self) -> Size:
        """Pixels of the view, as far as is known."""
        return self._room

    def add(self, spec: PanelSpec, *, beside: str | None = None, side: Side | None = None) -> str:
        """Put a new panel on the current desk; its id.

        Beside another one (at its right unless told), along a whole `side` of the desk or, with neither, where there
        is most room.
        """
        panel = self.new_id()
        self.zoomed = None
        neighbour = beside if beside in self.current.panels else None
        self.put(with_panel(self.current, panel, spec, room=self._room, neighbour=neighbour, side=side))
        return panel

    def change(self, panel: str, spec: PanelSpec) -> None:
        """The user has changed a panel, whatever desk it stands on."""
        for desk in self.every:
            if panel in desk.panels and desk.panels[panel] != spec:
                self.put(with_spec(desk, panel, spec))

    def rename_panel(self, panel: str, title: str) -> None:
        """Call a panel something; "" lets it name itself."""
        spec = self.current.panels.get(panel)
        if spec is not None:
            self.change(panel, msgspec.structs.replace(spec, title=title.strip()))

    def duplicate(self, panel: str) -> str | None:
        """Put a panel like this one beside it; its id."""
        spec = self.current.panels.get(panel)
        return None if spec is None else self.add(spec, beside=panel, side=self.roomy_side(panel))

    def close(self, panel: str) -> None:
        """Take a panel away."""
        before = self.current
        if panel in before.panels:
            self.put(without_panel(before, panel, room=self._room))
            self._remember(Closed(before, after=self.current, panel=panel))

    def restore_closed(self) -> str | None:
        """Bring back what was closed last, a panel or a desk, where it was; the panel's id, "" for a desk."""
        if not self._closed:
            return None
        last = self._closed[-1]
        if last.panel:
            self._closed.pop()
            self._restore(last)
        else:
            self.restore_desk(last.before.name)
        return last.panel

    def move(self, panel: str, *, beside: str | None, side: Side) -> None:
        """Put a panel beside another one or, with `beside` None, along a whole side of the desk."""
        if self.current.tree is not None:
            self.zoomed = None
            self.put(arranged(self.current, moved(self.current.tree, panel, neighbour=beside, side=side)))

    def move_to(self, panel: str, desk: str) -> None:
        """Put a panel on another desk, which stays behind this one."""
        there = self._place(desk)
        spec = self.current.panels.get(panel)
        if there is not None and there != self._current and spec is not None:
            stream = self.current.automatic.get(panel)
            self.put(without_panel(self.current, panel, room=self._room))
            self.put(with_panel(self._desks[there], panel, spec, room=self._room, stream=stream))

    def resize(self, path: Path, shares: Sequence[float]) -> None:
        """Share the room of the split at `path` out anew."""
        if self.current.tree is not None:
            self.put(arranged(self.current, with_shares(self.current.tree, path, shares)))

    def grow(self, panel: str, *, factor: float) -> None:
        """Give a panel `factor` times the share of room it has."""
        if self.current.tree is not None:
            self.put(arranged(self.current, grown(self.current.tree, panel, factor=factor)))

    def bring_to_front(self, panel: str) -> None:
        """Show a panel instead of those it shares its place with."""
        if self.current.tree is not None:
            self.zoomed = panel if self.zoomed is not None and panel in self.current.panels else self.zoomed
            self.put(arranged(self.current, in_front(self.current.tree, panel)))

    def zoom(self, panel: str | None) -> None:
        """Let a panel have the whole desk, or with None show all of them again."""
        if panel != self.zoomed and (panel is None or panel in self.current.panels):
            self.zoomed = panel
            self.version += 1

    def reset(self) -> None:
        """Give the arrangement back to the program: an even grid that follows the room."""
        self.zoomed = None
        self.put(settled(msgspec.structs.replace(self.current, arranged=False), self._room))

    def tidy(self) -> None:
        """Make all places equally large."""
        self.zoomed = None
        self.put(tidied(self.current, self._room))

    def fit(self, width: int, height: int) -> None:
        """The view has so many pixels now; a grid that the program keeps follows."""
        if (width, height) != self._room:
            self._room = Size(width, height)
            self.put(settled(self.current, self._room))

    def roomy_side(self, panel: str) -> Side:
        """On which side of a panel there is more room for another one."""
        rect = layout_of(self.current, self._room).rect_of(panel)
        return "right" if rect is None else roomy_side(rect)

    def _show(self, place: int) -> None:
        super()._show(place)
        # It may have stood behind while the window changed its size.
        self._desks[place] = settled(self._desks[place], self._room)

    def _restore(self, last: Closed) -> None:
        """As it was where nothing else has changed since; otherwise where there is room."""
        place = self._place(last.before.name)
        if place is not None and place != self._current:
            self._show(place)
        desk, before, after = self.current, last.before, last.after
        panels = {**desk.panels, last.panel: before.panels[last.panel]}
        if after is None or desk.panels.keys() != after.panels.keys() or (before.arranged and desk.tree != after.tree):
            self.put(with_panel(desk, last.panel, panels[last.panel], room=self._room))
            return
        ordered = {panel: panels[panel] for panel in before.panels}
        back = msgspec.structs.replace(desk, panels=ordered, tree=before.tree, arranged=before.arranged)
        self.put(settled(back, self._room))
