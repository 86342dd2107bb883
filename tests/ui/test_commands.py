"""What the actions do, by key and by menu."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from monitor.core.state import FeedState
from monitor.engine.commands import (
    StartFeed,
    StopFeed,
)
from monitor.ui.about.page import AboutPage
from monitor.ui.actions.action_id import ActionId
from monitor.ui.actions.menus import FEED_MENU, MAIN_MENU
from monitor.ui.theme import ThemeChoice
from tests.ui.conftest import Stage

CTRL = Qt.KeyboardModifier.ControlModifier


def test_no_menu_names_an_action_twice() -> None:
    for menu in (MAIN_MENU, FEED_MENU):
        named = [action for action in menu if action is not None]
        assert len(named) == len(set(named))


def test_every_action_has_a_text_and_no_two_share_a_shortcut(stage: Stage) -> None:
    actions = [stage.commands.actions[action] for action in ActionId]
    assert all(action.text() for action in actions)
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_keys_stop_and_start_the_current_feed(stage: Stage, qtbot: QtBot) -> None:
    feed = stage.open("Market")
    stage.window.activateWindow()
    qtbot.keyClick(stage.window, Qt.Key.Key_Period, CTRL)
    qtbot.keyClick(stage.window, Qt.Key.Key_R, CTRL)
    assert stage.host.told[1:] == [StopFeed(feed), StartFeed(feed)]


def test_without_a_feed_the_keys_do_nothing(stage: Stage, qtbot: QtBot) -> None:
    qtbot.keyClick(stage.window, Qt.Key.Key_Period, CTRL)
    assert stage.host.told == []


def test_quitting_is_asked_of_whoever_can(stage: Stage, qtbot: QtBot) -> None:
    qtbot.keyClick(stage.window, Qt.Key.Key_Q, CTRL)
    assert stage.quits == 1


def test_the_address_of_a_feed_is_copied(stage: Stage) -> None:
    stage.open("Market")
    stage.commands.do.feeds.copy_address()
    assert QGuiApplication.clipboard().text() == "wss://example.net/Market"
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("state", "start", "stop"),
    [(FeedState.LIVE, False, True), (FeedState.STOPPED, True, False), (FeedState.WAITING, True, True)],
)
def test_a_menu_greys_out_what_cannot_be_done(stage: Stage, state: FeedState, start: bool, stop: bool) -> None:
    feed = stage.open("Market")
    stage.be(feed, state)
    stage.tick()
    stage.window.top_bar.menu_button.click()
    actions = stage.commands.actions
    assert (actions[ActionId.START].isEnabled(), actions[ActionId.STOP].isEnabled()) == (start, stop)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    # A shortcut works whatever the menu showed last.
    assert actions[ActionId.START].isEnabled()
    assert actions[ActionId.STOP].isEnabled()


def test_the_theme_is_changed_and_kept_as_a_setting(stage: Stage) -> None:
    stage.commands.do.look.light()
    assert (stage.appearance.choice, stage.workspace.settings.now.theme) == (ThemeChoice.LIGHT, "light")
    stage.commands.do.look.dark()
    assert stage.appearance.choice is ThemeChoice.DARK
    stage.commands.do.look.system()
    assert stage.appearance.choice is ThemeChoice.SYSTEM


def test_the_demo_is_opened_once_and_again_after_a_failure(stage: Stage, qtbot: QtBot) -> None:
    demo = next(button for button in stage.window.empty.findChildren(QPushButton) if "demo" in button.text())
    qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
    assert stage.demos == 1
    stage.commands.allow_demo()
    qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
    assert stage.demos == 2


def test_the_first_button_leads_to_the_field(stage: Stage, qtbot: QtBot) -> None:
    stage.window.feeds.setFocus()
    begin = stage.window.empty.findChildren(QPushButton)[0]
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert stage.window.top_bar.field.hasFocus()


def test_about_opens_without_holding_anything_up(stage: Stage) -> None:
    stage.commands.do.pages.about()
    assert isinstance(stage.window.pages.page, AboutPage)
    stage.commands.do.pages.about()
    assert stage.window.pages.page is None


def test_full_screen_and_back(stage: Stage) -> None:
    stage.commands.do.look.full_screen()
    assert stage.window.isFullScreen()
    stage.commands.do.look.full_screen()
    assert not stage.window.isFullScreen()


def test_the_theme_in_force_is_ticked_in_the_menu(stage: Stage) -> None:
    stage.commands.do.look.light()
    stage.window.top_bar.menu_button.click()
    themes = (ActionId.DARK, ActionId.LIGHT, ActionId.SYSTEM)
    assert [stage.commands.actions[theme].isChecked() for theme in themes] == [False, True, False]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_keys_go_from_panel_to_panel_and_open_the_menu_of_one(stage: Stage, qtbot: QtBot) -> None:
    first = stage.open("One", a=1.0)
    stage.open("Two", b=1.0)
    for _ in range(4):
        stage.tick()
    control = stage.window.desk.control
    stage.window.activateWindow()
    alt = CTRL | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(stage.window, Qt.Key.Key_F6)
    qtbot.keyClick(stage.window, Qt.Key.Key_Left, alt)
    left = control.current
    qtbot.keyClick(stage.window, Qt.Key.Key_Right, alt)
    assert left is not None
    assert control.current not in (None, left)
    assert first in {feed for feed, _ in stage.workspace.desks.current.automatic.values()}
    qtbot.keyClick(stage.window, Qt.Key.Key_M, CTRL)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
