import math

import numpy as np
import pytest

from monitor.core.gap import Gap
from monitor.store.polyline import Polyline, broken_at
from monitor.workspace.plotting.gap_shades import GapShades

A, B, C = (("one", "trades"), ("other", "trades"), ("formulas", "spread"))


def gap(start: float, end: float | None, reason: str = "reset") -> Gap:
    return Gap("f", start, end, reason)


def test_of_one_feed_every_gap_is_hatched() -> None:
    gaps = GapShades()
    assert gaps.update({A: ((gap(10.0, 20.0), gap(30.0, None)), 0.0)})
    assert [(shade.start, shade.end) for shade in gaps.within(0.0, 100.0)] == [(10.0, 20.0), (30.0, math.inf)]
    assert [shade.start for shade in gaps.within(12.0, 13.0)] == [10.0]
    assert gaps.within(21.0, 29.0) == []
    assert gaps.any


def test_of_several_feeds_only_what_all_of_them_miss_is_hatched() -> None:
    gaps = GapShades()
    gaps.update({A: ((gap(10.0, 20.0, "reset"),), 0.0), B: ((gap(15.0, 30.0, "restart"),), 0.0)})
    (shade,) = gaps.within(0.0, 100.0)
    assert (shade.start, shade.end, shade.reason) == (15.0, 20.0, "reset, restart")
    assert gaps.breaks(A).tolist() == pytest.approx([10.0, 20.0])
    assert gaps.breaks(B).tolist() == pytest.approx([15.0, 30.0])
    assert not len(gaps.breaks(C))


def test_a_feed_without_gaps_leaves_nothing_to_hatch() -> None:
    gaps = GapShades()
    gaps.update({A: ((gap(10.0, 20.0),), 0.0), B: ((), 0.0)})
    assert gaps.within(0.0, 100.0) == []
    assert gaps.breaks(A).tolist() == pytest.approx([10.0, 20.0])


def test_it_tells_whether_anything_is_new() -> None:
    gaps = GapShades()
    open_gap = gap(10.0, None)
    assert gaps.update({A: ((open_gap,), 0.0)})
    assert not gaps.update({A: ((open_gap,), 0.0)})
    assert gaps.update({A: ((open_gap.closed(20.0),), 0.0)})
    assert gaps.update({A: ((open_gap.closed(20.0),), 2.0)})
    assert gaps.breaks(A).tolist() == pytest.approx([12.0, 22.0])
    assert gaps.update({})
    assert not gaps.any


def test_what_is_missing_between_two_moments_is_known() -> None:
    gaps = GapShades()
    gaps.update({A: ((gap(10.0, 20.0),), 0.0)})
    assert gaps.missing(A, 5.0, 11.0)
    assert gaps.missing(A, 12.0, 13.0)
    assert not gaps.missing(A, 20.0, 30.0)
    assert not gaps.missing(B, 5.0, 11.0)
    assert gaps.next_break(A, 10.0) == pytest.approx(20.0)
    assert gaps.next_break(A, 20.0) == np.inf


def test_a_row_at_the_very_end_of_a_gap_is_the_first_after_it() -> None:
    gaps = GapShades()
    gaps.update({A: ((gap(10.0, 20.0),), 0.0)})
    line = broken_at(Polyline(np.array([9.0, 10.0, 20.0, 21.0]), np.ones(4)), gaps.breaks(A))
    assert np.isnan(line.y).tolist() == [False, False, True, False, False]
