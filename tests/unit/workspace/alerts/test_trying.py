"""Trying a rule while it is written: a little at a time, and not twice what need not be."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from monitor.alerts.rule import Match, Rule, Threshold
from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.feed.profile import Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.alerts import trying as trying_module
from monitor.workspace.alerts.rule_history import Gathering
from monitor.workspace.alerts.trying import Trying
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source

SPACE = "\N{FOUR-PER-EM SPACE}"


class Ticks:
    """A clock of which each look costs a millisecond."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    host = FakeHost()
    made = Workspace(host, store=Store(keep_bytes=1 << 26), clock=ManualClock(wall=START), own_feeds=tmp_path)
    rule = StreamRule(name="trades", columns={"price": "p"})
    feed = made.open_feed(Profile(name="Market", address="wss://example.net/", stream=(rule,)))
    at = START - 3600.0 + np.arange(7200) / 2.0
    values = np.where(np.arange(7200) % 2000 < 100, 20.0, 5.0)
    host.say(Source(feed).batch(at.tolist(), values.tolist(), keys=["A", "B"] * 3600))
    made.pump(1.0)
    return made


def rule_for(value: float) -> Rule:
    return Rule(id="r", name="r", condition=Threshold(SeriesKey("market", "trades", "A", "price"), "above", value))


def test_a_trial_goes_on_with_each_look_until_it_is_done(workspace: Workspace) -> None:
    trying = Trying(workspace, clock=Ticks())
    looks, words = 0, []
    while True:
        tried = trying.look(rule_for(10.0), now=START)
        looks += 1
        words.append(tried.words)
        if tried.done and tried.spans:
            break
    assert looks > 1
    assert any(each.startswith("Testing: ") for each in words)
    assert words[-1] == f"Would have been on 4 times in the last 1{SPACE}h, 3{SPACE}min 20{SPACE}s in all"
    assert (tried.start, tried.end) == (START - 3600.0, START)


def test_another_limit_is_tried_on_what_was_gathered_before(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []
    step = Gathering.step
    monkeypatch.setattr(Gathering, "step", lambda gathering: (steps.append(1), step(gathering))[1])
    trying = Trying(workspace)
    for value in (10.0, 11.0, 30.0):
        tried = trying.look(rule_for(value), now=START, budget=60.0)
    assert tried.words == f"Would not have been on in the last 1{SPACE}h"
    once = len(steps)
    trying.look(rule_for(31.0), now=START + trying_module._AGAIN + 1.0, budget=60.0)
    assert len(steps) == 2 * once


def test_a_name_or_a_webhook_changes_nothing(workspace: Workspace) -> None:
    trying = Trying(workspace)
    tried = trying.look(rule_for(10.0), now=START, budget=60.0)
    renamed = msgspec.structs.replace(rule_for(10.0), name="", webhook="x")
    assert trying.look(renamed, now=START + 1.0, budget=60.0) is tried


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (rule_for(float("nan")), "The test begins once the rule is complete"),
        (
            Rule(id="r", name="r", condition=Match("market", "x")),
            "Messages are not kept, so that this cannot be tested",
        ),
        (
            Rule(id="r", name="r", condition=Threshold(SeriesKey("gone", "trades", "A", "price"))),
            "Nothing of this has come yet, so that there is nothing to test on",
        ),
    ],
)
def test_why_nothing_can_be_tried_is_said(workspace: Workspace, rule: Rule, words: str) -> None:
    assert Trying(workspace).look(rule, now=START, budget=60.0).words == words
