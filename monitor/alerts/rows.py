"""Rows as rules are judged by: those of one stream that came since the last look, in the order they came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.alerts.segments import Groups, Positions
from monitor.core.batch import Floats, KeyIds

__all__ = ["Block", "Picked", "Rows", "StreamName"]

_ALL = -1

StreamName: TypeAlias = tuple[str, str]
"""Feed and stream."""


@dataclass(slots=True)
class Rows:
    """n rows of one stream.

    names:    of the keys, by id; the very same list for as long as the ids stay good, growing at its end.
    keys:     (n,) ids.
    at:       (n,) when each came, wall seconds, never falling.
    values:   (len(columns), n), NaN where a row has no number.
    late:     (n,) rows whose key had a newer one before them; None where there is none.
    first:    number of the first row, counting on through the streams of a block, so that rows can be told apart.
    """

    columns: tuple[str, ...]
    names: Sequence[str]
    keys: KeyIds
    at: Floats
    values: Floats
    late: NDArray[np.bool_] | None = None
    first: int = 0
    _picked: dict[int, "Picked"] = field(default_factory=dict)
    _whole: "Rows | None" = None

    def __len__(self) -> int:
        return len(self.keys)

    def every_key(self) -> "Picked":
        """All rows that are not late, each in the place that its key's id is."""
        return self._found(_ALL, lambda: self.picked(self._timely()))

    def of_key(self, key: int) -> "Picked":
        """The rows of one key that are not late, in place 0."""
        return self._found(key, lambda: self._of_key(key))

    def picked(self, positions: Positions, places: Positions | None = None) -> "Picked":
        """These rows, in the places that are their keys' ids unless told otherwise."""
        if len(positions) == len(self):
            return Picked(self, None, self.keys.astype(np.intp) if places is None else places)
        return Picked(self, positions, self.keys[positions].astype(np.intp) if places is None else places)

    def _timely(self) -> Positions:
        return np.arange(len(self)) if self.late is None else np.flatnonzero(~self.late)

    def _of_key(self, key: int) -> "Picked":
        chosen = self.keys == key
        found = np.flatnonzero(chosen if self.late is None else chosen & ~self.late)
        return self.picked(found, np.zeros(len(found), np.intp))

    def _found(self, name: int, find: "Callable[[], Picked]") -> "Picked":
        """What many rules ask for is found once."""
        known = self._picked.get(name)
        if known is None:
            known = self._picked[name] = find()
        return known

    def whole(self) -> "Rows":
        """The same rows, the late ones taken for timely."""
        if self.late is None:
            return self
        if self._whole is None:
            self._whole = Rows(self.columns, self.names, self.keys, self.at, self.values, first=self.first)
        return self._whole

    def cut(self, part: "slice[Any, Any, Any]") -> "Rows":
        """Some of the rows, as though only they had come."""
        late = None if self.late is None else self.late[part]
        return Rows(self.columns, self.names, self.keys[part], self.at[part], self.values[:, part], late)


class Picked:
    """Some rows of a stream, and the place of each: where a judge keeps what it knows of the row's key.

    positions: where among the rows they are.
    """

    def __init__(self, rows: Rows, positions: Positions | None, places: Positions) -> None:
        self._rows = rows
        self._some = positions
        self._groups: Groups | None = None
        self.places = places

    def __len__(self) -> int:
        return len(self.places)

    @property
    def at(self) -> Floats:
        """When each came."""
        return self._rows.at if self._some is None else self._rows.at[self._some]

    @property
    def order(self) -> Positions:
        """The number of each row in its block."""
        positions = np.arange(len(self._rows)) if self._some is None else self._some
        return positions + self._rows.first

    def number(self, row: int) -> int:
        """The number in the block of one of these rows."""
        return self._rows.first + (row if self._some is None else int(self._some[row]))

    def column(self, name: str) -> Floats:
        """The values of a column that the rows have."""
        values: Floats = self._rows.values[self._rows.columns.index(name)]
        return values if self._some is None else values[self._some]

    def groups(self) -> Groups:
        """The rows by place."""
        if self._groups is None:
            self._groups = Groups(self.places)
        return self._groups

    def moved(self, places: Positions) -> "Picked":
        """The same rows in other places."""
        return Picked(self._rows, self._some, places)

    def chosen(self, some: "NDArray[np.bool_] | slice[int, int, None]") -> "Picked":
        """Some of these."""
        positions = np.arange(len(self._rows)) if self._some is None else self._some
        return Picked(self._rows, positions[some], self.places[some])


Block: TypeAlias = Mapping[StreamName, Rows]
"""What has come of each stream since the last look."""
