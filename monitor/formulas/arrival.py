"""Rows of a source as they arrive, put in an order that a formula can go by."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = ["STEP_BACK", "Arrival", "Stretch"]

STEP_BACK = 60.0
"""A row older than the newest by less than this is late; older, its clock was set back."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in order of time, by their places. anew: the clock was set back before them."""

    rows: NDArray[np.intp]
    anew: bool


class Arrival:
    """Leaves out what comes late, since the results after it stand already. newest: time of the last row kept.

    late: how many were left out.
    """

    def __init__(self) -> None:
        self.newest = -np.inf
        self.late = 0

    def stretches(self, times: Floats) -> Iterator[Stretch]:
        """The rows at these times, in the order received, without the late ones."""
        start, anew = 0, False
        while start < len(times):
            rest = times[start:]
            before = np.maximum.accumulate(np.concatenate(((self.newest,), rest[:-1])))
            back = np.flatnonzero(rest < before - STEP_BACK)
            stop = int(back[0]) if len(back) else len(rest)
            kept = np.flatnonzero(rest[:stop] >= before[:stop])
            self.late += stop - len(kept)
            if len(kept):
                self.newest = float(rest[kept[-1]])
                yield Stretch(start + kept, anew)
            start += stop
            if len(back):
                self.newest, anew = -np.inf, True
