"""The event log: the text events of a feed as rows, searched, and coloured by rules."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from monitor.core.errors import FeedscopeError
from monitor.ui.events.event_delegate import EventDelegate
from monitor.ui.events.events_header import EventsHeader
from monitor.ui.events.events_model import EventsModel
from monitor.ui.events.rules_editor import RulesEditor
from monitor.ui.fonts import text_font
from monitor.ui.messages.filter_field import FilterField
from monitor.ui.messages.message_panel import FeedSpec
from monitor.ui.messages.stream_panel import StreamPanel
from monitor.ui.panels.context import PanelContext
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import EventLogSpec, Paint
from monitor.workspace.messages.event_columns import guess_columns, text_paths
from monitor.workspace.messages.event_rows import EventReader, EventRow
from monitor.workspace.messages.matching import TextMatch, compile_match
from monitor.workspace.messages.paints import Painter
from monitor.workspace.messages.raw_log import RawEntry

__all__ = ["EventLogPanel"]

_ROW_HEIGHT = 26
_TIME_WIDTH = 112
_LEAST_WIDTH, _MOST_WIDTH = 64, 180
_MEASURED = 40
_LOOKED_AT = (1, 3, 10, 30, 60)
"""Numbers of messages at which the columns are guessed anew; the last guess stays."""


class EventLogPanel(StreamPanel):
    """Shows what an EventLogSpec says."""

    def __init__(self, context: PanelContext, spec: EventLogSpec, *, parent: QWidget | None = None) -> None:
        self._theme = context.theme
        self._search: TextMatch | None = None
        self._reader = EventReader((), Painter(spec.paints))
        self._guessed_at = 0
        self._field = FilterField(context.theme, kinds=False)
        self._events = EventsModel()
        self._header = EventsHeader()
        super().__init__(context, spec, self._events, field=self._field, parent=parent)
        self._events.setParent(self)
        self._delegate = EventDelegate(context.theme, parent=self.list)
        self._columns_menu = QMenu(self.tr("Columns"), self)
        self._columns_menu.aboutToShow.connect(self._offer_columns)
        self._columns_menu.triggered.connect(self._choose_column)
        self._rules = QAction(self.tr("Colour rules…"), self)
        self._rules.triggered.connect(self.edit_rules)
        self._set_up_list()
        self._field.changed.connect(self._filter)
        self._read_search(spec.search)
        self._put_columns(spec.columns)

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        return self.tr("Event log")

    def take(self, entry: RawEntry) -> EventRow | None:
        if entry.outgoing:
            return None
        row = self._reader.row(entry)
        return row if self._search is None or self._search.matches_text(row.text) else None

    def filtered(self) -> bool:
        return self._search is not None

    def spec_shown(self, old: FeedSpec) -> None:
        spec = self._settings
        self.detail.set_view(spec.view)
        self.split.set_share(spec.detail_share)
        self._read_search(spec.search)
        self._guessed_at = 0
        self._put_columns(spec.columns or self._events.columns)

    def log_changed(self) -> None:
        self._guessed_at = 0
        if not self._settings.columns:
            self._put_columns(())
        super().log_changed()

    def step(self, now: float) -> bool:
        self._delegate.utc = self.utc
        self._guess()
        return super().step(now)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        super().set_theme(theme)

    def menu_actions(self) -> Sequence[QAction]:
        return (*super().menu_actions(), self._columns_menu.menuAction(), self._rules)

    @Slot()
    def edit_rules(self) -> None:
        """Let the user say which lines stand out."""
        editor = RulesEditor(self._settings.paints, self._theme, parent=self)
        editor.changed.connect(self._put_rules)
        editor.open_at(self.mapToGlobal(QPoint(12, 8)))

    # --- columns --------------------------------------------------------------------------------------------------

    def _guess(self) -> None:
        """Choose columns by the first messages, unless the user has chosen some."""
        log = self.log
        if log is None or self._settings.columns or len(log) <= self._guessed_at:
            return
        if not any(self._guessed_at < number <= len(log) for number in _LOOKED_AT):
            return
        self._guessed_at = len(log)
        columns = guess_columns(self._first_payloads())
        if columns != self._events.columns:
            self._put_columns(columns)

    def _first_payloads(self) -> list[bytes]:
        entries = [] if self.log is None else self.log.since(0, _LOOKED_AT[-1])
        return [entry.payload for entry in entries if not entry.outgoing and not entry.binary]

    def _put_columns(self, columns: Sequence[str]) -> None:
        self._reader = EventReader(columns, Painter(self._settings.paints))
        self._events.set_columns(columns)
        self._place_columns()
        self.show_anew()

    def _place_columns(self) -> None:
        widths = self._settings.widths
        if len(widths) != self._events.columnCount() - 1:
            widths = (_TIME_WIDTH, *(self._fitting(place) for place in range(len(self._events.columns) - 1)))
        for section, width in enumerate(widths[: self._events.columnCount() - 1]):
            self.list.setColumnWidth(section, width)

    def _fitting(self, place: int) -> int:
        """The width of a column by its first cells."""
        metrics = self.list.fontMetrics()
        rows = [] if self.log is None else [self._reader.row(entry) for entry in self.log.since(0, _MEASURED)]
        heading = self._events.heading(place + 1)
        texts = [heading + "  ", *(row.cells[place] for row in rows)]
        return min(max(_LEAST_WIDTH, *(metrics.horizontalAdvance(text) + 24 for text in texts)), _MOST_WIDTH)

    @Slot()
    def _offer_columns(self) -> None:
        self._columns_menu.clear()
        shown = self._events.columns
        for path in dict.fromkeys((*shown, *text_paths(self._first_payloads()))):
            action = self._columns_menu.addAction(path)
            action.setData(path)
            action.setCheckable(True)
            action.setChecked(path in shown)
        if self._columns_menu.isEmpty():
            self._columns_menu.addAction(self.tr("No message has come yet")).setEnabled(False)
            return
        self._columns_menu.addSeparator()
        guess = self._columns_menu.addAction(self.tr("As the messages suggest"))
        guess.setData("")

    @Slot(QAction)
    def _choose_column(self, action: QAction) -> None:
        path = action.data()
        columns: tuple[str, ...] = ()
        if path:
            kept = tuple(each for each in self._events.columns if each != path)
            columns = kept if path in self._events.columns else (*kept, path)
        self.alter(replace(self._settings, columns=columns, widths=()))
        self._guessed_at = 0
        if columns:
            self._put_columns(columns)

    @Slot()
    def _keep_widths(self) -> None:
        self.alter(replace(self._settings, widths=tuple(self._header.widths)))

    # --- search and rules -----------------------------------------------------------------------------------------

    @Slot(str, str)
    def _filter(self, text: str, _kind: str) -> None:
        self.alter(replace(self._settings, search=text))
        self._read_search(text)

    def _read_search(self, text: str) -> None:
        self._field.show_filter(text, "text")
        try:
            match = compile_match(text, "text")
        except FeedscopeError as error:
            self.set_problem(str(error))
            return
        self.set_problem("")
        if match is not None or self._search is not None:
            self._search = match if isinstance(match, TextMatch) else None
            self._delegate.match = match
            self.show_anew()

    @Slot(object)
    def _put_rules(self, paints: tuple[Paint, ...]) -> None:
        self.alter(replace(self._settings, paints=paints))
        self._reader = EventReader(self._events.columns, Painter(paints))
        self.show_anew()

    # --- inside ---------------------------------------------------------------------------------------------------

    @property
    def _settings(self) -> EventLogSpec:
        assert isinstance(self.spec, EventLogSpec)
        return self.spec

    def _set_up_list(self) -> None:
        self._field.set_hint(self.tr("Search, or /regex/"))
        self._field.setAccessibleName(self.tr("Search the events"))
        self.list.setItemDelegate(self._delegate)
        self.list.setFont(text_font())
        self.list.setAccessibleName(self.tr("Events"))
        self.list.setAccessibleDescription(
            self.tr("The newest events of the feed; choose one to see it in detail, End goes on with what comes")
        )
        rows = self.list.verticalHeader()
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        self.list.setHorizontalHeader(self._header)
        self._header.customContextMenuRequested.connect(self._ask_columns)
        self._header.widths_chosen.connect(self._keep_widths)
        self._header.show()

    @Slot(QPoint)
    def _ask_columns(self, at: QPoint) -> None:
        self._columns_menu.popup(self._header.mapToGlobal(at))
