"""The application without a face, over an engine that says what it is told to."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

from monitor.core.clock import ManualClock
from monitor.core.errors import AddressError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    CloseFeed,
    OpenFeed,
    StartFeed,
    StopFeed,
    WatchRaw,
)
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
    Message,
    ProfileFound,
    RawMessages,
)
from monitor.feed.profile import Limits, Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source

PROFILE = Profile(
    name="Market", address="wss://example.net/x", stream=(StreamRule(name="trades", columns={"price": "p"}),)
)


class Desk:
    """A workspace with its fake engine and its clock."""

    def __init__(self) -> None:
        self.host = FakeHost()
        self.clock = ManualClock(wall=START)
        self.store = Store(keep_bytes=1 << 26)
        self.workspace = Workspace(self.host, store=self.store, clock=self.clock, own_feeds=Path("no such folder"))

    def open(self, profile: Profile = PROFILE) -> str:
        return self.workspace.open_feed(profile)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_the_engine_is_started_and_stopped(desk: Desk) -> None:
    await desk.workspace.start()
    assert desk.host.running
    await desk.workspace.stop()
    assert not desk.host.running


def test_what_the_user_does_goes_down_as_commands(desk: Desk) -> None:
    feed = desk.open()
    desk.workspace.stop_feed(feed)
    desk.workspace.start_feed(feed)
    desk.workspace.close_feed(feed)
    assert desk.host.told == [OpenFeed(feed, PROFILE), StopFeed(feed), StartFeed(feed), CloseFeed(feed)]


def test_nothing_is_said_about_a_feed_that_is_not_open(desk: Desk) -> None:
    for act in (desk.workspace.stop_feed, desk.workspace.start_feed, desk.workspace.close_feed):
        act("nobody")
    assert desk.host.told == []
    assert desk.workspace.version == 0


def test_two_feeds_of_one_name_are_two_feeds(desk: Desk) -> None:
    assert desk.open() != desk.open()
    assert len(desk.workspace.feeds) == 2


def test_a_pasted_address_is_opened_for_discovery(desk: Desk) -> None:
    feed = desk.workspace.open_address("wss://example.net/live")
    view = desk.workspace.feed(feed)
    assert view is not None
    assert view.profile.discover
    with pytest.raises(AddressError):
        desk.workspace.open_address("ftp://example.net")


def test_rows_reach_the_store_and_bring_a_panel(desk: Desk) -> None:
    feed = desk.open()
    desk.host.say(Source(feed).batch([START], [5.0]))
    assert desk.workspace.pump(1.0).messages == 1
    rows = desk.store.stream(feed, "trades")
    assert rows is not None
    assert rows.total == 1
    assert [plan.title for plan in desk.workspace.panels.plans] == ["Market"]
    lines, total = desk.workspace.series(feed, most=10)
    assert (total, lines[0].label, lines[0].value) == (1, "A price", 5.0)


def test_status_counts_and_gaps_reach_the_feed(desk: Desk) -> None:
    feed = desk.open()
    gap = Gap(feed, START, START + 1, "reset by server")
    desk.host.say(FeedStatus(feed, FeedState.LIVE, START), FeedCounts(feed, messages=3), gap)
    desk.workspace.pump(1.0)
    view = desk.workspace.feed(feed)
    assert view is not None
    assert (view.state, view.counts.messages, view.gaps) == (FeedState.LIVE, 3, (gap,))
    assert desk.workspace.status().live == 1


def test_a_found_mapping_becomes_the_feeds_profile(desk: Desk) -> None:
    feed = desk.workspace.open_address("wss://example.net/live")
    desk.host.say(ProfileFound(feed, PROFILE, "1 stream"))
    desk.workspace.pump(1.0)
    view = desk.workspace.feed(feed)
    assert view is not None
    assert view.profile.stream == PROFILE.stream
    # Its name is the user's.
    assert view.name == "example.net live"


def test_a_closed_feed_leaves_nothing_behind(desk: Desk) -> None:
    feed = desk.open()
    source = Source(feed)
    desk.host.say(source.batch([START], [5.0]))
    desk.workspace.pump(1.0)
    desk.workspace.close_feed(feed)
    # What was on its way when the feed was closed.
    desk.host.say(source.batch([START + 1], [6.0]), FeedStatus(feed, FeedState.LIVE, START))
    desk.workspace.pump(1.0)
    assert desk.store.streams() == []
    assert desk.workspace.panels.plans == ()
    assert desk.workspace.line(feed) is None
    assert desk.workspace.series(feed, most=5) == ([], 0)


def test_raw_messages_nobody_asked_for_do_no_harm(desk: Desk) -> None:
    feed = desk.open()
    desk.host.say(RawMessages(feed, (START,), (b"{}",)))
    assert desk.workspace.pump(1.0).messages == 1


def test_a_pump_stops_when_its_time_is_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = desk.open()
    desk.host.say(*(FeedCounts(feed, messages=count) for count in range(1000)))
    take = desk.host.drain

    def slowly(limit: int = 1000) -> Sequence[Message]:
        desk.clock.advance(0.002)
        return take(limit)

    monkeypatch.setattr(desk.host, "drain", slowly)
    changes = desk.workspace.pump(0.005)
    assert changes.more
    assert 0 < changes.messages < 1000
    assert desk.host.unread == 1000 - changes.messages


def test_a_pump_takes_a_bounded_number_even_when_time_stands_still(desk: Desk) -> None:
    feed = desk.open()
    desk.host.say(*(FeedCounts(feed, messages=count) for count in range(10_000)))
    assert desk.workspace.pump(1.0).messages == 4096


def test_the_bounds_of_a_profile_hold_in_the_store(desk: Desk) -> None:
    feed = desk.open(Profile(name="Short", address="wss://x", limits=Limits(keep_seconds=1.0)))
    source = Source(feed)
    for second in range(0, 600, 10):
        times = np.full(2000, START + second)
        desk.host.say(source.batch(times, times))
        desk.workspace.pump(1.0)
    assert desk.workspace.status().evicted > 0


# --- trials -------------------------------------------------------------------------------------------------------


def test_a_feed_on_trial_is_opened_but_is_not_in_the_list_until_it_is_adopted(desk: Desk) -> None:
    trial = desk.workspace.open_trial(PROFILE)
    feed = trial.view.feed
    assert desk.host.told[-1] == OpenFeed(feed, PROFILE, raw=True)
    assert desk.workspace.feeds == ()
    assert desk.workspace.feed(feed) is trial.view
    desk.host.say(Source(feed).batch([START], [5.0]), RawMessages(feed, (START,), (b"{}",)))
    desk.workspace.pump(1.0)
    assert len(trial.log) == 1
    assert desk.workspace.panels.plans == ()
    desk.workspace.adopt_trial(feed)
    assert desk.workspace.feeds == (trial.view,)
    assert desk.host.told[-1] == WatchRaw(feed, on=False)
    rows = desk.workspace.store.stream(feed, "trades")
    assert rows is not None
    assert rows.total == 1


def test_a_trial_that_is_dropped_leaves_nothing(desk: Desk) -> None:
    feed = desk.workspace.open_trial(PROFILE).view.feed
    desk.workspace.drop_trial(feed)
    assert desk.host.told[-1] == CloseFeed(feed)
    assert desk.workspace.feed(feed) is None
    # A feed that is no trial is not closed by it.
    other = desk.open()
    desk.workspace.drop_trial(other)
    assert desk.workspace.feed(other) is not None


def test_a_feed_can_be_given_another_profile_and_keeps_what_it_has_brought(desk: Desk) -> None:
    feed = desk.open()
    desk.host.say(Source(feed).batch([START], [5.0]))
    desk.workspace.pump(1.0)
    new = msgspec.structs.replace(PROFILE, name="Renamed")
    desk.workspace.change_feed(feed, new)
    assert desk.host.told[-1] == ChangeFeed(feed, new)
    view = desk.workspace.feed(feed)
    assert view is not None
    assert view.name == "Renamed"
    assert desk.workspace.store.stream(feed, "trades") is not None


def test_what_was_typed_for_this_run_goes_down_beside_the_profile(desk: Desk) -> None:
    desk.workspace.secrets.type("env:TOKEN", "4711-secret")
    asking = msgspec.structs.replace(PROFILE, address="wss://example.net/?token=${env:TOKEN}")
    feed = desk.workspace.open_feed(asking)
    assert desk.host.told[-1] == OpenFeed(feed, asking, secrets={"env:TOKEN": "4711-secret"})
    view = desk.workspace.feed(feed)
    assert view is not None
    assert view.profile == asking


def test_a_secret_in_a_pasted_address_goes_to_the_engine_and_nowhere_else(desk: Desk) -> None:
    feed = desk.workspace.open_address("wss://example.net/stream?token=hunter2secret&depth=5")
    (told,) = (each for each in desk.host.told if isinstance(each, OpenFeed))
    assert told.secrets == {"env:EXAMPLE_NET_TOKEN": "hunter2secret"}
    assert b"hunter2secret" not in msgspec.json.encode(told.profile)
    view = desk.workspace.feed(feed)
    assert view is not None
    desk.host.say(ProfileFound(feed, msgspec.structs.replace(told.profile, discover=False), "found"))
    desk.workspace.pump(1.0)
    assert b"hunter2secret" not in msgspec.json.encode(view.profile)
