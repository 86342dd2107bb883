"""Desks as they were written down, made whole: whatever is wrong in a file costs at most the arrangement."""

import math
from collections.abc import Collection

from monitor.workspace.desk.desk import Node, Split, Tabs
from monitor.workspace.desk.grid import even_grid
from monitor.workspace.desk.tree import around, panel_ids, split_of

__all__ = ["repaired"]

_DEEPEST = 64
"""Splits within splits; no window has room for more, and no walk through the tree may run out of stack."""


def repaired(tree: Node | None, panels: Collection[str]) -> Node | None:
    """The tree in which each of these panels stands exactly once, and nothing else does.

    What stands twice stays where it stands first; what stands nowhere is put below all others.
    """
    if tree is not None and _depth(tree) > _DEEPEST:
        tree = None
    left = set(panels)
    whole = _cleaned(tree, left)
    missing = [panel for panel in panels if panel not in panel_ids(whole)]
    if whole is None:
        return even_grid([Tabs((panel,)) for panel in missing], columns=max(1, math.ceil(math.sqrt(len(missing)))))
    for panel in missing:
        whole = around(whole, panel, side="below")
    return whole


def _cleaned(tree: Node | None, left: set[str]) -> Node | None:
    """What of the tree stands, taking each panel met out of `left`."""
    if tree is None:
        return None
    if isinstance(tree, Tabs):
        return _cleaned_place(tree, left)
    usable = len(tree.shares) == len(tree.parts) and all(_is_share(share) for share in tree.shares)
    shares = tree.shares if usable else (1.0,) * len(tree.parts)
    return split_of(
        tree.direction, [(_cleaned(part, left), share) for part, share in zip(tree.parts, shares, strict=True)]
    )


def _cleaned_place(place: Tabs, left: set[str]) -> Tabs | None:
    kept = []
    for panel in place.panels:
        if panel in left:
            left.discard(panel)
            kept.append(panel)
    if not kept:
        return None
    shown = place.panels[place.front] if 0 <= place.front < len(place.panels) else ""
    return Tabs(tuple(kept), kept.index(shown) if shown in kept else 0)


def _is_share(share: float) -> bool:
    return math.isfinite(share) and 1e-6 < share < 1e6


def _depth(tree: Node) -> int:
    """Without recursion, for trees too deep for that."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [part for node in level if isinstance(node, Split) for part in node.parts]
    return depth
