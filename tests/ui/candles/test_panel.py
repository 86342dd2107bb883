from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from monitor.core.gap import Gap
from monitor.ui.candles.panel import CandlesPanel
from monitor.ui.candles.width_field import WidthField
from monitor.ui.charts.axis import Axis
from monitor.ui.panels.context import PanelContext
from monitor.ui.theme import Theme, load_theme
from monitor.workspace.desk.specs.candles import CandlesSpec
from tests.helpers.analysis import Bench, series
from tests.helpers.analysis_panels import context_of, shown
from tests.helpers.plots import colour, pixels

PRICE, SIZE = series("price"), series("size")
SPEC = CandlesSpec(price=PRICE, volume=SIZE, interval=60.0)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.open("Market")
    return made


def trade(bench: Bench, minutes: int = 200, *, each: int = 20) -> None:
    """Trades up to now, whose price goes up and down."""
    time = bench.now - 60.0 * minutes + np.arange(minutes * each) * (60.0 / each)
    price = 1000.0 + 50.0 * np.sin(time / 1500.0) + np.cos(time / 7.0)
    bench.rows(time=list(time), price=list(price), size=[1.0] * len(time))


def panel_of(
    bench: Bench, theme: Theme, qtbot: QtBot, spec: CandlesSpec = SPEC, context: PanelContext | None = None
) -> CandlesPanel:
    return shown(CandlesPanel(context or context_of(bench, theme), spec), qtbot, size=(700, 400))


def frames(panel: CandlesPanel, bench: Bench, number: int = 4) -> bool:
    """Some frames go by; whether the last drew anything."""
    drawn = False
    for _ in range(number):
        bench.clock.advance(0.3)
        drawn = panel.frame(bench.now)
    return drawn


def view(panel: CandlesPanel) -> tuple[float, float]:
    extent = panel.chart.extent
    assert extent is not None
    return extent.x_low, extent.x_high


def middle(panel: CandlesPanel) -> QPoint:
    return panel.chart.plot_rect.center()


def test_with_nothing_to_show_it_says_what_to_do(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, CandlesSpec())
    assert not panel.frame(bench.now)
    assert panel.title == "Candles"
    assert not panel.chart.isVisible()
    trade(bench)
    qtbot.mouseClick(panel.findChild(QPushButton), Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClicks(popup.findChild(QLineEdit), "price")
    with qtbot.waitSignal(panel.spec_changed) as told:
        qtbot.keyClick(popup.findChild(QLineEdit), Qt.Key.Key_Return)
    assert told.args == [CandlesSpec(price=PRICE, volume=SIZE)]
    assert panel.chart.isVisible()
    assert panel.title == "A price"
    assert panel.subtitle == "Market"


def test_it_waits_for_a_series_that_has_no_rows_yet(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    assert panel.chart.words == "Waiting for the first numbers"
    trade(bench, 3)
    assert panel.frame(bench.now)
    assert panel.chart.words == ""


@pytest.mark.parametrize("name", ["dark", "light"])
def test_rising_candles_are_hollow_and_falling_ones_are_filled(bench: Bench, name: str, qtbot: QtBot) -> None:
    theme = load_theme(name)
    start = bench.now - bench.now % 60.0 - 600.0
    time = start + np.arange(40) * 15.0
    price = np.tile([10.0, 12.0, 18.0, 20.0, 20.0, 18.0, 12.0, 10.0], 5)
    bench.rows(time=list(time), price=list(price), size=[1.0] * 40)
    panel = panel_of(bench, theme, qtbot, CandlesSpec(price=PRICE, shown=12))
    frames(panel, bench)
    picture = pixels(panel.chart)
    up, down, ground = (colour(each) for each in (theme.series[0], theme.series[1], theme.panel))
    assert (picture == up).sum() > 100
    assert (picture == down).sum() > 2 * (picture == up).sum()
    columns = np.flatnonzero((picture == up).sum(axis=0) > 40)
    inside = picture[:, columns[0] + 3]
    assert (inside == up).sum() < 20
    assert (inside == ground).sum() > 40


def test_the_line_above_tells_of_the_newest_candle_and_of_the_one_under_the_mouse(
    bench: Bench, dark: Theme, qtbot: QtBot
) -> None:
    trade(bench)
    context = context_of(bench, dark)
    panel, other = (panel_of(bench, dark, qtbot, context=context) for _ in range(2))
    other.move(1000, 0)
    for each in (panel, other):
        frames(each, bench)
    newest = panel.chart.overlay.words
    assert newest is not None
    qtbot.mouseMove(panel.chart, middle(panel) - QPoint(60, 0))
    qtbot.mouseMove(panel.chart, middle(panel))
    hovered = panel.chart.overlay.words
    assert hovered is not None
    assert hovered.when != newest.when
    assert panel.chart.overlay.y is not None
    assert context.cursor.time is not None
    assert other.chart.overlay.words == hovered
    assert other.chart.overlay.y is None
    frames(panel, bench)
    assert panel.chart.overlay.words == hovered
    assert "open 1" in panel.chart.accessibleDescription()


def test_dragging_stands_still_and_tells_what_has_come_since(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    before = view(panel)
    qtbot.mousePress(panel.chart, Qt.MouseButton.LeftButton, pos=middle(panel))
    qtbot.mouseMove(panel.chart, middle(panel) + QPoint(100, 0))
    qtbot.mouseRelease(panel.chart, Qt.MouseButton.LeftButton, pos=middle(panel) + QPoint(100, 0))
    assert not panel.live
    assert frames(panel, bench, 1)
    after = view(panel)
    assert before[0] - after[0] == pytest.approx(100 * (before[1] - before[0]) / panel.chart.plot_rect.width())
    bench.rows(price=[1.0, 2.0, 3.0], size=[1.0, 1.0, 1.0])
    frames(panel, bench)
    assert view(panel) == after
    live = panel.controls.chips[-1]  # type: ignore[union-attr]
    assert live.text().startswith("3 new")
    live.click()
    frames(panel, bench)
    assert panel.live
    assert view(panel)[1] > before[1] - 1


def test_the_wheel_zooms_and_the_desk_is_told(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    at = QPointF(middle(panel))
    wheel = QWheelEvent(
        at,
        panel.chart.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(panel.spec_changed) as told:
        QApplication.sendEvent(panel.chart, wheel)
    assert told.args[0].shown < SPEC.shown
    assert panel.spec == told.args[0]
    assert panel.live
    frames(panel, bench)
    low, high = view(panel)
    assert high - low == pytest.approx(panel.spec.shown, abs=1.0)


def test_keys_do_what_the_mouse_does(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    before = view(panel)
    qtbot.keyClick(panel.chart, Qt.Key.Key_Left)
    frames(panel, bench)
    assert view(panel)[1] < before[1]
    qtbot.keyClick(panel.chart, Qt.Key.Key_Home)
    frames(panel, bench)
    assert view(panel)[0] < before[1] - 180
    qtbot.keyClick(panel.chart, Qt.Key.Key_End)
    assert panel.live
    qtbot.keyClick(panel.chart, Qt.Key.Key_Space)
    assert not panel.live
    qtbot.keyClick(panel.chart, Qt.Key.Key_Space)
    assert panel.live
    qtbot.keyClick(panel.chart, Qt.Key.Key_Plus)
    assert panel.spec.shown < SPEC.shown
    qtbot.keyClick(panel.chart, Qt.Key.Key_Minus)
    assert panel.spec.shown == SPEC.shown


def test_another_width_is_chosen_from_the_chip(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    width = panel.controls.chips[1]  # type: ignore[union-attr]
    five = next(each for each in width.pull_down.actions() if each.data() == (300.0, None))  # type: ignore[attr-defined]
    with qtbot.waitSignal(panel.spec_changed):
        five.trigger()
    assert panel.spec.interval == 300.0
    frames(panel, bench)
    assert view(panel)[1] == pytest.approx(bench.now / 300.0, abs=8.0)
    ticks = next(each for each in width.pull_down.actions() if each.data() == (60.0, 100))  # type: ignore[attr-defined]
    ticks.trigger()
    frames(panel, bench)
    assert panel.spec.count == 100
    assert view(panel)[1] == pytest.approx(40.0, abs=6.0)


def test_a_width_can_be_typed(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    assert panel.controls is not None
    panel.controls.show()
    field = panel.controls.findChild(WidthField)
    assert field is not None
    field.popup(QPoint(10, 10))
    edit = field.findChild(QLineEdit)
    qtbot.keyClicks(edit, "five")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert field.isVisible()
    edit.clear()
    qtbot.keyClicks(edit, "90 s")
    with qtbot.waitSignal(panel.spec_changed):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert panel.spec.interval == 90.0
    assert not field.isVisible()


def test_series_that_are_dropped_become_price_and_volume(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot, CandlesSpec())
    assert not panel.take_series([])
    assert panel.take_series([PRICE])
    assert panel.spec.volume == SIZE
    assert panel.take_series([SIZE, PRICE])
    assert (panel.spec.price, panel.spec.volume) == (SIZE, PRICE)


def test_a_gap_of_the_feed_is_hatched_and_says_why(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    feed = bench.workspace.feeds[0]
    feed.take_gap(Gap(feed.feed, bench.now - 1800.0, bench.now - 900.0, "reset by server"))
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    assert panel.chart.picture is not None
    ((start, end, labels),) = panel.chart.picture.gaps
    assert end - start == pytest.approx(15.0, abs=0.1)
    assert "reset by server" in labels[0]


def test_nothing_is_drawn_while_nothing_changes(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    assert not any(panel.frame(bench.now) for _ in range(20))


def test_times_follow_the_settings(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    bench.workspace.settings.change(time_zone="utc")
    frames(panel, bench)
    assert panel.chart.overlay.words is not None
    assert panel.chart.overlay.words.when == "22:13"
    assert panel.chart.picture is not None
    assert "22:00" in panel.chart.picture.ticks.labels


def test_the_desk_may_set_it_anew_and_look_elsewhere(bench: Bench, dark: Theme, light: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot, CandlesSpec())
    with qtbot.assertNotEmitted(panel.spec_changed):
        panel.set_spec(SPEC)
    frames(panel, bench)
    panel.look_at(bench.now - 3600.0)
    frames(panel, bench)
    assert view(panel)[1] == pytest.approx((bench.now - 3600.0) / 60.0, abs=1.0)
    panel.look_at(None)
    assert panel.live
    panel.set_theme(light)
    frames(panel, bench)
    assert (pixels(panel.chart) == colour(light.panel)).sum() > 1000
    assert len(panel.menu_actions()) == 2
    panel.let_go()


def test_a_history_is_read_over_several_frames(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    count = 600_000
    time = bench.now - count / 1000.0 + np.arange(count) / 1000.0
    bench.rows(time=list(time), price=[1.0] * count, size=[1.0] * count)
    panel = panel_of(bench, dark, qtbot, CandlesSpec(price=PRICE, interval=1.0))
    ends = []
    for _ in range(5):
        frames(panel, bench, 1)
        ends.append(view(panel)[1])
    assert ends[0] < ends[1]
    assert ends[-1] == pytest.approx(bench.now, abs=8.0)


def test_no_label_lies_under_the_last_price_or_on_the_volume(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    trade(bench)
    panel = panel_of(bench, dark, qtbot)
    frames(panel, bench)
    chart = panel.chart
    axis = chart.axes(chart.plot_rect)[1]
    ticks = chart.y_ticks(axis, 8)
    assert any(ticks.labels)
    chart.show_overlay(replace(chart.overlay, last=ticks.values[2]))
    shown = chart.y_ticks(axis, 8).labels
    assert shown[2] == ""
    low = Axis(ticks.values[0], axis.high, axis.start, axis.end)
    assert chart.y_ticks(low, 8).labels[0] == ""
