"""A table is sorted, narrowed down, copied from and plotted from, and its rows stay chosen while they move."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QDrag, QFont, QFontMetrics, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.feed.profile import Column, Profile, StreamRule
from monitor.store.store import Store
from monitor.ui.fonts import text_font
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.series_mime import series_of_mime
from monitor.ui.table.bands_popup import BandsPopup
from monitor.ui.table.panel import TablePanel
from monitor.ui.table.rows_painter import PADDING, ROW_HEIGHT
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.table import TableColumn, TableSpec
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source

KEY, PRICE, SIZE, CHANGE, TREND, AGE = range(6)


class Desk:
    """A table over one feed."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self.now = START
        self.workspace = Workspace(
            FakeHost(), store=Store(keep_bytes=1 << 28), clock=ManualClock(wall=START), own_feeds=folder
        )
        rule = StreamRule(name="trade", columns={"price": Column(path="p", unit="USD"), "size": "q"})
        profile = Profile(name="Market", address="wss://example.net/x", stream=(rule,))
        self.feed = self.workspace.open_feed(profile)
        self.source = Source(self.feed, "trade", ("price", "size"))
        self.spec = TableSpec(feed=self.feed, stream="trade")
        self.theme = theme
        self.qtbot = qtbot
        self.specs: list[TableSpec] = []
        self.plotted: list[tuple[SeriesKey, ...]] = []

    def open(self, spec: TableSpec | None = None, *, width: int = 700, height: int = 300) -> TablePanel:
        self.panel = TablePanel(PanelContext(self.workspace, self.theme, TimeCursor()), spec or self.spec)
        self.panel.spec_changed.connect(self.specs.append)
        self.panel.series_wanted.connect(self.plotted.append)
        self.qtbot.addWidget(self.panel)
        assert self.panel.controls is not None
        self.qtbot.addWidget(self.panel.controls)
        self.panel.resize(width, height)
        self.panel.show()
        self.panel.controls.show()
        self.view = self.panel._view
        self.frame()
        return self.panel

    def tell(self, **prices: float) -> None:
        rows = len(prices)
        self.workspace.store.append(
            self.source.batch([self.now] * rows, list(prices.values()), [1.0] * rows, keys=list(prices))
        )

    def frame(self, seconds: float = 2.0) -> bool:
        self.now += seconds
        return self.panel.frame(self.now)

    def texts(self, column: int) -> list[str]:
        model = self.view.model()
        return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]

    @property
    def keys(self) -> list[str]:
        return self.texts(KEY)

    def at(self, row: int, column: int) -> QPoint:
        return self.view.visualRect(self.view.model().index(row, column)).center()

    def click(self, row: int, column: int = KEY, *modifiers: Qt.KeyboardModifier) -> None:
        keys = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, keys, self.at(row, column))

    def click_head(self, column: int) -> None:
        head = self.view.head
        at = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, 10)
        self.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.frame()


@pytest.fixture
def desk(qtbot: QtBot, dark: Theme, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, dark, tmp_path)
    made.tell(ETH=3.0, BTC=1.0, SOL=2.0)
    made.open()
    return made


def test_a_table_says_what_it_shows(desk: Desk) -> None:
    assert (desk.panel.title, desk.panel.subtitle) == ("Market", "3 keys")
    heads = [desk.view.model().headerData(i, Qt.Orientation.Horizontal) for i in range(6)]
    assert heads == ["KEY", "PRICE USD", "SIZE", "5 MIN", "TREND", "AGE"]
    assert desk.keys == ["ETH", "BTC", "SOL"]
    assert desk.texts(PRICE) == ["3", "1", "2"]


def test_a_click_on_a_head_sorts_turns_round_and_lets_go(desk: Desk) -> None:
    for expected in (["ETH", "SOL", "BTC"], ["BTC", "SOL", "ETH"], ["ETH", "BTC", "SOL"]):
        desk.click_head(PRICE)
        assert desk.keys == expected
    assert [(spec.sort, spec.descending) for spec in desk.specs] == [("price", True), ("price", False), ("", False)]


def test_chosen_rows_stay_chosen_while_they_move_come_and_go(desk: Desk) -> None:
    desk.click(1)
    desk.click(2, KEY, Qt.KeyboardModifier.ControlModifier)
    desk.click_head(PRICE)
    assert desk.keys == ["ETH", "SOL", "BTC"]
    chosen = [index.row() for index in desk.view.selectionModel().selectedRows()]
    assert sorted(chosen) == [1, 2]
    desk.tell(BTC=100.0, NEW=50.0)
    desk.frame()
    assert desk.keys == ["BTC", "NEW", "ETH", "SOL"]
    assert sorted(index.data() for index in desk.view.selectionModel().selectedRows()) == ["BTC", "SOL"]
    assert desk.view.currentIndex().data() == "SOL"


def test_a_selection_outlives_a_filter_and_other_columns(desk: Desk) -> None:
    desk.click(2)
    desk.qtbot.keyClicks(desk.panel._bar.field, "so")
    desk.frame()
    assert desk.keys == ["SOL"]
    assert desk.panel.subtitle == "1 of 3 keys"
    assert [index.data() for index in desk.view.selectionModel().selectedRows()] == ["SOL"]
    desk.panel.set_spec(TableSpec(feed=desk.feed, stream="trade", columns=(TableColumn("size"),)))
    desk.frame()
    assert [index.data() for index in desk.view.selectionModel().selectedRows()] == ["SOL"]
    assert desk.panel._bar.field.text() == ""


def test_letters_begin_a_filter_and_escape_ends_it(desk: Desk) -> None:
    desk.view.setFocus()
    desk.qtbot.keyClicks(desk.view, "b")
    desk.frame()
    assert desk.keys == ["BTC"]
    assert desk.specs[-1].filter == "b"
    desk.qtbot.keyClick(desk.panel._bar.field, Qt.Key.Key_Escape)
    desk.frame()
    assert len(desk.keys) == 3


def test_a_filter_nothing_fits_says_so_and_can_be_undone(desk: Desk) -> None:
    desk.panel._bar.field.setText("zzz")
    desk.frame()
    assert desk.panel._nobody.isVisible()
    desk.qtbot.mouseClick(desk.panel._nobody._button, Qt.MouseButton.LeftButton)
    desk.frame()
    assert desk.view.isVisible()
    assert desk.specs[-1].filter == ""


def test_enter_and_a_double_click_want_a_plot(desk: Desk) -> None:
    desk.click(1, SIZE)
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    assert desk.plotted == [(SeriesKey(desk.feed, "trade", "BTC", "size"),)]
    desk.click(0, TREND)
    desk.qtbot.mouseDClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.at(0, TREND))
    assert desk.plotted[-1] == (SeriesKey(desk.feed, "trade", "ETH", "price"),)


def test_rows_are_copied_as_a_table(desk: Desk) -> None:
    desk.click(0)
    desk.click(1, KEY, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[:3] for line in lines] == [
        ["key", "price (USD)", "size"],
        ["ETH", "3", "1"],
        ["BTC", "1", "1"],
    ]
    desk.panel._offers._copy_all.trigger()
    assert len(QGuiApplication.clipboard().text().split("\n")) == 4


def test_rows_are_dragged_as_series(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    dragged: list[tuple[SeriesKey, ...]] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(series_of_mime(drag.mimeData())))
    desk.view.selectAll()
    start, end = desk.at(1, PRICE), desk.at(1, PRICE) + QPoint(60, 40)
    viewport = desk.view.viewport()
    desk.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    desk.qtbot.mouseMove(viewport, end)
    desk.view.startDrag(Qt.DropAction.CopyAction)
    desk.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start)
    assert [series.key for series in dragged[-1]] == ["ETH", "BTC", "SOL"]
    assert {series.column for series in dragged[-1]} == {"price"}


def chosen(menu: QMenu, *path: str) -> QAction:
    """An entry of a menu, and of menus in it."""
    action = next(action for action in menu.actions() if action.text() == path[0])
    inner = action.menu()
    if len(path) == 1:
        return action
    assert isinstance(inner, QMenu)
    return chosen(inner, *path[1:])


def test_columns_are_chosen_in_a_menu(desk: Desk) -> None:
    menu = desk.panel._bar.columns.pull_down
    for entry in (("size",), ("Age",), ("Change and trend of", "size"), ("Change in percent",)):
        menu.aboutToShow.emit()
        chosen(menu, *entry).trigger()
    spec = desk.specs[-1]
    assert [column.name for column in spec.columns] == ["price"]
    assert (spec.hidden, spec.trend, spec.change) == (("age",), "size", "absolute")
    desk.frame()
    assert desk.view.model().columnCount() == 4


def test_the_span_of_the_change_is_chosen(desk: Desk) -> None:
    chosen(desk.panel._bar.span.pull_down, "1\N{FOUR-PER-EM SPACE}h").trigger()
    desk.frame()
    assert desk.specs[-1].change_seconds == 3600.0
    assert desk.view.model().headerData(CHANGE, Qt.Orientation.Horizontal) == "1 H"


def test_it_can_be_sorted_from_the_menu_of_the_panel(desk: Desk) -> None:
    sort = next(action for action in desk.panel.menu_actions() if action.text() == "Sort by")
    menu = sort.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    chosen(menu, "AGE").trigger()
    assert (desk.specs[-1].sort, desk.specs[-1].descending) == ("age", False)


def test_a_width_the_user_gave_is_kept_and_can_be_taken_back(desk: Desk) -> None:
    desk.view.head.resizeSection(PRICE, 222)
    assert desk.specs[-1].widths == (("price", 222),)
    desk.panel.resize(500, 300)
    assert desk.view.columnWidth(PRICE) == 222
    menu = desk.panel._bar.columns.pull_down
    menu.aboutToShow.emit()
    chosen(menu, "As wide as the texts need").trigger()
    assert desk.specs[-1].widths == ()
    assert desk.view.columnWidth(PRICE) != 222


def test_columns_fill_the_room_there_is(desk: Desk) -> None:
    for width in (400, 700, 1200):
        desk.panel.resize(width, 300)
        total = sum(desk.view.columnWidth(place) for place in range(6))
        assert total == desk.view.viewport().width()


def test_a_table_without_a_stream_takes_that_of_a_series(desk: Desk) -> None:
    panel = desk.open(TableSpec())
    assert panel._prompt.isVisible()
    assert panel.title == "Table"
    assert panel.take_series((SeriesKey(desk.feed, "trade", "BTC", "size"),))
    desk.frame()
    assert desk.keys == ["ETH", "BTC", "SOL"]
    assert not panel.take_series((SeriesKey("other", "trade", "BTC", "size"),))
    assert not panel.take_series(())


def test_a_dropped_series_joins_the_chosen_keys_and_columns(desk: Desk) -> None:
    panel = desk.open(TableSpec(feed=desk.feed, stream="trade", keys=("BTC",), columns=(TableColumn("price"),)))
    assert desk.keys == ["BTC"]
    assert panel.take_series((SeriesKey(desk.feed, "trade", "SOL", "size"),))
    desk.frame()
    assert desk.keys == ["BTC", "SOL"]
    assert [column.name for column in desk.specs[-1].columns] == ["price", "size"]


def test_a_series_is_chosen_where_there_is_none(desk: Desk) -> None:
    panel = desk.open(TableSpec())
    desk.qtbot.mouseClick(panel._prompt._button, Qt.MouseButton.LeftButton)
    assert panel._chooser is not None
    desk.qtbot.keyClick(panel._chooser._field, Qt.Key.Key_Return)
    desk.frame()
    assert desk.keys == ["ETH", "BTC", "SOL"]


def test_nothing_is_drawn_while_nothing_changes(desk: Desk) -> None:
    assert not desk.panel.frame(desk.now + 0.01)
    desk.tell(ETH=4.0)
    assert desk.panel.frame(desk.now + 0.2)
    assert not desk.panel.frame(desk.now + 0.25)


def test_cells_are_told_to_those_who_do_not_see_them(desk: Desk) -> None:
    model = desk.view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, PRICE), role) == "PRICE USD 3\N{FOUR-PER-EM SPACE}USD"
    assert "How price went" in str(model.data(model.index(0, TREND), role))
    assert model.headerData(AGE, Qt.Orientation.Horizontal, role) == "Time since the last message of each key"
    assert desk.view.accessibleName() == "Market"


def test_only_rows_that_are_seen_are_worked_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.tell(**{f"K{i:04}": float(i) for i in range(5_000)})
    desk.frame()
    asked: list[int] = []
    original = desk.panel._model.sight
    monkeypatch.setattr(
        desk.panel._model, "sight", lambda first, last: asked.append(last - first + 1) or original(first, last)
    )
    desk.tell(**{f"K{i:04}": float(-i) for i in range(5_000)})
    desk.frame()
    desk.view.viewport().repaint()
    assert desk.view.model().rowCount() == 5_003
    assert max(asked) <= desk.view.viewport().height() // ROW_HEIGHT + 2
    desk.view.scrollToBottom()
    asked.clear()
    desk.view.viewport().repaint()
    assert max(asked) <= desk.view.viewport().height() // ROW_HEIGHT + 2


def ink(desk: Desk) -> QImage:
    return desk.view.viewport().grab().toImage()


def test_the_row_below_the_mouse_and_another_theme_look_different(desk: Desk, light: Theme) -> None:
    before = ink(desk)
    desk.qtbot.mouseMove(desk.view.viewport(), desk.at(1, KEY))
    assert ink(desk) != before
    desk.view.viewportEvent(QEvent(QEvent.Type.Leave))
    assert ink(desk) == before
    desk.panel.set_theme(light)
    assert ink(desk) != before


def test_the_menu_of_a_row_offers_to_plot_it(desk: Desk) -> None:
    desk.click(0, PRICE)
    desk.view.customContextMenuRequested.emit(desk.at(0, PRICE))
    desk.panel._offers._plot.trigger()
    assert desk.plotted == [(SeriesKey(desk.feed, "trade", "ETH", "price"),)]
    for menu in desk.panel.findChildren(QMenu):
        menu.close()


def test_a_closed_feed_leaves_an_empty_table_that_says_so(desk: Desk) -> None:
    desk.workspace.close_feed(desk.feed)
    desk.frame()
    assert desk.keys == []
    assert desk.panel.subtitle == "nothing has come yet"


def test_a_formula_is_a_table_of_one_row(desk: Desk) -> None:
    desk.workspace.derived.define("mid", "[BTC/price] + [ETH/price]", unit="USD")
    desk.workspace.derived.update(desk.now)
    desk.workspace.derived.update(desk.now + 100)
    desk.open(TableSpec(feed="formulas", stream="mid"))
    assert desk.panel.title == "mid"
    assert desk.keys == ["mid"]
    assert desk.view.model().headerData(PRICE, Qt.Orientation.Horizontal) == "VALUE USD"


def test_narrow_heads_keep_the_filter(desk: Desk) -> None:
    bar = desk.panel._bar
    bar.fit(400)
    assert not bar.columns.isHidden()
    bar.fit(150)
    assert bar.columns.isHidden()
    assert not bar.field.isHidden()
    bar.fit(40)
    assert bar.field.isHidden()


def test_head_tips_say_what_a_column_shows(desk: Desk) -> None:
    model = desk.view.model()
    tip = model.headerData(CHANGE, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert str(tip).startswith("Change of price over 5")


def test_bands_of_a_column_are_set_in_a_popup(desk: Desk) -> None:
    menu = desk.panel._bar.columns.pull_down
    menu.aboutToShow.emit()
    before = ink(desk)
    chosen(menu, "Bands of", "price\N{HORIZONTAL ELLIPSIS}").trigger()
    popup = desk.panel.findChild(BandsPopup)
    assert popup is not None
    desk.qtbot.mouseClick(popup.rows.more, Qt.MouseButton.LeftButton)
    row = popup.rows.rows[0]
    desk.qtbot.keyClicks(row.low, "2.5")
    chosen(row.level.pull_down, "Bad").trigger()
    assert desk.specs[-1].columns[0].bands == (Band("bad", low=2.5),)
    desk.frame()
    assert ink(desk) != before
    model = desk.view.model()
    assert str(model.data(model.index(0, PRICE), Qt.ItemDataRole.AccessibleTextRole)).endswith("bad")
    desk.qtbot.keyClicks(row.high, "x")
    assert desk.specs[-1].columns[0].bands == (Band("bad", low=2.5),)
    desk.qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert desk.specs[-1].columns[0].bands == ()
    popup.close()


def test_a_wider_key_of_no_more_letters_gets_the_room_it_needs(desk: Desk) -> None:
    desk.panel.resize(320, 300)
    wide = "W" * 12
    for key in ("I" * 12, wide):
        desk.tell(**{key: 1.0})
        desk.frame()
    room = desk.view.columnWidth(KEY) - 2 * PADDING
    assert room >= QFontMetrics(text_font(weight=QFont.Weight.DemiBold)).horizontalAdvance(wide)


def test_an_alert_is_asked_for_on_the_cell_one_is_in(desk: Desk) -> None:
    asked: list[SeriesKey] = []
    desk.panel.alert_wanted.connect(asked.append)
    desk.click(1, SIZE)
    desk.view.customContextMenuRequested.emit(desk.at(1, SIZE))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if "alert" in action.text()).trigger()
    menu.close()
    assert asked == [SeriesKey(desk.feed, "trade", "BTC", "size")]


def test_the_table_goes_back_in_time_with_the_others(desk: Desk) -> None:
    desk.open()
    desk.tell(BTC=1.0, ETH=2.0)
    then = desk.now + 0.5
    desk.now += 60.0
    desk.tell(BTC=5.0, ETH=6.0, XRP=7.0)
    desk.frame()
    now = dict(zip(desk.keys, desk.texts(PRICE), strict=True))
    assert (now["BTC"], now["ETH"], now["XRP"]) == ("5", "6", "7")
    desk.panel.look_at(then)
    desk.frame()
    past = dict(zip(desk.keys, desk.texts(PRICE), strict=True))
    assert (past["BTC"], past["ETH"]) == ("1", "2")
    assert past["XRP"] != "7"
    assert "as of" in desk.panel.subtitle
    desk.tell(BTC=9.0)
    desk.frame()
    assert dict(zip(desk.keys, desk.texts(PRICE), strict=True)) == past
    desk.panel.look_at(None)
    desk.frame()
    assert dict(zip(desk.keys, desk.texts(PRICE), strict=True)) == {**now, "BTC": "9"}
    assert "as of" not in desk.panel.subtitle


def test_the_past_is_sorted_as_it_was(desk: Desk) -> None:
    desk.open(msgspec.structs.replace(desk.spec, sort="price", descending=True, keys=("BTC", "ETH")))
    desk.tell(BTC=1.0, ETH=2.0)
    then = desk.now + 0.5
    desk.now += 60.0
    desk.tell(BTC=5.0, ETH=3.0)
    desk.frame()
    assert desk.keys == ["BTC", "ETH"]
    desk.panel.look_at(then)
    desk.frame()
    assert desk.keys == ["ETH", "BTC"]
