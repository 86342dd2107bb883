"""A feed is tried, changed and saved, and nothing it has sent is lost on the way."""

import json
from pathlib import Path

import msgspec
import pytest

from monitor.core.clock import ManualClock
from monitor.core.errors import AddressError, ProfileError
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    CloseFeed,
    OpenFeed,
    StartFeed,
    WatchRaw,
)
from monitor.engine.messages import (
    Connected,
    FeedCounts,
    FeedStatus,
    ProfileFound,
    ProfileTaken,
    RawMessages,
)
from monitor.feed.discover import Dialect
from monitor.feed.profile import Profile, StreamRule, TimeRule
from monitor.feed.profiles.reading import load_profile
from monitor.feed.sources import Sources
from monitor.feed.templates import render_address
from monitor.store.store import Store
from monitor.workspace.adding.adding import Adding
from monitor.workspace.adding.roles import as_column, as_key, not_used, with_stream
from monitor.workspace.adding.trouble import Section
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source

RULE = StreamRule("trade", key="s", time=TimeRule("T", "ms"), columns={"price": "p"})
ADDRESS = "wss://example.net/stream"


class Desk:
    def __init__(self, own: Path) -> None:
        self.host = FakeHost()
        self.clock = ManualClock(wall=START)
        self.workspace = Workspace(self.host, store=Store(keep_bytes=1 << 24), clock=self.clock, own_feeds=own)
        self.adding = Adding(self.workspace)

    @property
    def order(self) -> OpenFeed | ChangeFeed:
        """What the engine was last given."""
        return next(each for each in reversed(self.host.told) if isinstance(each, OpenFeed | ChangeFeed))

    @property
    def sent(self) -> Profile:
        """The profile the engine was last given."""
        return self.order.profile

    def say(self, *messages: object) -> None:
        self.host.say(*messages)  # type: ignore[arg-type]
        self.workspace.pump(1.0)
        self.adding.refresh()

    def send(self, *payloads: dict[str, object], at: float = START) -> None:
        data = tuple(json.dumps(payload).encode() for payload in payloads)
        self.say(RawMessages(self.adding.feed, (at,) * len(data), data))

    def find(self) -> None:
        """Discovery proposes a mapping."""
        found = msgspec.structs.replace(self.sent, stream=(RULE,), discover=False)
        self.say(ProfileFound(self.adding.feed, found, "1 stream"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "feeds")


def trade(key: str = "A", price: float = 1.0, **more: object) -> dict[str, object]:
    return {"s": key, "p": price, "T": int(START * 1000), **more}


# --- beginning ----------------------------------------------------------------------------------------------------


def test_a_pasted_address_is_tried_at_once_and_is_in_no_list(desk: Desk) -> None:
    desk.adding.begin_address(f"  {ADDRESS} ")
    order = desk.host.told[-1]
    assert isinstance(order, OpenFeed)
    assert order.raw
    assert order.profile.discover
    assert desk.workspace.feeds == ()
    assert desk.adding.view is desk.workspace.feed(desk.adding.feed)
    assert desk.adding.draft.profile.name == "example.net stream"


def test_a_bad_address_changes_nothing(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    feed = desk.adding.feed
    with pytest.raises(AddressError):
        desk.adding.begin_address("ftp://example.net")
    assert desk.adding.feed == feed


def test_another_address_lets_the_first_trial_go(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    first = desk.adding.feed
    desk.adding.begin_address("wss://other.net/")
    assert CloseFeed(first) in desk.host.told
    assert desk.workspace.feed(first) is None


def test_a_secret_in_a_pasted_address_reaches_the_engine_and_no_file(desk: Desk) -> None:
    desk.adding.begin_address(f"{ADDRESS}?token=4711-secret")
    assert render_address(desk.sent, Sources(secrets=desk.order.secrets)) == f"{ADDRESS}?token=4711-secret"
    assert "4711" not in repr(desk.order)
    assert "4711" not in repr(desk.adding.draft)
    assert desk.adding.view is not None
    assert "4711" not in repr(desk.adding.view.profile)
    _, file = desk.adding.save()
    assert file is not None
    assert "4711" not in file.read_text("utf-8")
    assert load_profile(file).address == f"{ADDRESS}?token=${{env:EXAMPLE_NET_TOKEN}}"


def test_an_address_that_is_a_template_already_stays_one(desk: Desk) -> None:
    desk.adding.begin_address(f"{ADDRESS}?token=${{env:MY_TOKEN}}")
    assert desk.adding.draft.profile.address == f"{ADDRESS}?token=${{env:MY_TOKEN}}"
    assert desk.adding.missing == ("env:MY_TOKEN",)
    # It does not connect, and says what it needs.
    assert not any(isinstance(each, OpenFeed) for each in desk.host.told)
    assert desk.adding.view is not None
    assert desk.adding.view.state is FeedState.NEEDS_ATTENTION
    assert desk.adding.view.status.detail == "needs the secret MY_TOKEN"


# --- what comes ---------------------------------------------------------------------------------------------------


def test_what_is_found_becomes_the_draft_and_its_fields_are_filled(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    desk.send(trade(price=5.0), trade(price=6.0))
    version = desk.adding.version
    desk.find()
    assert desk.adding.version > version
    assert desk.adding.draft.profile.stream == (RULE,)
    assert desk.adding.draft.guessed
    assert desk.adding.fields.streams[0].fields["p"].last == 6.0
    assert desk.adding.dialect is Dialect.JSON
    desk.send(trade(price=7.0))
    assert list(desk.adding.fields.streams[0].fields["p"].trend) == [5.0, 6.0, 7.0]


def test_trouble_is_told_with_the_section_that_helps(desk: Desk) -> None:
    desk.adding.begin_address(f"{ADDRESS}?token=${{env:MY_TOKEN}}")
    desk.say(FeedStatus(desk.adding.feed, FeedState.NEEDS_ATTENTION, START, detail="not set"))
    trouble = desk.adding.trouble(START)
    assert trouble is not None
    assert trouble.section is Section.LOGIN
    desk.say(
        FeedStatus(desk.adding.feed, FeedState.OPENING, START),
        Connected(desk.adding.feed, at=START, seconds=0.1),
        FeedCounts(desk.adding.feed, messages=1),
    )
    desk.send({"event": "info"})
    waiting = desk.adding.trouble(START + 10)
    assert waiting is not None
    assert waiting.section is Section.OPENING
    assert "info" in waiting.what


# --- changing -----------------------------------------------------------------------------------------------------


def test_a_role_is_changed_at_once_and_what_came_before_is_read_anew(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    desk.send(trade("A", 1.0, q=10), trade("B", 2.0, q=20))
    desk.find()
    feed = desk.adding.feed
    desk.say(Source(feed, "trade").batch([START, START], [1.0, 2.0], keys=["A", "B"]))
    desk.adding.edit_mapping(lambda profile: with_stream(profile, 0, as_column(profile.stream[0], "q")))
    assert list(desk.sent.stream[0].columns) == ["price", "q"]
    assert not desk.sent.discover
    # What the engine still reads by the old mapping is on its way; then it says that the new one holds.
    desk.send(trade("A", 3.0, q=30))
    desk.say(Source(feed, "trade").batch([START], [3.0], keys=["A"]), ProfileTaken(feed))
    rows = desk.workspace.store.stream(feed, "trade")
    assert rows is not None
    assert (rows.total, rows.columns) == (3, ("price", "q"))
    assert rows.last_values.tolist() == [[3.0, 30.0], [2.0, 20.0]]
    assert desk.adding.rereads == 1


def test_a_mapping_of_the_users_own_is_not_changed_by_discovery(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    desk.find()
    desk.adding.edit_mapping(lambda profile: with_stream(profile, 0, as_key(profile.stream[0], "other")))
    desk.find()
    assert desk.adding.draft.profile.stream[0].key == "other"


def test_options_wait_for_commit_and_begin_discovery_anew_while_the_mapping_is_a_guess(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    desk.find()
    told = len(desk.host.told)
    desk.adding.edit(lambda profile: msgspec.structs.replace(profile, subprotocols=("v1",)))
    assert len(desk.host.told) == told
    desk.adding.commit()
    assert desk.sent.subprotocols == ("v1",)
    assert desk.sent.discover
    assert desk.sent.stream == ()
    desk.adding.commit()
    assert len(desk.host.told) == told + 1


def test_options_keep_a_mapping_that_is_the_users(desk: Desk) -> None:
    desk.adding.begin_profile(Profile(name="Mine", address=ADDRESS, stream=(RULE,)))
    desk.adding.edit(lambda profile: msgspec.structs.replace(profile, subprotocols=("v1",)))
    desk.adding.commit()
    assert desk.sent.stream == (RULE,)


def test_what_cannot_be_used_is_not_tried_and_a_name_troubles_nobody(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    told = len(desk.host.told)
    desk.adding.edit(lambda profile: msgspec.structs.replace(profile, headers={"a b": "c"}))
    desk.adding.commit()
    assert desk.adding.draft.problem_at("headers")
    desk.adding.edit(lambda profile: msgspec.structs.replace(profile, headers={}, name="Renamed"))
    desk.adding.commit()
    assert len(desk.host.told) == told


def test_a_typed_secret_is_tried_when_it_is_complete(desk: Desk) -> None:
    desk.adding.begin_address(f"{ADDRESS}?token=${{env:MY_TOKEN}}")
    told = len(desk.host.told)
    desk.adding.type_secret("env:MY_TOKEN", "half")
    desk.adding.type_secret("env:MY_TOKEN", "whole")
    desk.workspace.pump(1.0)
    assert len(desk.host.told) == told
    desk.adding.commit()
    desk.workspace.pump(1.0)
    assert render_address(desk.sent, Sources(secrets=desk.order.secrets)) == f"{ADDRESS}?token=whole"


def test_a_whole_profile_written_as_text_takes_the_place_of_the_draft(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    desk.find()
    written = msgspec.structs.replace(desk.adding.draft.profile, stream=(not_used(RULE, "s"),))
    desk.adding.replace(written)
    assert desk.sent.stream[0].key == ""
    assert not desk.adding.draft.guessed


def test_trying_again_connects_now(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    desk.adding.retry()
    assert desk.host.told[-1] == StartFeed(desk.adding.feed)


# --- saving -------------------------------------------------------------------------------------------------------


def test_saving_writes_a_file_and_the_same_feed_is_in_the_list_with_all_it_had(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    feed = desk.adding.feed
    desk.find()
    desk.say(Source(feed, "trade").batch([START], [1.0]))
    desk.adding.edit(lambda profile: msgspec.structs.replace(profile, name="My trades"))
    saved, file = desk.adding.save()
    assert saved == feed
    assert file is not None
    assert load_profile(file).stream == (RULE,)
    assert load_profile(file).name == "My trades"
    assert [view.name for view in desk.workspace.feeds] == ["My trades"]
    assert WatchRaw(feed, on=False) in desk.host.told
    rows = desk.workspace.store.stream(feed, "trade")
    assert rows is not None
    assert rows.total == 1
    assert desk.adding.feed == ""


def test_a_profile_of_the_catalogue_needs_a_file_only_when_it_was_changed(desk: Desk) -> None:
    shipped = Profile(name="Shipped", address=ADDRESS, stream=(RULE,))
    desk.adding.begin_profile(shipped)
    assert desk.adding.save()[1] is None
    desk.adding.begin_profile(shipped)
    desk.adding.edit(lambda profile: msgspec.structs.replace(profile, compression=False))
    file = desk.adding.save()[1]
    assert file is not None
    assert not load_profile(file).compression


def test_a_file_that_cannot_be_written_keeps_the_trial(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("in the way")
    desk = Desk(tmp_path / "feeds")
    desk.adding.begin_address(ADDRESS)
    feed = desk.adding.feed
    with pytest.raises(ProfileError):
        desk.adding.save()
    assert desk.adding.feed == feed
    assert desk.workspace.feeds == ()


def test_closing_lets_the_trial_go(desk: Desk) -> None:
    desk.adding.begin_address(ADDRESS)
    feed = desk.adding.feed
    desk.adding.drop()
    assert desk.host.told[-1] == CloseFeed(feed)
    assert desk.adding.draft.profile.address == ""


# --- editing a feed that runs -------------------------------------------------------------------------------------


def running(desk: Desk) -> str:
    profile = Profile(name="Mine", address=ADDRESS, stream=(RULE,))
    desk.workspace.profiles.save(profile)
    feed = desk.workspace.open_feed(profile)
    desk.say(Source(feed, "trade").batch([START], [1.0]))
    desk.adding.begin_feed(feed)
    return feed


def test_a_running_feed_goes_on_as_it_is_until_the_change_is_applied(desk: Desk) -> None:
    feed = running(desk)
    told = len(desk.host.told)
    assert desk.adding.editing
    desk.adding.move_to("wss://example.net/other")
    desk.adding.edit_mapping(lambda profile: with_stream(profile, 0, as_column(profile.stream[0], "q")))
    desk.adding.commit()
    assert len(desk.host.told) == told
    saved, file = desk.adding.save()
    assert saved == feed
    assert desk.sent.address == "wss://example.net/other"
    assert file == desk.workspace.profiles.own_file_of("Mine")
    assert [entry.file for entry in desk.workspace.profiles.entries if not entry.shipped] == [file]
    rows = desk.workspace.store.stream(feed, "trade")
    assert rows is not None
    assert rows.total == 1


def test_messages_of_a_running_feed_are_watched_while_it_is_edited(desk: Desk) -> None:
    feed = running(desk)
    assert any(isinstance(each, WatchRaw) and each.on for each in desk.host.told)
    desk.send(trade(price=9.0))
    assert desk.adding.fields.streams[0].fields["p"].last == 9.0
    desk.adding.drop()
    assert desk.host.told[-1] == WatchRaw(feed, False)
    assert desk.workspace.feed(feed) is not None
