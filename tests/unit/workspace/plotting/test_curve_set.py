import math

import numpy as np

from monitor.core.batch import SeriesKey
from monitor.store import Store
from monitor.workspace.desk.specs.plot import Curve
from monitor.workspace.plotting.curve_set import MOST_CURVES, CurveSet
from tests.helpers.rows import START, Source


def key(name: str, *, feed: str = "feed", stream: str = "trades") -> SeriesKey:
    return SeriesKey(feed, stream, name, "price")


def test_curves_come_from_any_stream_of_any_feed() -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source("feed").batch([START], [1.0]))
    store.append(Source("other", "ticks").batch([START], [2.0], keys="B"))
    curves = CurveSet(store, [Curve(key("A")), Curve(key("B", feed="other", stream="ticks"))])
    assert curves.update() == -math.inf
    assert [curve.series.last[1] for curve in curves.shown if curve.series] == [1.0, 2.0]
    assert curves.value_range(START - 1, START + 1) == (1.0, 2.0)
    assert curves.total == 2


def test_a_stream_to_come_is_waited_for_and_one_that_goes_is_let_go() -> None:
    store = Store(keep_bytes=1 << 24)
    curves = CurveSet(store, [Curve(key("A"))])
    assert curves.update() == math.inf
    assert not curves.filled
    store.append(Source().batch([START], [1.0]))
    assert curves.update() == -math.inf
    assert curves.filled
    store.drop_feed("feed")
    assert curves.update() == -math.inf
    assert not curves.filled
    assert curves.curves[0].series is None


def test_a_key_that_comes_later_is_shown_from_then_on() -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    store.append(source.batch([START], [1.0]))
    curves = CurveSet(store, [Curve(key("A")), Curve(key("B"))])
    curves.update()
    assert len(curves.shown) == 1
    store.append(source.batch([START + 1], [2.0], keys="B"))
    curves.update()
    assert len(curves.shown) == 2


def test_choosing_others_keeps_what_was_worked_out_of_those_that_stay() -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([START, START + 1], [1.0, 2.0]))
    curves = CurveSet(store, [Curve(key("A"))])
    curves.update()
    series = curves.curves[0].series
    curves.choose([Curve(key("A"), style="area"), Curve(key("B"))])
    assert curves.curves[0].series is series
    assert len(curves.shown) == 1


def test_each_axis_has_the_range_of_its_own_curves_that_are_not_hidden() -> None:
    store, source = Store(keep_bytes=1 << 24), Source()
    for name, value in (("A", 1.0), ("B", 50.0), ("C", -9.0)):
        store.append(source.batch([START], [value], keys=name))
    curves = CurveSet(store, [Curve(key("A")), Curve(key("B"), axis="left"), Curve(key("C"), hidden=True)])
    curves.update()
    assert curves.value_range(START - 1, START + 1) == (1.0, 1.0)
    assert curves.value_range(START - 1, START + 1, left=True) == (50.0, 50.0)
    assert (curves.any_left, curves.any_right) == (True, True)


def test_a_logarithmic_axis_has_the_range_of_what_is_above_zero() -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch(list(START + np.arange(4.0)), [-5.0, 0.0, 0.5, 8.0]))
    curves = CurveSet(store, [Curve(key("A"))])
    curves.update()
    assert curves.value_range(START - 1, START + 9, positive=True) == (0.5, 8.0)


def test_each_curve_is_judged_by_the_rhythm_of_its_own_stream() -> None:
    store = Store(keep_bytes=1 << 24)
    store.append(Source("fast").batch(list(START + np.arange(600) / 10), [1.5] * 600))
    store.append(Source("slow").batch(list(START + np.arange(7) * 10.0), [1.0] * 7))
    curves = CurveSet(store, [Curve(key("A", feed="fast")), Curve(key("A", feed="slow"))])
    curves.update()
    assert curves.judge(START + 75.0, end=START + 75.0, seconds=75.0, width=600)
    fast, slow = curves.curves
    assert (fast.stale, fast.sparse, fast.stepped) == (True, False, False)
    assert (slow.stale, slow.sparse, slow.stepped) == (False, True, True)
    assert not curves.judge(START + 75.0, end=START + 75.0, seconds=75.0, width=600)


def test_the_edge_is_that_of_the_feed_farthest_ahead() -> None:
    store = Store(keep_bytes=1 << 24)
    late, ahead = Source("late"), Source("ahead")
    curves = CurveSet(store, [Curve(key("A", feed="late")), Curve(key("A", feed="ahead"))])
    for second in range(10):
        now = START + second
        store.append(late.batch([now - 600.0], [1.0], received=[now]))
        store.append(ahead.batch([now + 2.0], [1.0], received=[now]))
        curves.update()
    assert 2.0 <= curves.offset(60.0) <= 2.1
    assert curves.offset(60.0, feed="late") < -599.0


def test_there_are_never_more_curves_than_can_be_told_apart() -> None:
    curves = CurveSet(Store(keep_bytes=1 << 20), [Curve(key(str(number))) for number in range(30)])
    assert len(curves.curves) == MOST_CURVES
