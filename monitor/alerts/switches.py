"""From what each row says of its key to the moments at which that changes."""

import numpy as np
from numpy.typing import NDArray

from monitor.alerts.segments import Positions, before, grouped

__all__ = ["MOST_TURNS", "Codes", "Switches", "codes_of"]

MOST_TURNS = 100
"""Turns of one condition between two beats. What flaps faster is followed no further until the next."""

Codes = NDArray[np.int8]
"""For each row: 1, the condition holds; -1, it does not; 0, nothing is said, and it stays as it was."""

_NOTHING: Positions = np.empty(0, np.intp)


def codes_of(holds: NDArray[np.bool_], ends: NDArray[np.bool_]) -> Codes:
    """1 where it holds, -1 where it ends, else 0. Comparisons with NaN are false, so that such rows say nothing."""
    codes: Codes = holds.view(np.int8) - ends.view(np.int8)
    return codes


class Switches:
    """One switch a place. How many rows there are matters little; only turns cost.

    most: turns told between two beats. Those beyond are counted in `skipped`; the next beat tells how it stands.
    behind: there were such since the last beat.
    """

    def __init__(self, *, most: int = MOST_TURNS) -> None:
        self.skipped = 0
        self._most = most
        self._left = most
        self.behind = False
        self._stands: Codes = np.empty(0, np.int8)
        self._told: NDArray[np.bool_] = np.empty(0, np.bool_)

    def reserve(self, places: int) -> None:
        """Have a switch for so many places, off at first."""
        more = max(places, 2 * len(self._stands)) - len(self._stands)
        if places > len(self._stands):
            self._stands = np.concatenate((self._stands, np.full(more, -1, np.int8)))
            self._told = np.concatenate((self._told, np.zeros(more, np.bool_)))

    def told(self, place: int) -> bool:
        """Whether the switch was last told to be on."""
        return bool(self._told[place])

    def any_on(self) -> bool:
        """Whether some switch stands on."""
        return bool((self._stands > 0).any())

    def places_on(self) -> Positions:
        """The places whose switch stands on."""
        return np.flatnonzero(self._stands > 0)

    def take(self, places: Positions, codes: Codes) -> Positions:
        """Where among these rows, in order, a switch turns to what the code there says."""
        stands = self._stands[places] if len(self._stands) > 1 else self._stands[0]
        if not (codes == -stands).any():
            return _NOTHING
        rows = np.flatnonzero(codes)
        rows = rows[grouped(places[rows])]
        of, said = places[rows], codes[rows]
        earlier = before(of, said, self._stands)
        last = np.append(of[1:] != of[:-1], True)
        self._stands[of[last]] = said[last]
        return self._tell(np.sort(rows[said != earlier]), places, codes)

    def beat(self) -> Positions:
        """Places whose switch stands otherwise than was told; they count as told from here on."""
        self._left = self._most
        if not self.behind:
            return _NOTHING
        differ = np.flatnonzero((self._stands > 0) != self._told)
        self.behind = len(differ) > self._left
        differ = differ[: self._left]
        self._told[differ] = self._stands[differ] > 0
        self._left -= len(differ)
        return differ

    def _tell(self, turned: Positions, places: Positions, codes: Codes) -> Positions:
        """Those of the turns that are told."""
        if len(turned) > self._left:
            self.behind = True
            self.skipped += len(turned) - self._left
            turned = turned[: self._left]
        self._left -= len(turned)
        told = []
        for row in turned.tolist():
            on = bool(codes[row] > 0)
            if self._told[places[row]] != on:
                self._told[places[row]] = on
                told.append(row)
        return np.array(told, np.intp)
