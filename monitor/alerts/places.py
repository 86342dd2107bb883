"""The keys a condition is about: which of a stream's rows are theirs, and a place in arrays for each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.alerts.rows import Picked, Rows
from monitor.alerts.words import ANY

__all__ = ["MOST_KEYS", "Places", "Selection"]

_NONE = np.empty(0, np.intp)

MOST_KEYS = 10_000
"""Keys told apart by one condition; rows of further ones are not judged, and the keys counted."""


class Places:
    """One key, or with "*" all of them, each with a place: 0, 1, … in the order first seen.

    Several streams may share the places, by a Selection each.
    """

    def __init__(self, key: str) -> None:
        self.keyed = key == ANY
        self.names: list[str] = [] if self.keyed else [key]
        self.missed = 0
        self._of_name = {name: place for place, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    def find(self, name: str) -> int:
        """The place of a key, -1 for one that is not judged."""
        place = self._of_name.get(name, -1)
        if place >= 0 or not self.keyed:
            return place
        if len(self.names) >= MOST_KEYS:
            self.missed += 1
            return -1
        self._of_name[name] = len(self.names)
        self.names.append(name)
        return len(self.names) - 1


class Selection:
    """Finds the rows of some places in one stream."""

    def __init__(self, places: Places, key: str) -> None:
        self._places = places
        self._key = key
        self._names: Sequence[str] | None = None
        self._known = 0
        self._all = self._same = True
        self._map: NDArray[np.intp] = np.empty(0, np.intp)
        self._id = -1

    def rows(self, rows: Rows) -> Picked:
        """The rows that are not late."""
        if rows.names is not self._names:
            self._forget(rows.names)
        if self._known < len(rows.names):
            self._learn(rows.names)
        if self._key != ANY:
            return rows.of_key(self._id) if self._id >= 0 else rows.picked(_NONE, _NONE)
        every = rows.every_key()
        if self._same:
            return every
        every = every.moved(self._map[every.places])
        return every if self._all else every.chosen(every.places >= 0)

    def _forget(self, names: Sequence[str]) -> None:
        self._names = names
        self._known = 0
        self._map = np.empty(0, np.intp)
        self._id = -1
        self._all = self._same = True

    def _learn(self, names: Sequence[str]) -> None:
        """Look at the names that are new."""
        new = list(names[self._known :])
        if self._key != ANY:
            if self._id < 0 and self._key in new:
                self._id = self._known + new.index(self._key)
        else:
            places = np.array([self._places.find(name) for name in new], np.intp)
            self._all = self._all and bool((places >= 0).all())
            self._map = np.concatenate((self._map, places))
            self._same = self._same and bool((places == np.arange(self._known, len(names))).all())
        self._known = len(names)
