"""How often each key of a stream comes, so that a quiet one can be told from a silent one."""

import numpy as np

from monitor.core.batch import Floats
from monitor.workspace.analysis.tile_reading import is_stale
from monitor.workspace.table.arranging import Keys

__all__ = ["Paces"]

_SHARE = 0.3
"""How much of what was expected the newest interval changes."""


class Paces:
    """Learns from when the last row of each key came, looked at about once a second."""

    def __init__(self) -> None:
        self._last: Floats = np.empty(0)
        self._interval: Floats = np.empty(0)

    def learn(self, received: Floats) -> None:
        """(keys,) when the last row of each key came."""
        more = len(received) - len(self._last)
        if more > 0:
            self._last = np.concatenate((self._last, np.full(more, np.nan)))
            self._interval = np.concatenate((self._interval, np.full(more, np.nan)))
        since = received - self._last
        moved = since > 0.0
        usual = self._interval[moved]
        self._interval[moved] = np.where(np.isnan(usual), since[moved], usual + _SHARE * (since[moved] - usual))
        self._last = received.copy()

    def stale(self, keys: Keys, ages: Floats) -> tuple[bool, ...]:
        """Which of these keys have been silent for longer than they usually are."""
        known = keys < len(self._interval)
        intervals = np.zeros(len(keys))
        intervals[known] = np.nan_to_num(self._interval[keys[known]])
        return tuple(map(is_stale, ages.tolist(), intervals.tolist()))
