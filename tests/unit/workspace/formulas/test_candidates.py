"""What is offered fits what has been begun."""

from pathlib import Path

import pytest

from monitor.core.clock import ManualClock
from monitor.feed.profile import Profile, StreamRule
from monitor.formulas.completion import completion_at
from monitor.formulas.functions import FUNCTIONS
from monitor.store.store import Store
from monitor.workspace.formulas.candidates import candidates_for
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(FakeHost(), store=Store(keep_bytes=1 << 26), clock=ManualClock(), own_feeds=tmp_path)
    rule = StreamRule(name="ticker", columns={"last": "p", "bid": "b"})
    feed = made.open_feed(Profile(name="Kraken", address="wss://example.net/x", stream=(rule,)))
    source = Source(feed, "ticker", ("last", "bid"))
    made.store.append(source.batch([START, START], [1, 2], [1, 2], keys=["XBT/USD", "ETH/USD"]))
    return made


def offered(workspace: Workspace, text: str, most: int = 20) -> list[str]:
    completion = completion_at(text, len(text))
    assert completion is not None
    return [candidate.text for candidate in candidates_for(completion, workspace, most=most)]


def test_series_are_offered_by_names_that_mean_them(workspace: Workspace) -> None:
    assert offered(workspace, "1 + [xbt la") == ['["XBT/USD"/last]']
    assert offered(workspace, '["XBT/U') == ['["XBT/USD"/last]', '["XBT/USD"/bid]']
    assert len(offered(workspace, "[")) == 4
    assert offered(workspace, "[", most=3) == offered(workspace, "[")[:3]


def test_functions_that_begin_so_come_before_those_that_hold_it(workspace: Workspace) -> None:
    found = offered(workspace, "m")
    assert found[:2] == ["min(", "max("]
    assert "sma(" in found
    assert offered(workspace, "zsc") == ["zscore("]
    assert offered(workspace, "sma") == []


def test_every_candidate_says_what_it_is(workspace: Workspace) -> None:
    completion = completion_at("e", 1)
    assert completion is not None
    details = {each.text: each.detail for each in candidates_for(completion, workspace, most=20)}
    assert details["ema("] == FUNCTIONS["ema"].help
