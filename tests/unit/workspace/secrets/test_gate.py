"""A feed goes to the engine once its secrets are known; until then it says what it needs, and is asked for once."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from keyring.backend import KeyringBackend

from monitor.core.clock import ManualClock
from monitor.core.state import FeedState
from monitor.engine.commands import ChangeFeed, CloseFeed, OpenFeed, StartFeed, StopFeed, WatchRaw
from monitor.feed.profile import Profile
from monitor.store.store import Store
from monitor.workspace.secrets.keychain import SERVICE
from monitor.workspace.secrets.secrets import Secrets
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.keychains import LockedKeyring, MemoryKeyring, known_secrets

ASKING = Profile(name="Asking", address="wss://example.net/?key=${secret:KEY}")
ALSO = Profile(name="Also", address="wss://example.net/b", headers={"X-Key": "${secret:KEY}"})
VARIABLE = Profile(name="Variable", address="wss://example.net/?key=${env:VARIABLE}")
PLAIN = Profile(name="Plain", address="wss://example.net/c")


class Desk:
    """A workspace over an engine that only listens."""

    def __init__(self, secrets: Secrets) -> None:
        self.host = FakeHost()
        self.secrets = secrets
        self.workspace = Workspace(
            self.host,
            store=Store(keep_bytes=1 << 24),
            clock=ManualClock(),
            own_feeds=Path("no such folder"),
            secrets=secrets,
        )

    def settle(self) -> None:
        """Let the keychain answer, and a frame pass."""
        self.secrets.vault.wait()
        self.workspace.pump(1.0)

    def words(self, feed: str) -> tuple[FeedState, str]:
        view = self.workspace.feed(feed)
        assert view is not None
        return view.state, view.status.detail


class Desks:
    """Makes desks, and ends their vaults."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Desk] = []

    def over(self, keyring: KeyringBackend, **environment: str) -> Desk:
        self._made.append(Desk(known_secrets(keyring, self._folder, **environment)))
        return self._made[-1]

    def close(self) -> None:
        for desk in self._made:
            desk.secrets.vault.stop()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path)
    yield made
    made.close()


def test_a_feed_that_needs_nothing_goes_down_at_once(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring())
    feed = desk.workspace.open_feed(PLAIN)
    assert desk.host.told == [OpenFeed(feed, PLAIN)]


def test_a_kept_secret_is_read_and_goes_down_beside_the_profile(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring(KEY="4711-secret"))
    feed = desk.workspace.open_feed(ASKING)
    assert desk.host.told == []
    assert desk.words(feed) == (FeedState.CONNECTING, "reading the keychain")
    desk.settle()
    assert desk.host.told == [OpenFeed(feed, ASKING, secrets={"secret:KEY": "4711-secret"})]
    assert "4711" not in repr(desk.host.told)


def test_a_variable_of_the_environment_is_left_to_the_engine(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring(), VARIABLE="x")
    feed = desk.workspace.open_feed(VARIABLE)
    assert desk.host.told == [OpenFeed(feed, VARIABLE)]


def test_a_missing_secret_is_asked_for_once_for_all_feeds(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring())
    first, second = desk.workspace.open_feed(ASKING), desk.workspace.open_feed(ALSO)
    desk.settle()
    assert desk.host.told == []
    assert desk.words(first) == (FeedState.NEEDS_ATTENTION, "needs the secret KEY")
    (request,) = desk.workspace.requests
    assert (request.reference, request.feeds, request.names) == ("secret:KEY", (first, second), ("Asking", "Also"))
    desk.workspace.custody.answer("secret:KEY", "4711", keep=False)
    desk.settle()
    assert [order.secrets for order in desk.host.told if isinstance(order, OpenFeed)] == [{"secret:KEY": "4711"}] * 2
    assert desk.workspace.requests == ()


def test_what_is_entered_to_be_kept_is_kept(desks: Desks) -> None:
    keyring = MemoryKeyring()
    desk = desks.over(keyring)
    desk.workspace.open_feed(ASKING)
    desk.settle()
    desk.workspace.custody.answer("secret:KEY", "4711", keep=True)
    desk.settle()
    assert keyring.held == {(SERVICE, "KEY"): "4711"}
    assert desk.secrets.vault.names == ("KEY",)
    # Once: that it is in the keychain now is no other secret.
    assert len(desk.host.told) == 1


def test_a_locked_keychain_is_told_at_the_feed_and_asked_again_when_it_is_started(desks: Desks) -> None:
    keyring = LockedKeyring()
    desk = desks.over(keyring)
    feed = desk.workspace.open_feed(ASKING)
    desk.settle()
    view = desk.workspace.feed(feed)
    assert view is not None
    assert view.status.advice == "The keychain is locked. Unlock it and try again"
    before = desk.workspace.requests
    desk.workspace.start_feed(feed)
    assert desk.words(feed) == (FeedState.CONNECTING, "reading the keychain")
    desk.settle()
    assert desk.words(feed)[0] is FeedState.NEEDS_ATTENTION
    # So that somebody who has dismissed it is asked again.
    assert desk.workspace.requests != before


def test_a_feed_that_was_stopped_does_not_bother_the_keychain(desks: Desks) -> None:
    keyring = MemoryKeyring(KEY="4711")
    desk = desks.over(keyring)
    desk.workspace.reopen_feed("f", ASKING, stopped=True)
    desk.settle()
    assert (keyring.calls, desk.host.told, desk.workspace.requests) == (0, [], ())
    assert desk.words("f")[0] is FeedState.STOPPED
    desk.workspace.start_feed("f")
    desk.settle()
    assert desk.host.told == [OpenFeed("f", ASKING, secrets={"secret:KEY": "4711"})]
    desk.workspace.stop_feed("f")
    desk.workspace.start_feed("f")
    assert desk.host.told[1:] == [StopFeed("f"), StartFeed("f")]


def test_a_waiting_feed_can_be_stopped_changed_and_closed(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring())
    feed, other = desk.workspace.open_feed(ASKING), desk.workspace.open_feed(ALSO)
    desk.settle()
    desk.workspace.stop_feed(feed)
    assert desk.words(feed)[0] is FeedState.STOPPED
    assert [request.feeds for request in desk.workspace.requests] == [(other,)]
    desk.workspace.close_feed(other)
    assert desk.workspace.requests == ()
    assert desk.host.told == []
    desk.workspace.start_feed(feed)
    desk.workspace.change_feed(feed, PLAIN)
    assert desk.host.told == [OpenFeed(feed, PLAIN)]


def test_what_is_watched_of_a_waiting_feed_is_asked_for_once_it_is_there(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring())
    feed = desk.workspace.open_feed(ASKING)
    log = desk.workspace.raw.watch(feed)
    desk.host.told.clear()
    desk.workspace.custody.answer("secret:KEY", "4711", keep=False)
    desk.settle()
    assert [type(order) for order in desk.host.told] == [OpenFeed, WatchRaw]
    desk.workspace.raw.release(log)


def test_a_running_feed_hears_of_another_value_and_others_do_not(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring(KEY="old"))
    feed, other = desk.workspace.open_feed(ASKING), desk.workspace.open_feed(PLAIN)
    desk.settle()
    desk.host.told.clear()
    desk.workspace.custody.answer("secret:KEY", "new", keep=True)
    desk.settle()
    desk.settle()
    assert desk.host.told == [ChangeFeed(feed, ASKING, secrets={"secret:KEY": "new"})]
    desk.workspace.close_feed(other)
    assert desk.host.told[-1] == CloseFeed(other)


def test_a_feed_that_is_changed_to_need_a_secret_asks_for_it(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring())
    feed = desk.workspace.open_feed(PLAIN)
    desk.workspace.change_feed(feed, VARIABLE)
    (request,) = desk.workspace.requests
    assert request.reference == "env:VARIABLE"
    desk.workspace.custody.answer("env:VARIABLE", "4711", keep=True)
    desk.settle()
    assert desk.host.told[-1] == ChangeFeed(feed, VARIABLE, secrets={"env:VARIABLE": "4711"})


def test_what_is_removed_from_sight_or_on_trial_asks_for_nothing(desks: Desks) -> None:
    desk = desks.over(MemoryKeyring())
    feed = desk.workspace.open_feed(VARIABLE)
    desk.workspace.open_trial(msgspec.structs.replace(VARIABLE, address="wss://h.net/${env:TRIED}"))
    desk.workspace.hide_feed(feed, seconds=5)
    assert desk.workspace.requests == ()
    desk.workspace.bring_back(feed)
    assert [request.reference for request in desk.workspace.requests] == ["env:VARIABLE"]


def test_forgetting_can_be_undone(desks: Desks) -> None:
    keyring = MemoryKeyring(KEY="4711")
    desk = desks.over(keyring)
    desk.workspace.custody.forget(["KEY", "NONE"])
    desk.settle()
    assert keyring.held == {}
    (line,) = desk.workspace.notices.lines
    assert line.text == "Forgotten: KEY"
    desk.workspace.notices.undo(line.serial)
    desk.settle()
    assert keyring.held == {(SERVICE, "KEY"): "4711"}


def test_a_keychain_that_refuses_is_told_and_the_secret_counts_for_this_run(desks: Desks) -> None:
    desk = desks.over(LockedKeyring())
    feed = desk.workspace.open_feed(ASKING)
    desk.settle()
    desk.workspace.custody.answer("secret:KEY", "4711", keep=True)
    desk.settle()
    assert [line.text for line in desk.workspace.notices.lines] == ["The keychain is locked"]
    assert desk.host.told == [OpenFeed(feed, ASKING, secrets={"secret:KEY": "4711"})]


def test_a_second_token_for_the_same_host_does_not_take_the_place_of_the_first(desks: Desks) -> None:
    keyring = MemoryKeyring()
    desk = desks.over(keyring)
    addresses = []
    for token in ("first", "second", "first", "third"):
        view = desk.workspace.feed(desk.workspace.open_address(f"wss://example.net/?token={token}"))
        assert view is not None
        desk.settle()
        addresses.append(view.profile.address.partition("=")[2])
    assert addresses == [
        "${secret:EXAMPLE_NET_TOKEN}",
        "${secret:EXAMPLE_NET_TOKEN_2}",
        "${secret:EXAMPLE_NET_TOKEN}",
        "${secret:EXAMPLE_NET_TOKEN_3}",
    ]
    assert sorted(keyring.held.values()) == ["first", "second", "third"]
    # Nor one that was kept in an earlier run and not read in this one.
    fresh = desks.over(keyring)
    feed = fresh.workspace.open_address("wss://example.net/?token=fourth")
    view = fresh.workspace.feed(feed)
    assert view is not None
    assert view.profile.address.endswith("${secret:EXAMPLE_NET_TOKEN_4}")


def test_a_pasted_secret_goes_to_the_keychain_where_there_is_one(desks: Desks) -> None:
    keyring = MemoryKeyring()
    desk = desks.over(keyring)
    feed = desk.workspace.open_address("wss://example.net/stream?token=hunter2secret&depth=5")
    desk.settle()
    view = desk.workspace.feed(feed)
    assert view is not None
    assert view.profile.address == "wss://example.net/stream?token=${secret:EXAMPLE_NET_TOKEN}&depth=5"
    assert keyring.held == {(SERVICE, "EXAMPLE_NET_TOKEN"): "hunter2secret"}
