"""The rows of a table as they stand: kept up to date in slices, and read only where they are seen."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats, SeriesKey
from monitor.store.past import PastRows
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from monitor.workspace.analysis.tile_reading import Change, change_of
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.table.arranging import KeyNames, Keys, arranged
from monitor.workspace.table.columns import Column, ColumnKind, columns_of, trend_of
from monitor.workspace.table.paces import Paces
from monitor.workspace.table.trend import Trend
from monitor.workspace.wording import decimals_of

__all__ = ["Watchlist"]

_SORT_EVERY = 1.0
"""Seconds: nobody follows rows that change places more often."""


class Watchlist:
    """Shows what its spec says of one stream. Ids of keys are those of the stream.

    columns: those of the table. order: the keys shown, from the top.
    """

    def __init__(self, store: Store, spec: TableSpec, *, units: Mapping[str, str]) -> None:
        self.spec = spec
        self.columns: tuple[Column, ...] = ()
        self.order: Keys = np.empty(0, np.intp)
        self._store = store
        self._units = units
        self._rows: StreamRows | PastRows | None = None
        self._past: PastRows | None = None
        self._moment: float | None = None
        self._trend: Trend | None = None
        self._paces = Paces()
        self._names = KeyNames(())
        self._decimals: dict[tuple[int, int], int] = {}
        self._now = 0.0
        self._sorted_at = -math.inf
        self._arranged = -1
        self._due = True

    @property
    def total(self) -> int:
        """Keys there are, shown or not."""
        return 0 if self._rows is None else len(self._rows.keys)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the stream."""
        return () if self._rows is None else self._rows.columns

    @property
    def trend_name(self) -> str:
        """The column whose course is shown."""
        return trend_of(self.spec, self.names)

    # --- keeping up to date ---------------------------------------------------------------------------------------

    def show(self, spec: TableSpec, *, units: Mapping[str, str]) -> None:
        """Show what another spec says from the next update on."""
        old, self.spec, self._units = self.spec, spec, units
        if (old.feed, old.stream) != (spec.feed, spec.stream):
            self._rows = None
            self._forget()
        self._trend = None if (old.trend, old.change_seconds) != (spec.trend, spec.change_seconds) else self._trend
        self._due = True

    def look_at(self, moment: float | None) -> None:
        """Show how things stood at a moment (wall seconds) from the next update on; None: how they stand."""
        self._moment = moment
        self._due = True

    def update(self, now: float) -> bool:
        """Take in what is new at `now` (wall seconds); tells whether `order` or `columns` are others now."""
        self._now = now = now if self._moment is None else self._moment
        self._attach()
        rows = self._rows
        if rows is None:
            return self._put(np.empty(0, np.intp), ())
        columns = columns_of(self.spec, rows.columns, self._units)
        if self._trend is None or self._trend.column != self.trend_name:
            self._trend = Trend(rows, self.trend_name, self.spec.change_seconds)
        self._trend.sample(now)
        turn = not 0.0 <= now - self._sorted_at < _SORT_EVERY
        if turn:
            self._paces.learn(rows.last_received)
        if self._due or self.total != self._arranged or (turn and self.spec.sort not in ("", ColumnKind.KEY.value)):
            self._sorted_at, self._arranged, self._due = now, self.total, False
            return self._put(self._ordered(rows, columns), columns)
        if turn:
            self._sorted_at = now
        return self._put(self.order, columns)

    def fill(self, seen: Keys, *, most: int) -> None:
        """Look up the past of at most so many keys, of those that are seen first."""
        if self._trend is not None:
            self._trend.fill(seen, most=most)

    # --- what stands in rows --------------------------------------------------------------------------------------

    def key(self, key: int) -> str:
        """What a key is called: by its name, or by that of the stream where there is only one, without a name."""
        name = self._rows.keys[key] if self._rows is not None else ""
        return name or self.spec.stream

    def values(self, keys: Keys, column: Column) -> Floats:
        """(keys,) the newest number of each, NaN where there is none."""
        if self._rows is None or column.source < 0:
            return np.full(len(keys), np.nan)
        values: Floats = self._rows.last_values[keys, column.source]
        return values

    def decimals(self, key: int, column: Column, value: float) -> int:
        """As many as any value so far needed that was asked about, so that a number keeps its width."""
        at = (key, column.source)
        self._decimals[at] = found = max(self._decimals.get(at, 0), decimals_of(value))
        return found

    def trend_decimals(self, key: int) -> int:
        """As many as the values of the trend's column need."""
        value = math.nan if self._trend is None else float(self._trend.values[key])
        return self.decimals(key, Column(ColumnKind.TREND, self.trend_name), value)

    def changes(self, keys: Keys) -> list[Change | None]:
        """How the column of the trend changed over the span, or since its first value where that is later."""
        if self._trend is None:
            return [None] * len(keys)
        before, now = self._trend.before(keys).tolist(), self._trend.values[keys].tolist()
        return [change_of(*both) for both in zip(before, now, strict=True)]

    def lines(self, keys: Keys) -> Floats:
        """(keys, points) how the column of the trend went over the span."""
        return np.empty((len(keys), 0)) if self._trend is None else self._trend.lines(keys)

    def ages(self, keys: Keys) -> Floats:
        """(keys,) seconds since the last row of each."""
        if self._rows is None:
            return np.full(len(keys), np.nan)
        return np.maximum(0.0, self._now - self._rows.last_received[keys])

    def stale(self, keys: Keys) -> tuple[bool, ...]:
        """Which of these have been silent for longer than they usually are."""
        return self._paces.stale(keys, self.ages(keys))

    def series(self, key: int, column: Column) -> SeriesKey | None:
        """The series a cell stands for; of the key, the change and the trend that of the trend."""
        name = column.name if column.kind is ColumnKind.VALUE else self.trend_name
        if self._rows is None or not name:
            return None
        return SeriesKey(self.spec.feed, self.spec.stream, self._rows.keys[key], name)

    # --- in order -------------------------------------------------------------------------------------------------

    def _attach(self) -> None:
        """Look for the stream: it may have come, or be another one than before."""
        rows = self._seen(self._store.stream(self.spec.feed, self.spec.stream))
        if rows is not self._rows:
            self._rows = rows
            self._forget()

    def _seen(self, rows: StreamRows | None) -> StreamRows | PastRows | None:
        if rows is None or self._moment is None:
            self._past = None
            return rows
        if self._past is None or self._past.of is not rows:
            self._past = PastRows(rows)
        if self._due:
            self._past.move(self._moment)
        return self._past

    def _forget(self) -> None:
        self._trend = None
        self._paces = Paces()
        self._names = KeyNames(() if self._rows is None else self._rows.keys)
        self._decimals = {}
        self._sorted_at = -math.inf
        self._arranged = -1
        self._due = True

    def _ordered(self, rows: StreamRows | PastRows, columns: tuple[Column, ...]) -> Keys:
        keys = self._names.fitting(self.spec.filter)
        if self.spec.keys:
            fitting = set(keys.tolist())
            found = (rows.key_id(name) for name in self.spec.keys)
            keys = np.array([key for key in found if key in fitting], np.intp)
        values = self._sorted_by(rows, columns)
        return keys if values is None else arranged(keys, values[keys], descending=self.spec.descending)

    def _sorted_by(self, rows: StreamRows | PastRows, columns: tuple[Column, ...]) -> Floats | Keys | None:
        """(keys,) what the table is sorted by, None for the order in which keys were first seen."""
        match self.spec.sort:
            case "":
                return None
            case ColumnKind.KEY.value:
                return self._names.places()
            case ColumnKind.AGE.value:
                return -rows.last_received
            case ColumnKind.CHANGE.value | ColumnKind.TREND.value:
                return self._shown_changes()
            case name if name in rows.columns:
                return rows.last_values[:, rows.columns.index(name)]
        return None

    def _shown_changes(self) -> Floats | None:
        """(keys,) the change of each, as it is shown."""
        if self._trend is None:
            return None
        values = self._trend.values
        before = self._trend.before(np.arange(len(values)))
        with np.errstate(all="ignore"):
            change: Floats = values - before
            if self.spec.change == "absolute":
                return change
            return np.where(_same_side(before, values), change / np.abs(before), np.nan)

    def _put(self, order: Keys, columns: tuple[Column, ...]) -> bool:
        if columns == self.columns and np.array_equal(order, self.order):
            return False
        self.order, self.columns = order, columns
        return True


def _same_side(before: Floats, values: Floats) -> NDArray[np.bool_]:
    """Where a change in percent means something: from a number that is not zero, and not across it."""
    same: NDArray[np.bool_] = ((before > 0.0) & (values >= 0.0)) | ((before < 0.0) & (values <= 0.0))
    return same
