"""The samples of a plot as a table model: nothing is formatted before it is seen."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from monitor.ui.fonts import caps_font
from monitor.workspace.plotting.table_rows import TableRows
from monitor.workspace.plotting.time_ticks import clock, day_of
from monitor.workspace.wording import UNKNOWN, decimals_of, number

__all__ = ["DataModel"]

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_PRECISION = 0.001
_FINE = 1e-6


class DataModel(QAbstractTableModel):
    """One row a moment, the newest first; one column for the time and one for each curve."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: TableRows | None = None
        self._names: Sequence[str] = ()
        self._decimals: list[int] = []
        self._now = 0.0
        self._zone: tzinfo | None = None
        self._step = _PRECISION

    def show(self, rows: TableRows, names: Sequence[str], *, now: float, zone: tzinfo | None) -> None:
        """Hold these rows from now on."""
        before, after = self.rowCount(), len(rows)
        if list(names) != list(self._names):
            self.beginResetModel()
            self._rows, self._names, self._decimals = rows, list(names), [0] * len(names)
            self.endResetModel()
        elif after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
            self._rows = rows
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(_NOWHERE, after, before - 1)
            self._rows = rows
            self.endRemoveRows()
        self._rows, self._now, self._zone = rows, now, zone
        close = len(rows) > 1 and float(rows.time[0] - rows.time[-1]) / len(rows) < _PRECISION
        self._step = _FINE if close else _PRECISION
        self._decimals = [
            max([known, *(decimals_of(value) for value in column[:8].tolist())])
            for known, column in zip(self._decimals, rows.values, strict=True)
        ]
        if after:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, len(names)), [_Role.DisplayRole])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._rows is None else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self._names)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.DisplayRole and self._rows is not None:
            return self._text(index.row(), index.column())
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _Role.DisplayRole:
            name = QCoreApplication.translate("DataModel", "Time") if section == 0 else self._names[section - 1]
            return name.upper()
        if role == _Role.FontRole:
            return caps_font()
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def exact(self, row: int, column: int) -> str:
        """A cell as other programs take it: ISO 8601 with its offset, or all digits of a number."""
        if self._rows is None:
            return ""
        if column == 0:
            at = datetime.fromtimestamp(float(self._rows.time[row]), UTC)
            return (at if self._zone is not None else at.astimezone()).isoformat(timespec="microseconds")
        value = float(self._rows.values[column - 1, row])
        return "" if math.isnan(value) else repr(value)

    def _text(self, row: int, column: int) -> str:
        if self._rows is None:
            return ""
        if column == 0:
            time = float(self._rows.time[row])
            day = day_of(time, self._now, zone=self._zone)
            return f"{day} {clock(time, self._step, zone=self._zone)}".strip()
        value = float(self._rows.values[column - 1, row])
        return UNKNOWN if math.isnan(value) else number(value, decimals=self._decimals[column - 1])
