from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.plot import Curve, Note, PlotSpec, Threshold
from monitor.workspace.plotting.curve_set import MOST_CURVES
from monitor.workspace.plotting.editing import (
    looks_alike,
    with_curve,
    with_note,
    with_series,
    with_threshold,
    without_curve,
    without_note,
    without_threshold,
)


def keys(*names: str) -> list[SeriesKey]:
    return [SeriesKey("f", "s", name, "c") for name in names]


def colours(spec: PlotSpec) -> list[int]:
    return [place if curve.colour is None else curve.colour for place, curve in enumerate(spec.curves)]


def test_series_are_added_once_and_each_in_a_colour_of_its_own() -> None:
    spec = with_series(PlotSpec(), keys("a", "b", "a"))
    assert [curve.series.key for curve in spec.curves] == ["a", "b"]
    assert with_series(spec, keys("b")) == spec
    assert colours(with_series(spec, keys("c"))) == [0, 1, 2]


def test_there_are_never_more_than_a_plot_can_show() -> None:
    spec = with_series(PlotSpec(), keys(*(str(number) for number in range(40))))
    assert len(spec.curves) == MOST_CURVES
    assert len(set(colours(spec))) == MOST_CURVES


def test_the_others_keep_their_colours_when_a_curve_goes() -> None:
    spec = without_curve(with_series(PlotSpec(), keys("a", "b", "c")), 0)
    assert [curve.series.key for curve in spec.curves] == ["b", "c"]
    assert colours(spec) == [1, 2]
    assert colours(with_series(spec, keys("d"))) == [1, 2, 0]


def test_one_curve_is_changed_and_the_others_are_not() -> None:
    spec = with_curve(with_series(PlotSpec(), keys("a", "b")), 1, style="area", hidden=True)
    assert spec.curves == (Curve(keys("a")[0]), Curve(keys("b")[0], style="area", hidden=True))


def test_thresholds_and_notes_come_change_and_go() -> None:
    spec = with_threshold(with_threshold(PlotSpec(), Threshold(1.0)), Threshold(2.0))
    spec = with_threshold(spec, Threshold(3.0, "limit"), place=0)
    assert spec.thresholds == (Threshold(3.0, "limit"), Threshold(2.0))
    assert without_threshold(spec, 0).thresholds == (Threshold(2.0),)
    spec = with_note(with_note(spec, Note(5.0, "a")), Note(6.0, "b"), place=0)
    assert spec.notes == (Note(6.0, "b"),)
    assert without_note(spec, 0).notes == ()


def test_marks_and_titles_do_not_change_what_the_curves_look_like() -> None:
    spec = with_series(PlotSpec(), keys("a"))
    assert looks_alike(spec, with_threshold(spec, Threshold(1.0)))
    assert not looks_alike(spec, with_curve(spec, 0, hidden=True))
