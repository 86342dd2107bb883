"""Rules at work: exact to the row, however the rows are handed over."""

import math
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alerts.evaluator import Verdict
from monitor.alerts.rows import Rows
from monitor.alerts.rule import (
    AllOf,
    AnyOf,
    Change,
    Condition,
    Crossing,
    GapOpen,
    Match,
    OutsideBand,
    SilentFeed,
    SilentKey,
    Threshold,
)
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from tests.helpers.alerting import PRICE, Feeder, evaluator, said, series

NAN = math.nan


def test_on_and_off_inside_of_one_block_are_both_told() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0))
    verdicts = rule.take(Feeder().block([1.0, 2.0, 3.0], [9.0, 11.0, 8.0]))
    assert said(verdicts) == [(True, 2.0, "A"), (False, 3.0, "A")]
    assert [verdict.value for verdict in verdicts] == [11.0, 8.0]
    assert verdicts[0].reason == "A price 11 is above 10"
    assert verdicts[1].reason == "A price 8 is back below 10"


def test_an_alert_goes_off_only_once_the_value_is_back_by_the_hysteresis() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0, hysteresis=2.0))
    verdicts = rule.take(Feeder().block([1, 2, 3, 4, 5], [11.0, 9.0, 8.1, 8.0, 9.5]))
    assert said(verdicts) == [(True, 1.0, "A"), (False, 4.0, "A")]


def test_below_is_the_mirror_of_above() -> None:
    rule = evaluator(Threshold(PRICE, "below", 10.0, hysteresis=2.0))
    verdicts = rule.take(Feeder().block([1, 2, 3, 4], [9.0, 11.0, 12.0, 11.0]))
    assert said(verdicts) == [(True, 1.0, "A"), (False, 3.0, "A")]


def test_the_condition_must_hold_so_long_before_the_alert_comes_on() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0), hold=5.0)
    feeder = Feeder()
    assert rule.take(feeder.block([1.0, 4.0, 5.0], [11.0, 9.0, 12.0])) == []
    assert said(rule.tick(9.9)) == []
    (verdict,) = rule.tick(10.0)
    assert said([verdict]) == [(True, 10.0, "A")]
    assert verdict.reason == "A price 12 is above 10, for 5\N{FOUR-PER-EM SPACE}s"


def test_a_hold_that_is_over_before_the_value_falls_back_counts_without_a_tick() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0), hold=5.0)
    assert said(rule.take(Feeder().block([1.0, 7.0], [11.0, 9.0]))) == [(True, 6.0, "A"), (False, 7.0, "A")]


def test_rows_without_a_number_say_nothing() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0))
    assert said(rule.take(Feeder().block([1, 2, 3], [11.0, NAN, 12.0]))) == [(True, 1.0, "A")]


def test_late_rows_say_nothing() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0))
    rows = Feeder().rows([1, 2], [9.0, 99.0], late=[False, True])
    assert rule.take({("feed", "trades"): rows}) == []


def test_each_key_is_judged_by_itself() -> None:
    rule = evaluator(Threshold(series("*"), "above", 10.0))
    feeder = Feeder()
    assert said(rule.take(feeder.block([1, 2, 3], [11.0, 9.0, 12.0], keys=["A", "B", "C"]))) == [
        (True, 1.0, "A"),
        (True, 3.0, "C"),
    ]
    assert said(rule.take(feeder.block([4, 5], [9.0, 20.0], keys=["A", "B"]))) == [(False, 4.0, "A"), (True, 5.0, "B")]
    assert list(rule.on) == ["C", "B"]


def test_a_value_that_moves_far_enough_soon_enough_is_told_and_where_it_came_from() -> None:
    rule = evaluator(Change(PRICE, amount=0.01, seconds=64.0, relative=True, direction="up"))
    feeder = Feeder()
    (verdict,) = rule.take(feeder.block([0, 30, 60], [100.0, 100.5, 101.2]))
    assert said([verdict]) == [(True, 60.0, "A")]
    assert (
        verdict.reason == "A price has risen by 1.2\N{FOUR-PER-EM SPACE}% to 101.2 within 1.067\N{FOUR-PER-EM SPACE}min"
    )


def test_a_slow_drift_is_no_change() -> None:
    rule = evaluator(Change(PRICE, amount=5.0, seconds=10.0))
    at = np.arange(0.0, 100.0, 0.5)
    assert rule.take(Feeder().block(at.tolist(), (at * 0.4).tolist())) == []


def test_a_change_is_over_when_it_is_too_long_ago() -> None:
    rule = evaluator(Change(PRICE, amount=5.0, seconds=64.0, direction="down"))
    assert said(rule.take(Feeder().block([0.0, 10.0], [100.0, 90.0]))) == [(True, 10.0, "A")]
    assert rule.tick(70.0) == []
    assert said(rule.tick(100.0)) == [(False, 74.0, "A")]


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ("up", [(True, 3.0), (False, 4.0)]),
        ("down", [(True, 2.0), (False, 3.0), (True, 4.0)]),
        ("either", [(True, 2.0)]),
    ],
)
def test_which_way_round_two_series_begin_is_no_crossing(
    direction: Literal["up", "down", "either"], told: list[tuple[bool, float]]
) -> None:
    rule = evaluator(Crossing(PRICE, series("B"), direction))
    verdicts = rule.take(Feeder().block([0, 1, 2, 3, 4], [4.0, 5.0, 0.5, 6.0, 3.0], keys=["B", "A", "A", "A", "A"]))
    assert [(on, at) for on, at, _ in said(verdicts)] == told
    assert "crossed" in verdicts[0].reason


def test_one_row_that_moves_both_series_is_judged_whole() -> None:
    rule = evaluator(Crossing(series("A", "bid"), series("A", "ask"), "up"))
    rows = Feeder().rows([1, 2], [99.0, 199.0], [100.0, 200.0], columns=("bid", "ask"))
    assert rule.take({("feed", "trades"): rows}) == []


def test_series_of_two_streams_meet_in_order_of_time() -> None:
    feeder = Feeder()
    rule = evaluator(Crossing(PRICE, series("A", stream="other"), "down"))
    # Both fall, the lower one first: taken stream by stream the upper one would seem to cross it.
    upper = feeder.rows([1.0, 4.0], [200.0, 100.0])
    lower = feeder.rows([2.0, 3.0], [199.0, 99.0], name=("feed", "other"))
    assert rule.take({("feed", "trades"): upper, ("feed", "other"): lower}) == []


def test_every_key_can_be_held_against_one_series() -> None:
    rule = evaluator(Crossing(series("*"), series("I"), "up"))
    at, values, keys = zip(
        *[(0, 10.0, "I"), (1, 9.0, "A"), (2, 8.0, "B"), (3, 11.0, "A"), (4, 7.0, "I"), (5, 8.5, "B")], strict=True
    )
    assert said(rule.take(Feeder().block(at, values, keys=keys))) == [(True, 3.0, "A"), (True, 5.0, "B")]


def test_a_crossing_either_way_is_over_a_while_after_the_last() -> None:
    rule = evaluator(Crossing(PRICE, series("B"), "either", seconds=10.0))
    rows = [(0, 4.0, "B"), (1, 5.0, "A"), (2, 3.0, "A"), (8, 5.0, "A"), (30, 3.0, "A")]
    at, values, keys = zip(*rows, strict=True)
    verdicts = rule.take(Feeder().block(at, values, keys=keys))
    assert [(on, at) for on, at, _ in said(verdicts)] == [(True, 2.0), (False, 18.0), (True, 30.0)]
    assert [(on, at) for on, at, _ in said(rule.tick(50.0))] == [(False, 40.0)]


def test_the_band_is_learned_from_what_came_before() -> None:
    rule = evaluator(OutsideBand(PRICE, seconds=60.0, deviations=4.0, least=100))
    at = np.arange(0.0, 30.0, 0.1)
    calm = 1e6 + np.sin(at)
    feeder = Feeder()
    assert rule.take(feeder.block(at.tolist(), calm.tolist())) == []
    (verdict,) = rule.take(feeder.block([31.0], [1e6 + 5.0]))
    assert verdict.on
    assert verdict.reason.startswith(
        "A price 1\N{FOUR-PER-EM SPACE}000\N{FOUR-PER-EM SPACE}005 is above its usual band"
    )
    assert said(rule.take(feeder.block([32.0], [1e6]))) == [(False, 32.0, "A")]


def test_a_value_that_never_moves_is_inside_of_its_band() -> None:
    rule = evaluator(OutsideBand(PRICE, seconds=60.0, least=10))
    at = np.arange(0.0, 30.0, 0.1)
    assert rule.take(Feeder().block(at.tolist(), [0.1] * len(at))) == []


def test_nothing_is_judged_before_there_are_samples_enough() -> None:
    rule = evaluator(OutsideBand(PRICE, seconds=60.0, least=10))
    assert rule.take(Feeder().block([0, 2, 4, 6], [1.0, 1.0, 1.0, 99.0])) == []


def test_a_key_is_silent_from_its_last_row_on() -> None:
    rule = evaluator(SilentKey(series("*"), seconds=5.0))
    feeder = Feeder()
    assert rule.take(feeder.block([1, 2], [1.0, 1.0], keys=["A", "B"])) == []
    assert said(rule.tick(6.5)) == [(True, 6.0, "A")]


def test_a_key_that_was_silent_inside_of_a_block_is_told() -> None:
    rule = evaluator(SilentKey(PRICE, seconds=5.0))
    verdicts = rule.take(Feeder().block([1, 2, 9, 10], [1.0] * 4))
    assert said(verdicts) == [(True, 7.0, "A"), (False, 9.0, "A")]
    assert [verdict.reason for verdict in verdicts] == [
        "nothing has come of A for 5\N{FOUR-PER-EM SPACE}s",
        "A is back",
    ]


def test_a_key_that_never_comes_is_silent_from_the_beginning() -> None:
    rule = evaluator(SilentKey(PRICE, seconds=5.0), now=100.0)
    assert said(rule.tick(106.0)) == [(True, 105.0, "A")]


def test_a_feed_is_silent_only_while_it_is_meant_to_run() -> None:
    rule = evaluator(SilentFeed("feed", seconds=5.0))
    assert rule.tick(100.0) == []
    rule.take_state("feed", FeedState.CONNECTING, 100.0)
    assert rule.take_heard("feed", 103.0) == []
    assert said(rule.tick(120.0)) == [(True, 108.0, "")]
    verdicts = rule.take_state("feed", FeedState.STOPPED, 121.0)
    assert said(verdicts) == [(False, 121.0, "")]
    assert verdicts[0].reason == "Market was stopped"
    assert rule.tick(200.0) == []


def test_a_feed_that_sends_again_is_told_at_that_moment() -> None:
    rule = evaluator(SilentFeed("feed", seconds=5.0))
    rule.take_state("feed", FeedState.LIVE, 100.0)
    verdicts = rule.take_heard("feed", 107.0)
    assert said(verdicts) == [(True, 105.0, ""), (False, 107.0, "")]
    assert verdicts[0].reason == "nothing has come from Market for 5\N{FOUR-PER-EM SPACE}s"


def test_a_gap_is_told_with_its_reason_and_ends_when_data_is_back() -> None:
    rule = evaluator(GapOpen("feed"))
    (verdict,) = rule.take_gap(Gap("feed", 5.0, None, "the server restarted (1012)"))
    assert said([verdict]) == [(True, 5.0, "")]
    assert verdict.reason == "Market has no connection: the server restarted (1012)"
    rule.take_state("feed", FeedState.WAITING, 6.0, "refused")
    assert rule.take_state("feed", FeedState.LIVE, 7.0) == []
    assert said(rule.take_gap(Gap("feed", 5.0, 8.0, ""))) == [(False, 8.0, "")]


def test_a_feed_that_was_never_reached_counts_as_a_gap() -> None:
    rule = evaluator(GapOpen("feed"))
    assert said(rule.take_state("feed", FeedState.NEEDS_ATTENTION, 6.0, "401")) == [(True, 6.0, "")]
    assert rule.take_gap(Gap("another", 5.0, None, "")) == []
    assert said(rule.take_state("feed", FeedState.STOPPED, 7.0)) == [(False, 7.0, "")]


def test_a_match_counts_until_a_while_after_the_last() -> None:
    rule = evaluator(Match("feed", "error", seconds=10.0))
    (verdict,) = rule.take_match(0, 1.0, "error 7")
    assert (said([verdict]), verdict.reason) == ([(True, 1.0, "")], "a message of Market matches: error 7")
    assert rule.take_match(0, 8.0, "error 8") == []
    assert rule.tick(17.9) == []
    assert said(rule.tick(30.0)) == [(False, 18.0, "")]


def test_all_of_several_hold_only_together() -> None:
    rule = evaluator(AllOf((Threshold(PRICE, "above", 10.0), Threshold(series("B"), "below", 5.0))))
    rows = [(1, 11.0, "A"), (2, 4.0, "B"), (3, 9.0, "A"), (4, 12.0, "A"), (5, 6.0, "B")]
    at, values, keys = zip(*rows, strict=True)
    verdicts = rule.take(Feeder().block(at, values, keys=keys))
    assert said(verdicts) == [(True, 2.0, ""), (False, 3.0, ""), (True, 4.0, ""), (False, 5.0, "")]
    assert verdicts[0].reason == "A price 11 is above 10 and B price 4 is below 5"
    assert verdicts[3].reason == "B price 6 is back above 5"


def test_conditions_that_one_row_turns_are_taken_together() -> None:
    both = AllOf((Threshold(series("A", "bid"), "above", 10.0), Threshold(series("A", "ask"), "below", 5.0)))
    rows = Feeder().rows([1, 2], [9.0, 11.0], [4.0, 6.0], columns=("bid", "ask"))
    assert evaluator(both).take({("feed", "trades"): rows}) == []


def test_any_of_several_stays_on_while_one_follows_the_other() -> None:
    rule = evaluator(AnyOf((Threshold(PRICE, "above", 10.0), Threshold(series("B"), "above", 10.0))))
    rows = [(1, 11.0, "A"), (2, 11.0, "B"), (3, 9.0, "A"), (4, 9.0, "B")]
    at, values, keys = zip(*rows, strict=True)
    assert said(rule.take(Feeder().block(at, values, keys=keys))) == [(True, 1.0, ""), (False, 4.0, "")]


def test_what_is_about_no_key_holds_for_every_key() -> None:
    rule = evaluator(AllOf((GapOpen("feed"), Threshold(series("*"), "above", 10.0))))
    assert rule.take(Feeder().block([1, 2], [11.0, 12.0], keys=["A", "B"])) == []
    assert said(rule.take_gap(Gap("feed", 3.0, None, "gone"))) == [(True, 3.0, "A"), (True, 3.0, "B")]
    assert said(rule.take_gap(Gap("feed", 3.0, 4.0, ""))) == [(False, 4.0, "A"), (False, 4.0, "B")]


def test_what_flaps_is_followed_up_to_a_bound_and_then_as_it_stands_at_the_next_beat() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0), most=4)
    at = np.arange(1000.0)
    feeder = Feeder()
    verdicts = rule.take(feeder.block(at.tolist(), np.where(at % 2 == 0, 11.0, 9.0).tolist()))
    assert [on for on, _, _ in said(verdicts)] == [True, False, True, False]
    assert rule.skipped == 996
    assert rule.tick(1000.0) == []
    assert said(rule.take(feeder.block([1001.0], [11.0]))) == [(True, 1001.0, "A")]


def test_a_clock_that_is_set_back_does_not_keep_an_alert_waiting() -> None:
    rule = evaluator(Threshold(PRICE, "above", 10.0), hold=5.0)
    rule.take(Feeder().block([3600.0], [11.0]))
    assert rule.tick(10.0) == []
    assert said(rule.tick(15.0)) == [(True, 15.0, "A")]


# --- properties ---------------------------------------------------------------------------------------------------

_KEYS = ("A", "B", "C")
_ONE = st.sampled_from([PRICE, series("B"), series("*")])
_LIMIT = st.sampled_from([2.0, 4.0, 5.0])
_SPAN = st.sampled_from([0.3, 2.0, 9.0])
_PART = st.one_of(
    st.builds(Threshold, _ONE, st.sampled_from(["above", "below"]), _LIMIT, st.sampled_from([0.0, 2.0])),
    st.builds(Change, _ONE, _LIMIT, _SPAN, st.booleans(), st.sampled_from(["up", "down", "either"])),
    st.builds(Crossing, st.just(PRICE), st.just(series("B")), st.sampled_from(["up", "down", "either"]), _SPAN),
    st.builds(Crossing, st.just(series("*")), st.just(series("*", "size")), st.sampled_from(["up", "down"])),
    st.builds(Crossing, st.just(series("*")), st.just(series("C", "size")), st.just("up")),
    st.builds(OutsideBand, _ONE, st.just(20.0), st.sampled_from([1.0, 2.0]), st.just(3)),
    st.builds(SilentKey, _ONE, _SPAN),
)
_CONDITION: st.SearchStrategy[Condition] = st.one_of(
    _PART,
    st.builds(AllOf, st.tuples(_PART, _PART)),
    st.builds(AnyOf, st.tuples(_PART, _PART)),
)
_ROW = st.tuples(
    st.sampled_from([0.0, 0.1, 0.7, 3.0]),
    st.sampled_from(_KEYS),
    st.sampled_from([1.0, 2.0, 3.0, 5.0, 6.0, NAN]),
    st.sampled_from([1.0, 3.0, 6.0, NAN]),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(
    condition=_CONDITION,
    hold=st.sampled_from([0.0, 0.5, 4.0]),
    rows=st.lists(_ROW, max_size=40),
    cuts=st.sets(st.integers(0, 40)),
    beats=st.sets(st.integers(0, 40)),
    most=st.sampled_from([2, 1000]),
)
def test_how_rows_are_cut_into_blocks_never_changes_the_outcome(
    condition: Condition,
    hold: float,
    rows: list[tuple[float, str, float, float, bool]],
    cuts: set[int],
    beats: set[int],
    most: int,
) -> None:
    at = np.cumsum([row[0] for row in rows]) + 0.05
    table = Feeder().rows(
        at.tolist(),
        [row[2] for row in rows],
        [row[3] for row in rows],
        keys=[row[1] for row in rows],
        columns=("price", "size"),
        late=[row[4] for row in rows],
    )
    whole = _outcome(condition, hold, table, sorted(beats), beats, most)
    parts = _outcome(condition, hold, table, sorted(beats | cuts), beats, most)
    # As text, since a value that is no number equals nothing.
    assert repr(parts) == repr(whole)


def _outcome(
    condition: Condition, hold: float, table: Rows, cuts: list[int], beats: set[int], most: int
) -> list[Verdict]:
    rule = evaluator(condition, hold=hold, most=most)
    verdicts: list[Verdict] = []
    start = 0
    for cut in [*cuts, len(table)]:
        stop = min(cut, len(table))
        if stop > start:
            verdicts += rule.take({("feed", "trades"): table.cut(slice(start, stop))})
            start = stop
        if cut in beats and start:
            verdicts += rule.tick(float(table.at[start - 1]))
    return [*verdicts, *rule.tick(1000.0)]


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.tuples(st.sampled_from([0.0, 0.5, 2.0]), st.sampled_from([1.0, 3.0, 4.0, 5.0, NAN])), max_size=30),
    hold=st.sampled_from([0.0, 0.5, 3.0]),
    back=st.sampled_from([0.0, 1.0]),
)
def test_threshold_and_hold_are_exact_to_the_row(rows: list[tuple[float, float]], hold: float, back: float) -> None:
    at = np.cumsum([row[0] for row in rows]).tolist()
    values = [row[1] for row in rows]
    rule = evaluator(Threshold(PRICE, "above", 3.5, hysteresis=back), hold=hold)
    told = rule.take(Feeder().block(at, values)) if rows else []
    assert said([*told, *rule.tick(100.0)]) == _plainly(at, values, hold, back)


def _plainly(at: list[float], values: list[float], hold: float, back: float) -> list[tuple[bool, float, str]]:
    """The same, row by row."""
    told: list[tuple[bool, float, str]] = []
    since: float | None = None
    on = False
    for moment, value in [*zip(at, values, strict=True), (100.0, NAN)]:
        if since is not None and not on and moment - since >= hold:
            on = True
            told.append((True, since + hold, "A"))
        if value > 3.5 and since is None:
            since = moment
            if hold == 0.0:
                on = True
                told.append((True, moment, "A"))
        elif value <= 3.5 - back and since is not None:
            if on:
                told.append((False, moment, "A"))
            since, on = None, False
    return told
