"""Where something dropped on a desk goes: beside a panel, into its place, or along an edge of the whole desk."""

from dataclasses import dataclass

from monitor.workspace.desk.desk import Side, Tabs
from monitor.workspace.desk.geometry import GAP, Layout, Rect

__all__ = ["Zone", "panel_zone", "series_zone"]

_EDGE = 16
"""Pixels along the border of the desk that mean the whole side."""
_QUARTER = 0.25
"""So much of a panel at each edge means beside it; the middle means into its place."""
_ALONG = 0.33
"""How much of the desk is shown as taken by what goes along a whole side; it gets about that."""


@dataclass(frozen=True, slots=True)
class Zone:
    """What a drop would do: beside which panel (None: the whole desk), on which side, and what it would cover."""

    neighbour: str | None
    side: Side
    rect: Rect


def panel_zone(layout: Layout, bounds: Rect, x: int, y: int, *, moving: str, head: int) -> Zone | None:
    """Where the panel `moving` goes when it is dropped at a point; None where nothing would change.

    head: pixels at the top of each place that mean its tabs.
    """
    found = _place_at(layout, x, y)
    if found is None or len(layout.places) > 1:
        edge = _edge_at(bounds, x, y)
        if edge is not None:
            return Zone(None, edge, _part(bounds, edge, share=_ALONG))
    if found is None:
        return _gap_zone(layout, x, y)
    place, rect = found
    side: Side = "tab" if y < rect.y + head else _side_at(rect, x, y)
    if moving in place.panels and (side == "tab" or len(place.panels) == 1):
        return None
    return Zone(place.shown, side, _part(rect, side))


def series_zone(layout: Layout, bounds: Rect, x: int, y: int) -> Zone | None:
    """Where series go that are dropped at a point: "tab" means into the panel, any other side a new panel there."""
    if not layout.places:
        return Zone(None, "right", bounds)
    edge = _edge_at(bounds, x, y)
    if edge is not None:
        return Zone(None, edge, _part(bounds, edge, share=_ALONG))
    found = _place_at(layout, x, y)
    if found is None:
        return _gap_zone(layout, x, y)
    place, rect = found
    return Zone(place.shown, "tab", rect)


def _place_at(layout: Layout, x: int, y: int) -> tuple[Tabs, Rect] | None:
    return next(((place, rect) for place, rect in layout.places if rect.holds(x, y)), None)


def _edge_at(bounds: Rect, x: int, y: int) -> Side | None:
    """The border of the desk that a point lies on or beyond, the nearest where it lies on two."""
    away: dict[Side, int] = {
        "left": x - bounds.x,
        "right": bounds.x + bounds.width - 1 - x,
        "above": y - bounds.y,
        "below": bounds.y + bounds.height - 1 - y,
    }
    side = min(away, key=away.__getitem__)
    return side if away[side] < _EDGE else None


def _gap_zone(layout: Layout, x: int, y: int) -> Zone | None:
    """Between two places: beside the one before the gap."""
    for seam in layout.seams:
        if seam.rect.holds(x, y):
            back = (x - GAP, y) if seam.direction == "across" else (x, y - GAP)
            found = _place_at(layout, *back)
            if found is not None:
                place, rect = found
                side: Side = "right" if seam.direction == "across" else "below"
                return Zone(place.shown, side, _part(rect, side))
    return None


def _side_at(rect: Rect, x: int, y: int) -> Side:
    across, down = (x - rect.x) / max(1, rect.width), (y - rect.y) / max(1, rect.height)
    away: dict[Side, float] = {"left": across, "right": 1.0 - across, "above": down, "below": 1.0 - down}
    side = min(away, key=away.__getitem__)
    return side if away[side] < _QUARTER else "tab"


def _part(rect: Rect, side: Side, *, share: float = 0.5) -> Rect:
    x, y, width, height = rect
    wide, high = int(width * share) - GAP // 2, int(height * share) - GAP // 2
    match side:
        case "left":
            return Rect(x, y, wide, height)
        case "right":
            return Rect(x + width - wide, y, wide, height)
        case "above":
            return Rect(x, y, width, high)
        case "below":
            return Rect(x, y + height - high, width, high)
    return rect
