"""Even grids: where panels stand that nobody has put anywhere."""

import math
from collections.abc import Sequence

from monitor.workspace.desk.desk import Node, Tabs
from monitor.workspace.desk.tree import split_of

__all__ = ["LEAST_HEIGHT", "LEAST_WIDTH", "columns_for", "even_grid"]

LEAST_WIDTH = 440
LEAST_HEIGHT = 190
"""Pixels below which a plot can hardly be read; the program makes none smaller of its own accord."""


def columns_for(panels: int, *, width: int) -> int:
    """How many panels stand side by side: as square as it gets, and none narrower than can be read."""
    fitting = max(1, width // LEAST_WIDTH)
    return max(1, min(fitting, math.ceil(math.sqrt(panels))))


def even_grid(places: Sequence[Tabs], *, columns: int) -> Node | None:
    """The places in rows of `columns`, equally large; those of a last row that is not full share its room."""
    rows = [places[start : start + columns] for start in range(0, len(places), columns)]
    return split_of("down", [(split_of("across", [(place, 1.0) for place in row]), 1.0) for row in rows])
