import gc
import weakref
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from monitor.core.gap import Gap
from monitor.store import Store
from monitor.ui.plots import PlotPanel
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.plotting.view import View
from monitor.workspace.wording import count, duration
from tests.helpers.plots import NOW, Screen, colour, filled, panel_of, pixels, spec_of
from tests.helpers.rows import Source

BLUE, ORANGE = "#56b4e9", "#e69f00"


def curve_columns(panel: PlotPanel, ink: str = BLUE) -> np.ndarray:
    """The columns of the plot in which there is a pixel of a curve's colour."""
    rect = panel.canvas.plot_rect
    area = pixels(panel.canvas)[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1]
    return np.flatnonzero((area == colour(ink)).any(axis=0))


def column_of(panel: PlotPanel, time: float) -> int:
    scale = panel.canvas.scale_shown
    assert scale is not None
    return scale.column(time) - scale.first


def wheel(panel: PlotPanel, at: QPoint, delta: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(panel.canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panel.canvas, event)


def test_before_the_first_row_the_panel_says_what_it_waits_for(screen: Screen, dark: Theme) -> None:
    panel = screen.show(Store(keep_bytes=1 << 20))
    assert panel.frame(NOW)
    assert not panel.frame(NOW + 0.1)
    middle = pixels(panel.canvas)[60:-30]
    assert (middle != colour(dark.panel)).any()


def test_the_curve_is_where_its_samples_are(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 30.0, 25.0))
    assert panel.frame(NOW)
    drawn = curve_columns(panel)
    assert abs(drawn[0] - column_of(panel, NOW - 30.0)) <= 1
    assert abs(drawn[-1] - column_of(panel, NOW - 5.05)) <= 1
    assert len(drawn) == drawn[-1] - drawn[0] + 1


def test_a_gap_is_hatched_and_no_line_crosses_it(screen: Screen, dark: Theme) -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    gap = Gap("feed", NOW - 30.0, NOW - 20.0, "reset by server")
    for start, end in ((NOW - 50.0, gap.start), (NOW - 20.0, NOW)):
        time = np.arange(start, end, 0.05)
        store.append(source.batch(list(time), list(10 + np.sin(time))))
    panel = screen.show(store)
    screen.frame(panel, NOW, [gap])
    start, end = column_of(panel, gap.start), column_of(panel, NOW - 20.0)
    drawn = curve_columns(panel)
    assert not ((drawn > start + 1) & (drawn < end - 1)).any()
    assert (drawn < start).any()
    assert (drawn > end).any()
    rect = panel.canvas.plot_rect
    hatched = pixels(panel.canvas)[rect.center().y() : rect.bottom(), start + 2 : end - 2]
    assert ((hatched != colour(dark.panel)) & (hatched != colour(dark.line))).mean() > 0.1


@pytest.mark.parametrize("late", [0.0, 0.4])
@pytest.mark.parametrize("rate", [0.2, 2.0, 200.0])
@pytest.mark.parametrize("rows_first", [False, True])
def test_no_curve_crosses_a_closed_gap_however_rows_and_gaps_arrive(
    screen: Screen, rate: float, rows_first: bool, late: float
) -> None:
    """Rows in bulk after a gap, and rows whose own time is a little after it began."""
    store, source = Store(keep_bytes=1 << 26), Source()
    gap = Gap("feed", NOW - 40.0, NOW - 20.0, "reset by server")
    panel = screen.show(store)

    def rows(start: float, end: float) -> None:
        time = np.append(np.arange(start, end, 1 / rate), end)
        store.append(source.batch(list(time), list(10 + np.sin(time))))

    rows(NOW - 58.0, gap.start + late)
    screen.frame(panel, NOW - 38.0, [Gap("feed", gap.start, None, gap.reason)])
    if rows_first:
        rows(NOW - 20.0 + 0.2, NOW)
        screen.frame(panel, NOW, [Gap("feed", gap.start, None, gap.reason)])
    screen.frame(panel, NOW, [gap])
    if not rows_first:
        rows(NOW - 20.0 + 0.2, NOW)
        screen.frame(panel, NOW + 0.1, [gap])
    screen.frame(panel, NOW + 0.4, [gap])
    start, end = column_of(panel, gap.start + late), column_of(panel, NOW - 20.0)
    drawn = curve_columns(panel)
    assert (drawn < start).any()
    assert (drawn > end).any()
    assert not ((drawn > start + 3) & (drawn < end - 3)).any()


@pytest.mark.parametrize("height", [160, 320])
def test_what_is_written_about_a_gap_covers_no_curve(screen: Screen, dark: Theme, height: int) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0), size=(640, height))
    panel.frame(NOW)
    screen.frame(panel, NOW + 0.5, [Gap("feed", NOW - 40.0, NOW - 35.0, "the server restarts")])
    rect = panel.canvas.plot_rect
    notes = pixels(panel.canvas)[rect.top() : rect.top() + 22, : rect.width()]
    assert (notes == colour(dark.muted)).any()
    assert not (notes == colour(BLUE)).any()
    assert len(curve_columns(panel)) > 400


def test_of_gaps_near_each_other_every_one_says_what_it_has_room_for(screen: Screen, dark: Theme) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    gaps = [Gap("feed", NOW - 60.0 + 12 * n, NOW - 55.0 + 12 * n, "the server restarts") for n in range(5)]
    screen.frame(panel, NOW, gaps)
    rect = panel.canvas.plot_rect
    notes = (pixels(panel.canvas)[rect.top() : rect.top() + 22, : rect.width()] == colour(dark.muted)).any(axis=0)
    for gap in gaps:
        start = max(0, column_of(panel, gap.start))
        assert notes[start : start + 100].any()


def test_a_gap_told_late_leaves_nothing_of_the_line_it_breaks(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([NOW - 50.0, NOW - 10.0, NOW - 5.0], [1.0, 2.0, 1.0]))
    panel = screen.show(store)
    panel.frame(NOW)
    screen.frame(panel, NOW + 0.5, [Gap("feed", NOW - 20.0, NOW - 15.0, "")])
    drawn = curve_columns(panel)
    assert not ((drawn > column_of(panel, NOW - 50.0) + 3) & (drawn < column_of(panel, NOW - 10.0) - 3)).any()


def test_a_line_breaks_where_there_is_no_number(screen: Screen) -> None:
    time = NOW - 60.0 + np.arange(600) / 10.0
    values = np.where((time > NOW - 40) & (time < NOW - 20), np.nan, 5.0 + np.sin(time))
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch(list(time), list(values)))
    panel = screen.show(store)
    panel.frame(NOW)
    drawn = curve_columns(panel)
    assert not ((drawn > column_of(panel, NOW - 39.5)) & (drawn < column_of(panel, NOW - 20.5))).any()


def test_a_number_that_stands_alone_is_seen(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([NOW - 5.0], [5.0]))
    panel = screen.show(store)
    panel.frame(NOW)
    assert 3 <= len(curve_columns(panel)) <= 5


def test_samples_far_apart_are_dots_on_a_line(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    time = NOW - 50.0 + 5.0 * np.arange(10)
    store.append(Source().batch(list(time), list(10.5 + np.sin(time))))
    panel = screen.show(store)
    panel.frame(NOW)
    rect = panel.canvas.plot_rect
    area = pixels(panel.canvas)[rect.top() : rect.bottom(), : rect.width()] == colour(BLUE)
    assert all(area[:, column_of(panel, at)].sum() >= 3 for at in time)
    between = area[:, column_of(panel, time[3] + 2.5)]
    assert between.sum() in (1, 2)


def test_whole_numbers_far_apart_hold_until_the_next(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    time = NOW - 50.0 + 5.0 * np.arange(10)
    store.append(Source().batch(list(time), [10.0, 30.0] * 5))
    panel = screen.show(store)
    panel.frame(NOW)
    rect = panel.canvas.plot_rect
    area = pixels(panel.canvas)[rect.top() : rect.bottom(), : rect.width()] == colour(BLUE)
    rows = [np.flatnonzero(area[:, column_of(panel, time[2] + later)]) for later in (1.0, 2.5, 4.0)]
    assert all(np.array_equal(row, rows[0]) for row in rows)
    assert len(rows[0]) == 1


def test_samples_that_come_nearer_become_a_plain_line(screen: Screen) -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    time = NOW - 50.0 + 5.0 * np.arange(9)
    store.append(source.batch(list(time), [10.0, 30.0] * 4 + [10.0]))
    panel = screen.show(store)
    panel.frame(NOW - 10.0)
    time = NOW - 9.0 + np.arange(900) / 100.0
    store.append(source.batch(list(time), list(20.0 + np.sin(time))))
    panel.frame(NOW)
    panel.frame(NOW + 0.2)
    slope = column_of(panel, NOW - 47.5)
    rect = panel.canvas.plot_rect
    assert (pixels(panel.canvas)[rect.center().y() - 30 : rect.center().y() + 30, slope] == colour(BLUE)).any()


Arrive: TypeAlias = Callable[[Store, Source, np.random.Generator, float], None]


def many_rows(store: Store, source: Source, random: np.random.Generator, now: float) -> None:
    for key in "AB":
        rows = int(random.integers(0, 4))
        if rows:
            time = now - random.exponential(0.05, rows) * (1 if random.random() < 0.9 else 30)
            values = np.where(random.random(rows) < 0.02, np.nan, 5 * np.sin(time) + random.normal(size=rows))
            store.append(source.batch(list(time), list(values), keys=key, received=[now] * rows))


def few_rows(store: Store, source: Source, random: np.random.Generator, now: float) -> None:
    if random.random() < 0.12:
        time = now - random.exponential(0.1 if random.random() < 0.8 else 3.0)
        value = float(random.integers(0, 6)) or np.nan
        key = "AB"[int(random.integers(0, 2))]
        store.append(source.batch([time], [value], keys=key, received=[now]))


@pytest.mark.parametrize("arrive", [many_rows, few_rows])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_plot_drawn_bit_by_bit_is_the_one_drawn_at_once(
    screen: Screen, seed: int, arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Late rows, gaps that open and close, holes, several series and the seam of the film leave no trace."""
    random = np.random.default_rng(seed)
    store, source = Store(keep_bytes=1 << 26), Source()
    plan = spec_of("A", "B", window=8.0)
    panel = screen.show(store, plan, size=(500, 260))
    exposed: list[View] = []
    expose = panel.canvas.expose
    monkeypatch.setattr(panel.canvas, "expose", lambda view: (exposed.append(view), expose(view))[1])
    gaps: list[Gap] = []
    now = NOW
    for frame in range(700):
        now += 1 / 60
        arrive(store, source, random, now)
        if frame in (200, 500):
            gaps.append(Gap("feed", now, None, "reset by server"))
        if frame in (260, 530):
            gaps[-1] = gaps[-1].closed(now)
        screen.frame(panel, now, tuple(gaps))
    screen.frame(panel, now + 0.5, tuple(gaps))
    bit_by_bit = pixels(panel.canvas)
    panel.canvas.redraw()
    expose(exposed[-1])
    assert len(curve_columns(panel)) > 100
    # Qt rounds a line anew where it enters a picture: in the first column, and where the ring of the film begins.
    assert np.count_nonzero(bit_by_bit[:, 1:] != pixels(panel.canvas)[:, 1:]) <= 2


def test_a_panel_with_nothing_new_in_the_same_column_draws_nothing(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 30.0, 30.0), spec_of(window=3600.0))
    assert panel.frame(NOW)
    assert not panel.frame(NOW + 0.2)


def test_the_plot_moves_while_nothing_arrives(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 30.0, 30.0), spec_of(window=10.0))
    panel.frame(NOW)
    before = curve_columns(panel)[-1]
    assert panel.frame(NOW + 2.0)
    assert curve_columns(panel)[-1] < before - 50


def test_dragging_freezes_the_view_and_never_the_data(screen: Screen, qtbot: QtBot) -> None:
    store, source = Store(keep_bytes=1 << 26), Source()
    time = NOW - 60.0 + np.arange(1_200) / 20
    store.append(source.batch(list(time), list(10 + np.sin(time))))
    panel = screen.show(store)
    panel.frame(NOW)
    viewport = panel.canvas
    start = panel.canvas.plot_rect.center()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 12):
        qtbot.mouseMove(viewport, start + QPoint(10 * step, 0), delay=-1)
        _drag(panel, start + QPoint(10 * step, 0))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(110, 0))
    assert not panel.live
    panel.frame(NOW + 0.5)
    frozen = panel.canvas.scale_shown
    store.append(source.batch(list(NOW + 1 + np.arange(1_240) / 1000), [10.0] * 1_240))
    panel.frame(NOW + 3.0)
    assert panel.canvas.scale_shown == frozen
    assert any(count(1_240) in text for text in _words(panel))
    panel.jump_to_live()
    panel.frame(NOW + 3.1)
    assert panel.live
    assert column_of(panel, NOW + 3.1) == panel.canvas.scale_shown.columns - 1  # type: ignore[union-attr]


def _drag(panel: PlotPanel, to: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(panel.canvas.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(panel.canvas, event)


def _words(panel: PlotPanel) -> Sequence[str]:
    return [label.text() for label in panel.controls.findChildren(QLabel) if label.isVisibleTo(panel.controls)]


def test_the_wheel_zooms_time_around_the_mouse_and_freezes(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    before = panel.canvas.scale_shown
    wheel(panel, panel.canvas.plot_rect.center(), 240)
    panel.frame(NOW + 0.1)
    after = panel.canvas.scale_shown
    assert before is not None
    assert after is not None
    assert after.step < before.step
    assert not panel.live
    middle = (before.t0 + before.t1) / 2
    assert abs(column_of(panel, middle) - after.columns / 2) < 8


def test_a_frozen_plot_is_drawn_smoothly_and_a_live_one_is_not(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    plain = len(np.unique(pixels(panel.canvas)[30:-30]))
    panel.toggle_pause()
    panel.frame(NOW + 0.1)
    assert len(np.unique(pixels(panel.canvas)[30:-30])) > plain + 10


def test_the_wheel_over_the_value_axis_zooms_values_until_a_double_click(screen: Screen, qtbot: QtBot) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    before = panel.canvas.scale_shown
    axis = QPoint(panel.canvas.width() - 20, panel.canvas.plot_rect.center().y())
    wheel(panel, axis, 240)
    panel.frame(NOW + 0.3)
    zoomed = panel.canvas.scale_shown
    assert before is not None
    assert zoomed is not None
    assert zoomed.high - zoomed.low < before.high - before.low
    assert panel.live
    qtbot.mouseDClick(panel.canvas, Qt.MouseButton.LeftButton, pos=axis)
    panel.frame(NOW + 0.6)
    released = panel.canvas.scale_shown
    assert released is not None
    assert released.high - released.low == pytest.approx(before.high - before.low)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_End])
def test_everything_can_be_done_by_keyboard(screen: Screen, qtbot: QtBot, key: Qt.Key) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    spans = []
    for press in (Qt.Key.Key_Left, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Right):
        qtbot.keyClick(panel.canvas, press)
        panel.frame(NOW + 0.1)
        scale = panel.canvas.scale_shown
        assert scale is not None
        spans.append((scale.first, round(scale.step * scale.columns, 3)))
    assert not panel.live
    assert all(one != other for one, other in pairwise(spans))
    qtbot.keyClick(panel.canvas, key)
    assert panel.live
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Space)
    assert not panel.live


def test_a_double_click_returns_to_the_present(screen: Screen, qtbot: QtBot) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    panel.toggle_pause()
    qtbot.mouseDClick(panel.canvas, Qt.MouseButton.LeftButton, pos=panel.canvas.plot_rect.center())
    assert panel.live


def test_a_chip_chooses_another_window(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 600.0, 600.0))
    panel.frame(NOW)
    for chip, seconds in zip(panel.controls.chips, (10.0, 60.0, 300.0, 900.0, 3600.0), strict=False):
        chip.click()
        panel.frame(NOW)
        scale = panel.canvas.scale_shown
        assert scale is not None
        assert scale.t1 - scale.t0 == pytest.approx(seconds, rel=0.01)
    panel.controls.chips[-1].click()
    panel.frame(NOW)
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert scale.t0 <= NOW - 600.0
    assert scale.t1 - scale.t0 < 700


def test_in_a_narrow_panel_one_chip_goes_through_the_windows(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0), size=(380, 240))
    panel.controls.fit(60)
    visible = [chip for chip in panel.controls.chips if chip.isVisibleTo(panel.controls)]
    assert [chip.isChecked() for chip in visible] == [True]
    visible[0].click()
    panel.frame(NOW)
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert scale.t1 - scale.t0 == pytest.approx(300.0, rel=0.01)
    assert sum(chip.isVisibleTo(panel.controls) for chip in panel.controls.chips) == 1


def test_chips_give_way_to_what_stands_beside_them_and_the_one_in_force_stays(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0), size=(900, 240))

    def shown() -> list[str]:
        return [chip.text() for chip in panel.controls.chips if chip.isVisibleTo(panel.controls)]

    panel.controls.fit(1_000)
    every = shown()
    assert len(every) == 8
    counts = []
    for room in range(600, -1, -20):
        panel.controls.fit(room)
        assert panel.controls.sizeHint().width() <= max(room, 80)
        assert duration(60) in shown()
        assert shown() == [text for text in every if text in shown()]
        counts.append(len(shown()))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1


def test_another_theme_is_drawn_with_the_next_frame(screen: Screen, light: Theme) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    panel.set_theme(light)
    panel.frame(NOW + 0.2)
    assert len(curve_columns(panel, light.series[0])) > 300
    assert len(curve_columns(panel, BLUE)) == 0


def test_another_plan_shows_other_series_and_leaves_the_view(screen: Screen) -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    time = list(NOW - 60 + np.arange(600) / 10)
    store.append(source.batch(time, [1.0] * 600, keys="A"))
    store.append(source.batch(time, [2.0] * 600, keys="B"))
    panel = screen.show(store, spec_of("A"))
    panel.frame(NOW)
    assert len(curve_columns(panel, ORANGE)) == 0
    panel.set_spec(spec_of("A", "B"))
    panel.frame(NOW + 0.2)
    assert len(curve_columns(panel, ORANGE)) > 300


def test_a_feed_that_is_dropped_and_comes_again_is_shown_again(screen: Screen) -> None:
    store = filled(NOW - 60.0, 60.0)
    panel = screen.show(store)
    panel.frame(NOW)
    store.drop_feed("feed")
    assert panel.frame(NOW + 0.2)
    store.append(Source().batch([NOW - 10.0, NOW], [1.0, 2.0]))
    assert panel.frame(NOW + 0.4)
    assert len(curve_columns(panel)) > 50


def test_no_more_than_twelve_curves_are_drawn_and_the_legend_says_so(screen: Screen) -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    names = [f"sensor {i}" for i in range(340)]
    for place, name in enumerate(names):
        store.append(source.batch([NOW - 20.0 + place / 100, NOW - 10 + place / 100], [1.0, 2.0], keys=name))
    panel = screen.show(store, spec_of(*names))
    panel.frame(NOW)
    text = panel.canvas.accessibleDescription()
    assert "12 of 340 keys" in text
    assert "sensor 11 " in text
    assert "sensor 12 " not in text


def test_the_panel_tells_of_itself_to_those_who_do_not_see_it(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    assert panel.canvas.accessibleName() == "Plot of Prices"
    assert panel.canvas.accessibleDescription().startswith("A ")


def test_a_value_that_no_longer_comes_is_grey_and_carries_its_age(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    panel.frame(NOW + 72.0)
    assert "ago" in panel.canvas.legend.text


def test_rows_of_a_clock_that_is_ahead_are_within_the_plot(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([NOW + 29.0, NOW + 30.0], [1.0, 2.0], received=[NOW - 1.0, NOW]))
    panel = screen.show(store)
    panel.frame(NOW)
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert 0 <= column_of(panel, NOW + 29.9) < scale.columns


def test_values_at_the_end_of_what_numbers_can_hold_are_drawn(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    time = list(NOW - 60 + np.arange(600) / 10)
    store.append(Source().batch(time, [1.7e308 * (-1) ** i for i in range(600)]))
    panel = screen.show(store)
    assert panel.frame(NOW)
    assert len(curve_columns(panel)) > 300


@pytest.mark.parametrize("size", [(640, 320), (160, 120), (2_000, 300)])
def test_a_plot_fits_whatever_size_it_is_given(screen: Screen, size: tuple[int, int]) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0), size=(640, 320))
    panel.frame(NOW)
    panel.resize(*size)
    pixels(panel.canvas)
    panel.frame(NOW + 0.2)
    rect = panel.canvas.plot_rect
    assert len(curve_columns(panel)) >= rect.width() - 12


def test_a_panel_that_was_deleted_leaves_nothing_behind(qapp: QApplication) -> None:
    panel = panel_of(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    panel.toggle_pause()
    panel.frame(NOW + 0.1)
    known = [weakref.ref(panel), weakref.ref(panel.canvas), weakref.ref(panel.controls)]
    panel.close()
    panel.deleteLater()
    del panel
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [one() for one in known] == [None, None, None]


def test_a_curve_of_the_legend_can_be_given_an_alert(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 10, 10))
    screen.frame(panel, NOW, ())
    asked = QSignalSpy(panel.alert_wanted)
    place = next(x for x in range(panel.canvas.width()) if panel.canvas.legend.at(x) == 0)
    menu = panel._menus.menu_at(QPointF(place, 10))
    next(action for action in menu.actions() if "alert" in action.text()).trigger()
    assert asked.at(0) == [panel.spec.curves[0].series]


def test_an_empty_plot_lets_one_choose_a_series(screen: Screen, qtbot: QtBot) -> None:
    panel = screen.show(filled(NOW - 10, 10), PlotSpec())
    screen.frame(panel, NOW, ())
    button = panel.findChild(QPushButton)
    assert button is not None
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    chooser = QApplication.activePopupWidget()
    assert isinstance(chooser, SeriesChooser)
    chooser.close()
    (series,) = spec_of("A").curves
    chooser.chosen.emit(series.series)
    assert panel.spec.curves == (series,)
    assert panel.canvas.isVisible()
    assert not button.isVisible()
