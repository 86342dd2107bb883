from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from monitor.ui.histogram.panel import HistogramPanel
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.analysis import HistogramSpec
from monitor.workspace.wording import THIN
from tests.helpers.analysis import Bench, series
from tests.helpers.analysis_panels import context_of, draw, shown
from tests.helpers.plots import colour, pixels

PRICE, SIZE = series("price"), series("size")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    random = np.random.default_rng(4)
    time = made.now - 60.0 + np.arange(2000) * 0.03
    made.rows(time=list(time), price=list(random.normal(50.0, 5.0, 2000)), size=list(random.normal(80.0, 2.0, 2000)))
    return made


def panel_of(bench: Bench, theme: Theme, qtbot: QtBot, spec: HistogramSpec | None = None) -> HistogramPanel:
    spec = HistogramSpec(series=(PRICE,)) if spec is None else spec
    panel = shown(HistogramPanel(context_of(bench, theme), spec), qtbot)
    draw(panel, bench, frames=3)
    return panel


def test_it_counts_and_says_the_figures(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    assert panel.title == "A price"
    assert f"2{THIN}000 samples" in panel.subtitle
    (entry,) = panel.chart.legend
    assert "mean 5" in entry.note
    draw(panel, bench)
    assert "mean 5" in panel.chart.accessibleDescription()
    assert (pixels(panel.chart) == colour(dark.series[0])).any()


def test_several_series_share_their_bins_each_in_its_colour(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    with qtbot.waitSignal(panel.spec_changed) as told:
        panel.take_series([SIZE])
    assert told.args == [HistogramSpec(series=(PRICE, SIZE))]
    draw(panel, bench, frames=3)
    seen = pixels(panel.chart)
    assert [(seen == colour(ink)).any() for ink in dark.series[:2]] == [True, True]
    assert [entry.name for entry in panel.chart.legend] == ["price", "size"]


def test_a_bin_is_read_under_the_mouse_and_by_the_keys(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    x, y = panel.chart.axes(panel.chart.plot_rect)
    qtbot.mouseMove(panel.chart, QPointF(x.place(50.2), y.place(10.0)).toPoint())
    assert panel.chart.reading is not None
    bin_words, counted = (words for words, _ in panel.chart.reading.lines)
    assert bin_words.startswith("50.0 \N{HORIZONTAL ELLIPSIS} 5")
    assert counted.endswith("%)")
    panel.setFocus()
    qtbot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert panel.chart.reading is not None
    assert panel.chart.reading.lines[0][0] != bin_words


def test_chips_change_bins_and_scale_and_the_spec_says_so(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    before = panel.subtitle
    switch, number = panel.chips.chips[:2]
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert panel.spec.log
    draw(panel, bench, frames=2)
    _, y = panel.chart.axes(panel.chart.plot_rect)
    assert panel.chart.y_ticks(y, 5).labels[:2] == ("1", "10")
    next(action for action in number.action.menu().actions() if action.data() == 200).trigger()
    assert panel.spec.bins == 200
    draw(panel, bench, frames=2)
    assert panel.subtitle != before


def test_without_numbers_it_says_since_when(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    bench.clock.advance(1000.0)
    panel = panel_of(bench, dark, qtbot)
    assert panel.chart.words == f"No numbers in the last 5{THIN}min"
    panel.look_at(bench.now - 1000.0)
    draw(panel, bench, frames=2)
    assert panel.chart.words == ""


def test_a_value_that_stands_still_and_whole_numbers_have_bins_too(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    bench.rows("Other", time=[bench.now - 1.0] * 9, price=[5.0] * 9, size=[1, 2, 2, 3, 3, 3, 4, 4, 5])
    spec = HistogramSpec(series=(series("size", feed="other"),))
    panel = panel_of(bench, dark, qtbot, spec)
    panel.setFocus()
    qtbot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert panel.chart.reading is not None
    assert panel.chart.reading.lines[0][0] == "3"
    panel.set_spec(HistogramSpec(series=(series("price", feed="other"),)))
    draw(panel, bench, frames=2)
    assert panel.chart.words == ""


def test_a_series_is_removed_from_the_menu(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot, HistogramSpec(series=(PRICE, SIZE)))
    menu = panel.chips.chips[2].action.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Remove price").trigger()
    assert panel.spec.series == (SIZE,)
    panel.let_go()
