"""The user is noticed wherever in the window they do something."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from monitor.ui.input_watch import InputWatch


class Watched:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.inner = QPushButton("inner")
        QVBoxLayout(self.window).addWidget(self.inner)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.times = 0
        InputWatch(self.window, self._count)

    def _count(self) -> None:
        self.times += 1


@pytest.fixture
def watched(qtbot: QtBot) -> Watched:
    return Watched(qtbot)


def test_a_click_a_key_and_a_move_of_the_mouse_are_noticed(watched: Watched) -> None:
    handle = watched.window.windowHandle()
    QTest.mouseMove(handle, QPoint(20, 20))
    moved = watched.times
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    clicked = watched.times
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert 0 < moved < clicked < watched.times


def test_painting_is_not_taken_for_the_user(watched: Watched) -> None:
    before = watched.times
    watched.inner.repaint()
    assert watched.times == before


def test_what_is_noticed_still_arrives(watched: Watched, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watched.inner.clicked):
        at = watched.inner.geometry().center()
        QTest.mouseClick(watched.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
