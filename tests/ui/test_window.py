"""The window as a whole."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from monitor.core.state import FeedState
from tests.ui.conftest import Stage


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_without_feeds_it_says_how_to_begin(stage: Stage) -> None:
    stage.tick()
    assert stage.window.empty.isVisible()
    assert not stage.window.desk.isVisible()


def test_with_a_feed_the_plots_take_the_place(stage: Stage) -> None:
    stage.open("Market")
    assert stage.window.desk.isVisible()
    stage.workspace.close_feed("market")
    stage.tick()
    assert stage.window.empty.isVisible()


def test_closing_it_is_a_question_to_whoever_can_end_things(stage: Stage) -> None:
    stage.window.close()
    assert stage.window.isVisible()
    assert stage.quits == 1
    stage.window.allow_close()
    stage.window.close()
    assert not stage.window.isVisible()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (760, 480)])
def test_no_text_is_cut_off(stage: Stage, qtbot: QtBot, size: tuple[int, int]) -> None:
    stage.open("Market", BTC=64218.1)
    stage.be("market", FeedState.LIVE, round_trip=0.002)
    stage.window.resize(*size)
    stage.tick()
    QApplication.processEvents()
    for label in stage.window.findChildren(QLabel):
        if label.isVisible() and type(label) is QLabel and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
            assert stage.window.rect().contains(place(label, stage.window)), label.text()


def test_bars_have_the_heights_of_the_drawing(stage: Stage) -> None:
    assert stage.window.top_bar.height() == 44
    assert stage.window.status.height() == 26
    assert abs(stage.window.feeds.width() - 272) <= 2


def test_a_change_of_theme_restyles_what_is_open(stage: Stage, qtbot: QtBot) -> None:
    stage.open("Market", BTC=1.0)
    theme_before = stage.appearance.theme
    QApplication.processEvents()
    stage.commands.do.look.light()
    QApplication.processEvents()
    image = stage.window.grab().toImage()
    bar = image.pixelColor(200, 3)
    assert bar == QColor(stage.appearance.theme.panel)
    assert bar != QColor(theme_before.panel)


def test_painting_is_measured(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.window.painted, timeout=2000) as caught:
        stage.window.top_bar.update()
    assert caught.args[0] >= 0.0


def test_a_hidden_window_takes_in_but_draws_nothing(stage: Stage) -> None:
    feed = stage.open("Market", BTC=1.0)
    stage.window.hide()
    (panel,) = stage.panels.made
    panel.frames.clear()
    stage.row(feed, "BTC", 2.0)
    assert not stage.tick()
    assert panel.frames == []
    assert stage.host.unread == 0


def test_the_lists_change_a_few_times_a_second_at_most(stage: Stage) -> None:
    feed = stage.open("Market", BTC=1.0)
    model = stage.window.feeds.model
    changes = []
    model.dataChanged.connect(lambda *_: changes.append(1))
    for value in range(60):
        stage.row(feed, "BTC", float(value))
        stage.tick(1 / 60)
    # Five refreshes, each of one feed and of one series at most.
    assert 1 <= len(changes) <= 10
