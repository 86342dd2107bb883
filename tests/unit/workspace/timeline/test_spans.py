"""When there is data of each feed."""

import math
from pathlib import Path

from monitor.core.clock import ManualClock
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
)
from monitor.feed.profile import Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.timeline.spans import Span, feed_spans
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source


class Bench:
    def __init__(self, tmp_path: Path) -> None:
        self.host = FakeHost()
        self.workspace = Workspace(
            self.host, store=Store(keep_bytes=1 << 20), clock=ManualClock(wall=START), own_feeds=tmp_path
        )

    def open(self, name: str, *, first: float, last: float, state: FeedState = FeedState.LIVE) -> str:
        rule = StreamRule(name="trades", columns={"price": "p"})
        feed = self.workspace.open_feed(Profile(name=name, address="wss://example.net", stream=(rule,)))
        self.host.say(FeedStatus(feed, state, first), FeedCounts(feed, messages=2, last_received=last))
        self.host.say(Source(feed).batch([first, last], [1.0, 2.0], keys="K"))
        self.workspace.pump(1.0)
        return feed

    def gap(self, feed: str, start: float, end: float | None) -> None:
        self.host.say(Gap(feed, start, end, "reset"))
        self.workspace.pump(1.0)


def test_a_live_feed_has_data_until_now_and_gaps_between(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    feed = bench.open("A", first=START, last=START + 100)
    bench.gap(feed, START + 10, START + 20)
    (spans,), oldest = feed_spans(bench.workspace, START + 120)
    assert oldest == START
    assert spans.spans == (
        Span(START, START + 10),
        Span(START + 10, START + 20, "reset"),
        Span(START + 20, START + 120),
    )


def test_a_gap_that_lasts_goes_on_until_now(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    feed = bench.open("A", first=START, last=START + 100, state=FeedState.WAITING)
    bench.gap(feed, START + 100, None)
    (spans,), _ = feed_spans(bench.workspace, START + 120)
    assert spans.spans[-1] == Span(START + 100, START + 120, "reset")


def test_a_stopped_feed_ends_with_its_last_message(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.open("A", first=START, last=START + 100, state=FeedState.STOPPED)
    (spans,), _ = feed_spans(bench.workspace, START + 500)
    assert spans.spans == (Span(START, START + 100),)


def test_without_data_there_is_nothing(tmp_path: Path) -> None:
    spans, oldest = feed_spans(Bench(tmp_path).workspace, START)
    assert list(spans) == []
    assert math.isnan(oldest)


def test_more_feeds_than_can_be_drawn_are_left_out_but_still_held(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for number in range(20):
        bench.open(f"F{number}", first=START - number, last=START)
    spans, oldest = feed_spans(bench.workspace, START + 1)
    assert len(spans) == 12
    assert oldest == START - 19
