"""The rows of the event log: when, and a cell for each column."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from monitor.ui.feeds_model import ModelIndex
from monitor.ui.messages.rows_model import ROW_ROLE, TOP, RowsModel
from monitor.workspace.messages.event_rows import EventRow
from monitor.workspace.messages.moments import clock_words, moment_words
from monitor.workspace.messages.raw_log import RawEntry

__all__ = ["EventsModel"]

_LONG = 32
"""Characters from which a cell may well be cut, so that its tip shows all of it."""


class EventsModel(RowsModel):
    """A row is an EventRow. columns: the paths in use; without any there is one column for the message."""

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self.columns: tuple[str, ...] = ()

    def set_columns(self, columns: Sequence[str]) -> None:
        """Show other columns; the rows come anew."""
        self.beginResetModel()
        self.rows = []
        self.columns = tuple(columns)
        self.endResetModel()

    def entry(self, row: int) -> RawEntry:
        return self._row(row).entry

    def copied(self, row: int) -> str:
        shown = self._row(row)
        return "\t".join((moment_words(shown.entry.time, utc=self.utc), *shown.cells))

    def columnCount(self, parent: ModelIndex = TOP) -> int:
        return 0 if parent.isValid() else 1 + max(1, len(self.columns))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        if role == Qt.ItemDataRole.ToolTipRole and 0 < section <= len(self.columns):
            return self.columns[section - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def heading(self, section: int) -> str:
        """What stands above a column: the last name of its path."""
        if section == 0:
            return self.tr("TIME")
        if section > len(self.columns):
            return self.tr("MESSAGE")
        path = self.columns[section - 1]
        name = path.rpartition(".")[2].strip('"') or path
        return name.replace("_", " ").upper()

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW_ROLE:
            return self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._row(index.row())
            return clock_words(row.entry.time, utc=self.utc) if index.column() == 0 else row.cells[index.column() - 1]
        if role == Qt.ItemDataRole.ToolTipRole and index.column():
            cell = self._row(index.row()).cells[index.column() - 1]
            return cell if len(cell) > _LONG else None
        return None

    def _row(self, row: int) -> EventRow:
        found: EventRow = self.rows[row]
        return found
