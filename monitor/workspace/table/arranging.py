"""Which keys a table shows, and in which order."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = ["KeyNames", "Keys", "arranged"]

Keys: TypeAlias = NDArray[np.intp]
"""Ids of keys."""


def arranged(keys: Keys, values: Floats | Keys, *, descending: bool) -> Keys:
    """The keys in the order of their values; those without a number last, equal ones as they stood."""
    if descending:
        values = -values
    return keys[np.argsort(values, kind="stable")]


class KeyNames:
    """Looks at each name once: which fit the filter, and where they stand in the alphabet."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._folded: list[str] = []
        self._filter = ""
        self._fitting: list[int] = []
        self._looked_at = 0
        self._places: Keys = np.empty(0, np.intp)

    def fitting(self, text: str) -> Keys:
        """Keys in whose name every word of `text` stands, whatever the capitals, in the order first seen."""
        self._fold()
        if text != self._filter:
            self._filter, self._fitting, self._looked_at = text, [], 0
        words = text.casefold().split()
        if not words:
            return np.arange(len(self._folded))
        fresh = range(self._looked_at, len(self._folded))
        self._fitting += [key for key in fresh if all(word in self._folded[key] for word in words)]
        self._looked_at = len(self._folded)
        return np.array(self._fitting, np.intp)

    def places(self) -> Keys:
        """(keys,) where each stands in the alphabet; numbers in names count as numbers."""
        self._fold()
        if len(self._places) != len(self._folded):
            order = sorted(range(len(self._folded)), key=lambda key: _natural(self._folded[key]))
            self._places = np.empty(len(order), np.intp)
            self._places[order] = np.arange(len(order))
        return self._places

    def _fold(self) -> None:
        self._folded += [name.casefold() for name in self._names[len(self._folded) :]]


def _natural(name: str) -> list[tuple[int, int, str]]:
    """For sorting: "key 9" before "key 10"."""
    parts: list[tuple[int, int, str]] = []
    at = 0
    while at < len(name):
        end, digit = at, name[at].isdecimal()
        while end < len(name) and name[end].isdecimal() == digit:
            end += 1
        piece = name[at:end]
        parts.append((0, int(piece), piece) if digit else (1, 0, piece))
        at = end
    return parts
