"""The desks there are, by name, and which of them is in front."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from monitor.workspace.desk.desk import Desk, Node, Split, Tabs

__all__ = ["Closed", "DeskList"]

_MOST_CLOSED = 20
_LONGEST_NAME = 40
_FIRST = "Main"


@dataclass(frozen=True, slots=True)
class Closed:
    """A panel that was closed, with its desk before and after; `panel` empty: the desk was removed from `place`."""

    before: Desk
    after: Desk | None = None
    panel: str = ""
    place: int = 0


class DeskList:
    """At least one desk, in the user's order; no two share a name, and no two panels an id.

    version: grows with every change. zoomed: the panel that has the desk to itself for a while; not written down.
    """

    def __init__(self, desks: Sequence[Desk] = (), *, current: str = "") -> None:
        self._desks = list(desks) or [Desk(name=_FIRST)]
        self._current = self._place(current) or 0
        self._serial = max((_number(panel) for desk in self._desks for panel in desk.panels), default=0)
        self._closed: list[Closed] = []
        self.version = 0
        self.zoomed: str | None = None

    @property
    def current(self) -> Desk:
        """The desk in front."""
        return self._desks[self._current]

    @property
    def every(self) -> tuple[Desk, ...]:
        """All desks; what there is to be saved."""
        return tuple(self._desks)

    @property
    def names(self) -> tuple[str, ...]:
        """What the desks are called."""
        return tuple(desk.name for desk in self._desks)

    @property
    def closed(self) -> str | None:
        """What could be brought back: the name of a removed desk, "" for a panel, None for nothing."""
        if not self._closed:
            return None
        last = self._closed[-1]
        return "" if last.panel else last.before.name

    def put(self, desk: Desk) -> None:
        """The desk of this name is so now."""
        place = self._place(desk.name)
        if place is not None and desk is not self._desks[place]:
            self._desks[place] = desk
            if self.zoomed not in self.current.panels:
                self.zoomed = None
            self.version += 1

    def new_id(self) -> str:
        """An id that no panel has or had."""
        self._serial += 1
        return f"p{self._serial}"

    def switch(self, name: str) -> None:
        """Bring another desk to the front."""
        place = self._place(name)
        if place is not None and place != self._current:
            self._show(place)

    def create(self, name: str = "") -> str:
        """Add an empty desk and bring it to the front; its name, which differs from all others."""
        return self._insert(len(self._desks), Desk(name=name.strip() or "Workspace"))

    def duplicate_desk(self, name: str) -> str:
        """Add a desk like this one and bring it to the front; its name."""
        place = self._place(name)
        return name if place is None else self._insert(place + 1, self._copied(self._desks[place]))

    def take_in(self, desk: Desk) -> str:
        """Add a desk from elsewhere under ids of our own and bring it to the front; its name."""
        return self._insert(len(self._desks), self._copied(desk))

    def rename(self, name: str, new: str) -> str:
        """Call a desk something else; what it is called then."""
        place = self._place(name)
        new = new.strip()
        if place is None or not new or new == name:
            return name
        new = self._free_name(new)
        self._desks[place] = msgspec.structs.replace(self._desks[place], name=new)
        self.version += 1
        return new

    def remove(self, name: str) -> None:
        """Take a desk away; the last one leaves an empty one behind."""
        place = self._place(name)
        if place is None:
            return
        gone = self._desks.pop(place)
        if not self._desks:
            self._desks.append(Desk(name=_FIRST))
        self._remember(Closed(gone, place=place))
        self._show(max(0, min(self._current - (place < self._current), len(self._desks) - 1)))

    def restore_desk(self, name: str) -> None:
        """Bring back the desk of this name that was removed last, where it was; it comes to the front."""
        for closed in reversed(self._closed):
            if not closed.panel and closed.before.name == name:
                self._closed.remove(closed)
                self._insert(min(closed.place, len(self._desks)), closed.before)
                return

    def _insert(self, place: int, desk: Desk) -> str:
        name = self._free_name(desk.name)
        self._desks.insert(place, msgspec.structs.replace(desk, name=name))
        self._show(place)
        return name

    def _show(self, place: int) -> None:
        self._current = place
        self.zoomed = None
        self.version += 1

    def _remember(self, closed: Closed) -> None:
        self._closed = [*self._closed[1 - _MOST_CLOSED :], closed]

    def _place(self, name: str) -> int | None:
        return next((place for place, desk in enumerate(self._desks) if desk.name == name), None)

    def _free_name(self, wanted: str) -> str:
        """The name wanted or, where another desk has it, that name with the next number."""
        wanted = wanted[:_LONGEST_NAME].strip()
        stem = re.sub(r"\s+\d+$", "", wanted)
        number = 2
        name = wanted
        while name in self.names:
            name, number = f"{stem} {number}", number + 1
        return name

    def _copied(self, desk: Desk) -> Desk:
        new = {panel: self.new_id() for panel in desk.panels}
        return msgspec.structs.replace(
            desk,
            panels={new[panel]: spec for panel, spec in desk.panels.items()},
            tree=None if desk.tree is None else _renamed(desk.tree, new),
            automatic={new[panel]: stream for panel, stream in desk.automatic.items()},
        )


def _renamed(tree: Node, new: dict[str, str]) -> Node:
    if isinstance(tree, Tabs):
        return Tabs(tuple(new[panel] for panel in tree.panels), tree.front)
    return Split(tree.direction, tuple(_renamed(part, new) for part in tree.parts), tree.shares)


def _number(panel: str) -> int:
    digits = panel.removeprefix("p")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0
