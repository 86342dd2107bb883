"""Going back in time with mouse and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from monitor.core.gap import Gap
from monitor.ui.timeline.timeline import Timeline
from tests.ui.conftest import Stage


@pytest.fixture
def timeline(stage: Stage, qtbot: QtBot) -> Iterator[Timeline]:
    """Ten minutes of one feed with a gap of one minute in the middle."""
    feed = stage.open("Market", BTC=1.0)
    start = stage.clock.wall()
    stage.clock.advance(600.0)
    stage.row(feed, "BTC", 2.0)
    stage.host.say(Gap(feed, start + 240, start + 300, "the server went away"))
    stage.tick()
    made = Timeline(stage.workspace, stage.appearance.theme)
    qtbot.addWidget(made)
    made.resize(1200, 62)
    made.show()
    made.refresh(stage.workspace.wall())
    yield made
    made.hide()


def middle(timeline: Timeline, share: float) -> QPoint:
    bars = timeline.bars
    return QPoint(round(bars.width() * share), bars.height() // 2)


def test_a_click_looks_back_and_live_returns(timeline: Timeline, stage: Stage, qtbot: QtBot) -> None:
    spy = QSignalSpy(timeline.looked_at)
    qtbot.mouseClick(timeline.bars, Qt.MouseButton.LeftButton, pos=middle(timeline, 0.5))
    end = spy.at(0)[0]
    assert abs(stage.workspace.wall() - end - 300.0) < 5.0
    qtbot.mouseClick(timeline.live, Qt.MouseButton.LeftButton)
    assert spy.at(1)[0] is None


def test_keys_step_back_and_end_is_the_present(timeline: Timeline, stage: Stage, qtbot: QtBot) -> None:
    now = stage.workspace.wall()
    qtbot.keyClick(timeline.bars, Qt.Key.Key_PageUp)
    assert timeline.playhead.end == pytest.approx(now - 60.0)
    qtbot.keyClick(timeline.bars, Qt.Key.Key_Home)
    assert timeline.playhead.end == pytest.approx(now - 600.0, abs=1.0)
    qtbot.keyClick(timeline.bars, Qt.Key.Key_End)
    assert timeline.playhead.live


def test_it_plays_at_the_speed_chosen(timeline: Timeline, stage: Stage, qtbot: QtBot) -> None:
    qtbot.mouseClick(timeline.back, Qt.MouseButton.LeftButton)
    begun = timeline.playhead.end
    assert begun is not None
    qtbot.mouseClick(timeline.speed, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(timeline.play, Qt.MouseButton.LeftButton)
    stage.clock.advance(3.0)
    assert timeline.frame(stage.workspace.wall())
    assert timeline.playhead.end == pytest.approx(begun + 6.0)


def test_in_the_present_there_is_nothing_to_play(timeline: Timeline) -> None:
    assert not timeline.play.isEnabled()
    assert timeline.live.objectName() == "primary"


def test_a_gap_says_why_and_a_bar_whose_it_is(timeline: Timeline) -> None:
    gap = timeline.bars.words_at(QPointF(middle(timeline, 0.45)))
    assert gap == "Market: no data for 1\N{FOUR-PER-EM SPACE}min: the server went away"
    assert timeline.bars.words_at(QPointF(middle(timeline, 0.2))) == "Market"
    assert timeline.bars.words_at(QPointF(10.0, 1.0)) == ""
