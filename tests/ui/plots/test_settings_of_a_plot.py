"""A plot follows its spec, tells of every change, and shows curves of any feeds on two axes."""

import msgspec
import numpy as np
import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel

from monitor.core.batch import SeriesKey
from monitor.core.gap import Gap
from monitor.store import Store
from monitor.ui.plots import PlotPanel
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from tests.helpers.plots import NOW, Screen, colour, context_of, filled, keys_of, pixels, spec_of
from tests.helpers.rows import Source

BLUE, ORANGE = "#56b4e9", "#e69f00"


def two_feeds() -> tuple[Store, PlotSpec]:
    """A wave around 10 of one feed, and one around 1 000 of another."""
    store = Store(keep_bytes=1 << 26)
    time = NOW - 60.0 + np.arange(1_200) / 20
    store.append(Source("feed").batch(list(time), list(10.0 + np.sin(time))))
    store.append(Source("other", "ticks").batch(list(time), list(1_000.0 + 50 * np.cos(time)), keys="X"))
    curves = (Curve(*keys_of("A")), Curve(*keys_of("X", feed="other", stream="ticks"), axis="left"))
    return store, PlotSpec(curves=curves)


def inked(panel: PlotPanel, ink: str) -> np.ndarray:
    rect = panel.canvas.plot_rect
    return pixels(panel.canvas)[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1] == colour(ink)


def test_curves_of_several_feeds_have_an_axis_each(screen: Screen) -> None:
    store, spec = two_feeds()
    panel = screen.show(store, spec, context=context_of(store, "feed", "other"))
    panel.frame(NOW)
    place = panel.canvas.place
    assert place is not None
    assert place.rect.left() > 40
    assert place.left.low > 900.0 > place.right.high
    for ink in (BLUE, ORANGE):
        drawn = inked(panel, ink)
        assert drawn.any(axis=0).mean() > 0.9
        assert np.ptp(np.flatnonzero(drawn.any(axis=1))) > 0.6 * place.rect.height()
    assert panel.title == "feed, other"
    assert "(left)" in panel.canvas.legend.text


def test_where_all_curves_are_on_the_left_axis_there_is_only_one(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0), PlotSpec(curves=(Curve(*keys_of("A"), axis="left"),)))
    panel.frame(NOW)
    place = panel.canvas.place
    assert place is not None
    assert place.rect.left() == 0
    assert place.right.low > 8.0


def test_a_gap_of_one_feed_breaks_its_curves_and_a_gap_of_all_is_hatched(screen: Screen, dark: Theme) -> None:
    store, spec = two_feeds()
    panel = screen.show(store, spec, context=context_of(store, "feed", "other"))
    gaps = [Gap("feed", NOW - 40.0, NOW - 20.0, "reset"), Gap("other", NOW - 30.0, NOW - 20.0, "restart")]
    screen.frame(panel, NOW, gaps[:1])
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert "no data" not in panel.canvas.toolTip()
    first = scale.column(NOW - 40.0) - scale.first
    assert not hatched(panel, first + 5, dark)
    screen.frame(panel, NOW + 0.5, gaps)
    scale = panel.canvas.scale_shown
    assert scale is not None
    first, common = (scale.column(at) - scale.first for at in (NOW - 40.0, NOW - 30.0))
    assert not hatched(panel, first + 5, dark)
    assert hatched(panel, common + 10, dark)


def test_what_a_formula_yields_lacks_what_its_inputs_lack(screen: Screen, dark: Theme) -> None:
    store = Store(keep_bytes=1 << 24)
    times = [NOW - 60.0 + step / 10 for step in range(600)]
    store.append(Source().batch(times, [float(step % 7) for step in range(600)]))
    context = context_of(store)
    workspace = context.workspace
    workspace.derived.define("double", "2 * [feed/trades/A/price]")
    while workspace.derived.update(NOW):
        pass
    spec = PlotSpec(curves=(Curve(SeriesKey("formulas", "double", "", "value")),), window_seconds=60.0)
    panel = screen.show(store, spec, context=context)
    screen.frame(panel, NOW, [Gap("feed", NOW - 40.0, NOW - 20.0, "reset")])
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert hatched(panel, scale.column(NOW - 35.0) - scale.first, dark)
    assert not hatched(panel, scale.column(NOW - 10.0) - scale.first, dark)


def hatched(panel: PlotPanel, column: int, dark: Theme) -> bool:
    rect = panel.canvas.plot_rect
    area = pixels(panel.canvas)[rect.top() + 40 : rect.bottom(), rect.left() + column : rect.left() + column + 8]
    plain = np.isin(area, [colour(dark.panel), colour(dark.line), colour(BLUE), colour(ORANGE)])
    return bool((~plain).mean() > 0.2)


def test_a_logarithmic_axis_leaves_out_what_is_not_above_zero_and_says_so(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    time = NOW - 60.0 + np.arange(600) / 10
    values = np.where((time > NOW - 40) & (time < NOW - 20), -1.0, 10.0 ** (np.sin(time) * 3))
    store.append(Source().batch(list(time), list(values)))
    panel = screen.show(store, spec_of(log=True))
    panel.frame(NOW)
    columns = np.flatnonzero(inked(panel, BLUE).any(axis=0))
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert scale.log
    low, high = (scale.column(at) - scale.first for at in (NOW - 39.5, NOW - 20.5))
    assert not ((columns > low) & (columns < high)).any()
    assert "not all above 0" in panel.canvas.legend.text


@pytest.mark.parametrize("style", ["line", "hold", "points", "area"])
def test_each_style_is_drawn_bit_by_bit_as_it_is_at_once(screen: Screen, style: str) -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    spec = PlotSpec(curves=(Curve(*keys_of("A"), style=style),), window_seconds=10.0)  # type: ignore[arg-type]
    panel = screen.show(store, spec, size=(400, 240))
    random = np.random.default_rng(7)
    for frame in range(240):
        now = NOW + frame / 60
        if frame % 5 == 0:
            store.append(source.batch([now], [float(random.normal() * 3 + np.sin(now))]))
        panel.frame(now)
    panel.frame(now + 0.5)
    bit_by_bit = pixels(panel.canvas)
    panel.canvas.redraw()
    panel._exposure.draw_anew()
    panel.frame(now + 0.5)
    assert np.count_nonzero(bit_by_bit != pixels(panel.canvas)) <= 4
    assert inked(panel, BLUE).any()


def test_a_value_that_holds_is_drawn_up_to_now(screen: Screen) -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([NOW - 50.0, NOW - 30.0], [1.0, 2.5]))
    spec = PlotSpec(curves=(Curve(*keys_of("A"), style="hold"),))
    panel = screen.show(store, spec)
    panel.frame(NOW)
    columns = np.flatnonzero(inked(panel, BLUE).any(axis=0))
    assert columns[-1] >= panel.canvas.plot_rect.width() - 2
    panel.frame(NOW + 5.0)
    assert np.flatnonzero(inked(panel, BLUE).any(axis=0))[-1] >= panel.canvas.plot_rect.width() - 2


def test_the_same_column_looks_the_same_wherever_it_has_moved(screen: Screen) -> None:
    """No shimmer: drawn whole each time, at any zoom, what is seen of a moment does not change while it moves."""
    store = Store(keep_bytes=1 << 26)
    time = NOW - 400.0 + np.arange(400_000) / 1_000
    random = np.random.default_rng(3)
    store.append(Source().batch(list(time), list(random.normal(size=len(time)).cumsum() / 50)))
    for window in (0.5, 7.0, 60.0, 300.0):
        panel = screen.show(store, spec_of(window=window), size=(420, 240))
        panel.frame(NOW)
        panel._framing.right.zoom(1.5, 0.0)  # From here on the values stand still.
        seen: dict[int, bytes] = {}
        differing = compared = 0
        for step in range(12):
            panel._exposure.draw_anew()
            panel.frame(NOW - 100.0 + step * window / 37.0)
            scale = panel.canvas.scale_shown
            assert scale is not None
            rect = panel.canvas.plot_rect
            area = pixels(panel.canvas)[rect.top() : rect.bottom() + 1]
            for column in range(2, scale.columns - 60):
                drawn = (area[:, column] == colour(BLUE)).tobytes()
                compared += (scale.first + column) in seen
                differing += seen.setdefault(scale.first + column, drawn) != drawn
        assert compared > 1_000
        assert differing <= 2


def test_series_that_are_dropped_are_added_and_told_of(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    told, named = QSignalSpy(panel.spec_changed), QSignalSpy(panel.texts_changed)
    assert panel.take_series(keys_of("B", "A"))
    assert [curve.series.key for curve in panel.spec.curves] == ["A", "B"]
    assert told.count() == 1
    panel.frame(NOW)
    assert panel.subtitle == "A, B"
    assert named.count() <= 1
    assert panel.take_series(keys_of("A"))
    assert told.count() == 1


def test_a_full_plot_takes_no_more(screen: Screen) -> None:
    panel = screen.show(Store(keep_bytes=1 << 20), spec_of(*(str(number) for number in range(12))))
    assert not panel.take_series(keys_of("one more"))


def test_a_spec_that_is_set_is_followed_and_told_to_nobody(screen: Screen) -> None:
    store = filled(NOW - 600.0, 600.0)
    panel = screen.show(store)
    panel.frame(NOW)
    told = QSignalSpy(panel.spec_changed)
    panel.set_spec(msgspec.structs.replace(panel.spec, window_seconds=120.0, log=True, title="Mine"))
    panel.frame(NOW + 0.1)
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert scale.t1 - scale.t0 == pytest.approx(120.0, rel=0.01)
    assert scale.log
    assert panel.title == "Mine"
    assert panel.canvas.accessibleName() == "Plot of Mine"
    assert sum(chip.isChecked() for chip in panel.controls.chips) == 1  # type: ignore[union-attr]
    assert told.count() == 0


def test_another_curve_keeps_the_series_that_were_worked_out(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    series = panel._curves.curves[0].series
    panel.take_series(keys_of("B"))
    assert panel._curves.curves[0].series is series


def test_a_chip_changes_the_spec_and_clicked_again_returns_to_the_present(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 60.0, 60.0))
    panel.frame(NOW)
    told = QSignalSpy(panel.spec_changed)
    (chip,) = [chip for chip in panel.controls.chips if chip.text().startswith("5")]  # type: ignore[union-attr]
    chip.click()
    assert panel.spec.window_seconds == 300.0
    assert told.count() == 1
    panel.frame(NOW + 0.1)
    panel.toggle_pause()
    chip.click()
    assert panel.live
    assert told.count() == 1


def test_looking_at_a_moment_freezes_there_until_the_present_is_wanted(screen: Screen) -> None:
    panel = screen.show(filled(NOW - 600.0, 600.0))
    panel.look_at(NOW - 300.0)
    for step in range(3):
        panel.frame(NOW + step)
    scale = panel.canvas.scale_shown
    assert scale is not None
    assert scale.column(NOW - 300.0) == scale.first + scale.columns - 1
    assert not panel.live
    assert any("paused" in label.text() for label in panel.controls.findChildren(QLabel))  # type: ignore[union-attr]
    panel.look_at(None)
    panel.frame(NOW + 4)
    assert panel.live


def test_replaying_the_past_moves_the_film_and_does_not_draw_it_anew(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = screen.show(filled(NOW - 600.0, 600.0))
    panel.look_at(NOW - 300.0)
    for step in range(20):
        panel.frame(NOW + step / 60)
    painted: list[int] = []
    paint = panel.canvas.layer.paint
    monkeypatch.setattr(
        panel.canvas.layer, "paint", lambda p, first, last, o: (painted.append(last - first), paint(p, first, last, o))
    )
    for step in range(60):
        panel.look_at(NOW - 299.0 + step / 10)
        panel.frame(NOW + 1.0 + step / 60)
    assert painted
    assert np.median(painted) < 20


def test_times_are_written_in_the_zone_the_user_has_chosen(screen: Screen) -> None:
    store = filled(NOW - 60.0, 60.0)
    context = context_of(store)
    panel = screen.show(store, context=context)
    panel.frame(NOW)
    context.workspace.settings.change(time_zone="utc")
    assert panel.frame(NOW + 0.01)
    assert panel.canvas.times.zone is not None


def test_the_day_is_named_where_it_is_not_todays(screen: Screen) -> None:
    store = filled(NOW - 90_000.0, 60.0)
    panel = screen.show(store)
    panel.look_at(NOW - 89_950.0)
    panel.frame(NOW)
    rect = panel.canvas.plot_rect
    yesterday = pixels(panel.canvas)[rect.bottom() + 1 :, 4:60]
    panel.look_at(None)
    panel.frame(NOW + 1)
    assert not np.array_equal(yesterday, pixels(panel.canvas)[rect.bottom() + 1 :, 4:60])


def test_an_empty_plot_of_a_feed_that_is_gone_says_so(screen: Screen) -> None:
    gone = SeriesKey("gone", "s", "k", "c")
    panel = screen.show(filled(NOW - 60.0, 60.0), PlotSpec(curves=(Curve(*keys_of("A")), Curve(gone))))
    panel.frame(NOW)
    assert "k c feed not open" in panel.canvas.legend.text
