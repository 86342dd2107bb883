"""Keeps the garbage collector from walking through the whole window in the middle of a frame."""

import gc
from collections.abc import Hashable

__all__ = ["Sweeper"]

_CALM = 2.0
"""Seconds without a panel more or less after which what stands is taken to stay."""


class Sweeper:
    """Sets aside what stands, which is most of what a full collection would look at: a sixtieth of a second passes
    four times while it goes through a desk of twenty panels, and it finds nothing.

    Whenever the panels have changed, all of it is looked at once more, so that what belonged to closed ones goes.
    """

    def __init__(self) -> None:
        self._standing: Hashable = None
        self._since = 0.0
        self._swept = True

    def look(self, standing: Hashable, now: float) -> bool:
        """Called a few times a second. standing: what there is now; now: monotonic seconds. Tells whether it swept."""
        if standing != self._standing:
            self._standing, self._since, self._swept = standing, now, False
        if self._swept or now - self._since < _CALM:
            return False
        self._swept = True
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        return True
