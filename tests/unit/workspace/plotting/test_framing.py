import math

from monitor.core.batch import SeriesKey
from monitor.store import Store
from monitor.workspace.desk.specs.plot import Curve
from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.framing import Framing
from tests.helpers.rows import START, Source


def curves(store: Store) -> CurveSet:
    made = CurveSet(store, [Curve(SeriesKey("feed", "trades", "A", "price"))])
    made.update()
    return made


def filled() -> Store:
    store = Store(keep_bytes=1 << 24)
    store.append(Source().batch([START - 100.0, START - 50.0, START], [1.0, 9.0, 5.0]))
    return store


def test_a_live_view_ends_now_and_fits_the_values_in_it() -> None:
    framing, shown = Framing(60.0, log=False, log_left=False), curves(filled())
    framing.follow(START, shown)
    assert (framing.end, framing.seconds) == (START, 60.0)
    assert framing.right.shown().low > 4.0
    assert framing.fresh(shown) is None


def test_all_begins_before_the_oldest_row() -> None:
    framing = Framing(None, log=False, log_left=False)
    framing.follow(START, curves(filled()))
    assert framing.end - framing.seconds <= START - 100.0
    assert framing.right.shown().low < 1.0


def test_a_frozen_view_counts_what_has_come_since() -> None:
    store, framing = filled(), Framing(60.0, log=False, log_left=False)
    shown = curves(store)
    framing.follow(START, shown)
    framing.freeze(START - 80.0, START - 20.0, shown)
    store.append(Source().batch([START + 1.0, START + 2.0], [1.0, 2.0]))
    shown.update()
    framing.follow(START + 30.0, shown)
    assert (framing.end, framing.seconds) == (START - 20.0, 60.0)
    assert framing.fresh(shown) == 2
    framing.freeze(START - 90.0, START - 30.0, shown)
    assert framing.fresh(shown) == 2


def test_values_are_fitted_at_once_when_something_else_is_looked_at() -> None:
    framing, shown = Framing(60.0, log=False, log_left=False), curves(filled())
    framing.follow(START, shown)
    framing.freeze(START - 100.5, START - 99.5, shown)
    framing.refit()
    framing.follow(START + 0.01, shown)
    assert framing.right.shown().high < 2.0


def test_before_anything_was_shown_there_is_no_span() -> None:
    assert math.isnan(Framing(60.0, log=False, log_left=False).end)
