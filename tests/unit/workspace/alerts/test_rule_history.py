"""Rules tried on what is held in memory, and what they are called."""

import pytest

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
from monitor.alerts.trial import try_rule
from monitor.core.gap import Gap
from monitor.store.store import Store
from monitor.workspace.alerts.rule_for import rule_for
from monitor.workspace.alerts.rule_history import history_for, untried
from monitor.workspace.alerts.rule_words import rule_words
from tests.helpers.alerting import PRICE, series
from tests.helpers.rows import Source


def rule_of(condition: Condition, hold: float = 0.0) -> Rule:
    return Rule(id="r", name="r", condition=condition, hold_seconds=hold)


def tried(store: Store, rule: Rule, *gaps: Gap, now: float = 100.0) -> list[tuple[float, float, str]]:
    history = history_for(rule, store, gaps=lambda _: gaps, now=now, seconds=7200.0)
    assert history is not None
    return [(span.start, span.end, span.key) for span in try_rule(rule, history)]


@pytest.fixture
def store() -> Store:
    made = Store(keep_bytes=1 << 24)
    source = Source()
    made.append(source.batch([10, 20, 30, 40, 50], [1.0, 20.0, 30.0, 4.0, 50.0], keys=["A", "A", "B", "A", "A"]))
    # A late row is where it belongs once it is held.
    made.append(source.batch([25], [5.0], keys="A"))
    return made


def test_a_rule_is_tried_on_the_rows_of_its_key_in_order_of_time(store: Store) -> None:
    assert tried(store, rule_of(Threshold(PRICE, "above", 10.0))) == [(20.0, 25.0, "A"), (50.0, 100.0, "A")]
    assert tried(store, rule_of(Threshold(PRICE, "above", 10.0), hold=6.0)) == [(56.0, 100.0, "A")]


def test_a_rule_for_any_key_is_tried_on_each(store: Store) -> None:
    spans = tried(store, rule_of(Threshold(series("*"), "above", 10.0)))
    assert spans == [(20.0, 25.0, "A"), (30.0, 100.0, "B"), (50.0, 100.0, "A")]


def test_silence_and_gaps_are_tried_too(store: Store) -> None:
    silences = tried(store, rule_of(SilentFeed("feed", 8.0)))
    assert silences == [(18.0, 20.0, ""), (38.0, 40.0, ""), (48.0, 50.0, ""), (58.0, 100.0, "")]
    gap = Gap("feed", 60.0, 70.0, "gone")
    assert tried(store, rule_of(AllOf((GapOpen("feed"), Threshold(PRICE, "above", 10.0)))), gap) == [(60.0, 70.0, "A")]


def test_where_nothing_is_held_nothing_can_be_tried(store: Store) -> None:
    rule = rule_of(Threshold(series("A", "nothing", stream="none"), "above", 1.0))
    assert history_for(rule, store, gaps=lambda _: (), now=100.0, seconds=7200.0) is None
    assert untried(rule_of(AnyOf((Match("feed", "x"), GapOpen("feed")))))
    assert not untried(rule)


def test_a_rule_made_from_a_series_begins_at_its_present_value(store: Store) -> None:
    store.append(Source("other").batch([1.0], [64218.104], keys="BTCUSDT"))
    rule = rule_for(series("BTCUSDT", feed="other"), store)
    assert rule.condition == Threshold(series("BTCUSDT", feed="other"), "above", 64218.0)
    assert rule.name == "BTCUSDT price above 64\N{FOUR-PER-EM SPACE}218"
    assert rule_for(series(feed="gone"), store).condition == Threshold(series(feed="gone"), "above", 0.0)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Threshold(series("*"), "below", 1.5), "any price below 1.5"),
        (Change(PRICE, 0.01, 60.0, relative=True, direction="down"), "A price falls by 1_% within 1_min"),
        (Change(PRICE, 2.0, 90.0), "A price moves by 2 within 90_s"),
        (Crossing(series("A", "bid"), series("A", "ask"), "up"), "A bid crosses to above A ask"),
        (OutsideBand(PRICE), "A price outside of its band of the last 1_h"),
        (SilentFeed("feed", 30.0), "nothing from Market for 30_s"),
        (SilentKey(series("*"), 30.0), "nothing of any key for 30_s"),
        (
            AnyOf((GapOpen("feed"), Match("feed", "halt"))),
            "Market has no connection or a message of Market holds “halt”",
        ),
        (Match("feed", "7", kind="path", path="data.code"), "a message of Market has data.code = 7"),
    ],
)
def test_a_rule_reads_as_one_line(condition: Condition, words: str) -> None:
    assert rule_words(rule_of(condition), lambda _: "Market") == words.replace("_", "\N{FOUR-PER-EM SPACE}")
