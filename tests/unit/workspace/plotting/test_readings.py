import math

import numpy as np

from monitor.core.batch import SeriesKey
from monitor.core.gap import Gap
from monitor.store import Store
from monitor.workspace.desk.specs.plot import Curve
from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.framing import Framing
from monitor.workspace.plotting.gap_shades import GapShades
from monitor.workspace.plotting.readings import NOT_ABOVE_ZERO, NOT_OPEN, NOTHING_YET, Reader, Reading
from monitor.workspace.wording import THIN, UNKNOWN
from tests.helpers.rows import START, Source

KEY = SeriesKey("feed", "trades", "A", "price")


class Seen:
    """One curve over ten seconds of rising numbers, and a reader of it."""

    def __init__(self, *curves: Curve, log: bool = False, low: float = 0.0) -> None:
        self.store = Store(keep_bytes=1 << 24)
        self.store.append(Source().batch(list(START + np.arange(10.0)), list(low + np.arange(10.0))))
        self.curves = CurveSet(self.store, curves or [Curve(KEY)])
        self.curves.update()
        self.framing = Framing(60.0, log=log, log_left=False)
        self.framing.follow(START + 9.0, self.curves)
        self.gaps = GapShades()
        self.reader = Reader(lambda key: "V" if key == KEY else "", lambda feed: feed == "feed")

    def read(self, at: float | None = None, *, now: float = START + 9.0) -> list[Reading]:
        self.curves.judge(now, end=now, seconds=60.0, width=600)
        names = [curve.key.key for curve in self.curves.curves]
        return list(self.reader.read(self.curves, names, framing=self.framing, gaps=self.gaps, at=at))


def test_the_newest_value_is_read_with_its_unit() -> None:
    (reading,) = Seen().read()
    assert reading.text == f"A 9{THIN}V"
    assert not reading.faint


def test_at_the_crosshair_the_last_value_before_it_is_read() -> None:
    seen = Seen()
    assert [seen.read(START + at)[0].value for at in (3.0, 3.9, 99.0)] == [f"{n}{THIN}V" for n in (3, 3, 9)]
    assert seen.read(START - 1.0)[0].value.startswith(UNKNOWN)


def test_nothing_is_read_across_a_gap() -> None:
    seen = Seen()
    seen.gaps.update({("feed", "trades"): ((Gap("feed", START + 4.5, START + 4.8, "reset"),), 0.0)})
    assert seen.read(START + 4.9)[0].value.startswith(UNKNOWN)
    assert seen.read(START + 5.1)[0].value == f"5{THIN}V"


def test_a_value_that_no_longer_comes_says_how_old_it_is() -> None:
    (reading,) = Seen().read(now=START + 81.0)
    assert reading.faint
    assert reading.note.endswith("ago")


def test_what_there_is_nothing_of_says_why() -> None:
    missing = SeriesKey("gone", "s", "B", "price")
    later = SeriesKey("feed", "trades", "C", "price")
    seen = Seen(Curve(missing), Curve(later))
    assert [reading.note for reading in seen.read()] == [NOT_OPEN, NOTHING_YET]
    assert all(reading.faint and not reading.value for reading in seen.read())


def test_on_a_logarithmic_axis_it_is_said_that_some_values_are_not_shown() -> None:
    assert Seen(log=True, low=-3.0).read()[0].note == NOT_ABOVE_ZERO
    assert Seen(log=True, low=1.0).read()[0].note == ""


def test_decimals_are_only_ever_added() -> None:
    seen = Seen()
    assert seen.reader.said(KEY, 1.25) == f"1.25{THIN}V"
    assert seen.reader.said(KEY, 2.0) == f"2.00{THIN}V"
    assert seen.reader.said(KEY, math.nan).startswith(UNKNOWN)
