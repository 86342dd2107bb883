from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from monitor.ui.spectrum.panel import SpectrumPanel
from monitor.ui.spectrum.spectrum_chart import label_place
from monitor.ui.theme import Theme, load_theme
from monitor.workspace.desk.specs.analysis import SpectrumSpec
from monitor.workspace.wording import THIN
from tests.helpers.analysis import Bench, series
from tests.helpers.analysis_panels import context_of, draw, shown
from tests.helpers.plots import colour, pixels

PRICE = series("price")
RATE = 50.0


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def wave(bench: Bench, hertz: float = 8.0, *, seconds: float = 60.0) -> None:
    time = bench.now - seconds + np.arange(int(seconds * RATE)) / RATE
    noise = np.random.default_rng(5).normal(0.0, 0.05, len(time))
    bench.rows(time=list(time), price=list(3.0 * np.sin(2 * np.pi * hertz * time) + noise))


def panel_of(bench: Bench, theme: Theme, qtbot: QtBot, **fields: object) -> SpectrumPanel:
    spec = SpectrumSpec(**{"series": PRICE, "size": 256, **fields})  # type: ignore[arg-type]
    panel = shown(SpectrumPanel(context_of(bench, theme), spec), qtbot)
    draw(panel, bench, frames=4, seconds=1.1)
    return panel


def test_the_peak_of_a_wave_is_named_and_read(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    wave(bench, hertz=12.5)
    panel = panel_of(bench, dark, qtbot, decibel=False)
    assert panel.subtitle == f"50{THIN}Hz"
    assert panel.chart.legend[0].note == f"regular, 50{THIN}Hz"
    assert f"12.5{THIN}Hz" in panel.describe()
    panel.setFocus()
    qtbot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert panel.chart.reading is not None
    hertz, period, level = (words for words, _ in panel.chart.reading.lines)
    assert hertz == f"12.5{THIN}Hz"
    assert period == f"every 80{THIN}ms"
    assert level.startswith(("2.9", "3"))


def test_samples_by_chance_are_resampled_and_it_is_said(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    gaps = np.random.default_rng(6).exponential(0.02, 3000)
    time = bench.now - gaps.sum() + np.cumsum(gaps)
    bench.rows(time=list(time), price=list(np.sin(time)))
    panel = panel_of(bench, dark, qtbot)
    assert panel.subtitle == "not regular"
    assert "resampled at" in panel.chart.legend[0].note


def test_few_samples_make_a_shorter_transform_and_too_few_none(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    panel = panel_of(bench, dark, qtbot)
    assert panel.chart.words == "Too few samples for a spectrum yet"
    wave(bench, seconds=2.0)
    draw(panel, bench, frames=1)
    assert panel.chart.words == ""
    assert "64 of 256 samples so far" in panel.chart.legend[0].note


def test_over_time_the_wave_is_a_line_across(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    wave(bench)
    panel = panel_of(bench, dark, qtbot, view="spectrogram", window_seconds=60.0)
    chart = panel.chart
    x, y = chart.axes(chart.plot_rect)
    seen = pixels(chart)
    row = seen[round(y.place(8.0))]
    column = round(x.place(bench.now - 30.0))
    other = seen[round(y.place(20.0)), column]
    assert row[column] != other
    assert row[column] == row[column - 60]
    panel.set_theme(load_theme("light"))
    assert pixels(chart)[round(y.place(8.0)), column] != row[column]


def test_the_moment_under_the_mouse_is_shared_with_other_panels(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    wave(bench)
    context = context_of(bench, dark)
    spec = SpectrumSpec(series=PRICE, size=256, view="spectrogram", window_seconds=60.0)
    one = shown(SpectrumPanel(context, spec), qtbot)
    other = shown(SpectrumPanel(context, spec), qtbot)
    other.move(800, 0)
    for panel in (one, other):
        draw(panel, bench, frames=4, seconds=0.3)
    x, y = one.chart.axes(one.chart.plot_rect)
    before = pixels(other.chart)
    qtbot.mouseMove(one.chart, QPointF(x.place(bench.now - 30.0), y.place(8.0)).toPoint())
    assert context.cursor.time == pytest.approx(bench.now - 30.0, abs=3.0)
    assert one.chart.reading is not None
    assert one.chart.reading.lines[1][0].endswith("Hz")
    assert (pixels(other.chart) != before).any()
    qtbot.keyClick(one.chart, Qt.Key.Key_Left)
    assert one.chart.reading is not None
    assert one.chart.reading.lines[1][0].startswith(("7.", "8."))


def test_chips_that_mean_nothing_are_hidden_and_choices_are_kept(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    wave(bench)
    panel = panel_of(bench, dark, qtbot)
    view = panel.chips.chips[-1]
    before = len(panel.menu_actions())
    with qtbot.waitSignal(panel.spec_changed) as told:
        next(action for action in view.action.menu().actions() if action.data() == "spectrogram").trigger()
    assert told.args[0].view == "spectrogram"
    assert len(panel.menu_actions()) != before
    assert panel.chart is not None
    assert panel.chart.isVisible()


def test_a_series_that_is_dropped_takes_the_place_of_the_other(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    wave(bench)
    panel = panel_of(bench, dark, qtbot, series=None)
    assert not panel.chart.isVisible()
    panel.take_series([PRICE])
    assert panel.spec.series == PRICE
    draw(panel, bench, frames=2)
    assert (pixels(panel.chart) == colour(dark.series[0])).any()


def test_an_old_newest_sample_is_told_of(bench: Bench, dark: Theme, qtbot: QtBot) -> None:
    wave(bench)
    bench.clock.advance(90.0)
    panel = panel_of(bench, dark, qtbot)
    assert "newest sample 1" in panel.chart.legend[0].note
    panel.look_at(bench.now - 100.0)
    draw(panel, bench, frames=1)
    assert "newest" not in panel.chart.legend[0].note


def test_the_label_of_a_high_peak_does_not_cover_its_dot() -> None:
    plot = QRectF(0, 30, 300, 100)
    above = label_place(QPointF(100, 80), 50.0, plot)
    assert (above.center().x(), above.bottom()) == (100, 74)
    for place in (QPointF(100, 32), QPointF(290, 31)):
        beside = label_place(place, 50.0, plot)
        assert plot.contains(beside)
        assert not beside.contains(place)
