"""The rows of a table on the screen: what is seen is painted, selected, dragged and copied."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import (
    QDrag,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.series_mime import mime_of_series
from monitor.ui.table.head import TableHead
from monitor.ui.table.model import TableModel
from monitor.ui.table.rows_painter import PADDING, ROW_HEIGHT, Ground, RowsPainter
from monitor.ui.table.widths import shared_out
from monitor.ui.theme import Theme
from monitor.workspace.table.arranging import Keys
from monitor.workspace.table.columns import Column, ColumnKind
from monitor.workspace.table.sight import Sight
from monitor.workspace.table.texts import tab_separated
from monitor.workspace.table.watchlist import Watchlist

__all__ = ["MOST_SERIES", "TableView"]

MOST_SERIES = 32
"""Series that go onto a plot at once."""

_TREND_WIDTH = 80


class TableView(QTableView):
    """Signals: series_wanted(tuple of SeriesKey): Enter or a double click; typed(text): letters begin a filter;
    resized(name, width): the user has made a column wider or narrower.
    """

    series_wanted = Signal(object)
    typed = Signal(str)
    resized = Signal(str, int)

    def __init__(self, model: TableModel, table: Watchlist, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._table = table
        self._painter = RowsPainter(theme)
        self._sight: Sight | None = None
        self._hovered = -1
        self._chosen: list[int] = []
        self._widest: dict[str, tuple[int, int]] = {}
        self._laying_out = False
        self.head = TableHead(model, theme, parent=self)
        self.setObjectName("keys")
        self.setModel(model)
        self.setHorizontalHeader(self.head)
        self._dress()
        self.head.sectionResized.connect(self._section_resized)
        self.doubleClicked.connect(self._want)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    @property
    def seen(self) -> tuple[int, int]:
        """The first and the last row that can be seen; last below first when there is none."""
        first = max(0, self.verticalOffset() // ROW_HEIGHT)
        rows = -(-(self.verticalOffset() % ROW_HEIGHT + self.viewport().height()) // ROW_HEIGHT)
        return first, min(first + rows, self._rows.rowCount()) - 1

    @property
    def seen_keys(self) -> Keys:
        """The ids of the keys that can be seen, from the top."""
        first, last = self.seen
        return self._table.order[first : last + 1]

    @property
    def chosen(self) -> Keys:
        """The ids of the keys that are selected, in the order of the table."""
        return self._rows.keys_at(self._chosen_rows())

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._painter.set_theme(theme)
        self.head.set_theme(theme)
        self.viewport().update()

    def look(self) -> bool:
        """Look at what is seen and paint it; tells whether anything looks different. Columns grow with their texts."""
        sight = self._rows.sight(*self.seen)
        if self._sight is not None and sight.looks_like(self._sight):
            return False
        self._sight = sight
        if self._measure(sight):
            self.lay_out()
        self.viewport().update()
        return True

    def lay_out(self) -> None:
        """Share the room out among the columns."""
        columns = self._rows.columns
        if not columns:
            return
        needed = [max(self._needed(column), self.head.width_of(place)) for place, column in enumerate(columns)]
        widths = shared_out(columns, needed, dict(self._table.spec.widths), self.viewport().width())
        self._laying_out = True
        for place, width in enumerate(widths):
            if self.columnWidth(place) != width:
                self.setColumnWidth(place, width)
        self._laying_out = False

    def copy(self, *, every: bool = False) -> None:
        """Put rows on the clipboard, as a table other programs read: those selected, or all there are."""
        keys = self._table.order if every else self.chosen
        if len(keys):
            QGuiApplication.clipboard().setText(tab_separated(self._table, keys, self._rows.columns))

    def wanted(self) -> tuple[SeriesKey, ...]:
        """The series of the rows that are selected, in the column the user is in."""
        return self._series(self.currentIndex())

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        first, last = self.seen
        sight = self._sight
        if sight is None or sight.columns != self._rows.columns or sight.keys != tuple(self.seen_keys.tolist()):
            # Scrolled, or put in another order since the last look.
            sight = self._sight = self._rows.sight(first, last)
        selection, current = self.selectionModel(), self.currentIndex()
        ground = Ground(
            top=first * ROW_HEIGHT - self.verticalOffset(),
            width=self.viewport().width(),
            columns=[(self.columnViewportPosition(i), self.columnWidth(i)) for i in range(len(sight.columns))],
            selected={row - first for row in range(first, last + 1) if selection.isRowSelected(row)},
            hovered=self._hovered - first,
            current=current.row() - first if current.isValid() and self.hasFocus() else -1,
        )
        with QPainter(self.viewport()) as painter:
            self._painter.paint(painter, sight, ground)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._hover(self.rowAt(int(event.position().y())))
        elif event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    # --- what the user does ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters narrow the table down, which finds a key sooner than going through the rows."""
        if search.strip():
            self.typed.emit(search)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        series = self.wanted()
        if series:
            drag = QDrag(self)
            drag.setMimeData(mime_of_series(series))
            drag.exec(Qt.DropAction.CopyAction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @Slot(QModelIndex)
    def _want(self, index: QModelIndex) -> None:
        series = self._series(index)
        if series:
            self.series_wanted.emit(series)

    def _series(self, index: QModelIndex) -> tuple[SeriesKey, ...]:
        """What a cell stands for, in all rows that are selected with it."""
        if not index.isValid():
            return ()
        rows = self._chosen_rows()
        return self._rows.series_at(rows if index.row() in rows else [index.row()], index.column(), most=MOST_SERIES)

    def _chosen_rows(self) -> list[int]:
        return [index.row() for index in self.selectionModel().selectedRows()]

    # --- selection over a change of columns -----------------------------------------------------------------------

    @Slot()
    def _remember(self) -> None:
        self._chosen = self.chosen[:MOST_SERIES].tolist()

    @Slot()
    def _restore(self) -> None:
        selection = QItemSelection()
        last = len(self._rows.columns) - 1
        for row in filter(lambda row: row >= 0, map(self._rows.row_of, self._chosen)):
            selection.select(self._rows.index(row, 0), self._rows.index(row, last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._sight = None
        self._widest.clear()
        self.look()
        self.lay_out()

    # --- looks ----------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setAccessibleName(self.tr("Keys"))
        self.setAccessibleDescription(self.tr("A row for each key; Enter plots it, letters narrow the list down"))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def _needed(self, column: Column) -> int:
        if column.kind is ColumnKind.TREND:
            return _TREND_WIDTH
        return self._widest.get(column.sort, (0, 0))[1] + 2 * PADDING

    def _measure(self, sight: Sight) -> bool:
        """Whether a text needs more room than any before; only those that may are measured.

        Digits are all of one width, so that a number with no more letters needs no more room; of keys that is not true.
        """
        grown = False
        for column, cells in zip(sight.columns, sight.texts, strict=True):
            letters, width = self._widest.get(column.sort, (0, 0))
            least = letters if column.kind is ColumnKind.KEY else letters + 1
            longer = [cell for cell in cells if len(cell.text) >= least]
            if longer:
                needs = max(self._painter.width_of(cell, column.kind) for cell in cells)
                grown |= needs > width
                self._widest[column.sort] = (max(len(cell.text) for cell in longer), max(width, needs))
        return grown

    @Slot(int, int, int)
    def _section_resized(self, section: int, _old: int, new: int) -> None:
        if not self._laying_out and section < len(self._rows.columns):
            self.resized.emit(self._rows.columns[section].sort, new)
