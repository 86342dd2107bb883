"""Desks and trees for tests: small ones written by hand, and any at all for properties."""

import math
from collections.abc import Iterable

from hypothesis import strategies as st

from monitor.workspace.desk.desk import Desk, Node, Split, Tabs
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.tree import panel_ids, split_of

__all__ = ["across", "desk_of", "down", "is_whole", "tab", "trees"]


def tab(*panels: str, front: int = 0) -> Tabs:
    return Tabs(panels, front)


def across(*parts: Node) -> Split:
    return Split("across", parts, (1.0 / len(parts),) * len(parts))


def down(*parts: Node) -> Split:
    return Split("down", parts, (1.0 / len(parts),) * len(parts))


def desk_of(tree: Node | None, *, name: str = "Main", arranged: bool = True) -> Desk:
    """A desk of plots that are called as their ids."""
    panels = {panel: PlotSpec(title=panel) for panel in panel_ids(tree)}
    return Desk(name=name, panels=panels, tree=tree, arranged=arranged)


def is_whole(tree: Node | None) -> bool:
    """Whether a tree keeps every promise that trees give."""
    ids = panel_ids(tree)
    return len(set(ids)) == len(ids) and (tree is None or _node_is_whole(tree))


def _node_is_whole(node: Node) -> bool:
    if isinstance(node, Tabs):
        return 0 <= node.front < len(node.panels)
    return (
        len(node.parts) == len(node.shares) >= 2
        and math.isclose(math.fsum(node.shares), 1.0)
        and all(share > 0.0 for share in node.shares)
        and not any(isinstance(part, Split) and part.direction == node.direction for part in node.parts)
        and all(_node_is_whole(part) for part in node.parts)
    )


@st.composite
def trees(draw: st.DrawFn, *, most: int = 9) -> Node:
    """Any whole tree of the panels "p0", "p1", …"""
    count = draw(st.integers(1, most))
    nodes: list[Node] = list(_places(draw, [f"p{number}" for number in range(count)]))
    while len(nodes) > 1:
        at = draw(st.integers(0, len(nodes) - 2))
        share = draw(st.floats(0.1, 0.9))
        joined = split_of(draw(st.sampled_from(["across", "down"])), [(nodes[at], share), (nodes[at + 1], 1.0 - share)])
        assert joined is not None
        nodes[at : at + 2] = [joined]
    return nodes[0]


def _places(draw: st.DrawFn, panels: list[str]) -> Iterable[Tabs]:
    while panels:
        taken = draw(st.integers(1, min(3, len(panels))))
        yield Tabs(tuple(panels[:taken]), draw(st.integers(0, taken - 1)))
        panels = panels[taken:]
