"""What can be done to one desk; every function takes a desk and gives another."""

from collections.abc import Mapping
from typing import Any

import msgspec

from monitor.workspace.desk.desk import Desk, Node, Side, Tabs
from monitor.workspace.desk.geometry import GAP, Layout, Rect, Size, laid_out
from monitor.workspace.desk.grid import LEAST_HEIGHT, LEAST_WIDTH, columns_for, even_grid
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.tree import around, beside, places, without

__all__ = [
    "arranged",
    "layout_of",
    "roomy_side",
    "settled",
    "tidied",
    "with_panel",
    "with_spec",
    "without_panel",
]


def layout_of(desk: Desk, room: Size) -> Layout:
    """Where the places of a desk lie in a room."""
    return laid_out(desk.tree, Rect(0, 0, *room))


def settled(desk: Desk, room: Size) -> Desk:
    """The desk with its grid fitted to the room, where the program still keeps it."""
    if desk.arranged and desk.panels:
        return desk
    ids = [Tabs((panel,)) for panel in desk.panels]
    tree = even_grid(ids, columns=columns_for(len(ids), width=room.width))
    if tree == desk.tree and not desk.arranged:
        return desk
    return msgspec.structs.replace(desk, tree=tree, arranged=False)


def tidied(desk: Desk, room: Size) -> Desk:
    """The desk with all its places equally large, tabs left together."""
    found = list(places(desk.tree))
    return arranged(desk, even_grid(found, columns=columns_for(len(found), width=room.width)))


def arranged(desk: Desk, tree: Node | None) -> Desk:
    """The desk as the user has put it."""
    return desk if tree == desk.tree else msgspec.structs.replace(desk, tree=tree, arranged=True)


def with_panel(
    desk: Desk,
    panel: str,
    spec: PanelSpec,
    *,
    room: Size,
    neighbour: str | None = None,
    side: Side | None = None,
    stream: tuple[str, str] | None = None,
) -> Desk:
    """The desk with a panel more: beside its neighbour, along a side of the desk, or where there is most room.

    stream: (feed, stream) for which the program makes this panel; the user makes it where there is none.
    """
    panels = {**desk.panels, panel: spec}
    if stream is not None:
        planned = desk.planned if stream in desk.planned else (*desk.planned, stream)
        desk = msgspec.structs.replace(desk, planned=planned, automatic={**desk.automatic, panel: stream})
    if neighbour is not None or side is not None:
        side = side or "right"
        tree = (
            beside(desk.tree, panel, neighbour=neighbour, side=side)
            if neighbour is not None
            else around(desk.tree, panel, side=side)
        )
        return msgspec.structs.replace(desk, panels=panels, tree=tree, arranged=True)
    if not desk.arranged:
        return settled(msgspec.structs.replace(desk, panels=panels), room)
    return msgspec.structs.replace(desk, panels=panels, tree=_where_there_is_room(desk, panel, room))


def without_panel(desk: Desk, panel: str, *, room: Size) -> Desk:
    """The desk with a panel less."""
    smaller: dict[str, Any] = {
        "panels": _less(desk.panels, panel),
        "automatic": _less(desk.automatic, panel),
        "tree": without(desk.tree, panel),
    }
    return settled(msgspec.structs.replace(desk, **smaller), room)


def with_spec(desk: Desk, panel: str, spec: PanelSpec) -> Desk:
    """The desk with a panel that the user has changed; one that shows something else now is the user's own."""
    old = desk.panels[panel]
    automatic = desk.automatic if _shows_the_same(old, spec) else _less(desk.automatic, panel)
    return msgspec.structs.replace(desk, panels={**desk.panels, panel: spec}, automatic=automatic)


def roomy_side(rect: Rect) -> Side:
    """On which side of a panel another one is put so that both keep a good shape."""
    return "right" if rect.width >= max(1.3 * rect.height, 2 * LEAST_WIDTH + GAP) else "below"


def _where_there_is_room(desk: Desk, panel: str, room: Size) -> Node:
    """Split the largest place or, where that would leave too little to read, begin a row below all others."""
    layout = layout_of(desk, room)
    place, rect = max(layout.places, key=lambda at: at[1].width * at[1].height)
    side = roomy_side(rect)
    if side == "below" and rect.height < 2 * LEAST_HEIGHT + GAP:
        return around(desk.tree, panel, side="below")
    return beside(desk.tree, panel, neighbour=place.shown, side=side)


def _shows_the_same(old: PanelSpec, new: PanelSpec) -> bool:
    """How far back one looks is not what a panel shows."""
    if isinstance(old, PlotSpec) and isinstance(new, PlotSpec):
        look = {"window_seconds": new.window_seconds, "as_table": new.as_table}
        old = msgspec.structs.replace(old, **look)
    return old == new


def _less(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {each: value for each, value in mapping.items() if each != key}
