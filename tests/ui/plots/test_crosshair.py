"""The crosshair: linked between plots, read in the legend, moved by mouse and keys, and on no film."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from monitor.store import Store
from monitor.ui.plots import PlotPanel
from monitor.ui.theme import Theme
from tests.helpers.plots import NOW, Screen, colour, context_of, filled, pixels, spec_of
from tests.helpers.rows import Source


def hover(qtbot: QtBot, panel: PlotPanel, at: float, y: int = 120) -> QPoint:
    """Move the mouse over a moment."""
    place = panel.canvas.place
    assert place is not None
    to = QPoint(int(place.x(at)), y)
    qtbot.mouseMove(panel.canvas, to + QPoint(1, 1), delay=-1)
    qtbot.mouseMove(panel.canvas, to, delay=-1)
    return to


def rising(seconds: float = 60.0) -> Store:
    store = Store(keep_bytes=1 << 24)
    times = NOW - seconds + np.arange(round(seconds))
    store.append(Source().batch(list(times), list(np.arange(round(seconds), dtype=float))))
    return store


def two_plots(screen: Screen) -> tuple[PlotPanel, PlotPanel]:
    store = rising()
    context = context_of(store)
    first, second = (screen.show(store, spec_of(), context=context) for _ in range(2))
    for panel in (first, second):
        panel.frame(NOW)
    return first, second


def upright(panel: PlotPanel, ink: str) -> list[int]:
    """Columns that have the colour from top to bottom of the plot, but for what crosses them."""
    rect = panel.canvas.plot_rect
    area = pixels(panel.canvas)[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1] == colour(ink)
    columns: list[int] = np.flatnonzero(area.mean(axis=0) > 0.8).tolist()
    return columns


def across(panel: PlotPanel, ink: str) -> list[int]:
    rect = panel.canvas.plot_rect
    area = pixels(panel.canvas)[:, rect.left() : rect.right() + 1] == colour(ink)
    rows: list[int] = np.flatnonzero(area.mean(axis=1) > 0.3).tolist()
    return rows


def test_the_line_of_time_is_in_every_plot_and_that_of_values_only_under_the_mouse(
    screen: Screen, qtbot: QtBot, dark: Theme
) -> None:
    first, second = two_plots(screen)
    to = hover(qtbot, first, NOW - 20.5)
    assert upright(first, dark.muted) == [to.x()] == upright(second, dark.muted)
    assert to.y() in across(first, dark.muted)
    assert to.y() not in across(second, dark.muted)


def test_the_legend_reads_the_values_at_the_crosshair(screen: Screen, qtbot: QtBot) -> None:
    first, second = two_plots(screen)
    assert first.canvas.legend.text == "A 59"
    hover(qtbot, first, NOW - 20.5)
    first.frame(NOW + 0.01)
    assert first.canvas.legend.text == "A 39"
    second.frame(NOW + 0.13)
    assert second.canvas.legend.text == "A 39"
    qtbot.mouseMove(first.canvas, QPoint(first.canvas.width() - 10, 5), delay=-1)
    for panel in (first, second):
        panel.frame(NOW + 0.5)
        assert panel.canvas.legend.text == "A 59"


def test_nothing_of_it_stays_when_the_mouse_has_gone(screen: Screen, qtbot: QtBot) -> None:
    first, second = two_plots(screen)
    first.toggle_pause()
    for panel in (first, second):
        panel.frame(NOW + 0.2)
    clean = [pixels(panel.canvas)[28:] for panel in (first, second)]
    hover(qtbot, first, NOW - 20.5)
    hover(qtbot, first, NOW - 40.5, 200)
    assert not np.array_equal(clean[0], pixels(first.canvas)[28:])
    qtbot.mouseMove(first.canvas, QPoint(5, 5), delay=-1)
    for before, panel in zip(clean, (first, second), strict=True):
        np.testing.assert_array_equal(before, pixels(panel.canvas)[28:])


def test_moving_the_mouse_draws_nothing_of_the_film(
    screen: Screen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = two_plots(screen)
    painted: list[int] = []
    paint = first.canvas.layer.paint

    def count(painter: QPainter, start: int, last: int, origin: int) -> None:
        painted.append(last - start)
        paint(painter, start, last, origin)

    monkeypatch.setattr(first.canvas.layer, "paint", count)
    for second in range(10, 50, 4):
        hover(qtbot, first, NOW - second)
        qtbot.wait(0)
    assert painted == []


def test_from_a_move_of_the_mouse_to_its_picture_takes_little(screen: Screen, qtbot: QtBot) -> None:
    """Sixteen plots of four series, at the time the quickest of some moves takes: machines differ, moves do not."""
    store, source = Store(keep_bytes=1 << 26), Source()
    times = NOW - 60.0 + np.arange(6_000) / 100
    for name in "ABCD":
        store.append(source.batch(list(times), list(np.sin(times) + ord(name)), keys=name))
    context = context_of(store)
    panels = [screen.show(store, spec_of(*"ABCD"), context=context, size=(400, 220)) for _ in range(16)]
    for panel in panels:
        panel.frame(NOW)
        panel.toggle_pause()
        panel.frame(NOW + 0.1)
    qtbot.wait(0)
    spans = []
    for step in range(12):
        begin = time.perf_counter()
        panels[0].canvas.pointed.emit(NOW - 10.0 - step, 100.0)
        panels[0].frame(NOW + 0.2 + step / 60)
        for panel in panels:
            panel.canvas.repaint(panel.canvas.crosshair.region(panel.canvas.place))  # type: ignore[arg-type]
        spans.append(time.perf_counter() - begin)
    assert min(spans) < 0.02


def test_the_cursor_goes_with_a_mouse_at_rest_while_the_plot_moves(screen: Screen, qtbot: QtBot) -> None:
    first, second = two_plots(screen)
    to = hover(qtbot, first, NOW - 20.5)
    first.frame(NOW + 5.0)
    place = first.canvas.place
    assert place is not None
    assert first.canvas.crosshair.time == pytest.approx(place.time(to.x()))
    assert second.canvas.crosshair.time == first.canvas.crosshair.time


def test_keys_go_from_sample_to_sample(screen: Screen, qtbot: QtBot) -> None:
    first, second = two_plots(screen)
    control = Qt.KeyboardModifier.ControlModifier
    for keys, value in (
        ([Qt.Key.Key_Left], 59),
        ([Qt.Key.Key_Left, Qt.Key.Key_Left], 57),
        ([Qt.Key.Key_Right], 58),
        ([Qt.Key.Key_Home], 1),
        ([Qt.Key.Key_End], 59),
    ):
        for key in keys:
            qtbot.keyClick(first.canvas, key, control)
        first.frame(NOW + 0.01)
        assert first.canvas.legend.text == f"A {value}"
    assert second.canvas.crosshair.time == first.canvas.crosshair.time
    assert first.canvas.crosshair.y is not None
    qtbot.keyClick(first.canvas, Qt.Key.Key_Escape)
    assert first.canvas.crosshair.time is None
    assert first.live


def test_keys_choose_among_curves(screen: Screen, qtbot: QtBot) -> None:
    store, source = rising(), Source()
    store.append(source.batch([NOW - 30.0], [1.0]))
    store.append(source.batch([NOW - 40.0, NOW - 10.0], [7.0, 8.0], keys="B"))
    panel = screen.show(store, spec_of("A", "B"))
    panel.frame(NOW)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Left, control)
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Down, control)
    assert panel.canvas.crosshair.time == NOW - 10.0
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Left, control)
    assert panel.canvas.crosshair.time == NOW - 40.0


def test_those_who_do_not_see_it_are_told_what_it_reads(screen: Screen, qtbot: QtBot) -> None:
    first, _ = two_plots(screen)
    qtbot.keyClick(first.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    first.frame(NOW + 0.01)
    qtbot.keyClick(first.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    first.frame(NOW + 0.02)
    said = first.canvas.accessibleDescription()
    assert "A 58" in said
    assert ":" in said.split("A 58")[0]


def test_a_panel_that_was_let_go_no_longer_follows(screen: Screen) -> None:
    store = filled(NOW - 60.0, 60.0)
    context = context_of(store)
    panel = screen.show(store, spec_of(), context=context)
    panel.frame(NOW)
    panel.let_go()
    context.cursor.move(NOW - 5.0)
    assert panel.canvas.crosshair.time is None
