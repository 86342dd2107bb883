"""The panel that shows a row for each key of a stream."""

import math
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.table.bands_popup import BandsPopup
from monitor.ui.table.controls import TableControls
from monitor.ui.table.menus import fill_columns, fill_sorting
from monitor.ui.table.model import TableModel
from monitor.ui.table.view import TableView
from monitor.ui.theme import Theme
from monitor.workspace.derived import DERIVED
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.series_line import units_of
from monitor.workspace.table.columns import Column, banded, sorted_by
from monitor.workspace.table.taking import taken
from monitor.workspace.table.watchlist import Watchlist
from monitor.workspace.wording import count

__all__ = ["TablePanel"]

_EVERY = 0.12
"""Seconds between two looks: nobody reads faster."""

_FILLED_AT_ONCE = 3
"""Keys whose past is looked up in one frame; about a thousandth of a second."""

_QUIET = 1.0
"""Seconds between two looks while nothing comes: only ages grow."""


class TablePanel(PanelView):
    """Keeps the rows up to date, and lets the user sort, narrow down, plot and copy them."""

    def __init__(self, context: PanelContext, spec: TableSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._theme = context.theme
        self._spec = spec
        self._looked_at = -math.inf
        self._version = -1
        self._texts = ("", "")
        self._chooser: SeriesChooser | None = None
        self._table = Watchlist(context.workspace.store, spec, units=self._units())
        self._model = TableModel(self._table, parent=self)
        self._view = TableView(self._model, self._table, context.theme)
        self._prompt = Prompt(self.tr("Drop a series here, or choose one"), self.tr("Choose a series"))
        self._nobody = Prompt("", self.tr("Show all keys"))
        self._bar = TableControls(spec)
        self.controls = self._bar
        self._stack = QStackedLayout(self)
        for page in (self._view, self._prompt, self._nobody):
            self._stack.addWidget(page)
        self._copy = self._action(self.tr("Copy rows"), self._view.copy)
        self._copy_all = self._action(self.tr("Copy all rows"), self._copy_every_row)
        self._plot = self._action(self.tr("Plot rows"), self._plot_rows)
        self._alert = self._action(self.tr("Set an alert…"), self._ask_alert)
        self._sorting = QMenu(self.tr("Sort by"), self)
        self._sorting.aboutToShow.connect(self._fill_sorting)
        self._connect()
        self._show()
        self.setFocusProxy(self._view)

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def spec(self) -> TableSpec:
        return self._spec

    @property
    def title(self) -> str:
        return self._texts[0]

    @property
    def subtitle(self) -> str:
        return self._texts[1]

    def set_spec(self, spec: PanelSpec) -> None:
        if not isinstance(spec, TableSpec):
            return
        self._spec = spec
        self._table.show(spec, units=self._units())
        self._bar.show_spec(spec)
        self._view.lay_out()
        self._show()
        self._looked_at = -math.inf

    def fit_controls(self, room: int) -> None:
        self._bar.fit(room)

    def frame(self, now: float) -> bool:
        self._table.fill(self._view.seen_keys, most=_FILLED_AT_ONCE)
        rows = self._context.workspace.store.stream(self._spec.feed, self._spec.stream)
        version = -1 if rows is None else rows.version
        due = _EVERY if version != self._version else _QUIET
        if 0.0 <= now - self._looked_at < due:
            return False
        self._looked_at, self._version = now, version
        self._model.refresh(now)
        drawn = self._view.look()
        self._show()
        return drawn

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._view.set_theme(theme)
        if self._chooser is not None:
            self._chooser.set_theme(theme)

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        spec = taken(self._spec, series, self._table.names)
        if spec is None:
            return False
        self._change(spec)
        return True

    def menu_actions(self) -> Sequence[QAction]:
        parts = (self._sorting.menuAction(), *self._bar.chips.actions_of(), self._plot, self._copy, self._copy_all)
        return parts if self._spec.stream else ()

    def let_go(self) -> None:
        if self._chooser is not None:
            self._chooser.close()

    # --- what is shown --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """The page that has something to say, and the words of the head."""
        nobody = bool(self._table.total) and not self._model.rowCount() and not self._table.order.size
        if not self._spec.stream:
            self._stack.setCurrentWidget(self._prompt)
        elif nobody and self._looked_at > -math.inf:
            self._nobody.set_words(self.tr("No key has %1 in its name").replace("%1", self._spec.filter))
            self._stack.setCurrentWidget(self._nobody)
        else:
            self._stack.setCurrentWidget(self._view)
        self._bar.setVisible(bool(self._spec.stream))
        self._view.head.show_sorted(self._spec.sort, descending=self._spec.descending)
        texts = (self._spec.title or self._own_title(), self._keys_words())
        if texts != self._texts:
            self._texts = texts
            self._view.setAccessibleName(texts[0])
            self.texts_changed.emit()

    def _own_title(self) -> str:
        workspace, spec = self._context.workspace, self._spec
        if not spec.stream:
            return self.tr("Table")
        if spec.feed == DERIVED:
            return spec.stream
        view = workspace.feed(spec.feed)
        name = spec.feed if view is None else view.name
        alone = view is not None and len(view.profile.stream) <= 1
        return name if alone else f"{name} \N{MIDDLE DOT} {spec.stream}"

    def _keys_words(self) -> str:
        total, shown = self._table.total, self._model.rowCount()
        if not self._spec.stream:
            return ""
        if not total:
            return self.tr("nothing has come yet")
        if shown < total:
            return self.tr("%1 of %2 keys").replace("%1", count(shown)).replace("%2", count(total))
        return self.tr("1 key") if total == 1 else self.tr("%1 keys").replace("%1", count(total))

    def _units(self) -> dict[str, str]:
        workspace, spec = self._context.workspace, self._spec
        if spec.feed == DERIVED:
            return {"value": workspace.derived.unit(spec.stream)}
        view = workspace.feed(spec.feed)
        return {} if view is None else units_of(view.profile, spec.stream)

    # --- what the user does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        bar, view = self._bar, self._view
        bar.field.textChanged.connect(self._filter)
        bar.span.chosen.connect(self._span)
        bar.columns.pull_down.aboutToShow.connect(self._fill_columns)
        view.series_wanted.connect(self.series_wanted)
        view.typed.connect(self._type_filter)
        view.resized.connect(self._resize_column)
        view.customContextMenuRequested.connect(self._row_menu)
        view.head.sectionClicked.connect(self._sort_by)
        view.head.customContextMenuRequested.connect(self._head_menu)
        self._prompt.asked.connect(self._choose_series)
        self._nobody.asked.connect(self._show_all)

    def _change(self, spec: TableSpec) -> None:
        """The user wants it so: show it, and tell."""
        if spec != self._spec:
            self.set_spec(spec)
            self.spec_changed.emit(spec)

    @Slot(str)
    def _filter(self, text: str) -> None:
        self._change(msgspec.structs.replace(self._spec, filter=text.strip()))

    @Slot(object)
    def _span(self, seconds: float) -> None:
        self._change(msgspec.structs.replace(self._spec, change_seconds=seconds))

    @Slot(int)
    def _sort_by(self, section: int) -> None:
        self._change(sorted_by(self._spec, self._model.columns[section]))

    @Slot(str, int)
    def _resize_column(self, name: str, width: int) -> None:
        widths = {**dict(self._spec.widths), name: width}
        self._change(msgspec.structs.replace(self._spec, widths=tuple(widths.items())))

    @Slot(str)
    def _type_filter(self, text: str) -> None:
        self._bar.field.show()
        self._bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.field.setText(text)

    @Slot()
    def _show_all(self) -> None:
        self._change(msgspec.structs.replace(self._spec, filter="", keys=()))

    @Slot(QPoint)
    def _choose_series(self, at: QPoint) -> None:
        if self._chooser is None:
            self._chooser = SeriesChooser(self._context.workspace, self._theme, parent=self)
            self._chooser.chosen.connect(self._chosen)
        self._chooser.popup(at)

    @Slot(object)
    def _chosen(self, series: SeriesKey) -> None:
        self.take_series((series,))

    @Slot()
    def _fill_columns(self) -> None:
        fill_columns(self._bar.columns.pull_down, self._table, self._change, self._judge)

    def _judge(self, column: Column) -> None:
        """Let the user set the bands of a column, below its head."""
        editor = BandsPopup(column.name, column.bands, self._theme, parent=self)
        editor.changed.connect(self._set_bands)
        head = self._view.head
        editor.popup(head.mapToGlobal(QPoint(head.sectionViewportPosition(self._place(column)), head.height())))

    def _place(self, column: Column) -> int:
        return next((i for i, each in enumerate(self._model.columns) if each.name == column.name), 0)

    @Slot(str, object)
    def _set_bands(self, name: str, bands: tuple[Band, ...]) -> None:
        self._change(banded(self._spec, name, bands, self._table.names))

    @Slot()
    def _fill_sorting(self) -> None:
        headings = [str(self._model.headerData(i, Qt.Orientation.Horizontal)) for i in range(len(self._table.columns))]
        fill_sorting(self._sorting, self._table, headings, self._change)

    @Slot(QPoint)
    def _head_menu(self, at: QPoint) -> None:
        self._fill_columns()
        self._bar.columns.pull_down.popup(self._view.head.mapToGlobal(at))

    @Slot(QPoint)
    def _row_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._plot, self._alert, self._copy, self._copy_all])
        menu.addSeparator()
        menu.addMenu(self._sorting)
        menu.popup(self._view.viewport().mapToGlobal(at))

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
        action = QAction(text, self)
        action.triggered.connect(do)
        return action
