"""The small parts that judging is made of."""

import numpy as np
import pytest

from monitor.alerts import places as places_module
from monitor.alerts.checks import check
from monitor.alerts.inputs import feeds_of, matches_of, series_of
from monitor.alerts.patterns import runs_away
from monitor.alerts.places import Places, Selection
from monitor.alerts.rule import (
    AllOf,
    AnyOf,
    Change,
    Condition,
    Crossing,
    GapOpen,
    Match,
    OutsideBand,
    Rule,
    SilentFeed,
    SilentKey,
    Threshold,
)
from monitor.alerts.segments import Groups
from monitor.alerts.switches import Switches
from monitor.alerts.words import figure, span
from tests.helpers.alerting import PRICE, Feeder, evaluator, said, series

RUNS_AWAY = "A repeat inside of a repeat could take for ever; write it with one"
THIN = "\N{FOUR-PER-EM SPACE}"


def test_switches_tell_turns_in_order_whatever_the_keys() -> None:
    switches = Switches(most=100)
    switches.reserve(2)
    codes = np.array([1, 0, 1, -1, -1, 1], np.int8)
    assert switches.take(np.array([0, 0, 1, 0, 0, 1]), codes).tolist() == [0, 2, 3]
    assert (switches.told(0), switches.told(1)) == (False, True)
    assert switches.take(np.array([1]), np.array([1], np.int8)).tolist() == []


def test_switches_that_flap_too_much_are_told_as_they_stand_with_the_next_beat() -> None:
    switches = Switches(most=1)
    switches.reserve(1)
    codes = np.array([1, -1, 1, -1, 1], np.int8)
    assert switches.take(np.zeros(5, np.intp), codes).tolist() == [0]
    assert (switches.skipped, switches.beat().tolist()) == (4, [])
    assert switches.take(np.zeros(2, np.intp), np.array([-1, 1], np.int8)).tolist() == [0]
    assert switches.beat().tolist() == [0]
    assert switches.told(0)


def test_running_figures_begin_anew_with_each_place() -> None:
    groups = Groups(np.array([1, 0, 1, 0, 1]))
    values = np.array([5.0, 1.0, 3.0, 7.0, np.nan])[groups.order]
    running = groups.running(np.fmin, values, np.array([2.0, np.nan]))
    assert running.tolist() == [1.0, 1.0, 5.0, 3.0, 3.0]
    filled = groups.filled(values, np.array([np.nan, 4.0]))
    assert filled.tolist() == [1.0, 7.0, 5.0, 3.0, 3.0]
    assert groups.previous(values, np.array([8.0, 9.0])).tolist() == [8.0, 1.0, 9.0, 5.0, 3.0]


def test_keys_beyond_the_bound_are_counted_and_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_module, "MOST_KEYS", 2)
    rule = evaluator(Threshold(series("*"), "above", 1.0))
    verdicts = rule.take(Feeder().block([1, 2, 3], [5.0, 5.0, 5.0], keys=["A", "B", "C"]))
    assert said(verdicts) == [(True, 1.0, "A"), (True, 2.0, "B")]
    assert rule.skipped == 1


def test_a_stream_that_begins_anew_gives_its_keys_the_same_places() -> None:
    places = Places("*")
    selection = Selection(places, "*")
    first = selection.rows(Feeder().rows([1, 2], [1.0, 2.0], keys=["A", "B"]))
    again = selection.rows(Feeder().rows([3, 4, 5], [1.0, 2.0, 3.0], keys=["B", "C", "A"]))
    assert (first.places.tolist(), again.places.tolist()) == ([0, 1], [1, 2, 0])


@pytest.mark.parametrize("pattern", ["(a+)+", "(a*)*b", "((ab)+c)*", "(x{2,})+", "([)]a+)*"])
def test_repeats_of_repeats_are_found(pattern: str) -> None:
    assert runs_away(pattern)


@pytest.mark.parametrize("pattern", ["a+b*", "(ab)+", r"(a\+)*", "([*+])+", "(a+)b", "[(]a+", "", "((a))", "("])
def test_harmless_patterns_are_let_through(pattern: str) -> None:
    assert not runs_away(pattern)


@pytest.mark.parametrize(
    ("condition", "field", "words"),
    [
        (Threshold(series("A", "")), "series", "Choose a series"),
        (Threshold(PRICE, value=float("nan")), "value", "Enter a number"),
        (Threshold(PRICE, hysteresis=-1.0), "hysteresis", "Enter 0 or more"),
        (Change(PRICE, 0.0, 60.0), "amount", "Enter a number above 0"),
        (Change(PRICE, 1.0, 0.0), "seconds", "Enter 0.1 seconds up to 7 days"),
        (Crossing(PRICE, PRICE), "other", "Choose another series than the first"),
        (Crossing(PRICE, series("*", "x")), "other", "Any key of the other series needs any key of the first"),
        (OutsideBand(PRICE, least=1), "least", "Learn from 2 samples or more"),
        (SilentKey(series(stream=""), 5.0), "series", "Choose a series"),
        (SilentFeed("", 5.0), "feed", "Choose a feed"),
        (GapOpen(""), "feed", "Choose a feed"),
        (Match("f", ""), "text", "Enter what the message must hold"),
        (Match("f", "[", kind="regex"), "text", "This is no regular expression: unterminated character set"),
        (
            Match("f", "(a+)+", kind="regex"),
            "text",
            "A repeat inside of a repeat could take for ever; write it with one",
        ),
        (Match("f", "", kind="path"), "path", "Enter where in the message to look, such as data.event"),
        (AnyOf(()), "condition", "A rule has 1 to 20 conditions"),
    ],
)
def test_what_is_wrong_is_said_of_the_field_it_is_wrong_in(condition: Condition, field: str, words: str) -> None:
    (problem,) = check(Rule(id="r", name="r", condition=condition))
    assert (problem.field, problem.text, problem.part) == (field, words, -1 if field == "condition" else 0)


def test_what_is_wrong_with_the_rule_itself_is_said() -> None:
    rule = Rule(id="r", name=" ", condition=Threshold(PRICE), hold_seconds=-1.0, webhook="file:///etc/passwd")
    assert [problem.field for problem in check(rule)] == ["name", "hold_seconds", "webhook"]


def test_a_condition_tells_what_it_looks_at() -> None:
    inner = AnyOf((Crossing(PRICE, series("B", feed="other")), Match("third", "x")))
    condition = AllOf((Threshold(PRICE), inner, SilentFeed("fourth", 5.0)))
    assert series_of(condition) == [PRICE, series("B", feed="other")]
    assert feeds_of(condition) == ["feed", "other", "third", "fourth"]
    assert matches_of(condition) == [(2, Match("third", "x"))]


def test_figures_and_spans_read_well() -> None:
    assert [figure(value) for value in (64218.1, -0.5, 0.1 + 0.2, 1e21)] == [
        f"64{THIN}218.1",
        "\N{MINUS SIGN}0.5",
        "0.3",
        "1e+21",
    ]
    assert [span(value) for value in (0.5, 59.0, 90.0, 7200.0, 172800.0)] == [
        f"0.5{THIN}s",
        f"59{THIN}s",
        f"1.5{THIN}min",
        f"2{THIN}h",
        f"2{THIN}d",
    ]
