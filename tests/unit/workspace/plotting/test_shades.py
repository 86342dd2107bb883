import math

from monitor.core.gap import Gap
from monitor.workspace.plotting.shades import common_shades, shades
from monitor.workspace.wording import duration


def test_a_gap_says_how_long_and_why() -> None:
    (shade,) = shades([Gap("f", 100.0, 109.0, "reset by server")], offset=0.0)
    assert shade.label(200.0) == f"no data {duration(9)}: reset by server"


def test_a_gap_that_lasts_grows_with_the_edge() -> None:
    (shade,) = shades([Gap("f", 100.0, None, "")], offset=0.0)
    assert math.isinf(shade.end)
    assert shade.label(172.0) == f"no data {duration(72)}"


def test_gaps_stand_in_order_at_the_time_of_the_axis() -> None:
    shown = shades([Gap("f", 50.0, 60.0, "b"), Gap("f", 10.0, 20.0, "a"), Gap("f", 5.0, 5.0, "none")], offset=2.0)
    assert [(shade.start, shade.end, shade.reason) for shade in shown] == [(12.0, 22.0, "a"), (52.0, 62.0, "b")]


def test_a_label_gives_up_words_where_there_is_no_room() -> None:
    (shade,) = shades([Gap("f", 100.0, 109.0, "reset by server")], offset=0.0)
    assert shade.labels(200.0)[1:] == (f"no data {duration(9)}", duration(9))


def test_where_every_feed_has_a_gap_there_is_one_in_common() -> None:
    first = shades([Gap("f", 0.0, 10.0, "a"), Gap("f", 20.0, None, "b")], offset=0.0)
    second = shades([Gap("g", 5.0, 25.0, "a"), Gap("g", 24.0, 30.0, "c")], offset=0.0)
    common = common_shades([first, second])
    assert [(one.start, one.end, one.reason) for one in common] == [(5.0, 10.0, "a, c"), (20.0, 30.0, "b, a, c")]
    assert common_shades([]) == ()
    assert common_shades([first]) == first
    assert common_shades([first, ()]) == ()
