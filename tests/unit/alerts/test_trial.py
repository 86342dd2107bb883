"""Rules tried on rows that are already there, a step at a time."""

import numpy as np

from monitor.alerts.rule import Change, GapOpen, Rule, SilentKey, Threshold
from monitor.alerts.trial import History, Trial, try_rule
from monitor.core.gap import Gap
from tests.helpers.alerting import PRICE, Feeder, series

AT = np.arange(0.0, 600.0, 0.5)


def history(*gaps: Gap, end: float = 600.0) -> History:
    prices = 100.0 + 10.0 * np.sin(AT / 20.0)
    rows = Feeder().rows(AT.tolist(), prices.tolist(), keys=["A", "B"] * (len(AT) // 2))
    return History({("feed", "trades"): rows}, 0.0, end, gaps)


def test_steps_of_any_size_come_to_the_same() -> None:
    for condition in (Threshold(series("*"), "above", 105.0), Change(PRICE, 3.0, 10.0), SilentKey(PRICE, 0.9)):
        rule = Rule(id="r", name="r", condition=condition, hold_seconds=0.05)
        trial = Trial(rule, history())
        steps = 0
        while trial.step(37):
            steps += 1
        assert trial.spans == try_rule(rule, history())
        assert trial.spans != []
        assert (trial.progress, steps > 20) == (1.0, True)


def test_what_is_on_at_the_end_is_still_on() -> None:
    rule = Rule(id="r", name="r", condition=Threshold(PRICE, "above", 0.0))
    (span,) = try_rule(rule, history(end=700.0))
    assert (span.start, span.end, span.open, span.key) == (0.0, 700.0, True, "A")


def test_gaps_are_taken_where_they_were() -> None:
    rule = Rule(id="r", name="r", condition=GapOpen("feed"))
    trial = Trial(rule, history(Gap("feed", 100.0, 130.0, "gone"), Gap("feed", 500.0, None, "gone again")))
    while trial.step(100):
        pass
    assert [(span.start, span.end, span.reason) for span in trial.spans] == [
        (100.0, 130.0, "feed has no connection: gone"),
        (500.0, 600.0, "feed has no connection: gone again"),
    ]
    assert trial.seconds == 130.0


def test_spans_are_bounded_and_the_lost_ones_counted() -> None:
    rule = Rule(id="r", name="r", condition=Threshold(PRICE, "above", 105.0))
    trial = Trial(rule, history(), most=2)
    while trial.step():
        pass
    assert len(trial.spans) in (2, 3)
    assert trial.lost > 0
