"""Messages as the rows of a list: a model that only ever grows at one end and shrinks at the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from monitor.ui.feeds_model import ModelIndex
from monitor.workspace.messages.raw_log import RawEntry

__all__ = ["ROW_ROLE", "TOP", "RowsModel"]

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row itself, for the delegate."""

TOP = QModelIndex()
"""The invisible parent of all rows."""


class RowsModel(QAbstractTableModel):
    """Base of models of messages in the order of their log, which bounds them. utc: how times are told.

    A subclass says what message a row is (`entry`) and what it copies (`copied`), and gives the data of its cells.
    """

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Any] = []
        self.utc = False

    def entry(self, row: int) -> RawEntry:
        """The message in a row."""
        raise NotImplementedError

    def copied(self, row: int) -> str:
        """What a row puts on the clipboard."""
        raise NotImplementedError

    def clear(self) -> None:
        """Show nothing."""
        if self.rows:
            self.beginResetModel()
            self.rows = []
            self.endResetModel()

    def drop_before(self, seq: int) -> bool:
        """Messages before `seq` have left; tells whether there were any."""
        if not self.rows or self.entry(0).seq >= seq:
            return False
        gone = bisect_left(range(len(self.rows)), seq, key=self._seq)
        self.beginRemoveRows(TOP, 0, gone - 1)
        del self.rows[:gone]
        self.endRemoveRows()
        return True

    def extend(self, rows: Sequence[Any]) -> None:
        """These come behind the others."""
        if rows:
            self.beginInsertRows(TOP, len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def row_at(self, time: float) -> int:
        """The newest message not after `time` (wall seconds), -1 when there is none."""
        return bisect_right(range(len(self.rows)), time, key=self._time) - 1

    def rowCount(self, parent: ModelIndex = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: ModelIndex = TOP) -> int:
        return 0 if parent.isValid() else 1

    def _seq(self, row: int) -> int:
        return self.entry(row).seq

    def _time(self, row: int) -> float:
        return self.entry(row).time
