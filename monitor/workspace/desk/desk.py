"""A desk: one named arrangement of panels, as an immutable value; the window calls it a workspace."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from monitor.workspace.desk.panel_spec import PanelSpec

__all__ = ["Desk", "Node", "Side", "Split", "Tabs"]

Side: TypeAlias = Literal["tab", "left", "right", "above", "below"]
"""Where something goes, seen from a panel: into the same place, or beside it."""


class Tabs(msgspec.Struct, frozen=True, tag="tabs"):
    """Panels in one place, one of them in front: at least one id, and the place of the one in front."""

    panels: tuple[str, ...]
    front: int = 0

    @property
    def shown(self) -> str:
        """The panel in front."""
        return self.panels[self.front]


class Split(msgspec.Struct, frozen=True, tag="split"):
    """At least two parts beside ("across") or below ("down") each other; shares of the room that add up to 1."""

    direction: Literal["across", "down"]
    parts: tuple["Node", ...]
    shares: tuple[float, ...]


Node: TypeAlias = Tabs | Split


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Panels by id, and where they stand; every id stands in `tree` exactly once.

    planned: (feed, stream) pairs that have had their panel from the program; they are not given another.
    automatic: panels made by the program that the user has not made his own, and the stream each was made for.
    arranged: the user has put something somewhere; until then the program keeps all panels in an even grid.
    """

    name: str
    panels: Mapping[str, PanelSpec] = {}
    tree: Node | None = None
    planned: tuple[tuple[str, str], ...] = ()
    automatic: Mapping[str, tuple[str, str]] = {}
    arranged: bool = False
