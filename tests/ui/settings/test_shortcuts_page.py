"""Keys are listed, changed, and never given twice."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from monitor.ui.actions.action_id import ActionId
from monitor.ui.settings.shortcuts_page import ShortcutsPage
from tests.ui.conftest import Stage


def opened(stage: Stage) -> ShortcutsPage:
    stage.commands.do.pages.shortcuts()
    page = stage.window.pages.page
    assert isinstance(page, ShortcutsPage)
    return page


def press(qtbot: QtBot, page: ShortcutsPage, action: ActionId, key: Qt.Key) -> None:
    row = next(each for each in page.rows if each.spec.id is action)
    row.edit.setFocus()
    qtbot.keyClick(row.edit, key, Qt.KeyboardModifier.ControlModifier)
    row.edit.editingFinished.emit()


def test_every_action_is_listed(stage: Stage) -> None:
    assert {row.spec.id for row in opened(stage).rows} == set(ActionId)


def test_other_keys_do_the_same_from_now_on_and_are_kept(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    press(qtbot, page, ActionId.QUIT, Qt.Key.Key_9)
    assert stage.workspace.settings.now.shortcuts == {"QUIT": "Ctrl+9"}
    qtbot.keyClick(stage.window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert stage.quits == 1
    qtbot.keyClick(stage.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert stage.quits == 1


def test_keys_that_mean_something_else_are_refused_in_words(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    press(qtbot, page, ActionId.QUIT, Qt.Key.Key_R)
    assert stage.workspace.settings.now.shortcuts == {}
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("already means: Connect now" in text for text in told)
    assert stage.commands.actions[ActionId.QUIT].shortcut() == QKeySequence("Ctrl+Q")


def test_keys_are_set_back(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    press(qtbot, page, ActionId.QUIT, Qt.Key.Key_9)
    row = next(each for each in page.rows if each.spec.id is ActionId.QUIT)
    qtbot.mouseClick(row._reset, Qt.MouseButton.LeftButton)
    assert stage.workspace.settings.now.shortcuts == {}
    assert stage.commands.actions[ActionId.QUIT].shortcut() == QKeySequence("Ctrl+Q")


def test_a_few_letters_find_an_action(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    field = page.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "full")
    assert [row.spec.id for row in page.rows if row.isVisible()] == [ActionId.FULL_SCREEN]
