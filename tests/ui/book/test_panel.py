from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from monitor.core.gap import Gap
from monitor.ui.book.depth_chart import DepthChart
from monitor.ui.book.heat_chart import HeatChart
from monitor.ui.book.ladder_view import LadderView
from monitor.ui.book.panel import BookPanel
from monitor.ui.theme import Theme, load_theme
from monitor.workspace.desk.specs.book import BookSpec
from tests.helpers.analysis import Bench, series
from tests.helpers.analysis_panels import context_of, shown
from tests.helpers.market_books import open_market, tell
from tests.helpers.plots import colour, pixels

SPEC = BookSpec(feed="market", bids="bids", asks="asks", key="A")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    open_market(made)
    return made


def panel_of(bench: Bench, theme: Theme, qtbot: QtBot, **fields: object) -> BookPanel:
    spec = msgspec.structs.replace(SPEC, **fields)
    return shown(BookPanel(context_of(bench, theme), spec), qtbot, size=(700, 500))


def frames(panel: BookPanel, bench: Bench, number: int = 4, *, seconds: float = 0.25) -> bool:
    """Some frames go by; whether the last drew anything."""
    drawn = False
    for _ in range(number):
        bench.clock.advance(seconds)
        drawn = panel.frame(bench.now)
    return drawn


def market(bench: Bench, seconds: int = 20) -> None:
    """Books twice a second, with a price that walks up."""
    for number in range(2 * seconds):
        bench.clock.advance(0.5)
        tell(bench, 100.0 + 0.5 * (number // 8))


def ladder_of(panel: BookPanel) -> LadderView:
    assert isinstance(panel.shown, LadderView)
    return panel.shown


def test_with_no_book_chosen_it_offers_those_there_are(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = shown(BookPanel(context_of(bench, dark), BookSpec()), qtbot)
    assert panel.title == "Order book"
    assert not panel.frame(bench.now)
    tell(bench, key="A")
    tell(bench, key="B")
    qtbot.mouseClick(panel.findChild(QPushButton), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.text() == "B")
    with qtbot.waitSignal(panel.spec_changed) as told:
        entry.trigger()
    menu.close()
    assert told.args == [msgspec.structs.replace(SPEC, key="B")]
    assert (panel.title, panel.subtitle) == ("B book", "Market")
    frames(panel, bench)
    assert ladder_of(panel).ladder is not None


def test_a_menu_of_books_says_when_there_is_none(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = shown(BookPanel(context_of(bench, dark), BookSpec()), qtbot)
    qtbot.mouseClick(panel.findChild(QPushButton), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "No feed has an order book yet"
    assert not menu.actions()[0].isEnabled()
    menu.close()


def test_the_ladder_shows_the_best_levels_and_how_old_they_are(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    tell(bench, 100.0)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    ladder = ladder_of(panel).ladder
    assert ladder is not None
    assert [row.price for row in ladder.bids[:2]] == ["99.5", "99.0"]
    assert [row.size for row in ladder.asks[:2]] == ["1", "2"]
    assert ladder.spread == "1.0"
    assert len(ladder.bids) == 10
    assert "best bid 99.5 for 1, best ask 100.5 for 1" in ladder_of(panel).accessibleDescription()


@pytest.mark.parametrize("name", ["dark", "light"])
def test_bars_of_the_ladder_are_as_long_as_their_sizes(bench: Bench, name: str, qtbot: QtBot) -> None:
    theme = load_theme(name)
    tell(bench, 100.0, levels=4)
    panel = panel_of(bench, theme, qtbot)
    frames(panel, bench)
    picture = pixels(ladder_of(panel))
    assert (picture == colour(theme.raised)).any(axis=1).sum() >= 20, "the row of the spread"
    left, right = picture[:, :300], picture[:, 400:]
    grounds = (colour(theme.panel), colour(theme.raised), colour(theme.line))
    assert not np.isin(left[100:200], grounds).all() or not np.isin(left[300:400], grounds).all()
    assert (left != right[:, ::-1]).any()


def test_the_ladder_is_drawn_no_more_often_than_it_can_be_read(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    drawn = 0
    for number in range(60):
        tell(bench, 100.0 + number)
        bench.clock.advance(1.0 / 60.0)
        drawn += panel.frame(bench.now)
    assert 6 <= drawn <= 10


def test_grouping_is_chosen_from_steps_that_suit_the_book(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    tell(bench, 100.0)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    group = panel.controls.chips[3]  # type: ignore[union-attr]
    group.click()
    offered = [each.text() for each in group.pull_down.actions()]  # type: ignore[attr-defined]
    assert offered == ["No grouping", "By 0.5", "By 1", "By 2"]
    with qtbot.waitSignal(panel.spec_changed):
        group.pull_down.actions()[3].trigger()  # type: ignore[attr-defined]
    group.pull_down.close()  # type: ignore[attr-defined]
    assert panel.spec.group == 2.0
    frames(panel, bench)
    ladder = ladder_of(panel).ladder
    assert ladder is not None
    assert [row.price for row in ladder.bids] == ["98", "96", "94"]


def test_views_are_chosen_from_the_chip_and_kept_in_the_spec(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    market(bench)
    panel = panel_of(bench, dark, qtbot)
    view = panel.controls.chips[-1]  # type: ignore[union-attr]
    for value, kind in (("depth", DepthChart), ("heat", HeatChart), ("ladder", LadderView)):
        with qtbot.waitSignal(panel.spec_changed) as told:
            next(each for each in view.pull_down.actions() if each.data() == value).trigger()  # type: ignore[attr-defined]
        assert told.args[0].view == value
        assert isinstance(panel.shown, kind)
        assert frames(panel, bench) or value != "ladder"
        assert panel.shown.accessibleName() == "A book"


def test_the_curves_of_depth_are_read_under_the_mouse_and_by_keys(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    tell(bench, 100.0)
    panel = panel_of(bench, dark, qtbot, view="depth")
    frames(panel, bench)
    chart = panel.shown
    assert isinstance(chart, DepthChart)
    plot = chart.plot_rect
    x = round(chart.axes(plot)[0].place(98.2))
    qtbot.mouseMove(chart, QPoint(x - 9, plot.center().y()))
    qtbot.mouseMove(chart, QPoint(x, plot.center().y()))
    assert chart.reading is not None
    assert chart.reading.lines[1][0] == "6 to be sold down to here"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading is not None
    assert "to be bought" in chart.reading.text
    assert chart.reading.text.startswith("100.5")
    for _ in range(2):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.reading is not None
    assert chart.reading.text.startswith("99.0")
    assert chart.accessibleDescription() == chart.reading.text


def test_the_heat_map_shows_where_the_book_was_deep(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    market(bench, 40)
    panel = panel_of(bench, dark, qtbot, view="heat", window_seconds=60.0)
    frames(panel, bench, 30, seconds=0.02)
    chart = panel.shown
    assert isinstance(chart, HeatChart)
    picture = pixels(chart)
    plot = chart.plot_rect
    inside = picture[plot.top() : plot.bottom(), plot.left() : plot.right()]
    coloured = ~np.isin(inside, (colour(dark.panel), colour(dark.line)))
    assert coloured[:, -10:].mean() > 0.3
    assert not coloured[:, : plot.width() // 5].any()
    y = round(chart.axes(plot)[1].place(104.9 - 0.6))
    qtbot.mouseMove(chart, QPoint(plot.right() - 30, y - 9))
    qtbot.mouseMove(chart, QPoint(plot.right() - 30, y))
    assert chart.reading is not None
    assert chart.reading.lines[2][0].endswith("to buy")


def test_the_heat_map_colours_only_what_is_new(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    market(bench, 40)
    panel = panel_of(bench, dark, qtbot, view="heat", window_seconds=60.0)
    frames(panel, bench, 30, seconds=0.05)
    chart = panel.shown
    assert isinstance(chart, HeatChart)
    most = 0
    for number in range(30):
        tell(bench, 104.5, size=1.0 + number % 3)
        frames(panel, bench, 1, seconds=0.05)
        most = max(most, chart.film.coloured)
    assert 0 < most <= 3


def test_the_moment_under_the_mouse_is_shared(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    market(bench)
    context = context_of(bench, dark)
    panel = shown(BookPanel(context, msgspec.structs.replace(SPEC, view="heat", window_seconds=60.0)), qtbot)
    frames(panel, bench, 10)
    chart = panel.shown
    assert isinstance(chart, HeatChart)
    centre = chart.plot_rect.center()
    qtbot.mouseMove(chart, centre - QPoint(20, 0))
    qtbot.mouseMove(chart, centre)
    assert context.cursor.time is not None
    assert context.cursor.time < bench.now


def test_in_a_gap_it_says_that_there_is_no_data_and_why(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    tell(bench, 100.0)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    feed = bench.workspace.feeds[0]
    feed.take_gap(Gap(feed.feed, bench.now, None, "reset by server"))
    frames(panel, bench, seconds=1.0)
    assert ladder_of(panel).words.startswith("No data for")
    assert ladder_of(panel).words.endswith("reset by server")
    tell(bench, 101.0)
    frames(panel, bench)
    assert ladder_of(panel).words == ""


def test_it_waits_for_a_book_that_is_not_there_yet(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    assert ladder_of(panel).words == "Waiting for the book"
    heat = panel_of(bench, dark, qtbot, view="heat")
    frames(heat, bench)
    assert isinstance(heat.shown, HeatChart)
    assert heat.shown.words == "Waiting for the book"


def test_a_series_of_a_book_that_is_dropped_shows_it(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    tell(bench)
    bench.rows(price=[1.0], size=[1.0])
    panel = shown(BookPanel(context_of(bench, dark), BookSpec(view="depth")), qtbot)
    assert not panel.take_series([series("price")])
    with qtbot.waitSignal(panel.spec_changed):
        assert panel.take_series([series("size", stream="asks")])
    assert panel.spec == msgspec.structs.replace(SPEC, view="depth")


def test_the_desk_may_set_it_anew_and_change_its_colours(bench: Bench, dark: Theme, light: Theme, qtbot: QtBot) -> None:
    market(bench)
    panel = shown(BookPanel(context_of(bench, dark), BookSpec()), qtbot)
    for view in ("ladder", "depth", "heat"):
        with qtbot.assertNotEmitted(panel.spec_changed):
            panel.set_spec(msgspec.structs.replace(SPEC, view=view))
        frames(panel, bench)
        panel.set_theme(light)
        frames(panel, bench)
        assert panel.shown is not None
        assert (pixels(panel.shown) == colour(light.panel)).sum() > 1000
        panel.set_theme(dark)
    panel.look_at(bench.now - 5.0)
    frames(panel, bench)
    chart = panel.shown
    assert isinstance(chart, HeatChart)
    assert chart.extent is not None
    assert chart.extent.x_high < bench.now - 4.0
    assert [each.text() for each in panel.menu_actions()][-1] == "What a message brings"
    panel.let_go()


def test_what_messages_bring_can_be_told(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    tell(bench, 100.0)
    tell(bench, 200.0)
    panel = panel_of(bench, dark, qtbot)
    menu = panel.menu_actions()[-1].menu()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(panel.spec_changed):
        menu.actions()[1].trigger()
    assert panel.spec.updates == "changes"


def test_times_follow_the_settings(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    market(bench)
    panel = panel_of(bench, dark, qtbot, view="heat")
    bench.workspace.settings.change(time_zone="utc")
    frames(panel, bench)
    chart = panel.shown
    assert isinstance(chart, HeatChart)
    x, _ = chart.axes(chart.plot_rect)
    assert chart.x_ticks(x, 4).labels[-1].startswith("22:1")
