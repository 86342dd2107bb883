"""Notices in the corner: few, counted, never in the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from monitor.engine.commands import CloseFeed
from monitor.ui.toast import Toast
from tests.ui.conftest import Stage


def post(stage: Stage, text: str, *, times: int = 1) -> None:
    for _ in range(times):
        stage.workspace.notices.post(text, now=stage.clock.wall(), advice="Do this.")
    stage.tick()


def test_without_notices_no_room_is_taken(stage: Stage) -> None:
    assert not stage.window.toasts.isVisible()


def test_the_same_notice_is_counted_and_not_repeated(stage: Stage) -> None:
    post(stage, "The engine died", times=3)
    assert [(line.text, line.times) for line in stage.window.toasts.shown] == [("The engine died", 3)]
    texts = [label.text() for label in stage.window.toasts.findChildren(QLabel) if label.isVisible()]
    assert {"The engine died", "Do this.", "3 times"} <= set(texts)


def test_no_notice_is_ever_a_window_of_its_own(stage: Stage) -> None:
    post(stage, "The engine died")
    assert QApplication.activeModalWidget() is None
    assert stage.window.toasts.window() is stage.window


def test_many_notices_take_little_room(stage: Stage) -> None:
    for number in range(20):
        post(stage, f"notice {number}")
    assert [line.text for line in stage.window.toasts.shown] == ["notice 17", "notice 18", "notice 19"]
    texts = [label.text() for label in stage.window.toasts.findChildren(QLabel) if label.isVisible()]
    assert "17 more" in texts
    assert stage.window.toasts.height() < 260


def test_a_notice_is_dismissed_by_its_button(stage: Stage, qtbot: QtBot) -> None:
    post(stage, "one")
    button = stage.window.toasts.findChild(QToolButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.workspace.notices.lines == ()
    assert not stage.window.toasts.isVisible()


def test_a_removed_feed_is_brought_back_by_the_button_of_its_notice(stage: Stage, qtbot: QtBot) -> None:
    feed = stage.open("Market", BTC=1.0)
    stage.window.feeds.take_focus()
    stage.commands.do.feeds.remove()
    assert stage.workspace.feeds == ()
    stage.row(feed, "BTC", 2.0)
    stage.tick()
    button = next(each for each in stage.window.toasts.findChildren(QPushButton) if each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [view.feed for view in stage.workspace.feeds] == [feed]
    assert stage.workspace.store.stream(feed, "trades").rows == 2
    assert stage.window.toasts.shown == []


def test_a_removed_feed_is_closed_once_nobody_has_taken_that_back(stage: Stage) -> None:
    feed = stage.open("Market", BTC=1.0)
    stage.commands.do.feeds.remove()
    stage.tick(11.0)
    assert CloseFeed(feed) not in stage.host.told
    stage.tick(2.0)
    assert CloseFeed(feed) in stage.host.told
    assert stage.window.toasts.shown == []


def test_mark_words_and_button_of_a_notice_stand_level(stage: Stage) -> None:
    stage.workspace.notices.post("Market was removed", now=stage.clock.wall(), undo=int, undo_words="Undo")
    stage.tick()
    (toast,) = stage.window.toasts.findChildren(Toast)
    labels = [label for label in toast.findChildren(QLabel) if label.isVisible()][:2]
    button = toast.findChild(QToolButton)
    assert button is not None
    for label in labels:
        middle = label.mapTo(toast, label.contentsRect().center()).y()
        assert abs(middle - button.geometry().center().y()) <= 1


def test_a_notice_in_the_place_of_another_has_room_at_once(stage: Stage) -> None:
    board = stage.workspace.notices
    serial = board.post("one", now=stage.clock.wall())
    stage.tick()
    board.dismiss(serial)
    post(stage, "another")
    (toast,) = (toast for toast in stage.window.toasts.findChildren(Toast) if toast.isVisible())
    assert toast.line.text == "another"
    assert toast.height() >= toast.sizeHint().height()
    # A page that comes to the front of the stack does not cover it.
    stage.commands.do.pages.settings()
    stage.tick()
    middle = stage.window.toasts.geometry().center()
    covered = stage.window.toasts.area.childAt(middle)
    assert covered is not None
    assert stage.window.toasts.isAncestorOf(covered)
