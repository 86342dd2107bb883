"""The rows of a table for Qt: ids of keys in order, and texts only for cells somebody asks about."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from monitor.core.batch import SeriesKey
from monitor.workspace.table.arranging import Keys
from monitor.workspace.table.columns import Column, ColumnKind
from monitor.workspace.table.sight import Sight, sight_of
from monitor.workspace.table.texts import heading, spoken
from monitor.workspace.table.watchlist import Watchlist
from monitor.workspace.wording import duration

__all__ = ["ModelIndex", "TableModel"]

ModelIndex: TypeAlias = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """Sorted and filtered by its watchlist. Whoever selects a row goes on having that key selected, wherever it moves.

    What is painted is asked for as a whole with `sight`; `data` is for everybody else.
    """

    def __init__(self, table: Watchlist, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._order: Keys = np.empty(0, np.intp)
        self._columns: tuple[Column, ...] = ()

    # --- keeping up to date ---------------------------------------------------------------------------------------

    def refresh(self, now: float) -> bool:
        """Bring rows up to date at `now` (wall seconds); tells whether any came, went or moved.

        Values that change are not told cell by cell: whoever paints looks for himself.
        """
        if not self._table.update(now):
            return False
        if self._table.columns != self._columns:
            self.beginResetModel()
            self._order, self._columns = self._table.order, self._table.columns
            self.endResetModel()
        else:
            self._arrange(self._table.order)
        return True

    def _arrange(self, wanted: Keys) -> None:
        """Let rows come, go and move. Qt is told in such an order that selections stay with their keys."""
        gone = ~np.isin(self._order, wanted, assume_unique=True)
        if gone.any():
            self._permute(np.concatenate((self._order[~gone], self._order[gone])))
            left = len(self._order) - int(np.count_nonzero(gone))
            self.beginRemoveRows(QModelIndex(), left, len(self._order) - 1)
            self._order = self._order[:left]
            self.endRemoveRows()
        fresh = wanted[~np.isin(wanted, self._order, assume_unique=True)]
        if len(fresh):
            self.beginInsertRows(QModelIndex(), len(self._order), len(self._order) + len(fresh) - 1)
            self._order = np.concatenate((self._order, fresh))
            self.endInsertRows()
        self._permute(wanted)

    def _permute(self, order: Keys) -> None:
        """The same keys in another order."""
        if np.array_equal(order, self._order):
            return
        self.layoutAboutToBeChanged.emit()
        places = np.empty(int(order.max()) + 1, np.intp)
        places[order] = np.arange(len(order))
        old = self.persistentIndexList()
        new = [self.index(int(places[self._order[index.row()]]), index.column()) for index in old]
        self._order = order
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    # --- what stands where ----------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """From the left."""
        return self._columns

    def sight(self, first: int, last: int) -> Sight:
        """What rows first to last look like now."""
        return sight_of(self._table, self._order[first : last + 1])

    def keys_at(self, rows: Sequence[int]) -> Keys:
        """The ids of the keys in some rows, in the order of the table."""
        return self._order[np.sort(np.array(rows, np.intp))]

    def row_of(self, key: int) -> int:
        """Where a key stands, -1 when it is not shown."""
        found = np.flatnonzero(self._order == key)
        return int(found[0]) if len(found) else -1

    def series_at(self, rows: Sequence[int], column: int, *, most: int) -> tuple[SeriesKey, ...]:
        """The series of at most so many rows, of a column of values or of the one whose trend is shown."""
        keys = self.keys_at(rows)[:most].tolist()
        found = (self._table.series(key, self._columns[column]) for key in keys)
        return tuple(series for series in found if series is not None)

    # --- for Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: ModelIndex = _TOP) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: ModelIndex = _TOP) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._order):
            return None
        column = self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                cells = self.sight(index.row(), index.row()).texts[index.column()]
                return cells[0].text if cells else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT if column.kind is ColumnKind.KEY else _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading(column, self._table.spec.change_seconds)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._about(column)
        return None

    def _spoken(self, row: int, place: int) -> str:
        """A cell in words; of a trend, what can be said of it is the change, where that is shown."""
        sight = self.sight(row, row)
        column, cells = self._columns[place], sight.texts[place]
        return spoken(column, cells[0], self._table.spec.change_seconds) if cells else self._about(column)

    def _about(self, column: Column) -> str:
        """What a column shows, in a sentence."""
        span = duration(self._table.spec.change_seconds)
        words = {
            ColumnKind.KEY: self.tr("Key"),
            ColumnKind.VALUE: self.tr("Newest %1 of each key"),
            ColumnKind.CHANGE: self.tr("Change of %1 over %2, or since its first value where that is later"),
            ColumnKind.TREND: self.tr("How %1 went in %2"),
            ColumnKind.AGE: self.tr("Time since the last message of each key"),
        }[column.kind]
        name = column.name if column.kind is ColumnKind.VALUE else self._table.trend_name
        return words.replace("%1", name).replace("%2", span)


_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
