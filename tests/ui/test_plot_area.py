"""The plots in the middle follow the workspace's plans."""

from itertools import pairwise

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.core.gap import Gap
from tests.ui.conftest import Stage


def titles(stage: Stage) -> list[str]:
    return [panel.title for panel in stage.window.plots.panels]


def test_a_panel_appears_with_the_first_rows(stage: Stage) -> None:
    feed = stage.open("Market")
    assert titles(stage) == []
    stage.row(feed, "BTC", 1.0)
    stage.tick()
    assert titles(stage) == ["Market"]


def test_many_panels_that_come_at_once_are_made_one_in_each_frame(stage: Stage) -> None:
    feeds = [stage.open(f"Feed {number}") for number in range(20)]
    for feed in feeds:
        stage.row(feed, "x", 1.0)
    made = []
    for _ in range(30):
        stage.tick(0.016)
        made.append(len(stage.plots.made))
    assert max(later - before for before, later in pairwise(made)) == 1
    assert made[-1] == 20
    assert titles(stage) == [f"Feed {number}" for number in range(20)]
    QApplication.processEvents()
    assert all(panel.isVisibleTo(stage.window) for panel in stage.window.plots.panels)


def test_a_feed_closed_while_its_panels_are_made_leaves_none(stage: Stage) -> None:
    feeds = [stage.open(f"Feed {number}") for number in range(6)]
    for feed in feeds:
        stage.row(feed, "x", 1.0)
    stage.tick()
    stage.tick()
    for feed in feeds[1:]:
        stage.workspace.close_feed(feed)
    for _ in range(10):
        stage.tick()
    assert titles(stage) == ["Feed 0"]


def test_a_plan_that_grows_keeps_its_plot(stage: Stage) -> None:
    feed = stage.open("Market", BTC=1.0)
    stage.row(feed, "ETH", 2.0)
    stage.tick()
    assert len(stage.plots.made) == 1
    assert [series.key for series in stage.plots.changed[-1].series] == ["BTC", "ETH"]


def test_every_visible_plot_gets_the_time_and_its_gaps(stage: Stage, qtbot: QtBot) -> None:
    feed = stage.open("Market", BTC=1.0)
    gap = Gap(feed, stage.clock.wall(), None, "reset by server")
    stage.host.say(gap)
    QApplication.processEvents()
    assert stage.tick()
    assert stage.plots.frames[-1] == (stage.clock.wall(), (gap,))


def test_a_plot_that_is_not_seen_costs_nothing(stage: Stage, qtbot: QtBot) -> None:
    for number in range(8):
        stage.open(f"Feed {number}", x=1.0)
    stage.window.resize(800, 500)
    panels = stage.window.plots.panels
    qtbot.waitUntil(lambda: 0 < sum(not panel.visibleRegion().isEmpty() for panel in panels) < 8)
    stage.plots.frames.clear()
    stage.tick()
    assert 0 < len(stage.plots.frames) < 8


def test_plots_that_draw_nothing_let_the_window_rest(stage: Stage) -> None:
    stage.open("Market", BTC=1.0)
    stage.plots.draws = False
    stage.tick()
    assert not stage.tick()


def test_the_panels_of_a_removed_feed_go(stage: Stage) -> None:
    first = stage.open("One", a=1.0)
    stage.open("Two", b=1.0)
    stage.workspace.close_feed(first)
    stage.tick()
    assert titles(stage) == ["Two"]


def test_jumping_to_live_reaches_every_plot(stage: Stage) -> None:
    stage.open("One", a=1.0)
    stage.open("Two", b=1.0)
    stage.commands.jump_to_live()
    assert stage.plots.jumps == 2


def test_a_theme_reaches_every_plot(stage: Stage) -> None:
    stage.open("One", a=1.0)
    stage.commands.do.look.light()
    assert stage.plots.themes == ["dark", "light"]
    stage.open("Two", b=1.0)
    assert stage.plots.themes[-1] == "light"
