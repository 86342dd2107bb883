"""Which rows are late: their key already had one with a newer time of its own."""

import numpy as np
from numpy.typing import NDArray

from monitor.alerts.segments import Groups, Positions
from monitor.core.batch import Floats, KeyIds

__all__ = ["Lateness"]

_STEP_BACK = 60.0
"""A row older than the newest by less than this is late; one older still tells that its clock was set back."""


class Lateness:
    """Follows one stream. Rows without a time of their own are never late."""

    def __init__(self) -> None:
        self._newest: Floats = np.empty(0)
        self._latest = -np.inf

    def take(self, keys: KeyIds, time: Floats) -> NDArray[np.bool_] | None:
        """Which of these rows, at least one, are late; None for none, which is told without a look at the keys."""
        highest = int(keys.max())
        if highest >= len(self._newest):
            more = max(highest + 1, 2 * len(self._newest)) - len(self._newest)
            self._newest = np.concatenate((self._newest, np.full(more, np.nan)))
        unknown = np.isnan(time)
        if unknown.all():
            return None
        if not unknown.any() and (time[1:] >= time[:-1]).all() and time[0] >= self._latest:
            self._newest[keys] = time
            self._latest = float(time[-1])
            return None
        late = self._judge(keys, time)
        self._latest = float(np.nanmax(self._newest, initial=-np.inf))
        return late if late.any() else None

    def _judge(self, keys: KeyIds, time: Floats) -> NDArray[np.bool_]:
        groups = Groups(keys.astype(np.intp))
        ordered = time[groups.order]
        at = groups.place[groups.heads]
        newest = groups.running(np.fmax, ordered, self._newest[at])
        late = np.zeros(len(keys), np.bool_)
        if (ordered <= newest - _STEP_BACK).any():
            self._one_by_one(groups.order, keys, time, late)
            return late
        late[groups.order] = ordered < newest
        self._newest[at] = newest[groups.tails]
        return late

    def _one_by_one(self, order: Positions, keys: KeyIds, time: Floats, late: NDArray[np.bool_]) -> None:
        """A clock was set back, which is rare and makes every later row depend on the one before."""
        for row in order.tolist():
            newest = self._newest[keys[row]]
            late[row] = newest - _STEP_BACK < time[row] < newest
            if not late[row] and not np.isnan(time[row]):
                self._newest[keys[row]] = time[row]
