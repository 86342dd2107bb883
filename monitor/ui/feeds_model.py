"""The feeds and, under each, its series: a model that is refreshed by the ticker and tells only what has changed."""

from collections.abc import Sequence
from itertools import count
from typing import overload

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from monitor.core.batch import SeriesKey
from monitor.ui.feed_rows import FeedOrder, FeedRow, SeriesRow, ordered, worked_out
from monitor.ui.series_mime import SERIES_MIME, mime_of_series
from monitor.workspace.desk.shown import curve_places
from monitor.workspace.workspace import Workspace

__all__ = ["ROW_ROLE", "FeedsModel", "ModelIndex"]

ModelIndex = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
"""The invisible parent of all feeds."""

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The FeedRow or SeriesRow itself, for the delegate."""


class FeedsModel(QAbstractItemModel):
    """Two levels, one column. Sorted and filtered here, since a proxy sorts everything at every change."""

    def __init__(self, workspace: Workspace, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[FeedRow] = []
        self._serials = count(1)
        self._wanted = ""
        self._order = FeedOrder.OPENED

    @property
    def order(self) -> FeedOrder:
        """In which order the feeds stand."""
        return self._order

    def set_order(self, order: FeedOrder) -> None:
        """List the feeds in another order."""
        self._order = order
        self.refresh()

    @property
    def wanting(self) -> str:
        """What is said while no feed is shown."""
        if self._wanted:
            return self.tr("No feed and no key has this in its name")
        return self.tr("Feeds that are open are listed here")

    def set_filter(self, text: str) -> None:
        """Show only feeds whose name, or one of whose series, has this in it."""
        self._wanted = text.strip().lower()
        self.refresh()

    def show_all(self, index: ModelIndex) -> None:
        """Show all series of the feed at `index`, or of the feed it belongs to."""
        row = self.feed_row(index)
        if row is not None:
            row.all_shown = True
            self.refresh()

    def refresh(self) -> None:
        """Bring every row up to date."""
        curves = curve_places(self._workspace.desks.current)
        known = {row.feed: row for row in self._rows}
        kept: list[tuple[FeedRow, list[SeriesRow]]] = []
        for view in ordered(self._workspace.feeds, self._order):
            line = self._workspace.line(view.feed)
            if line is None:
                continue
            row = known.get(view.feed) or FeedRow(next(self._serials), line)
            shown = worked_out(row, self._workspace, wanted=self._wanted, curves=curves)
            if shown is not None:
                changed = row.line != shown[0]
                row.line = shown[0]
                kept.append((row, shown[1]))
                if changed and row in self._rows:
                    self._changed(self.index_of(row))
        self._arrange([row for row, _ in kept])
        for row, series in kept:
            self._put_series(row, series)

    def feed_row(self, index: ModelIndex) -> FeedRow | None:
        """The feed at `index`, or the one that the series at `index` belongs to."""
        if not index.isValid():
            return None
        row = self._owner(index)
        return row if row is not None else self._rows[index.row()]

    def series_at(self, index: ModelIndex) -> tuple[SeriesKey, ...]:
        """The series in a row; none for a feed or the row that stands for more."""
        row = index.data(ROW_ROLE) if index.isValid() else None
        return (row.series,) if isinstance(row, SeriesRow) and row.series is not None else ()

    def index_of(self, row: FeedRow) -> QModelIndex:
        """Where a feed stands now."""
        return self.createIndex(self._rows.index(row), 0, 0)

    # --- what Qt asks ---------------------------------------------------------------------------------------------

    def index(self, row: int, column: int = 0, parent: ModelIndex = _TOP) -> QModelIndex:
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, self._rows[parent.row()].serial if parent.isValid() else 0)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: ModelIndex) -> QModelIndex: ...
    def parent(self, child: ModelIndex | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        owner = self._owner(child)
        return QModelIndex() if owner is None else self.index_of(owner)

    def rowCount(self, parent: ModelIndex = _TOP) -> int:
        if not parent.isValid():
            return len(self._rows)
        return 0 if parent.internalId() else len(self._rows[parent.row()].series)

    def columnCount(self, _parent: ModelIndex = _TOP) -> int:
        return 1

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.series_at(index) else flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return mime_of_series([series for index in indexes for series in self.series_at(index)])

    def mimeTypes(self) -> list[str]:
        return [SERIES_MIME]

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        owner = self._owner(index)
        row = self._rows[index.row()] if owner is None else owner.series[index.row()]
        match role:
            case _ if role == ROW_ROLE:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.line.name if isinstance(row, FeedRow) else row.label
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.line.advice if isinstance(row, FeedRow) else None
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(row) if isinstance(row, FeedRow) else (row.label or None)
        return None

    # --- bringing rows up to date ---------------------------------------------------------------------------------

    def _owner(self, index: ModelIndex) -> FeedRow | None:
        """The feed above a series; None for a feed."""
        serial = index.internalId()
        return next((row for row in self._rows if row.serial == serial), None) if serial else None

    def _arrange(self, wanted: list[FeedRow]) -> None:
        """Remove, add and move feeds until they stand as `wanted`, in as few steps as Qt needs to keep selections."""
        for place in reversed(range(len(self._rows))):
            if self._rows[place] not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(wanted):
            if place < len(self._rows) and self._rows[place] is row:
                continue
            if row in self._rows:
                at = self._rows.index(row)
                self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), place)
                self._rows.insert(place, self._rows.pop(at))
                self.endMoveRows()
            else:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()

    def _put_series(self, row: FeedRow, series: list[SeriesRow]) -> None:
        parent = self.index_of(row)
        old = len(row.series)
        if len(series) > old:
            self.beginInsertRows(parent, old, len(series) - 1)
            row.series = row.series + series[old:]
            self.endInsertRows()
        elif len(series) < old:
            self.beginRemoveRows(parent, len(series), old - 1)
            row.series = row.series[: len(series)]
            self.endRemoveRows()
        dirty = [place for place, new in enumerate(series) if row.series[place] != new]
        row.series = series
        if dirty:
            self._changed(self.index(dirty[0], 0, parent), self.index(dirty[-1], 0, parent))

    def _changed(self, first: QModelIndex, last: QModelIndex | None = None) -> None:
        self.dataChanged.emit(first, last or first, [ROW_ROLE])


def _tip(row: FeedRow) -> str:
    """What may be cut short in the row, and what there is no room for."""
    return "\n".join(filter(None, (row.line.words, row.line.advice, row.line.sending, row.line.address)))


def _spoken(row: FeedRow | SeriesRow) -> str:
    if isinstance(row, FeedRow):
        return f"{row.line.name}, {row.line.words}, {row.line.rate_words}"
    return f"{row.label} {row.value}" if row.series is not None else f"{row.more} more"
