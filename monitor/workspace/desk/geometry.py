"""Where the places of a desk lie in so many pixels, and what lies between them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from monitor.workspace.desk.desk import Node, Side, Tabs
from monitor.workspace.desk.tree import Path

__all__ = ["GAP", "LEAST", "Layout", "Rect", "Seam", "Size", "laid_out", "least_size", "neighbour", "shared_out"]

GAP = 8
"""Pixels between two places."""


class Rect(NamedTuple):
    """Pixels: the left and top edge, width and height."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int


LEAST = Size(240, 160)
"""A panel that the user has put somewhere is never smaller."""


@dataclass(frozen=True, slots=True)
class Seam:
    """The gap after part `index` of the split at `path`, to be dragged.

    lengths: pixels of each part of that split; least: what each of them needs.
    """

    path: Path
    index: int
    direction: Literal["across", "down"]
    rect: Rect
    lengths: tuple[int, ...]
    least: tuple[int, ...]

    def dragged(self, by: int) -> tuple[float, ...]:
        """The shares of the split after the seam has moved by so many pixels, as far as both sides let it."""
        at = self.index
        by = max(self.least[at] - self.lengths[at], min(by, self.lengths[at + 1] - self.least[at + 1]))
        lengths = list(self.lengths)
        lengths[at] += by
        lengths[at + 1] -= by
        return tuple(length / sum(lengths) for length in lengths)


@dataclass(frozen=True, slots=True)
class Layout:
    """All places with their pixels, and the seams between them."""

    places: tuple[tuple[Tabs, Rect], ...] = ()
    seams: tuple[Seam, ...] = ()

    def rect_of(self, panel: str) -> Rect | None:
        """Where the place of a panel lies."""
        return next((rect for place, rect in self.places if panel in place.panels), None)


def least_size(tree: Node, *, least: Size = LEAST) -> Size:
    """What a tree needs so that no place is smaller than `least`."""
    if isinstance(tree, Tabs):
        return least
    needs = [least_size(part, least=least) for part in tree.parts]
    gaps = GAP * (len(needs) - 1)
    if tree.direction == "across":
        return Size(sum(need.width for need in needs) + gaps, max(need.height for need in needs))
    return Size(max(need.width for need in needs), sum(need.height for need in needs) + gaps)


def laid_out(tree: Node | None, room: Rect, *, least: Size = LEAST) -> Layout:
    """Share a room out. In one that is too small for all, places keep their proportions and are too small too."""
    places: list[tuple[Tabs, Rect]] = []
    seams: list[Seam] = []
    if tree is not None:
        _lay(tree, room, (), least, places, seams)
    return Layout(tuple(places), tuple(seams))


def shared_out(length: int, shares: Sequence[float], least: Sequence[int]) -> tuple[int, ...]:
    """Whole pixels for each part that add up to `length`: by shares, but none below its `least` while there is room."""
    if sum(least) >= length:
        return _by_share(length, least)
    fixed: dict[int, int] = {}
    while True:
        free = [part for part in range(len(shares)) if part not in fixed]
        rest = length - sum(fixed.values())
        given = dict(zip(free, _by_share(rest, [shares[part] for part in free]), strict=True))
        short = {part: least[part] for part in free if given[part] < least[part]}
        if not short:
            return tuple((fixed | given)[part] for part in range(len(shares)))
        fixed |= short


def neighbour(layout: Layout, panel: str, side: Side) -> str | None:
    """The panel in front in the nearest place on that side of a panel; None where the desk ends."""
    here = layout.rect_of(panel)
    if here is None:
        return None
    found: list[tuple[int, int, str]] = []
    for place, there in layout.places:
        away, overlap = _seen_from(here, there, side)
        if away >= 0 and overlap > 0:
            found.append((away, -overlap, place.shown))
    return min(found)[2] if found else None


def _lay(node: Node, room: Rect, path: Path, least: Size, places: list[tuple[Tabs, Rect]], seams: list[Seam]) -> None:
    if isinstance(node, Tabs):
        places.append((node, room))
        return
    across = node.direction == "across"
    needs = tuple(_along(least_size(part, least=least), across) for part in node.parts)
    gaps = GAP * (len(node.parts) - 1)
    lengths = shared_out(max(0, (room.width if across else room.height) - gaps), node.shares, needs)
    at = room.x if across else room.y
    for index, (part, length) in enumerate(zip(node.parts, lengths, strict=True)):
        _lay(part, _strip(room, at, length, across), (*path, index), least, places, seams)
        at += length
        if index + 1 < len(node.parts):
            seams.append(Seam(path, index, node.direction, _strip(room, at, GAP, across), lengths, needs))
            at += GAP


def _along(size: Size, across: bool) -> int:
    return size.width if across else size.height


def _strip(room: Rect, at: int, length: int, across: bool) -> Rect:
    return Rect(at, room.y, length, room.height) if across else Rect(room.x, at, room.width, length)


def _by_share(length: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Rounded so that the sum is right: each edge goes to the pixel it is nearest to."""
    total = sum(shares) or 1.0
    edges = [0]
    passed = 0.0
    for share in shares:
        passed += share
        edges.append(round(length * passed / total))
    return tuple(end - start for start, end in itertools.pairwise(edges))


def _seen_from(here: Rect, there: Rect, side: Side) -> tuple[int, int]:
    """How far away `there` begins on that side, negative where it does not, and how much of the edge they share."""
    rows = min(here.y + here.height, there.y + there.height) - max(here.y, there.y)
    columns = min(here.x + here.width, there.x + there.width) - max(here.x, there.x)
    match side:
        case "left":
            return here.x - (there.x + there.width), rows
        case "right":
            return there.x - (here.x + here.width), rows
        case "above":
            return here.y - (there.y + there.height), columns
        case "below":
            return there.y - (here.y + here.height), columns
    return -1, 0
