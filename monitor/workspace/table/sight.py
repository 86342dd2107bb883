"""What is to be seen of a table at one moment: the texts of some rows, worked out column by column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats
from monitor.workspace.analysis.tile_reading import Change
from monitor.workspace.table.arranging import Keys
from monitor.workspace.table.columns import Column, ColumnKind
from monitor.workspace.table.texts import CellText, age_words, change_words, value_words
from monitor.workspace.table.watchlist import Watchlist

__all__ = ["Sight", "sight_of"]


@dataclass(frozen=True, slots=True)
class Sight:
    """Rows from the top, columns from the left.

    texts: by column, then by row; nothing for a trend. stale: by row. lines: (rows, points) of the trend, no rows where
    it is not shown.
    """

    keys: tuple[int, ...]
    columns: tuple[Column, ...]
    texts: tuple[tuple[CellText, ...], ...]
    stale: tuple[bool, ...]
    lines: Floats

    def looks_like(self, other: "Sight") -> bool:
        """Whether nothing would be painted differently."""
        return (
            (self.keys, self.columns, self.stale, self.texts) == (other.keys, other.columns, other.stale, other.texts)
            and self.lines.shape == other.lines.shape
            and np.array_equal(self.lines, other.lines, equal_nan=True)
        )


def sight_of(table: Watchlist, keys: Keys) -> Sight:
    """What these rows look like now."""
    ids = keys.tolist()
    stale = table.stale(keys)
    texts = tuple(_column_texts(table, column, keys, ids, stale) for column in table.columns)
    shown = any(column.kind is ColumnKind.TREND for column in table.columns)
    lines = table.lines(keys) if shown else np.empty((0, 0))
    return Sight(tuple(ids), table.columns, texts, stale, lines)


def _column_texts(
    table: Watchlist, column: Column, keys: Keys, ids: Sequence[int], stale: Sequence[bool]
) -> tuple[CellText, ...]:
    match column.kind:
        case ColumnKind.KEY:
            return tuple(CellText(table.key(key)) for key in ids)
        case ColumnKind.VALUE:
            values = table.values(keys, column).tolist()
            return tuple(value_words(table, key, column, value) for key, value in zip(ids, values, strict=True))
        case ColumnKind.CHANGE:
            changes = zip(ids, table.changes(keys), stale, strict=True)
            return tuple(_change_text(table, key, None if old else change) for key, change, old in changes)
        case ColumnKind.AGE:
            return tuple(map(age_words, table.ages(keys).tolist()))
    return ()


def _change_text(table: Watchlist, key: int, change: Change | None) -> CellText:
    percent = table.spec.change == "percent"
    return change_words(change, percent=percent, decimals=2 if percent else table.trend_decimals(key))
