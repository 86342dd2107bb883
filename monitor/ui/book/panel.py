"""The panel of an order book: which one, how it is looked at, and what the user does with it."""

from collections.abc import Mapping, Sequence
from datetime import UTC

import msgspec
from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.book.book_view import BookView
from monitor.ui.book.controls import BookControls, Choice
from monitor.ui.book.depth_chart import DepthChart
from monitor.ui.book.heat_chart import HeatChart
from monitor.ui.book.heat_view import HeatView
from monitor.ui.book.ladder_view import LadderView
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from monitor.workspace.book.book import steps_of
from monitor.workspace.book.find_books import BookStreams, book_of, books_in
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.book import BookSpec

__all__ = ["BookPanel"]

_LISTED = 24
"""Keys of a feed in the menu of books; others are found by typing."""
_SPOKEN = 1.0
"""Seconds between two changes of the description that screen readers are given."""


class BookPanel(PanelView):
    """An order book as a ladder, as curves of depth, or as depth over time. controls: a BookControls."""

    def __init__(self, context: PanelContext, spec: BookSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._spec = spec
        self._theme = context.theme
        self._spoken_at = 0.0
        self._view: BookView | None = None
        self._heat: HeatView | None = None
        self._chooser: SeriesChooser | None = None
        self._ladder = LadderView(context.theme)
        self._depth = DepthChart(context.theme)
        self._heat_chart = HeatChart(context.theme)
        self._prompt = Prompt(
            self.tr("Drop a series of an order book here, or choose a book"), self.tr("Choose a book"), parent=self
        )
        self._chips = BookControls(spec)
        self.controls = self._chips
        self._stack = QStackedLayout(self)
        for widget in (self._ladder, self._depth, self._heat_chart, self._prompt):
            self._stack.addWidget(widget)
        self._connect()
        self._begin()

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def spec(self) -> BookSpec:
        return self._spec

    @property
    def title(self) -> str:
        if self._spec.title:
            return self._spec.title
        return self.tr("%1 book").replace("%1", self._spec.key) if self._spec.key else self.tr("Order book")

    @property
    def subtitle(self) -> str:
        view = self._context.workspace.feed(self._spec.feed)
        return "" if view is None else view.name

    @property
    def shown(self) -> QWidget | None:
        """The widget in view: the ladder, a chart, or the prompt."""
        return self._stack.currentWidget()

    def set_spec(self, spec: PanelSpec) -> None:
        assert isinstance(spec, BookSpec)
        self._spec = spec
        self._begin()

    def fit_controls(self, room: int) -> None:
        self._chips.fit(room)

    def frame(self, now: float) -> bool:
        gaps = self._context.workspace.gaps(self._spec.feed)
        if self._heat is not None:
            return self._frame_heat(self._heat, now)
        view = self._view
        if view is None:
            return False
        view.take_in(now, gaps)
        if not view.due(now):
            return False
        ladder = self._spec.view == "ladder"
        drawn = view.show_ladder(self._ladder, now, gaps) if ladder else view.show_depth(self._depth, now, gaps)
        if abs(now - self._spoken_at) >= _SPOKEN:
            self._spoken_at = now
            (self._ladder if ladder else self._depth).setAccessibleDescription(view.sentence)
        return drawn

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for view in (self._ladder, self._depth, self._heat_chart):
            view.set_theme(theme)
        if self._chooser is not None:
            self._chooser.set_theme(theme)

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        found = book_of(self._context.workspace.store, series, like=self._spec)
        if found is None:
            return False
        self._take(found)
        return True

    def look_at(self, end: float | None) -> None:
        if self._heat is not None:
            self._heat.look_at(end)

    def menu_actions(self) -> Sequence[QAction]:
        return self._chips.actions_of()

    def let_go(self) -> None:
        if self._chooser is not None:
            self._chooser.close()

    # --- what it shows --------------------------------------------------------------------------------------------

    def _frame_heat(self, heat: HeatView, now: float) -> bool:
        zone = UTC if self._context.workspace.settings.now.time_zone == "utc" else None
        if zone is not self._heat_chart.zone:
            self._heat_chart.zone = zone
            self._heat_chart.refresh()
        drawn = heat.frame(now, self._context.workspace.gaps(self._spec.feed))
        words = "" if heat.shows else self.tr("Waiting for the book")
        drawn |= self._heat_chart.set_words(words)
        if abs(now - self._spoken_at) >= _SPOKEN:
            self._spoken_at = now
            self._heat_chart.setAccessibleDescription(heat.sentence)
        return drawn

    def _begin(self) -> None:
        """Show what the spec says, from the rows there are."""
        spec, store = self._spec, self._context.workspace.store
        self._chips.show_spec(spec)
        known = bool(spec.feed and spec.bids)
        heat = known and spec.view == "heat"
        self._heat = HeatView(self._heat_chart, store, spec) if heat else None
        self._view = BookView(store, spec) if known and not heat else None
        views = {"ladder": self._ladder, "depth": self._depth, "heat": self._heat_chart}
        shown = views[spec.view] if known else self._prompt
        shown.setAccessibleName(self.title)
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self.texts_changed.emit()

    def _take(self, spec: BookSpec) -> None:
        self._spec = spec
        self._begin()
        self.spec_changed.emit(spec)

    @Slot(object)
    def _change(self, fields: Mapping[str, object]) -> None:
        self._take(msgspec.structs.replace(self._spec, **fields))

    @Slot(object, str)
    def _choose(self, streams: BookStreams, key: str) -> None:
        self._take(streams.spec(key, like=self._spec))

    # --- the user -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        chips = self._chips
        chips.book_chosen.connect(self._choose)
        chips.search_wanted.connect(self._search_below)
        chips.changed.connect(self._change)
        chips.choices_wanted.connect(self._offer_books)
        chips.steps_wanted.connect(self._offer_steps)
        self._prompt.asked.connect(self._prompted)
        self._heat_chart.hovered.connect(self._context.cursor.move)
        self._context.cursor.moved.connect(self._heat_chart.mark)

    @Slot()
    def _offer_books(self) -> None:
        workspace = self._context.workspace
        choices: list[Choice] = []
        for view in workspace.feeds:
            for streams in books_in(workspace.store, view.feed):
                rows = workspace.store.stream(view.feed, streams.bids)
                choices.append((view.name, streams, [] if rows is None else list(rows.keys)[:_LISTED]))
        self._chips.offer_books(choices, current=self._spec)

    @Slot()
    def _offer_steps(self) -> None:
        feed = self._heat.feed.feed if self._heat is not None else None if self._view is None else self._view.feed
        self._chips.offer_steps(() if feed is None else steps_of(feed.book), current=self._spec.group)

    @Slot(QPoint)
    def _prompted(self, at: QPoint) -> None:
        """Offer the books there are; where there is none yet, the list to type into says so."""
        self._offer_books()
        self._chips.pop_up_books(at)

    @Slot()
    def _search_below(self) -> None:
        if self._chooser is None:
            self._chooser = SeriesChooser(self._context.workspace, self._theme, parent=self)
            self._chooser.chosen.connect(self._found)
        self._chooser.popup(self.mapToGlobal(QPoint(12, 8)))

    @Slot(object)
    def _found(self, series: SeriesKey) -> None:
        self.take_series((series,))
