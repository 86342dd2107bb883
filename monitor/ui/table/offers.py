"""What is offered to be done with a table: in the menu of its head, of its columns, and of its rows."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from monitor.ui.table.bands_popup import BandsPopup
from monitor.ui.table.menus import fill_columns, fill_sorting
from monitor.ui.table.model import TableModel
from monitor.ui.table.view import TableView
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.table.columns import Column, banded
from monitor.workspace.table.watchlist import Watchlist

__all__ = ["TableOffers"]


class TableOffers(QObject):
    """changed(TableSpec): the user wants the table so; series_wanted(tuple of SeriesKey): to see these plotted;
    alert_wanted(SeriesKey): an alert on this one.

    columns: the menu of which columns there are, kept up to date whenever it opens.
    """

    changed = Signal(object)
    series_wanted = Signal(object)
    alert_wanted = Signal(object)

    def __init__(self, table: Watchlist, model: TableModel, view: TableView, columns: QMenu, theme: Theme) -> None:
        super().__init__(view)
        self.theme = theme
        self._table = table
        self._model = model
        self._view = view
        self._columns = columns
        self._copy = self._action(self.tr("Copy rows"), view.copy)
        self._copy_all = self._action(self.tr("Copy all rows"), self._copy_every_row)
        self._plot = self._action(self.tr("Plot rows"), self._plot_rows)
        self._alert = self._action(self.tr("Set an alert…"), self._ask_alert)
        self._sorting = QMenu(self.tr("Sort by"), view)
        self._sorting.aboutToShow.connect(self._fill_sorting)
        columns.aboutToShow.connect(self._fill_columns)
        view.customContextMenuRequested.connect(self._row_menu)
        view.head.customContextMenuRequested.connect(self._head_menu)

    @property
    def of_the_head(self) -> tuple[QAction, ...]:
        """Those for the menu of the panel's head."""
        return (self._sorting.menuAction(), self._plot, self._copy, self._copy_all)

    # --- menus ----------------------------------------------------------------------------------------------------

    @Slot()
    def _fill_columns(self) -> None:
        fill_columns(self._columns, self._table, self.changed.emit, self._judge)

    @Slot()
    def _fill_sorting(self) -> None:
        headings = [str(self._model.headerData(i, Qt.Orientation.Horizontal)) for i in range(len(self._table.columns))]
        fill_sorting(self._sorting, self._table, headings, self.changed.emit)

    @Slot(QPoint)
    def _head_menu(self, at: QPoint) -> None:
        self._fill_columns()
        self._columns.popup(self._view.head.mapToGlobal(at))

    @Slot(QPoint)
    def _row_menu(self, at: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._plot, self._alert, self._copy, self._copy_all])
        menu.addSeparator()
        menu.addMenu(self._sorting)
        menu.popup(self._view.viewport().mapToGlobal(at))

    # --- deeds ----------------------------------------------------------------------------------------------------

    def _judge(self, column: Column) -> None:
        """Let the user set the bands of a column, below its head."""
        editor = BandsPopup(column.name, column.bands, self.theme, parent=self._view)
        editor.changed.connect(self._set_bands)
        head = self._view.head
        editor.popup(head.mapToGlobal(QPoint(head.sectionViewportPosition(self._place(column)), head.height())))

    def _place(self, column: Column) -> int:
        return next((i for i, each in enumerate(self._model.columns) if each.name == column.name), 0)

    @Slot(str, object)
    def _set_bands(self, name: str, bands: tuple[Band, ...]) -> None:
        self.changed.emit(banded(self._table.spec, name, bands, self._table.names))

    @Slot()
    def _copy_every_row(self) -> None:
        self._view.copy(every=True)

    @Slot()
    def _plot_rows(self) -> None:
        series = self._view.wanted()
        if series:
            self.series_wanted.emit(series)

    @Slot()
    def _ask_alert(self) -> None:
        """On the cell the user is in."""
        series = self._view.wanted()
        if series:
            self.alert_wanted.emit(series[0])

    def _action(self, text: str, do: object) -> QAction:
        # The panel hands them to the menu of its head, so the view that it keeps has them.
        action = QAction(text, self._view)
        action.triggered.connect(do)
        return action
