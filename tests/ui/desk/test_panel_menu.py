"""The menu of a panel."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from monitor.ui.desk.panel_menu import PanelMenu
from monitor.ui.panels.picker import PanelPicker
from monitor.workspace.desk.specs.tiles import TilesSpec
from monitor.workspace.desk.tree import panel_ids
from tests.helpers.desk_stage import DeskStage


def opened(desk: DeskStage, qtbot: QtBot, panel: str) -> PanelMenu:
    button = next(
        button for button in desk.frame(panel).head.findChildren(QToolButton) if button.accessibleName() == "Panel menu"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return desk.area.findChildren(PanelMenu)[-1]


def entry(menu: PanelMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


def choose(desk: DeskStage, qtbot: QtBot, panel: str, words: str) -> None:
    menu = opened(desk, qtbot, panel)
    menu.setActiveAction(entry(menu, words))
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    desk.tick(2)


def test_the_menu_begins_with_what_the_panel_offers(desk: DeskStage, qtbot: QtBot) -> None:
    (panel,) = desk.add("A")
    menu = opened(desk, qtbot, panel)
    assert menu.isVisible()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Its own action",
        "Split right",
        "Split below",
        "Duplicate",
        "Fill the workspace",
        "Rename",
        "Copy as picture",
        "Save as picture",
        "Close",
    ]
    menu.close()
    desk.qtbot.waitUntil(lambda: not desk.area.findChildren(PanelMenu))
    assert desk.view(panel).own.text() == "Its own action"


def test_splitting_lets_one_choose_what_goes_there(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    menu = opened(desk, qtbot, first)
    menu.setActiveAction(entry(menu, "Split below"))
    # The offscreen platform closes a popup that follows another one as soon as it takes in what has happened.
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    picker = desk.area.findChild(PanelPicker)
    card = next(card for card in picker.findChildren(QPushButton) if card.accessibleName() == "Tiles")
    qtbot.keyClick(card, Qt.Key.Key_Return)
    desk.tick(2)
    ids = panel_ids(desk.desks.current.tree)
    assert (ids[0], ids[2]) == (first, second)
    assert isinstance(desk.desks.current.panels[ids[1]], TilesSpec)


def test_the_menu_duplicates_fills_and_closes(desk: DeskStage, qtbot: QtBot) -> None:
    (panel,) = desk.add("A")
    choose(desk, qtbot, panel, "Duplicate")
    assert len(desk.shown()) == 2
    choose(desk, qtbot, panel, "Fill the workspace")
    assert desk.shown() == [panel]
    choose(desk, qtbot, panel, "Show all panels")
    assert len(desk.shown()) == 2
    choose(desk, qtbot, panel, "Close")
    assert panel not in desk.shown()


def test_a_panel_is_sent_to_another_workspace(desk: DeskStage, qtbot: QtBot) -> None:
    (panel,) = desk.add("A")
    view = desk.view(panel)
    desk.desks.create("R&D")
    desk.desks.switch("Main")
    desk.tick()
    menu = opened(desk, qtbot, panel)
    (action,) = entry(menu, "Move to workspace").menu().actions()
    assert action.text() == "R&&D"
    action.trigger()
    menu.close()
    desk.tick()
    assert desk.shown() == []
    desk.desks.switch("R&D")
    desk.tick()
    assert desk.view(panel) is view
