"""What can be done to the tree of a desk; every function takes a tree and gives another.

A tree made here is always whole: splits have two parts or more, none is of its own direction's kind, shares add up to
1, and no place is empty.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from monitor.workspace.desk.desk import Node, Side, Split, Tabs

__all__ = [
    "Path",
    "around",
    "beside",
    "grown",
    "in_front",
    "moved",
    "panel_ids",
    "place_of",
    "places",
    "split_of",
    "with_shares",
    "without",
]

Path: TypeAlias = tuple[int, ...]
"""The way from the root to a node: which part to take at each split."""

_LEAST_SHARE = 0.02
"""A part that has been squeezed further can hardly be found again."""
_EDGE_SHARE = 1.0 / 3.0
"""What goes along a whole edge of the desk takes at most so much of it."""


def places(tree: Node | None) -> Iterator[Tabs]:
    """Every place, from the left and the top on."""
    match tree:
        case Tabs():
            yield tree
        case Split():
            for part in tree.parts:
                yield from places(part)


def panel_ids(tree: Node | None) -> tuple[str, ...]:
    """Every panel, in the order one reads."""
    return tuple(panel for place in places(tree) for panel in place.panels)


def place_of(tree: Node | None, panel: str) -> Tabs | None:
    """The place a panel stands in; None when it stands nowhere."""
    return next((place for place in places(tree) if panel in place.panels), None)


def split_of(direction: Literal["across", "down"], parts: Sequence[tuple[Node | None, float]]) -> Node | None:
    """Parts with their shares, made whole: those of the same direction dissolved, what is missing left out."""
    flat: list[tuple[Node, float]] = []
    for part, share in parts:
        if isinstance(part, Split) and part.direction == direction:
            flat += [(inner, share * of) for inner, of in zip(part.parts, part.shares, strict=True)]
        elif part is not None:
            flat.append((part, share))
    if len(flat) < 2:
        return flat[0][0] if flat else None
    return Split(direction, tuple(part for part, _ in flat), _whole([share for _, share in flat]))


def beside(tree: Node | None, panel: str, *, neighbour: str, side: Side) -> Node:
    """Put a panel, which stands nowhere yet, beside another one; where that is not to be found, at the right of all."""
    if tree is None:
        return Tabs((panel,))
    place = place_of(tree, neighbour)
    if place is None:
        return around(tree, panel, side=side)
    return _replaced(tree, place, _joined(place, panel, neighbour, side))


def around(tree: Node | None, panel: str, *, side: Side) -> Node:
    """Put a panel, which stands nowhere yet, along a whole side of the desk."""
    if tree is None:
        return Tabs((panel,))
    if side == "tab":
        side = "right"
    direction = _direction(side)
    others = len(tree.parts) if isinstance(tree, Split) and tree.direction == direction else 1
    share = min(_EDGE_SHARE, 1.0 / (others + 1))
    return _split(direction, (tree, 1.0 - share), (Tabs((panel,)), share), first=side in ("left", "above"))


def without(tree: Node | None, panel: str) -> Node | None:
    """Take a panel out; its room goes to those beside it."""
    match tree:
        case Tabs() if panel in tree.panels:
            at = tree.panels.index(panel)
            left = tree.panels[:at] + tree.panels[at + 1 :]
            front = tree.front - (at < tree.front)
            return Tabs(left, min(front, len(left) - 1)) if left else None
        case Split():
            kept = [(without(part, panel), share) for part, share in zip(tree.parts, tree.shares, strict=True)]
            return split_of(tree.direction, kept)
    return tree


def moved(tree: Node, panel: str, *, neighbour: str | None, side: Side) -> Node:
    """Put a panel elsewhere: beside another one or, with `neighbour` None, along a whole side of the desk.

    Beside itself it leaves the place that it shares with others. Within one place it takes the other's position.
    """
    place = place_of(tree, panel)
    if place is None or (neighbour == panel and (side == "tab" or len(place.panels) == 1)):
        return tree
    if neighbour in place.panels and side == "tab":
        return _replaced(tree, place, _reordered(place, panel, place.panels.index(neighbour)))
    if neighbour == panel:
        neighbour = next(other for other in place.panels if other != panel)
    rest = without(tree, panel)
    if neighbour is None:
        return around(rest, panel, side=side)
    return beside(rest, panel, neighbour=neighbour, side=side)


def in_front(tree: Node, panel: str) -> Node:
    """Show a panel instead of those it shares its place with."""
    place = place_of(tree, panel)
    if place is None or place.shown == panel:
        return tree
    return _replaced(tree, place, Tabs(place.panels, place.panels.index(panel)))


def with_shares(tree: Node, path: Path, shares: Sequence[float]) -> Node:
    """Share the room of the split at `path` out anew; shares that do not fit it change nothing."""
    if not isinstance(tree, Split):
        return tree
    if not path:
        fits = len(shares) == len(tree.parts) and all(math.isfinite(share) and share > 0.0 for share in shares)
        return Split(tree.direction, tree.parts, _whole(shares)) if fits else tree
    at, *rest = path
    if not 0 <= at < len(tree.parts):
        return tree
    parts = (*tree.parts[:at], with_shares(tree.parts[at], tuple(rest), shares), *tree.parts[at + 1 :])
    return Split(tree.direction, parts, tree.shares)


def grown(tree: Node, panel: str, *, factor: float) -> Node:
    """Give a panel `factor` times its share, in both directions."""
    if not isinstance(tree, Split):
        return tree
    parts = tuple(grown(part, panel, factor=factor) for part in tree.parts)
    shares = [
        share * (factor if place_of(part, panel) is not None else 1.0)
        for part, share in zip(tree.parts, tree.shares, strict=True)
    ]
    return Split(tree.direction, parts, _whole(shares))


def _joined(place: Tabs, panel: str, neighbour: str, side: Side) -> Node:
    """The place with a panel more, or split in two."""
    if side == "tab":
        at = place.panels.index(neighbour) + 1
        return Tabs((*place.panels[:at], panel, *place.panels[at:]), at)
    return _split(_direction(side), (place, 0.5), (Tabs((panel,)), 0.5), first=side in ("left", "above"))


def _split(
    direction: Literal["across", "down"], old: tuple[Node, float], new: tuple[Node, float], *, first: bool
) -> Node:
    made = split_of(direction, (new, old) if first else (old, new))
    assert made is not None
    return made


def _reordered(place: Tabs, panel: str, at: int) -> Tabs:
    others = [other for other in place.panels if other != panel]
    others.insert(at, panel)
    return Tabs(tuple(others), at)


def _replaced(tree: Node, old: Tabs, new: Node) -> Node:
    if tree is old:
        return new
    if isinstance(tree, Tabs):
        return tree
    parts = [(_replaced(part, old, new), share) for part, share in zip(tree.parts, tree.shares, strict=True)]
    made = split_of(tree.direction, parts)
    assert made is not None
    return made


def _direction(side: Side) -> Literal["across", "down"]:
    return "across" if side in ("left", "right") else "down"


def _whole(shares: Sequence[float]) -> tuple[float, ...]:
    """The shares in proportion, none vanishing, adding up to 1."""
    total = math.fsum(shares)
    raised = [max(share / total, _LEAST_SHARE) for share in shares]
    total = math.fsum(raised)
    return tuple(share / total for share in raised)
