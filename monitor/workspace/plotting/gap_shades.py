"""The gaps of every feed in a plot: what is hatched, and where which curve is broken."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from monitor.core.batch import Floats
from monitor.core.gap import Gap
from monitor.workspace.plotting.shades import Shade, common_shades, shades

__all__ = ["GapShades"]

_NOWHERE: Floats = np.empty(0)


class GapShades:
    """A gap of all feeds is hatched; one of some of them only breaks their own curves."""

    def __init__(self) -> None:
        self.common: Sequence[Shade] = ()
        self._known: dict[str, tuple[Sequence[Gap], float]] = {}
        self._shades: dict[str, tuple[Shade, ...]] = {}
        self._breaks: dict[str, Floats] = {}
        self._bounds: Floats = np.empty((2, 0))

    def update(self, gaps: Mapping[str, tuple[Sequence[Gap], float]]) -> bool:
        """Take over the gaps of each feed and the seconds its times are ahead of now; tells whether anything is new."""
        if gaps == self._known:
            return False
        known, self._known = self._known, dict(gaps)
        for feed in known.keys() - gaps.keys():
            del self._shades[feed], self._breaks[feed]
        for feed, (of_feed, offset) in gaps.items():
            if known.get(feed) != gaps[feed]:
                self._shades[feed] = shades(of_feed, offset=offset)
                self._breaks[feed] = _breaks(self._shades[feed])
        self.common = common_shades(list(self._shades.values()))
        self._bounds = np.array([(shade.start, shade.end) for shade in self.common]).reshape(-1, 2).T
        return True

    @property
    def any(self) -> bool:
        """Whether any feed has a gap."""
        return any(self._shades.values())

    def breaks(self, feed: str) -> Floats:
        """Moments no line of this feed may cross, in order."""
        return self._breaks.get(feed, _NOWHERE)

    def within(self, t0: float, t1: float) -> list[Shade]:
        """What is hatched between these times."""
        if not self.common:
            return []
        places = np.flatnonzero((self._bounds[1] >= t0) & (self._bounds[0] < t1))
        return [self.common[place] for place in places.tolist()]

    def missing(self, feed: str, t0: float, t1: float) -> bool:
        """Whether a gap of this feed begins, ends or lasts between two moments."""
        return any(shade.start < t1 and shade.end > t0 for shade in self._shades.get(feed, ()))

    def next_break(self, feed: str, time: float) -> float:
        """When the first gap of this feed after a moment begins; infinity when there is none."""
        breaks = self.breaks(feed)
        place = int(breaks.searchsorted(time, side="right"))
        return float(breaks[place]) if place < len(breaks) else math.inf


def _breaks(of_feed: Sequence[Shade]) -> Floats:
    # At both ends, since rows may bear times within the gap: of those on their way when it began, for one. A row at
    # the very end is the first after it.
    bounds = [(shade.start, math.nextafter(shade.end, -math.inf)) for shade in of_feed]
    return np.unique(np.array(bounds).reshape(-1))
