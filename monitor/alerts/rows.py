"""Rows as rules are judged by: those of one stream that came since the last look, in the order they came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats, KeyIds

__all__ = ["Block", "Positions", "Rows", "StreamName"]

StreamName: TypeAlias = tuple[str, str]
"""Feed and stream."""

Positions: TypeAlias = NDArray[np.intp]


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
    _of_key: dict[int, Positions] = field(default_factory=dict)
    _timely: Positions | None = None
    _whole: "Rows | None" = None

    def __len__(self) -> int:
        return len(self.keys)

    def timely(self) -> Positions:
        """Where the rows are that are not late."""
        if self._timely is None:
            self._timely = np.arange(len(self)) if self.late is None else np.flatnonzero(~self.late)
        return self._timely

    def of_key(self, key: int) -> Positions:
        """Where the rows of a key are that are not late. Found once, however many rules ask."""
        found = self._of_key.get(key)
        if found is None:
            chosen = self.keys == key
            found = self._of_key[key] = np.flatnonzero(chosen if self.late is None else chosen & ~self.late)
        return found

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


Block: TypeAlias = Mapping[StreamName, Rows]
"""What has come of each stream since the last look."""
