import itertools
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from monitor.ui.theme import Theme, load_theme
from monitor.ui.xy.panel import XyPanel
from monitor.workspace.desk.specs.analysis import XySpec
from monitor.workspace.wording import MINUS, THIN
from tests.helpers.analysis import Bench, series
from tests.helpers.analysis_panels import context_of, draw, shown
from tests.helpers.plots import colour, pixels

PRICE, SIZE = series("price"), series("size")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.open("Market", unit="USD")
    return made


def fill(bench: Bench, number: int = 400, slope: float = -2.0) -> None:
    time = bench.now - 60.0 + np.arange(number) * (60.0 / number)
    x = np.linspace(0.0, 100.0, number)
    bench.rows(time=list(time), price=list(x), size=list(slope * x + 7.0))


def panel_of(bench: Bench, theme: Theme, qtbot: QtBot, spec: XySpec | None = None) -> XyPanel:
    spec = XySpec(x=PRICE, y=(SIZE,)) if spec is None else spec
    return shown(XyPanel(context_of(bench, theme), spec), qtbot)


def test_with_nothing_to_show_it_says_what_to_do(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, XySpec())
    assert not panel.frame(bench.now)
    assert not panel.chart.isVisible()
    assert panel.title == "XY"


def test_series_that_are_dropped_become_x_and_then_y(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    fill(bench)
    panel = panel_of(bench, dark, qtbot, XySpec())
    with qtbot.waitSignals([panel.spec_changed] * 2):
        assert panel.take_series([PRICE, SIZE])
    assert panel.spec == XySpec(x=PRICE, y=(SIZE,))
    panel.take_series([SIZE])
    assert panel.spec.y == (SIZE,)
    draw(panel, bench)
    assert panel.title == "size over price"
    assert panel.subtitle == f"r {MINUS}1.00 \N{MIDDLE DOT} 400 pairs"
    assert not panel.take_series([])


def test_points_stand_where_their_values_are_and_the_newest_are_strongest(
    bench: Bench, dark: Theme, qtbot: QtBot
) -> None:
    bench.rows(time=[bench.now - 290.0, bench.now - 1.0], price=[0.0, 100.0], size=[0.0, 50.0])
    panel = panel_of(bench, dark, qtbot)
    draw(panel, bench, frames=2)
    chart = panel.chart
    x, y = chart.axes(chart.plot_rect)
    seen = pixels(chart)
    strong = seen[round(y.place(50.0)), round(x.place(100.0)) - 1]
    weak = seen[round(y.place(0.0)) - 1, round(x.place(0.0))]
    assert strong == colour(dark.series[0])
    assert weak not in (strong, colour(dark.panel))


@pytest.mark.parametrize("style", ["points", "line"])
def test_the_theme_can_change_while_it_is_open(bench: Bench, dark: Theme, qtbot: QtBot, style: str) -> None:
    fill(bench)
    panel = panel_of(bench, dark, qtbot, XySpec(x=PRICE, y=(SIZE,), style=style))  # type: ignore[arg-type]
    draw(panel, bench, frames=2)
    light = load_theme("light")
    panel.set_theme(light)
    seen = pixels(panel.chart)
    assert (seen == colour(light.series[0])).any()
    assert not (seen == colour(dark.series[0])).any()


def test_equal_axes_give_one_step_as_many_pixels_in_both_directions(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    fill(bench)
    panel = panel_of(bench, dark, qtbot)
    draw(panel, bench, frames=2)
    with qtbot.waitSignal(panel.spec_changed):
        qtbot.mouseClick(panel.chips.chips[0], Qt.MouseButton.LeftButton)
    assert panel.spec.equal
    draw(panel, bench, frames=2)
    x, y = panel.chart.axes(panel.chart.plot_rect)
    assert x.per_pixel == pytest.approx(y.per_pixel)
    low, high = x.value(panel.chart.plot_rect.left()), x.value(panel.chart.plot_rect.right())
    assert low <= 0.0
    assert high >= 100.0


def test_the_mouse_reads_the_nearest_pair(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    fill(bench)
    bench.workspace.settings.change(time_zone="utc")
    panel = panel_of(bench, dark, qtbot)
    draw(panel, bench, frames=2)
    x, y = panel.chart.axes(panel.chart.plot_rect)
    place = QPointF(x.place(50.0), y.place(-93.0)).toPoint()
    qtbot.mouseMove(panel.chart, place)
    reading = panel.chart.reading
    assert reading is not None
    time, one, other = (words for words, _ in reading.lines)
    assert time.startswith("14 Nov 2023 22:")
    assert one.startswith("A price 49.8") or one.startswith("A price 50.1")
    assert other.endswith(f"{THIN}USD")
    qtbot.mouseMove(panel.chart, QPoint(2, 2))
    assert panel.chart.reading is None


def test_the_keys_go_from_pair_to_pair(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    bench.rows(time=[bench.now - 3, bench.now - 2, bench.now - 1], price=[1.0, 2.0, 3.0], size=[4.0, 5.0, 6.0])
    panel = panel_of(bench, dark, qtbot)
    draw(panel, bench, frames=2)
    panel.setFocus()
    read = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(panel.chart, key)
        assert panel.chart.reading is not None
        read.append(panel.chart.reading.lines[1][0].split(THIN)[0])
    assert read == ["A price 3", "A price 2", "A price 1", "A price 1"]
    assert "A price 1" in panel.chart.accessibleDescription()
    qtbot.keyClick(panel.chart, Qt.Key.Key_Escape)
    assert panel.chart.reading is None


def test_menu_swaps_and_removes(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    fill(bench)
    panel = panel_of(bench, dark, qtbot)
    menu = panel.chips.chips[2]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton)
    actions = {action.text(): action for action in menu.action.menu().actions()}
    actions["Swap x and y"].trigger()
    assert panel.spec == XySpec(x=SIZE, y=(PRICE,))
    menu.action.menu().aboutToShow.emit()
    next(action for action in menu.action.menu().actions() if action.text().startswith("Remove")).trigger()
    assert panel.spec.y == ()
    menu.action.menu().close()
    draw(panel, bench, frames=1)
    assert "second series" in panel.chart.words


def test_old_pairs_leave_and_an_earlier_moment_brings_them_back(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    fill(bench)
    then = bench.now
    panel = panel_of(bench, dark, qtbot, XySpec(x=PRICE, y=(SIZE,), window_seconds=60.0))
    bench.clock.advance(500.0)
    draw(panel, bench)
    assert "No pairs" in panel.chart.words
    panel.look_at(then)
    draw(panel, bench)
    assert panel.chart.words == ""
    assert "400 pairs" in panel.subtitle
    panel.look_at(None)
    draw(panel, bench)
    assert "No pairs" in panel.chart.words


def test_nothing_is_worked_out_while_nothing_has_come(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    fill(bench)
    panel = panel_of(bench, dark, qtbot)
    draw(panel, bench)
    assert not panel.frame(bench.now + 0.01)
    assert not panel.frame(bench.now + 0.5)
    fill(bench)
    assert panel.frame(bench.now + 0.9)


def test_every_spec_shown_is_the_spec_given(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, XySpec())
    told = []
    panel.spec_changed.connect(told.append)
    for style, equal, seconds in itertools.product(("points", "line"), (True, False), (10.0, 77.0)):
        spec = XySpec(x=PRICE, y=(SIZE,), style=style, equal=equal, window_seconds=seconds)  # type: ignore[arg-type]
        panel.set_spec(spec)
        assert panel.spec == spec
    assert told == []
    assert len(panel.menu_actions()) == 4
    panel.let_go()
