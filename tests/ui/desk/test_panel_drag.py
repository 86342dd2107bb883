"""Panels are taken by their heads and put elsewhere."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from monitor.ui.desk.drop_overlay import DropOverlay
from monitor.ui.desk.panel_tab import PanelTab
from monitor.workspace.desk.desk import Side
from monitor.workspace.desk.tree import panel_ids, place_of
from tests.helpers.desk_stage import DeskStage

LEFT = Qt.MouseButton.LeftButton


def pull(qtbot: QtBot, grip: QWidget, to: QPoint, *, start: QPoint) -> None:
    """Press on a grip and move, without letting go."""
    qtbot.mousePress(grip, LEFT, pos=start)
    QTest.mouseMove(grip, start + QPoint(3, 3))
    for share in (0.5, 1.0):
        here = grip.mapFromGlobal(to)
        _move(grip, start + (here - start) * share)


def _move(grip: QWidget, at: QPoint) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(grip.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(grip, event)


def let_go(desk: DeskStage, qtbot: QtBot, grip: QWidget, to: QPoint) -> None:
    qtbot.mouseRelease(grip, LEFT, pos=grip.mapFromGlobal(to))
    desk.tick()


def drag(desk: DeskStage, qtbot: QtBot, grip: QWidget, to: QPoint) -> None:
    pull(qtbot, grip, to, start=QPoint(4, 10))
    let_go(desk, qtbot, grip, to)


def tab(desk: DeskStage, panel: str) -> PanelTab:
    return next(
        each
        for frame in desk.area.panels
        if frame.isVisible()
        for each in frame.head.findChildren(PanelTab)
        if each.panel == panel
    )


@pytest.mark.parametrize(
    ("x", "y", "order"),
    [(0.1, 0.5, "cab"), (0.9, 0.5, "acb"), (0.5, 0.15, "cab"), (0.5, 0.9, "acb")],
)
def test_a_panel_goes_to_the_side_it_is_dropped_on(
    desk: DeskStage, qtbot: QtBot, x: float, y: float, order: str
) -> None:
    ids = dict(zip("abc", desk.add(*"abc"), strict=True))
    drag(desk, qtbot, tab(desk, ids["c"]), desk.at(ids["a"], x, y))
    assert panel_ids(desk.desks.current.tree) == tuple(ids[name] for name in order)
    assert desk.area.control.current == ids["c"]


def test_a_panel_dropped_in_the_middle_shares_the_place(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    drag(desk, qtbot, tab(desk, second), desk.at(first, 0.5, 0.5))
    place = place_of(desk.desks.current.tree, first)
    assert place is not None
    assert (place.panels, place.shown) == ((first, second), second)
    assert desk.shown() == [second]


def test_a_panel_dropped_on_the_border_takes_the_whole_side(desk: DeskStage, qtbot: QtBot) -> None:
    ids = desk.add(*"abc")
    corner = desk.area.mapToGlobal(QPoint(desk.area.width() // 2, 3))
    drag(desk, qtbot, tab(desk, ids[2]), corner)
    assert panel_ids(desk.desks.current.tree) == (ids[2], ids[0], ids[1])
    assert desk.frame(ids[2]).width() == desk.area.width() - 16


def test_the_blank_part_of_a_head_is_a_grip_too(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    head = desk.frame(second).head
    to = desk.at(first, 0.1, 0.5)
    pull(qtbot, head, to, start=QPoint(300, 10))
    let_go(desk, qtbot, head, to)
    assert panel_ids(desk.desks.current.tree) == (second, first)


def test_a_tab_is_torn_off_and_its_place_stays(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    desk.desks.move(second, beside=first, side="tab")
    desk.tick()
    drag(desk, qtbot, tab(desk, first), desk.at(second, 0.5, 0.95))
    assert panel_ids(desk.desks.current.tree) == (second, first)
    assert desk.shown() == [first, second]


def test_what_a_drop_would_cover_is_shown_meanwhile(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    overlay = desk.area.findChild(DropOverlay)
    grip, to = tab(desk, second), desk.at(first, 0.1, 0.5)
    pull(qtbot, grip, to, start=QPoint(4, 10))
    shown = overlay.rect_shown
    assert shown is not None
    left = desk.frame(first).geometry()
    assert (shown.x, shown.y, shown.height) == (left.x(), left.y(), left.height())
    assert shown.width < left.width() / 2
    overlay.grab()
    let_go(desk, qtbot, grip, to)
    assert overlay.isHidden()


def test_escape_gives_a_drag_up(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    before = desk.desks.current
    grip, to = tab(desk, second), desk.at(first, 0.1, 0.5)
    pull(qtbot, grip, to, start=QPoint(4, 10))
    overlay = desk.area.findChild(DropOverlay)
    assert QWidget.keyboardGrabber() is overlay
    qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    assert overlay.isHidden()
    assert QWidget.keyboardGrabber() is None
    _move(grip, QPoint(200, 200))
    assert overlay.isHidden()
    let_go(desk, qtbot, grip, to)
    assert desk.desks.current is before
    drag(desk, qtbot, tab(desk, second), to)
    assert panel_ids(desk.desks.current.tree) == (second, first)


@pytest.mark.parametrize("side", ["left", "tab"])
def test_a_panel_dropped_on_itself_or_outside_stays(desk: DeskStage, qtbot: QtBot, side: Side) -> None:
    first, _ = desk.add("A", "B")
    before = desk.desks.current
    to = desk.at(first, 0.5, 0.5) if side == "tab" else desk.area.mapToGlobal(QPoint(-80, -80))
    drag(desk, qtbot, tab(desk, first), to)
    assert desk.desks.current is before


def test_a_small_movement_is_a_click(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    desk.desks.move(second, beside=first, side="tab")
    desk.tick()
    grip = tab(desk, first)
    qtbot.mousePress(grip, LEFT, pos=QPoint(10, 10))
    _move(grip, QPoint(12, 11))
    qtbot.mouseRelease(grip, LEFT, pos=QPoint(12, 11))
    desk.tick()
    assert desk.shown() == [first]
