"""The gaps of every feed in a plot: what is hatched, and where which curve is broken."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from monitor.core.batch import Floats
from monitor.core.gap import Gap
from monitor.workspace.plotting.shades import Shade, common_shades, shades

__all__ = ["GapShades", "Origin"]

Origin: TypeAlias = tuple[str, str]
"""Feed and stream of a curve: whose gaps it has."""

_NOWHERE: Floats = np.empty(0)


class GapShades:
    """A gap of all origins is hatched; one of some of them only breaks their own curves."""

    def __init__(self) -> None:
        self.common: Sequence[Shade] = ()
        self._known: dict[Origin, tuple[Sequence[Gap], float]] = {}
        self._shades: dict[Origin, tuple[Shade, ...]] = {}
        self._breaks: dict[Origin, Floats] = {}
        self._bounds: Floats = np.empty((2, 0))

    def update(self, gaps: Mapping[Origin, tuple[Sequence[Gap], float]]) -> bool:
        """Take over the gaps of each origin and the seconds its times are ahead of now; tells whether any is new."""
        if gaps == self._known:
            return False
        known, self._known = self._known, dict(gaps)
        for origin in known.keys() - gaps.keys():
            del self._shades[origin], self._breaks[origin]
        for origin, (found, offset) in gaps.items():
            if known.get(origin) != gaps[origin]:
                self._shades[origin] = shades(found, offset=offset)
                self._breaks[origin] = _breaks(self._shades[origin])
        self.common = common_shades(list(self._shades.values()))
        self._bounds = np.array([(shade.start, shade.end) for shade in self.common]).reshape(-1, 2).T
        return True

    @property
    def any(self) -> bool:
        """Whether any feed has a gap."""
        return any(self._shades.values())

    def breaks(self, origin: Origin) -> Floats:
        """Moments no curve of this origin may cross, in order."""
        return self._breaks.get(origin, _NOWHERE)

    def within(self, t0: float, t1: float) -> list[Shade]:
        """What is hatched between these times."""
        if not self.common:
            return []
        places = np.flatnonzero((self._bounds[1] >= t0) & (self._bounds[0] < t1))
        return [self.common[place] for place in places.tolist()]

    def missing(self, origin: Origin, t0: float, t1: float) -> bool:
        """Whether a gap of this origin begins, ends or lasts between two moments."""
        return any(shade.start < t1 and shade.end > t0 for shade in self._shades.get(origin, ()))

    def next_break(self, origin: Origin, time: float) -> float:
        """When the first gap of this origin after a moment begins; infinity when there is none."""
        breaks = self.breaks(origin)
        place = int(breaks.searchsorted(time, side="right"))
        return float(breaks[place]) if place < len(breaks) else math.inf


def _breaks(of_feed: Sequence[Shade]) -> Floats:
    # At both ends, since rows may bear times within the gap: of those on their way when it began, for one. A row at
    # the very end is the first after it.
    bounds = [(shade.start, math.nextafter(shade.end, -math.inf)) for shade in of_feed]
    return np.unique(np.array(bounds).reshape(-1))
