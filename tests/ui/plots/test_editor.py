"""What the user draws into a plot and measures in it, with mouse, keys and menus."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from monitor.store import Store
from monitor.ui.plots import PlotPanel
from monitor.ui.plots.label_edit import LabelEdit
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import Note, Threshold
from tests.helpers.plots import NOW, Screen, colour, filled, pixels, spec_of
from tests.helpers.rows import Source


def place_of(panel: PlotPanel, time: float, value: float) -> QPoint:
    place = panel.canvas.place
    assert place is not None
    return QPoint(round(place.x(time)), round(place.y(value, left=False)))


def shown(screen: Screen, *names: str, **settings: object) -> PlotPanel:
    panel = screen.show(filled(NOW - 60.0, 60.0), spec_of(*names, **settings))
    panel.frame(NOW)
    return panel


def menu_at(panel: PlotPanel, at: QPoint | QPointF) -> QMenu:
    """The menu the right mouse button opens there."""
    QApplication.sendEvent(
        panel.canvas,
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPointF(at).toPoint(), panel.canvas.mapToGlobal(QPoint())),
    )
    (menu,) = [one for one in panel.canvas.findChildren(QMenu) if one.isVisible()]
    return menu


def action_of(menu: QMenu, *path: str) -> QAction:
    for name in path[:-1]:
        (found,) = [action for action in menu.actions() if action.text() == name]
        submenu = found.menu()
        assert isinstance(submenu, QMenu)
        menu = submenu
    (action,) = [action for action in menu.actions() if action.text() == path[-1]]
    return action


def choose(panel: PlotPanel, at: QPoint | QPointF, *path: str) -> None:
    menu = menu_at(panel, at)
    action_of(menu, *path).trigger()
    menu.close()


def edit_of(panel: PlotPanel) -> LabelEdit:
    (edit,) = panel.canvas.findChildren(LabelEdit)
    return edit


def test_a_threshold_is_added_under_the_mouse_and_named_at_once(screen: Screen, qtbot: QtBot, dark: Theme) -> None:
    panel = shown(screen)
    told = QSignalSpy(panel.spec_changed)
    choose(panel, place_of(panel, NOW - 30.0, 10.4), "Add threshold here")
    qtbot.keyClicks(edit_of(panel), "too warm")
    qtbot.keyClick(edit_of(panel), Qt.Key.Key_Return)
    (threshold,) = panel.spec.thresholds
    assert threshold.value == pytest.approx(10.4, abs=0.02)
    assert (threshold.label, threshold.level) == ("too warm", "warn")
    assert told.at(told.count() - 1) == [panel.spec]
    row = place_of(panel, NOW, threshold.value).y()
    assert (pixels(panel.canvas)[row, 20:400] == colour(dark.warn)).mean() > 0.3


def test_escape_leaves_a_label_as_it_was(screen: Screen, qtbot: QtBot) -> None:
    panel = shown(screen, thresholds=(Threshold(10.2, "limit"),))
    qtbot.mouseDClick(panel.canvas, Qt.MouseButton.LeftButton, pos=place_of(panel, NOW - 30.0, 10.2))
    assert edit_of(panel).text() == "limit"
    qtbot.keyClicks(edit_of(panel), "other")
    qtbot.keyClick(edit_of(panel), Qt.Key.Key_Escape)
    assert panel.spec.thresholds == (Threshold(10.2, "limit"),)
    assert panel.canvas.hasFocus() or not panel.isActiveWindow()
    assert panel.live


def test_a_threshold_is_dragged_to_another_value(screen: Screen, qtbot: QtBot) -> None:
    panel = shown(screen, thresholds=(Threshold(10.2, "limit", "bad"),))
    told = QSignalSpy(panel.spec_changed)
    start, end = place_of(panel, NOW - 30.0, 10.2), place_of(panel, NOW - 30.0, 9.5)
    qtbot.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=start)
    for y in np.linspace(start.y(), end.y(), 6):
        qtbot.mouseMove(panel.canvas, QPoint(start.x(), round(y)), delay=-1)
    assert told.count() == 0
    qtbot.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=end)
    assert told.count() == 1
    (threshold,) = panel.spec.thresholds
    assert threshold.value == pytest.approx(9.5, abs=0.02)
    assert (threshold.label, threshold.level) == ("limit", "bad")
    assert panel.live


def test_a_threshold_is_given_another_level_and_removed(screen: Screen, dark: Theme) -> None:
    panel = shown(screen, thresholds=(Threshold(10.2), Threshold(9.4)))
    choose(panel, place_of(panel, NOW - 30.0, 10.2), "Bad")
    assert [one.level for one in panel.spec.thresholds] == ["bad", "warn"]
    choose(panel, place_of(panel, NOW - 30.0, 9.4), "Remove threshold")
    assert panel.spec.thresholds == (Threshold(10.2, "", "bad"),)


def test_a_note_is_put_at_a_moment_written_and_removed(screen: Screen, qtbot: QtBot) -> None:
    panel = shown(screen)
    at = place_of(panel, NOW - 30.0, 10.4)
    choose(panel, at, "Add note here")
    qtbot.keyClicks(edit_of(panel), "deployed")
    qtbot.keyClick(edit_of(panel), Qt.Key.Key_Return)
    (note,) = panel.spec.notes
    assert note.text == "deployed"
    assert note.time == pytest.approx(NOW - 30.0, abs=0.2)
    choose(panel, at, "Remove note")
    assert panel.spec.notes == ()


def test_marks_are_drawn_over_the_curves_and_not_on_the_film(screen: Screen) -> None:
    panel = shown(screen)
    panel.toggle_pause()
    panel.frame(NOW + 0.2)
    clean = pixels(panel.canvas)
    spec = spec_of(thresholds=(Threshold(10.2),), notes=(Note(NOW - 20.0, "x"),))
    panel.set_spec(spec)
    assert not np.array_equal(pixels(panel.canvas), clean)
    panel.set_spec(spec_of())
    np.testing.assert_array_equal(pixels(panel.canvas), clean)


def test_a_drag_with_shift_measures_between_two_samples(screen: Screen, qtbot: QtBot) -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([NOW - 50.0, NOW - 30.0, NOW - 10.0], [10.0, 20.0, 15.0]))
    panel = screen.show(store)
    panel.frame(NOW)
    start, end = place_of(panel, NOW - 49.0, 11.0), place_of(panel, NOW - 11.0, 12.0)
    qtbot.mousePress(panel.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(panel.canvas, start + (end - start) * step / 5, delay=-1)
    qtbot.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=end)
    measure = panel.canvas.marks.measure
    assert measure is not None
    assert (measure.seconds, measure.difference, measure.rate) == (40.0, 5.0, 0.125)
    assert measure.share == 0.5
    assert panel.live
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Escape)
    assert panel.canvas.marks.measure is None


def test_a_drag_measures_without_shift_when_told_so(screen: Screen, qtbot: QtBot) -> None:
    panel = shown(screen)
    (measure,) = [action for action in panel.menu_actions() if action.text() == "Measure by dragging"]
    measure.trigger()
    start = place_of(panel, NOW - 40.0, 10.0)
    qtbot.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(panel.canvas, start + QPoint(90, 10), delay=-1)
    qtbot.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(90, 10))
    assert panel.live
    assert panel.canvas.marks.measure is not None
    (clear,) = [action for action in panel.menu_actions() if action.text() == "Clear the measurement"]
    assert clear.isEnabled()
    clear.trigger()
    assert panel.canvas.marks.measure is None


def test_measuring_needs_no_mouse(screen: Screen, qtbot: QtBot) -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([NOW - 50.0, NOW - 30.0, NOW - 10.0], [10.0, 20.0, 15.0]))
    panel = screen.show(store)
    panel.frame(NOW)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Left, control)
    QApplication.sendEvent(panel.canvas, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    (menu,) = [one for one in panel.canvas.findChildren(QMenu) if one.isVisible()]
    action_of(menu, "Measure from the crosshair").trigger()
    menu.close()
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Left, control)
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Left, control)
    measure = panel.canvas.marks.measure
    assert measure is not None
    assert (measure.seconds, measure.difference) == (-40.0, -5.0)


def test_a_click_on_the_legend_hides_a_curve_and_shows_it_again(screen: Screen, qtbot: QtBot) -> None:
    panel = shown(screen)
    told = QSignalSpy(panel.spec_changed)
    for hidden in (True, False):
        qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(25, 14))
        panel.frame(NOW + 0.2)
        assert panel.spec.curves[0].hidden is hidden
    assert told.count() == 2
    assert panel.live


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        (("Draw as", "Area"), "style", "area"),
        (("Draw as", "Steps that hold"), "style", "hold"),
        (("Axis", "Left"), "axis", "left"),
        (("Colour", "Colour 3"), "colour", 2),
        (("Hide",), "hidden", True),
    ],
)
def test_the_menu_of_a_curve_changes_it(screen: Screen, path: tuple[str, ...], field: str, value: object) -> None:
    panel = shown(screen, "A", "B")
    choose(panel, QPoint(25, 14), *path)
    assert getattr(panel.spec.curves[0], field) == value
    assert panel.frame(NOW + 0.2)


def test_a_curve_is_removed_and_the_other_keeps_its_colour(screen: Screen) -> None:
    panel = shown(screen, "B", "A")
    choose(panel, place_of(panel, NOW - 30.0, 10.4), "Curves", "B", "Remove from the plot")
    assert [(curve.series.key, curve.colour) for curve in panel.spec.curves] == [("A", 1)]


def test_menus_go_when_they_are_closed(screen: Screen, qtbot: QtBot) -> None:
    panel = shown(screen)
    menu = menu_at(panel, place_of(panel, NOW - 30.0, 10.4))
    menu.close()
    qtbot.waitUntil(lambda: not panel.canvas.findChildren(QMenu))
