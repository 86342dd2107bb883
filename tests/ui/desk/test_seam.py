"""Panels are made larger and smaller by the gaps between them."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from monitor.ui.desk.seam import SeamGrip
from tests.helpers.desk_stage import DeskStage


def seams(desk: DeskStage) -> list[SeamGrip]:
    return [seam for seam in desk.area.findChildren(SeamGrip) if seam.isVisible()]


def test_dragging_a_gap_shares_the_room_anew(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    (seam,) = seams(desk)
    wide = desk.frame(first).width()
    qtbot.mousePress(seam, Qt.MouseButton.LeftButton, pos=QPoint(4, 100))
    for _ in range(2):
        # The gap follows the mouse, so that the same movement leads on from where it began.
        qtbot.mouseMove(seam, seam.mapFromGlobal(desk.frame(second).mapToGlobal(QPoint(96, 100))))
        break
    desk.tick()
    qtbot.mouseRelease(seam, Qt.MouseButton.LeftButton)
    assert desk.frame(first).width() > wide
    assert desk.desks.current.arranged


def test_a_double_click_makes_both_sides_equal(desk: DeskStage, qtbot: QtBot) -> None:
    first, second = desk.add("A", "B")
    desk.desks.resize((), (0.7, 0.3))
    desk.tick()
    (seam,) = seams(desk)
    qtbot.mouseDClick(seam, Qt.MouseButton.LeftButton)
    desk.tick()
    assert abs(desk.frame(first).width() - desk.frame(second).width()) <= 1


def test_there_are_as_many_grips_as_gaps(desk: DeskStage) -> None:
    ids = desk.add(*"abcd")
    assert len(seams(desk)) == 3
    desk.desks.close(ids[0])
    desk.tick()
    assert len(seams(desk)) == 2
    desk.desks.zoom(ids[1])
    desk.tick()
    assert seams(desk) == []
