"""What keys and the palette do to the desk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from monitor.workspace.desk.desk import Side
from monitor.workspace.desk.tree import panel_ids
from tests.helpers.desk_stage import DeskStage


def focused(desk: DeskStage) -> str | None:
    lit = [frame.panel for frame in desk.area.panels if frame.lit]
    assert len(lit) <= 1
    return lit[0] if lit else None


def test_the_focus_goes_round_all_panels_and_tabs(desk: DeskStage) -> None:
    ids = desk.add(*"abc")
    desk.desks.move(ids[2], beside=ids[1], side="tab")
    desk.tick()
    visited = []
    for _ in range(4):
        desk.area.control.focus_next()
        desk.tick()
        visited.append(focused(desk))
    assert visited == [ids[0], ids[1], ids[2], ids[0]]
    desk.area.control.focus_previous()
    desk.tick()
    assert focused(desk) == ids[2]


@pytest.mark.parametrize(("side", "place"), [("right", 1), ("below", 2), ("left", 0), ("above", 0)])
def test_the_focus_goes_where_one_points(desk: DeskStage, side: Side, place: int) -> None:
    ids = desk.add(*"abcd")
    desk.area.deeds.show(ids[0])
    desk.tick()
    desk.area.control.focus_toward(side)
    desk.tick()
    assert focused(desk) == ids[place]


def test_a_panel_moves_by_keys(desk: DeskStage) -> None:
    ids = desk.add(*"abc")
    desk.area.deeds.show(ids[0])
    desk.area.control.move_panel("right")
    desk.tick()
    assert panel_ids(desk.desks.current.tree)[:2] == (ids[1], ids[0])
    desk.area.control.move_panel("above")
    desk.tick()
    assert panel_ids(desk.desks.current.tree)[0] == ids[0]
    assert focused(desk) == ids[0]


def test_a_panel_grows_and_shrinks_by_keys(desk: DeskStage) -> None:
    first, _ = desk.add("A", "B")
    desk.area.deeds.show(first)
    widths = [desk.frame(first).width()]
    for act in (desk.area.control.grow, desk.area.control.shrink):
        act()
        desk.tick()
        widths.append(desk.frame(first).width())
    assert widths[0] < widths[1]
    assert abs(widths[2] - widths[0]) <= 1


def test_closing_the_current_panel_gives_the_focus_to_what_takes_its_place(desk: DeskStage) -> None:
    ids = desk.add(*"abcd")
    desk.area.deeds.show(ids[3])
    desk.tick()
    desk.area.control.close_current()
    desk.tick()
    assert focused(desk) == ids[2]
    desk.area.control.restore_closed()
    desk.tick(2)
    assert focused(desk) == ids[3]
    assert panel_ids(desk.desks.current.tree) == tuple(ids)


def test_going_to_another_desk_takes_the_focus_along(desk: DeskStage) -> None:
    first, _ = desk.add("A", "B")
    desk.area.deeds.show(first)
    desk.tick()
    desk.desks.create("Other")
    (other,) = desk.add("C")
    desk.area.deeds.show(other)
    desk.tick()
    desk.desks.switch("Main")
    desk.tick()
    assert focused(desk) == first


def test_filling_the_desk_is_undone_by_the_same_key(desk: DeskStage) -> None:
    ids = desk.add("A", "B")
    desk.area.deeds.show(ids[1])
    desk.area.control.zoom_current()
    desk.tick()
    assert desk.shown() == [ids[1]]
    desk.area.control.zoom_current()
    desk.tick()
    assert desk.shown() == ids


def test_a_double_gets_the_focus(desk: DeskStage) -> None:
    (first,) = desk.add("A")
    desk.area.control.duplicate_current()
    desk.tick(2)
    assert len(desk.shown()) == 2
    assert focused(desk) not in (None, first)


def test_without_a_panel_nothing_happens(desk: DeskStage) -> None:
    control = desk.area.control
    version = desk.desks.version
    for act in (
        control.focus_next,
        control.grow,
        control.zoom_current,
        control.close_current,
        control.duplicate_current,
        control.rename_current,
        control.copy_picture,
        control.save_picture,
        control.open_menu,
        control.restore_closed,
    ):
        act()
    control.move_panel("left")
    control.focus_toward("left")
    control.split("right")
    assert desk.desks.version == version
    assert control.current is None


def test_the_current_panel_is_remembered_while_the_focus_is_elsewhere(desk: DeskStage, qtbot: QtBot) -> None:
    ids = desk.add("A", "B")
    desk.area.deeds.show(ids[1])
    desk.tick()
    field = QLineEdit(desk.area)
    field.show()
    field.setFocus()
    assert focused(desk) is None
    assert desk.area.control.current == ids[1]


def test_a_picture_of_a_panel_goes_into_the_clipboard(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    desk.area.control.copy_picture()
    size = QApplication.clipboard().pixmap().size()
    assert (size.width(), size.height()) == (desk.frame(panel).width(), desk.frame(panel).height())
    assert "copied" in desk.workspace.notices.lines[-1].text


def test_tab_reaches_everything_in_a_head(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    desk.desks.move(second, beside=first, side="tab")
    desk.tick()
    desk.view(second).setFocus()
    reached = []
    for _ in range(5):
        widget = QApplication.focusWidget()
        reached.append(widget.accessibleName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert reached == ["Plain panel", "A", "B", "Panel menu", "Plain panel"]
