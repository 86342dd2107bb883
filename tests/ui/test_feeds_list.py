"""The feeds list, as it is seen and used."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu, QTreeView
from pytestqt.qtbot import QtBot

from monitor.core.state import FeedState
from monitor.engine.commands import CloseFeed
from monitor.ui.alerts.alerts_page import AlertsPage
from monitor.ui.alerts.series_field import SeriesField
from monitor.workspace.desk.specs.plot import PlotSpec
from tests.ui.conftest import Stage


def tree(stage: Stage) -> QTreeView:
    found = stage.window.feeds.findChild(QTreeView)
    assert found is not None
    return found


def ink(stage: Stage, place: int) -> set[str]:
    """The colours in the picture of a row."""
    view = tree(stage)
    rect = view.visualRect(stage.window.feeds.model.index(place))
    image = view.viewport().grab(rect).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_feed_unfolds_when_its_first_series_come(stage: Stage) -> None:
    stage.open("Market", BTC=1.0)
    assert tree(stage).isExpanded(stage.window.feeds.model.index(0))


def test_a_feed_the_user_folded_stays_folded(stage: Stage) -> None:
    feed = stage.open("Market", BTC=1.0)
    tree(stage).collapse(stage.window.feeds.model.index(0))
    stage.row(feed, "ETH", 2.0)
    stage.tick()
    assert not tree(stage).isExpanded(stage.window.feeds.model.index(0))


@pytest.mark.parametrize(
    ("state", "token"),
    [
        (FeedState.LIVE, "ok"),
        (FeedState.STALE, "warn"),
        (FeedState.NEEDS_ATTENTION, "bad"),
        (FeedState.STOPPED, "faint"),
    ],
)
def test_a_state_is_painted_in_its_colour(stage: Stage, state: FeedState, token: str) -> None:
    feed = stage.open("Market")
    stage.be(feed, state)
    stage.tick()
    assert getattr(stage.appearance.theme, token) in ink(stage, 0)


def test_a_curve_has_its_colour_in_the_list(stage: Stage) -> None:
    stage.open("Market", BTC=1.0)
    view, model = tree(stage), stage.window.feeds.model
    image = view.viewport().grab(view.visualRect(model.index(0, 0, model.index(0)))).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert stage.appearance.theme.series[0] in colours


def test_enter_folds_and_unfolds(stage: Stage, qtbot: QtBot) -> None:
    stage.open("Market", BTC=1.0)
    view, index = tree(stage), stage.window.feeds.model.index(0)
    view.setCurrentIndex(index)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not view.isExpanded(index)


def test_delete_removes_the_feed(stage: Stage, qtbot: QtBot) -> None:
    feed = stage.open("Market", BTC=1.0)
    view = tree(stage)
    view.setCurrentIndex(stage.window.feeds.model.index(0))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert stage.workspace.feeds == ()
    stage.tick(60.0)
    assert stage.host.told[-1] == CloseFeed(feed)
    assert stage.window.feeds.model.rowCount() == 0


def test_delete_in_the_filter_deletes_text_and_no_feed(stage: Stage, qtbot: QtBot) -> None:
    stage.open("Market", BTC=1.0)
    field = stage.window.feeds._filter
    field.setFocus()
    qtbot.keyClicks(field, "mar")
    field.setCursorPosition(0)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.text() == "ar"
    assert len(stage.workspace.feeds) == 1


def test_the_current_feed_is_that_of_the_series_chosen(stage: Stage) -> None:
    stage.open("One", a=1.0)
    second = stage.open("Two", b=1.0)
    model = stage.window.feeds.model
    tree(stage).setCurrentIndex(model.index(0, 0, model.index(1)))
    assert stage.window.feeds.current_feed == second


def test_the_only_feed_is_current_without_being_chosen(stage: Stage) -> None:
    first = stage.open("One")
    assert stage.window.feeds.current_feed == first
    stage.open("Two")
    tree(stage).setCurrentIndex(QModelIndex())
    assert stage.window.feeds.current_feed is None


def test_the_menu_is_asked_for_where_a_feed_is(stage: Stage) -> None:
    stage.open("One")
    spy = QSignalSpy(stage.window.feeds.menu_asked)
    tree(stage).setCurrentIndex(QModelIndex())
    tree(stage).customContextMenuRequested.emit(QPoint(5, 300))
    assert spy.count() == 0
    tree(stage).setCurrentIndex(stage.window.feeds.model.index(0))
    tree(stage).customContextMenuRequested.emit(QPoint(5, 5))
    assert spy.count() == 1
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_nothing_is_painted_while_nothing_changes(stage: Stage, qtbot: QtBot) -> None:
    stage.open("Market", BTC=1.0)
    QApplication.processEvents()
    spy = QSignalSpy(stage.window.feeds.model.dataChanged)
    for _ in range(3):
        stage.window.feeds.refresh()
    assert spy.count() == 0


def test_the_order_is_chosen_from_a_menu(stage: Stage, qtbot: QtBot) -> None:
    stage.open("Zebra")
    stage.open("Ape")
    qtbot.mouseClick(stage.window.feeds._sort, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[1].trigger()
    menu.close()
    assert stage.window.feeds.model.index(0).data() == "Ape"


def series_menu(stage: Stage) -> QMenu:
    """The menu of the first series of the only feed."""
    stage.open("Market", BTC=1.0)
    model = stage.window.feeds.model
    tree(stage).setCurrentIndex(model.index(0, 0, model.index(0)))
    tree(stage).customContextMenuRequested.emit(QPoint(5, 60))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_of_a_series_plots_it(stage: Stage) -> None:
    menu = series_menu(stage)
    texts = [action.text() for action in menu.actions()]
    assert texts[:4] == ["Plot series", "Set an alert…", "Table of all keys", ""]
    assert "Remove feed" in texts
    before = set(stage.workspace.desks.current.panels)
    menu.actions()[0].trigger()
    menu.close()
    (made,) = set(stage.workspace.desks.current.panels) - before
    spec = stage.workspace.desks.current.panels[made]
    assert isinstance(spec, PlotSpec)
    assert [curve.series for curve in spec.curves] == list(stage.window.feeds.current_series)


def test_the_menu_of_a_series_begins_an_alert(stage: Stage) -> None:
    menu = series_menu(stage)
    menu.actions()[1].trigger()
    menu.close()
    page = stage.window.pages.page
    assert isinstance(page, AlertsPage)
    field = page.findChild(SeriesField)
    assert field is not None
    assert field.series == stage.window.feeds.current_series[0]


def test_a_series_cut_off_in_the_list_is_whole_in_its_tip(stage: Stage) -> None:
    stage.open("Market", BTC=1.0)
    model = stage.window.feeds.model
    index = model.index(0, 0, model.index(0))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == index.data()


def test_an_empty_list_says_why_it_is_empty(stage: Stage) -> None:
    model = stage.window.feeds.model
    assert model.wanting == "Feeds that are open are listed here"
    stage.open("Market")
    model.set_filter("nothing of the kind")
    assert model.rowCount() == 0
    assert model.wanting == "No feed and no key has this in its name"
    picture = tree(stage).viewport().grab().toImage()
    assert len({picture.pixelColor(x, y).name() for x in range(120) for y in range(40)}) > 1
