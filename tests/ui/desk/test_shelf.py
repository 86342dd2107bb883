"""Panels that are gone leave nothing behind."""

import gc
import weakref

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from monitor.ui.desk.panel_frame import PanelFrame
from monitor.workspace.desk.specs.plot import PlotSpec
from tests.helpers.desk_stage import DeskStage


def settle(desk: DeskStage) -> None:
    desk.tick()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def objects(desk: DeskStage) -> int:
    return len(desk.area.findChildren(QObject))


def test_opening_and_closing_panels_leaves_no_object_behind(desk: DeskStage) -> None:
    gone: list[weakref.ref[QObject]] = []
    counts = []
    for _ in range(10):
        for number in range(10):
            desk.desks.add(PlotSpec(title=str(number)))
        desk.tick(11)
        gone += [weakref.ref(frame) for frame in desk.area.panels]
        gone += [weakref.ref(view) for view in desk.plain.made]
        for panel in list(desk.desks.current.panels):
            desk.desks.close(panel)
        desk.plain.made.clear()
        settle(desk)
        counts.append(objects(desk))
    assert counts[-1] == counts[0]
    assert [ref() for ref in gone if ref() is not None] == []
    assert not [widget for widget in QApplication.allWidgets() if isinstance(widget, PanelFrame)]


def test_a_panel_is_told_before_it_is_deleted(desk: DeskStage) -> None:
    (panel,) = desk.add("A")
    view = desk.view(panel)
    desk.desks.close(panel)
    desk.tick()
    assert view.gone


def test_desks_behind_keep_only_so_many_panels(desk: DeskStage) -> None:
    for number in range(5):
        desk.desks.create(f"Desk {number}")
        desk.add(*(str(place) for place in range(10)))
    settle(desk)
    assert len(desk.area.findChildren(PanelFrame)) == 42
    desk.desks.switch("Desk 0")
    desk.tick(12)
    assert len(desk.shown()) == 10


def test_a_desk_that_is_removed_takes_its_panels_with_it(desk: DeskStage) -> None:
    desk.add("A", "B")
    desk.desks.create("Other")
    desk.desks.remove("Main")
    settle(desk)
    assert desk.area.findChildren(PanelFrame) == []
    desk.desks.restore_closed()
    desk.tick(3)
    assert len(desk.shown()) == 2


def test_clearing_deletes_every_panel(desk: DeskStage) -> None:
    desk.add("A", "B")
    desk.area.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert desk.area.findChildren(PanelFrame) == []
