"""The table of found streams with its menu of roles."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeView, QWidget

from monitor.feed.profile import TimeUnit
from monitor.ui.add_feed.streams_delegate import StreamsDelegate, check_box, chip_box
from monitor.ui.add_feed.streams_model import FIELD, LAST, ROLE, ROW_ROLE, TREND, StreamsModel
from monitor.ui.theme import Theme
from monitor.workspace.adding.roles import Part, PartKind, likely_unit
from monitor.workspace.adding.table_rows import FieldRow, StreamRow

__all__ = ["StreamsView"]

_HEAD = 28
_ROW = 30
_MOST_HEIGHT = 640
_SHARES = {FIELD: 0.24, ROLE: 0.32, LAST: 0.25, TREND: 0.19}
_UNITS: tuple[TimeUnit, ...] = ("s", "ms", "us", "ns", "rfc3339")


class StreamsView(QTreeView):
    """part_chosen(FieldRow, Part): the user wants a field to be this; current_changed(FieldRow | StreamRow | None).

    As tall as its rows, up to a bound. Space ticks, Enter or F4 opens the roles of the current field.
    """

    part_chosen = Signal(object, object)
    current_changed = Signal(object)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("streamsTable")
        self.setAccessibleName(self.tr("Found streams and their fields"))
        self.table = StreamsModel(self)
        self.setModel(self.table)
        self._delegate = StreamsDelegate(theme, parent=self)
        self.setItemDelegate(self._delegate)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setFixedHeight(_HEAD)
        head.setStretchLastSection(True)
        self.table.check_changed.connect(self._check_changed)
        self.selectionModel().currentChanged.connect(self._current_changed)
        for change in (self.expanded, self.collapsed):
            change.connect(self._fit_height)

    @property
    def current_row(self) -> FieldRow | StreamRow | None:
        """The field or stream that keys act on."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, FieldRow | StreamRow) else None

    def show_rows(self, rows: Sequence[StreamRow]) -> None:
        """Show these streams; what was unfolded and current stays so, new streams are unfolded."""
        known = {row.name: self.isExpanded(self.table.find(row.name, "")) for row in self.table.rows}
        current = self.current_row
        if not self.table.show_rows(rows):
            return
        for row in self.table.rows:
            index = self.table.find(row.name, "")
            self.setFirstColumnSpanned(index.row(), QModelIndex(), False)
            self.setExpanded(index, known.get(row.name, True))
        if current is not None:
            stream = current.name if isinstance(current, StreamRow) else self._name_of(current, rows)
            self.select(stream, "" if isinstance(current, StreamRow) else current.path)
        self._fit_height()

    def select(self, stream: str, path: str) -> None:
        """Make a field, or with an empty path a stream, the current one."""
        index = self.table.find(stream, path)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def open_roles(self) -> None:
        """Open the menu of roles of the current field."""
        row, index = self.current_row, self.currentIndex()
        if isinstance(row, FieldRow):
            cell = self.visualRect(index.siblingAtColumn(ROLE))
            box = chip_box(cell, row.words)
            self._made_menu(row).popup(self.viewport().mapToGlobal(QPoint(box.left(), box.bottom() + 2)))

    # --- Qt -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, share in _SHARES.items():
            self.setColumnWidth(column, int(self.viewport().width() * share))

    def sizeHint(self) -> QSize:
        return QSize(480, self._wanted_height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = index.data(ROW_ROLE)
        cell = self.visualRect(index)
        if event.button() is not Qt.MouseButton.LeftButton or row is None:
            super().mouseReleaseEvent(event)
        elif isinstance(row, StreamRow):
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
        elif index.column() == FIELD and row.checked is not None and _near(check_box(cell), at):
            self._check_changed(row, not row.checked)
        elif index.column() == ROLE and chip_box(cell, row.words).contains(at):
            self.open_roles()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F4 if isinstance(row, FieldRow):
                self.open_roles()
            case Qt.Key.Key_Space if isinstance(row, FieldRow):
                if row.checked is not None:
                    self._check_changed(row, not row.checked)
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(row, StreamRow):
                index = self.currentIndex().siblingAtColumn(0)
                self.setExpanded(index, not self.isExpanded(index))
            case Qt.Key.Key_Left if isinstance(row, FieldRow):
                self.select(self.table.rows[row.stream].name, "")
            case _:
                super().keyPressEvent(event)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _made_menu(self, row: FieldRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        unit = row.part.unit if row.part.kind is PartKind.TIME else likely_unit(row.raw)
        others = [each for each in _UNITS if each != unit]
        parts = [Part(PartKind.KEY), Part(PartKind.TIME, unit=unit)]
        words = [self.tr("Key"), self._time_words(unit)]
        if row.checked is not None or row.part.kind is PartKind.COLUMN:
            parts.append(Part(PartKind.COLUMN))
            words.append(self.tr("Column"))
        parts.append(Part(PartKind.UNUSED))
        words.append(self.tr("Not used"))
        for text, part in zip(words, parts, strict=True):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(part.kind is row.part.kind)
            action.triggered.connect(partial(self._choose, row, part))
        more = menu.addMenu(self.tr("Time in another unit"))
        for each in others:
            part = Part(PartKind.TIME, unit=each)
            more.addAction(self._time_words(each)).triggered.connect(partial(self._choose, row, part))
        return menu

    def _time_words(self, unit: TimeUnit) -> str:
        return self.tr("Time, %1").replace("%1", unit)

    def _choose(self, row: FieldRow, part: Part, _checked: bool = False) -> None:
        self.part_chosen.emit(row, part)

    @Slot(object, bool)
    def _check_changed(self, row: object, on: bool) -> None:
        if isinstance(row, FieldRow):
            self.part_chosen.emit(row, Part(PartKind.COLUMN if on else PartKind.UNUSED))

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.current_changed.emit(self.current_row)

    def _name_of(self, row: FieldRow, rows: Sequence[StreamRow]) -> str:
        return rows[row.stream].name if row.stream < len(rows) else ""

    def _wanted_height(self) -> int:
        rows = self.table.rows
        unfolded = sum(len(row.fields) for at, row in enumerate(rows) if self.isExpanded(self.table.index(at, 0)))
        return min(_MOST_HEIGHT, _HEAD + (len(rows) + unfolded) * _ROW + 2)

    @Slot()
    def _fit_height(self, _index: QModelIndex | QPersistentModelIndex | None = None) -> None:
        self.setFixedHeight(self._wanted_height())


def _near(box: QRect, at: QPoint) -> bool:
    """Whether a click was meant for a small box."""
    return box.adjusted(-6, -8, 6, 8).contains(at)
