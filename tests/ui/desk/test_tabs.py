"""Tabs, titles and heads."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from monitor.ui.desk.panel_tab import PanelTab
from tests.helpers.desk_stage import DeskStage


def tabs(desk: DeskStage, panel: str) -> list[PanelTab]:
    return [tab for tab in desk.frame(panel).head.findChildren(PanelTab) if tab.isVisible()]


def together(desk: DeskStage) -> tuple[str, str]:
    first, second = desk.add("First", "Second")
    desk.desks.move(second, beside=first, side="tab")
    desk.tick()
    return first, second


def test_the_head_of_a_place_names_all_its_panels(desk: DeskStage) -> None:
    _, second = together(desk)
    assert [tab.text() for tab in tabs(desk, second)] == ["First", "Second"]
    assert desk.shown() == [second]


def test_a_tab_that_is_clicked_comes_to_the_front_with_the_focus(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = together(desk)
    qtbot.mouseClick(tabs(desk, second)[0], Qt.MouseButton.LeftButton)
    desk.tick()
    assert desk.shown() == [first]
    assert desk.view(first).hasFocus()
    assert desk.frame(first).lit
    assert not desk.frame(second).lit


def test_a_tab_is_chosen_by_keys(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = together(desk)
    tab = tabs(desk, second)[0]
    tab.setFocus()
    qtbot.keyClick(tab, Qt.Key.Key_Space)
    desk.tick()
    assert desk.shown() == [first]


def test_the_middle_button_closes_a_tab_and_so_does_its_cross(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = together(desk)
    (third,) = desk.add("Third")
    desk.desks.move(third, beside=second, side="tab")
    desk.tick()
    qtbot.mouseClick(tabs(desk, third)[0], Qt.MouseButton.MiddleButton)
    desk.tick()
    assert first not in desk.desks.current.panels
    front = tabs(desk, third)[1]
    qtbot.mouseClick(front, Qt.MouseButton.LeftButton, pos=QPoint(front.width() - 12, front.height() // 2))
    desk.tick()
    assert desk.shown() == [second]
    assert [tab.text() for tab in tabs(desk, second)] == ["Second"]


def test_a_title_alone_is_no_tab(desk: DeskStage, qtbot: QtBot) -> None:
    (panel,) = desk.add("Alone")
    (tab,) = tabs(desk, panel)
    assert tab.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.mouseClick(tab, Qt.MouseButton.MiddleButton)
    desk.tick()
    assert desk.shown() == [panel]


def test_pressing_a_head_makes_its_panel_the_current_one(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    for panel in (first, second):
        qtbot.mouseClick(tabs(desk, panel)[0], Qt.MouseButton.LeftButton)
        assert desk.area.control.current == panel
        assert desk.frame(panel).lit


def test_a_panel_is_renamed_where_its_title_stands(desk: DeskStage, qtbot: QtBot) -> None:
    (panel,) = desk.add("Old")
    desk.area.control.rename_current()
    editor = desk.frame(panel).head.findChild(QLineEdit)
    assert editor.selectedText() == "Old"
    qtbot.keyClicks(editor, "New")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.tick()
    assert desk.desks.current.panels[panel].title == "New"
    assert [tab.text() for tab in tabs(desk, panel)] == ["New"]
    assert desk.view(panel).hasFocus()


def test_escape_leaves_a_title_as_it_was(desk: DeskStage, qtbot: QtBot) -> None:
    (panel,) = desk.add("Old")
    desk.area.control.rename_current()
    editor = desk.frame(panel).head.findChild(QLineEdit)
    qtbot.keyClicks(editor, "New")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    desk.tick()
    assert desk.desks.current.panels[panel].title == "Old"
    assert desk.view(panel).hasFocus()
    assert not desk.frame(panel).head.findChildren(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)


def test_an_empty_title_lets_the_panel_name_itself(desk: DeskStage, qtbot: QtBot) -> None:
    (panel,) = desk.add("Old")
    desk.area.control.rename_current()
    editor = desk.frame(panel).head.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.tick()
    assert [tab.text() for tab in tabs(desk, panel)] == ["Untitled"]


def test_a_double_click_on_a_head_fills_the_desk_and_another_one_shows_all(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    (tab,) = tabs(desk, first)
    qtbot.mouseDClick(tab, Qt.MouseButton.LeftButton)
    desk.tick()
    assert desk.shown() == [first]
    qtbot.mouseDClick(desk.frame(first).head, Qt.MouseButton.LeftButton, pos=QPoint(600, 10))
    desk.tick()
    assert desk.shown() == [first, second]


def test_a_tab_that_changes_its_title_changes_it_in_every_head(desk: DeskStage) -> None:
    first, second = together(desk)
    desk.view(first).change(title="Renamed")
    assert [tab.text() for tab in tabs(desk, second)] == ["Renamed", "Second"]


def test_controls_are_told_the_room_that_texts_leave(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    wide = desk.view(panel).room
    desk.area.resize(500, 400)
    desk.tick()
    narrow = desk.view(panel).room
    assert wide > narrow >= 0
    desk.view(panel).change(title="A very long title that leaves little room for anything else")
    assert desk.view(panel).room < narrow


def test_everything_in_a_head_that_takes_the_focus_has_a_name(desk: DeskStage) -> None:
    _, second = together(desk)
    for tab in tabs(desk, second):
        assert tab.accessibleName() == tab.text()
        assert tab.accessibleDescription()
    assert desk.frame(second).accessibleName() == "Second"
