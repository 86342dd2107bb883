"""Which series a panel shows."""

import math

from hypothesis import given
from hypothesis import strategies as st

from monitor.core.batch import SeriesKey
from monitor.workspace.panel_plan import CURVES, PanelPlan, first_plan, leads_nowhere, with_more
from monitor.workspace.series_line import SeriesLine


def lines(values: dict[tuple[str, str], float], units: dict[str, str] | None = None) -> list[SeriesLine]:
    return [
        SeriesLine(SeriesKey("f", "s", key, column), (units or {}).get(column, ""), value, 0.0)
        for (key, column), value in values.items()
    ]


def planned(values: dict[tuple[str, str], float], units: dict[str, str] | None = None) -> PanelPlan:
    plan = first_plan("Title", lines(values, units), window_seconds=60.0)
    assert plan is not None
    return plan


def shown(plan: PanelPlan) -> list[tuple[str, str]]:
    return [(series.key, series.column) for series in plan.series]


def test_price_comes_before_size_wherever_it_stands() -> None:
    plan = planned({("BTC", "size"): 0.5, ("BTC", "price"): 0.6})
    assert shown(plan) == [("BTC", "price")]


def test_several_keys_show_the_same_column() -> None:
    plan = planned({("a", "price"): 10, ("a", "size"): 11, ("b", "price"): 12, ("b", "size"): 9})
    assert shown(plan) == [("a", "price"), ("b", "price")]
    assert plan.subtitle == "a, b"


def test_one_key_shows_its_columns_of_one_size_and_unit() -> None:
    values = {("", "temp_in"): 20.0, ("", "temp_out"): 12.0, ("", "pressure"): 1013.0, ("", "speed"): 18.0}
    units = {"temp_in": "°C", "temp_out": "°C", "speed": "m/s"}
    plan = planned(values, units)
    assert shown(plan) == [("", "temp_in"), ("", "temp_out")]
    assert plan.subtitle == "temp_in, temp_out"


def test_where_no_other_key_fits_the_columns_of_the_first_go_together() -> None:
    values = {("ALDER", "bid"): 10.0, ("ALDER", "ask"): 10.1, ("BIRCH", "bid"): 900.0, ("BIRCH", "ask"): 901.0}
    plan = planned(values)
    assert shown(plan) == [("ALDER", "bid"), ("ALDER", "ask")]
    assert plan.subtitle == "ALDER bid, ask"


def test_a_curve_that_would_flatten_the_others_is_left_out() -> None:
    plan = planned({("BTC", "price"): 64218.0, ("ETH", "price"): 3104.0, ("DOGE", "price"): 0.12})
    assert shown(plan) == [("BTC", "price")]


def test_values_around_zero_go_with_anything() -> None:
    plan = planned({("a", "x"): 0.0, ("b", "x"): 3.0})
    assert shown(plan) == [("a", "x"), ("b", "x")]


def test_a_bid_and_an_ask_go_together() -> None:
    plan = planned({("", "bid"): 10.0, ("", "bid_size"): 11.0, ("", "ask"): 10.1, ("", "askSize"): 9.0})
    assert shown(plan) == [("", "bid"), ("", "ask")]


def test_a_time_is_not_taken_for_a_value_worth_a_curve() -> None:
    plan = planned({("a", "c1"): 1_618_617_842_840.0, ("a", "c2"): 0.5, ("a", "c3"): 1_618_617_842.0})
    assert shown(plan) == [("a", "c2")]


def test_what_has_moved_lately_comes_before_what_has_not() -> None:
    offered = [
        SeriesLine(SeriesKey("f", "s", key, "price"), "", value, time)
        for key, value, time in (("old", 5.0, 0.0), ("new", 900.0, 60.0))
    ]
    plan = first_plan("Title", offered, window_seconds=60.0)
    assert plan is not None
    assert shown(plan) == [("new", "price")]
    assert not leads_nowhere(plan, offered)
    assert leads_nowhere(PanelPlan("", "", "f", "s", (offered[0].series,)), offered)


def test_nothing_is_planned_before_there_is_a_number() -> None:
    assert first_plan("Title", lines({("a", "x"): math.nan}), window_seconds=60.0) is None


def test_a_plan_is_only_added_to() -> None:
    plan = planned({("b", "x"): 2.0})
    more = with_more(plan, lines({("a", "x"): 1.0, ("b", "x"): 2.0, ("c", "x"): 3.0}))
    assert shown(more) == [("b", "x"), ("a", "x"), ("c", "x")]


_values = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["price", "size", "x"])),
    st.floats(-1e6, 1e6) | st.just(math.nan),
    max_size=20,
)


@given(_values, _values)
def test_a_plan_is_bounded_stable_and_without_doubles(first: dict, later: dict) -> None:
    plan = first_plan("Title", lines(first), window_seconds=60.0)
    if plan is None:
        return
    grown = with_more(plan, lines({**first, **later}))
    assert grown.series[: len(plan.series)] == plan.series
    assert len(set(grown.series)) == len(grown.series) <= CURVES
    assert len({series.key for series in grown.series}) == 1 or len({series.column for series in grown.series}) == 1
    assert with_more(grown, lines({**first, **later})) == grown
