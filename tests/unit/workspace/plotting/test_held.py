import numpy as np

from monitor.store import Polyline
from monitor.workspace.plotting.held import held_on


def line(*points: tuple[float, float]) -> Polyline:
    return Polyline(*np.array(points or np.empty((0, 2))).T)


def test_the_newest_value_goes_on() -> None:
    held = held_on(line((1.0, 5.0), (2.0, 6.0)), 2.0, 6.0, until=9.0)
    assert held.x.tolist() == [1.0, 2.0, 9.0]
    assert held.y.tolist() == [5.0, 6.0, 6.0]


def test_it_is_seen_also_where_nothing_else_is() -> None:
    held = held_on(line(), 2.0, 6.0, until=9.0)
    assert held.x.tolist() == [2.0, 9.0]


def test_an_older_part_is_as_it_was() -> None:
    older = line((1.0, 5.0), (2.0, 6.0))
    assert held_on(older, 3.0, 7.0, until=9.0) is older


def test_without_a_number_or_time_nothing_holds() -> None:
    older = line((1.0, 5.0))
    assert held_on(older, 1.0, np.nan, until=9.0) is older
    assert held_on(older, 1.0, 5.0, until=1.0) is older
