"""The panel that shows a row for each key of a stream."""

import math
from collections.abc import Sequence
from datetime import UTC

import msgspec
from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.table.controls import TableControls
from monitor.ui.table.model import TableModel
from monitor.ui.table.offers import TableOffers
from monitor.ui.table.view import TableView
from monitor.ui.theme import Theme
from monitor.workspace.derived import DERIVED
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.plotting.time_ticks import clock
from monitor.workspace.series_line import units_of
from monitor.workspace.table.columns import sorted_by
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
        self._moment: float | None = None
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
        self._offers = TableOffers(self._table, self._model, self._view, self._bar.columns.pull_down, context.theme)
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

    def look_at(self, end: float | None) -> None:
        if end != self._moment:
            self._moment = end
            self._table.look_at(end)
            self._version = -2  # Not at once: while the past is played a moment comes with every frame.

    def frame(self, now: float) -> bool:
        self._table.fill(self._view.seen_keys, most=_FILLED_AT_ONCE)
        rows = self._context.workspace.store.stream(self._spec.feed, self._spec.stream)
        version = -1 if rows is None or self._moment is not None else rows.version
        due = _EVERY if version != self._version else _QUIET
        if 0.0 <= now - self._looked_at < due:
            return False
        self._looked_at, self._version = now, version
        self._model.refresh(now)
        drawn = self._view.look()
        self._show()
        return drawn

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._offers.theme = theme
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
        sorting, *others = self._offers.of_the_head
        return (sorting, *self._bar.chips.actions_of(), *others) if self._spec.stream else ()

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
        texts = (self._spec.title or self._own_title(), self._subtitle())
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

    def _subtitle(self) -> str:
        words = self._keys_words()
        if self._moment is None or not words:
            return words
        zone = UTC if self._context.workspace.settings.now.time_zone == "utc" else None
        then = self.tr("as of %1").replace("%1", clock(self._moment, 1.0, zone=zone))
        return f"{words} \N{MIDDLE DOT} {then}"

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
        for part in (self._offers, view):
            part.series_wanted.connect(self.series_wanted)
        self._offers.alert_wanted.connect(self.alert_wanted)
        self._offers.changed.connect(self._change)
        view.typed.connect(self._type_filter)
        view.resized.connect(self._resize_column)
        view.head.sectionClicked.connect(self._sort_by)
        self._prompt.asked.connect(self._choose_series)
        self._nobody.asked.connect(self._show_all)

    @Slot(object)
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
