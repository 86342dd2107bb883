import numpy as np

from monitor.core.batch import SeriesKey
from monitor.store import Store
from monitor.workspace.desk.specs.plot import Curve
from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.measure import Point
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.snap import nearest_sample, snapped
from tests.helpers.rows import START, Source


def curves() -> CurveSet:
    store, source = Store(keep_bytes=1 << 24), Source()
    for name, value in (("A", 2.0), ("B", 8.0)):
        time = START + np.arange(0.0, 100.0, 10.0)
        store.append(source.batch(list(time), [value] * 10, keys=name))
    made = CurveSet(store, [Curve(SeriesKey("feed", "trades", name, "price")) for name in "AB"])
    made.update()
    return made


SCALE = Scale.ending(START + 100.0, 100.0, 500, 100, 0.0, 10.0)


def test_the_sample_nearest_in_time_is_taken() -> None:
    first, _ = curves().curves
    assert nearest_sample(first, START + 14.0) == Point(START + 10.0, 2.0)
    assert nearest_sample(first, START + 16.0) == Point(START + 20.0, 2.0)
    assert nearest_sample(first, START - 900.0) == Point(START, 2.0)


def test_of_several_curves_the_one_nearest_to_the_mouse_is_taken() -> None:
    shown = curves().curves
    for y, name in ((75.0, "A"), (22.0, "B")):
        found = snapped(shown, SCALE, SCALE, START + 41.0, y)
        assert found is not None
        assert (found.curve.key.key, found.point.time) == (name, START + 40.0)


def test_where_nothing_is_shown_there_is_nothing_to_take() -> None:
    assert snapped([], SCALE, SCALE, START, 0.0) is None
