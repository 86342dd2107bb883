"""What stands in the head of an order book: which one, how it is looked at, and how prices are put together."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from monitor.ui.charts.chips import ChipRow, ChoiceChip, MenuChip
from monitor.workspace.book.find_books import BookStreams
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.wording import decimals_of, duration, number

__all__ = ["BookControls", "Choice"]

_LEVELS = (10, 20, 50, 100)
_WINDOWS = (60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)

Choice = tuple[str, BookStreams, Sequence[str]]
"""A feed's name, the streams of its books, and keys of theirs."""


class BookControls(ChipRow):
    """book_chosen(BookStreams, key). search_wanted(): the book is to be found by typing. changed(dict): these fields
    of the spec are others now. choices_wanted(), steps_wanted(): a menu is about to open; answer with `offer_books`
    or `offer_steps`."""

    book_chosen = Signal(object, str)
    search_wanted = Signal()
    changed = Signal(object)
    choices_wanted = Signal()
    steps_wanted = Signal()

    def __init__(self, spec: BookSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._book = MenuChip(self.tr("Book"), self.tr("Choose the order book"))
        self._group = MenuChip("", self.tr("Put prices together in steps"))
        levels = [(each, self.tr("%1 levels").replace("%1", str(each))) for each in _LEVELS]
        self._levels = ChoiceChip(self.tr("Levels a side"), levels, spec.levels)
        windows = [(each, duration(each)) for each in _WINDOWS]
        self._window = ChoiceChip(self.tr("Time the heat map shows"), windows, spec.window_seconds)
        views = [("ladder", self.tr("Ladder")), ("depth", self.tr("Depth")), ("heat", self.tr("Heat map"))]
        self._view = ChoiceChip(self.tr("How the book is looked at"), views, spec.view)
        self.take((self._book, self._levels, self._window, self._group, self._view))
        self._steps = QActionGroup(self)
        self._steps.triggered.connect(self._choose_step)
        self._updates = QMenu(self.tr("What a message brings"), self)
        self._update_group = QActionGroup(self)
        self._fill_updates()
        self._search = QAction(self.tr("Find a key…"), self)
        self._search.triggered.connect(self.search_wanted)
        self._choices: list[tuple[BookStreams, str]] = []
        self._listed = QActionGroup(self)
        self._listed.triggered.connect(self._choose_book)
        self._connect()
        self.show_spec(spec)

    def show_spec(self, spec: BookSpec) -> None:
        """Show what the spec says."""
        self._levels.show_value(spec.levels, text=self.tr("%1 levels").replace("%1", str(spec.levels)))
        self._window.show_value(spec.window_seconds, text=duration(spec.window_seconds))
        self._view.show_value(spec.view)
        self._group.setText(_group_words(spec.group, self.tr("No grouping"), self.tr("By %1")))
        self.want(self._window, spec.view == "heat")
        for action in self._update_group.actions():
            action.setChecked(action.data() == spec.updates)

    def actions_of(self) -> list[QAction]:
        return [*super().actions_of(), self._updates.menuAction()]

    def offer_books(self, choices: Sequence[Choice], *, current: BookSpec) -> None:
        """List these in the menu that opens."""
        menu = self._book.pull_down
        menu.clear()
        self._choices = []
        for feed, streams, keys in choices:
            menu.addSection(feed)
            for key in keys:
                action = menu.addAction(key or self.tr("the only book"))
                action.setCheckable(True)
                action.setChecked((streams.feed, streams.bids, key) == (current.feed, current.bids, current.key))
                action.setData(len(self._choices))
                self._choices.append((streams, key))
                self._listed.addAction(action)
        if not choices:
            menu.addAction(self.tr("No feed has an order book yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self._search)

    def pop_up_books(self, at: QPoint) -> None:
        """Open the menu of books at a point of the screen."""
        self._book.pull_down.popup(at)

    def offer_steps(self, steps: Sequence[float], *, current: float) -> None:
        """List these in the menu that opens."""
        menu = self._group.pull_down
        menu.clear()
        for step in (0.0, *steps):
            action = menu.addAction(_group_words(step, self.tr("No grouping"), self.tr("By %1")))
            action.setCheckable(True)
            action.setChecked(step == current)
            action.setData(step)
            self._steps.addAction(action)

    def _fill_updates(self) -> None:
        words = (
            ("auto", self.tr("As the rows tell")),
            ("changes", self.tr("What has changed")),
            ("whole", self.tr("The whole book")),
        )
        for value, text in words:
            action = self._updates.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            self._update_group.addAction(action)
        self._update_group.triggered.connect(self._choose_updates)

    def _connect(self) -> None:
        self._book.pull_down.aboutToShow.connect(self.choices_wanted)
        self._group.pull_down.aboutToShow.connect(self.steps_wanted)
        self._levels.chosen.connect(self._choose_levels)
        self._window.chosen.connect(self._choose_window)
        self._view.chosen.connect(self._choose_view)

    @Slot(QAction)
    def _choose_book(self, action: QAction) -> None:
        self.book_chosen.emit(*self._choices[action.data()])

    @Slot(QAction)
    def _choose_step(self, action: QAction) -> None:
        self.changed.emit({"group": action.data()})

    @Slot(QAction)
    def _choose_updates(self, action: QAction) -> None:
        self.changed.emit({"updates": action.data()})

    @Slot(object)
    def _choose_levels(self, levels: int) -> None:
        self.changed.emit({"levels": levels})

    @Slot(object)
    def _choose_window(self, seconds: float) -> None:
        self.changed.emit({"window_seconds": seconds})

    @Slot(object)
    def _choose_view(self, view: str) -> None:
        self.changed.emit({"view": view})


def _group_words(step: float, none: str, by: str) -> str:
    return by.replace("%1", number(step, decimals=decimals_of(step))) if step else none
