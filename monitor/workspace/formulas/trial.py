"""A formula tried out on what came last, before it is put in force."""

import numpy as np

from monitor.core.batch import Floats
from monitor.formulas.buffer import Buffer
from monitor.formulas.compiler import bind, compile_tree
from monitor.formulas.names import KnownStream
from monitor.store.store import Store
from monitor.workspace.formulas.follower import Follower

__all__ = ["Trial"]

_ROWS = 100_000
"""Rows of each stream it begins with: a preview need not tell of all history."""

_KEPT = 3_000
_STEPS = 4
"""Slices an update works out at most."""


class Trial:
    """Follows a formula without keeping more than its last results. Raises FormulaError when it is made."""

    def __init__(self, store: Store, text: str, known: list[KnownStream]) -> None:
        tree = bind(text, known)
        compile_tree(tree)
        self._follower = Follower(store, tree, recent=_ROWS)
        self._results = Buffer(1)

    @property
    def words(self) -> str:
        """What it waits for, or what should be known of the results; "" for nothing."""
        if self._follower.waits_for:
            return f"Waits for {', '.join(self._follower.waits_for)}"
        return "; ".join(self._follower.notes)

    @property
    def last(self) -> float:
        """The newest number, NaN when there is none."""
        return float(self._results.view[0, -1]) if len(self._results) else np.nan

    def update(self, now: float) -> bool:
        """Work out some of what is new; tells whether there was anything."""
        news = False
        for _ in range(_STEPS):
            for output in self._follower.step(now):
                self._results.append(output.values)
                news = True
            if self._follower.caught_up:
                break
        self._results.drop(len(self._results) - _KEPT)
        return news

    def trend(self, points: int) -> Floats:
        """The last results, thinned to so many."""
        values: Floats = self._results.view[0]
        shown: Floats = values[np.linspace(0, len(values) - 1, min(points, len(values))).astype(int)]
        return shown
