"""The found streams and their fields as Qt's item views read them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from monitor.ui.fonts import caps_font
from monitor.workspace.adding.table_rows import FieldRow, StreamRow

__all__ = ["FIELD", "LAST", "ROLE", "ROW_ROLE", "TREND", "StreamsModel"]

FIELD, ROLE, LAST, TREND = range(4)

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The StreamRow or FieldRow of an index."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TOP = 0xFFFF_FFFF
"""The internal id of stream rows; that of a field is the place of its stream."""


class StreamsModel(QAbstractItemModel):
    """check_changed(FieldRow | StreamRow, on): the user has ticked or cleared a box."""

    check_changed = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StreamRow, ...] = ()
        self._heads = (self.tr("FIELD"), self.tr("ROLE"), self.tr("LAST VALUE"), self.tr("TREND"))

    @property
    def rows(self) -> tuple[StreamRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[StreamRow]) -> bool:
        """Show these; whether the shape of the table is another one now."""
        new = tuple(rows)
        if _shape(new) != _shape(self._rows):
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return True
        old, self._rows = self._rows, new
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            if before.words != after.words or before.name != after.name:
                self.dataChanged.emit(self.index(place, 0), self.index(place, TREND))
            parent = self.index(place, 0)
            if after.fields:
                # One signal a stream: views repaint only what can be seen of it.
                last = len(after.fields) - 1
                self.dataChanged.emit(self.index(0, 0, parent), self.index(last, TREND, parent))
        return False

    def find(self, stream: str, path: str) -> QModelIndex:
        """Where a field stands, or with an empty path a stream; an invalid index when it is not there."""
        for place, row in enumerate(self._rows):
            if row.name == stream:
                top = self.index(place, 0)
                found = next((at for at, field in enumerate(row.fields) if field.path == path), None)
                return top if found is None or not path else self.index(found, 0, top)
        return QModelIndex()

    # --- QAbstractItemModel ---------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() if parent.isValid() else _TOP)

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # QObject.parent is another.
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId(), 0, _TOP)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._rows)
        if parent.internalId() != _TOP or parent.column() != 0:
            return 0
        return len(self._rows[parent.row()].fields)

    def columnCount(self, _parent: _Index = _ROOT) -> int:
        return len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.FontRole:
            return caps_font()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section in (FIELD, ROLE) else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text(row, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == FIELD:
            return _check(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, FieldRow):
            return row.path if index.column() == FIELD else row.value if index.column() == LAST else None
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self._row(index)
        if role != Qt.ItemDataRole.CheckStateRole or row is None:
            return False
        self.check_changed.emit(row, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self._row(index)
        checkable = isinstance(row, FieldRow) and row.checked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if checkable and index.column() == FIELD else flags

    def _row(self, index: _Index) -> StreamRow | FieldRow | None:
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return self._rows[index.row()]
        return self._rows[index.internalId()].fields[index.row()]


def _shape(rows: Sequence[StreamRow]) -> list[tuple[str, list[str]]]:
    return [(row.name, [field.path for field in row.fields]) for row in rows]


def _text(row: StreamRow | FieldRow, column: int) -> str:
    if isinstance(row, StreamRow):
        return (row.name, row.words, "", "")[column]
    return (row.path, row.words, f"{row.value} {row.more}".strip(), "")[column]


def _check(row: StreamRow | FieldRow) -> Qt.CheckState | None:
    if isinstance(row, StreamRow) or row.checked is None:
        return None
    return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
