"""The strip of notices: quiet, counted, never in the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Stage


def post(stage: Stage, text: str, *, times: int = 1) -> None:
    for _ in range(times):
        stage.workspace.notices.post(text, now=stage.clock.wall(), advice="Do this.")
    stage.tick()


def test_without_notices_no_room_is_taken(stage: Stage) -> None:
    assert not stage.window.notices.isVisible()


def test_the_same_notice_is_counted_and_not_repeated(stage: Stage) -> None:
    post(stage, "The engine died", times=3)
    assert [(line.text, line.times) for line in stage.window.notices.shown] == [("The engine died", 3)]
    texts = [label.text() for label in stage.window.notices.findChildren(QLabel) if label.isVisible()]
    assert {"The engine died", "Do this.", "3 times"} <= set(texts)


def test_no_notice_is_ever_a_window_of_its_own(stage: Stage) -> None:
    post(stage, "The engine died")
    assert QApplication.activeModalWidget() is None
    assert stage.window.notices.window() is stage.window


def test_many_notices_take_little_room(stage: Stage) -> None:
    for number in range(20):
        post(stage, f"notice {number}")
    assert [line.text for line in stage.window.notices.shown] == ["notice 19", "notice 18", "notice 17"]
    assert stage.window.notices.height() < 130


def test_a_notice_is_dismissed_by_its_button(stage: Stage, qtbot: QtBot) -> None:
    post(stage, "one")
    button = stage.window.notices.findChild(QToolButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.workspace.notices.lines == ()
    assert not stage.window.notices.isVisible()
