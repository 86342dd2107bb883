"""Conversations in the protocols of channels: with Faye, and for the others with servers of ours."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import (
    OpenFeed,
    SendText,
)
from monitor.feed.dialect_rules.channels import (
    ActionCableRule,
    BayeuxRule,
    CentrifugoRule,
    ChannelToJoin,
    PhoenixRule,
    PusherRule,
)
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.profile import Profile, StreamRule
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_channels import ActionCableServer, CentrifugoServer, PhoenixServer, PusherServer, faye
from tests.helpers.servers_socketio import served
from tests.helpers.side_by_side import COUNT, Outcomes, side_by_side, until_poured

pytestmark = pytest.mark.timeout(120)
OURS = {
    "centrifugo-ours": CentrifugoServer,
    "phoenix-ours": PhoenixServer,
    "pusher-ours": PusherServer,
    "actioncable-ours": ActionCableServer,
}
SERVERS: dict[str, Any] = {"faye": faye, **OURS}
WHERE = {"phoenix-ours": "payload", "actioncable-ours": "message"}


def rule_for(server: str, channel: str, token: str) -> DialectRule:
    shown = json.dumps({"token": token})
    match server:
        case "faye":
            return BayeuxRule(channels=(f"/prices/{channel}",), ext=shown)
        case "centrifugo-ours":
            return CentrifugoRule(channels=(ChannelToJoin(channel),), token=token)
        case "phoenix-ours":
            return PhoenixRule(channels=(ChannelToJoin(channel, shown),), heartbeat_seconds=0.3)
        case "pusher-ours":
            return PusherRule(channels=(ChannelToJoin(f"private-{channel}", token=token),))
        case _:
            return ActionCableRule(channels=(ChannelToJoin(channel, shown),))


def watched(server: str, address: str, *, channel: str = "prices", token: str = "secret") -> Profile:
    inside = WHERE.get(server, "data")
    ticks = StreamRule(name="ticks", columns={"price": f"{inside}.p"}, when={f"{inside}.p": "*"}, key=f"{inside}.k")
    return profile_for(address, dialect=rule_for(server, channel, token), stream=(ticks,))


def ticks(talk: Talk) -> list[tuple[str, float]]:
    return [(key, values[0]) for _, key, values in talk.rows()]


def ask(server: str, value: Any) -> SendText:
    """What makes the server do as `value` says."""
    if server == "centrifugo-ours":
        return SendText("feed", json.dumps({"channel": "prices", "data": value}))
    if server == "faye":
        channel = "/ask" if "pour" in value else "/prices/prices"
        return SendText("feed", json.dumps({"channel": channel, "data": value}))
    return SendText("feed", json.dumps(value))


async def joined(talk: Talk, server: str) -> None:
    """Wait for the first tick; Faye says none by itself."""
    if server == "faye":
        await talk.until(lambda: talk.status() is not None and talk.status().state.connected)
        # One by one in the order they were sent: behind the subscription.
        await talk.until(lambda: talk.counts().sent >= 3)
        talk.host.send(ask(server, {"k": "hello", "p": 0.5}))
    await talk.until(lambda: bool(ticks(talk)))


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def poured(tmp_path_factory: pytest.TempPathFactory) -> Outcomes[Talk]:
    """What has come of all servers at the same time."""

    async def pour(server: str, folder: Path) -> Talk:
        async with served(SERVERS[server], folder) as there, hosting("inline") as talk:
            talk.host.send(OpenFeed("feed", watched(server, there.address)))
            await joined(talk, server)
            talk.host.send(ask(server, {"pour": COUNT}))
            await until_poured(talk, COUNT + 1)
        return talk

    return side_by_side({server: partial(pour, server) for server in SERVERS}, tmp_path_factory.mktemp("poured"))


def test_a_thousand_messages_a_second_become_rows_with_none_lost(server: str, poured: Outcomes[Talk]) -> None:
    talk = poured[server]
    # Seconds of heartbeats, and still the same connection.
    assert talk.counts().reconnects == 0
    assert ticks(talk) == [("hello", 0.5), *((f"K{index % 5}", float(index)) for index in range(1, COUNT + 1))]


async def test_what_is_sent_is_echoed(server: str, tmp_path: Path) -> None:
    async with served(SERVERS[server], tmp_path) as there, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server, there.address)))
        await joined(talk, server)
        talk.host.send(ask(server, {"k": "own", "p": 42.5}))
        await talk.until(lambda: ("own", 42.5) in ticks(talk))


async def test_a_wrong_token_asks_the_user_and_is_told_to_nobody(server: str, tmp_path: Path) -> None:
    async with served(SERVERS[server], tmp_path) as there, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server, there.address, token="s3cret-but-wrong")))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    # Centrifugo says it by a close code, which speaks for itself.
    assert status.advice or "(3500): invalid token" in status.detail
    assert "s3cret" not in str(talk.messages)


async def test_a_channel_that_is_refused_is_named(server: str, tmp_path: Path) -> None:
    async with served(SERVERS[server], tmp_path) as there, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server, there.address, channel="closed")))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
    assert status is not None
    assert "closed" in status.detail


async def test_a_restart_is_survived_and_channels_are_joined_again(server: str, tmp_path: Path) -> None:
    async with served(SERVERS[server], tmp_path) as there, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server, there.address)))
        await joined(talk, server)
        before, sent = len(ticks(talk)), talk.counts().sent
        await there.stop()
        await talk.until(lambda: bool(talk.gaps()))
        await there.start()
        if server == "faye":
            await talk.until(lambda: talk.counts().reconnects == 1 and talk.counts().sent >= sent + 3)
            talk.host.send(ask(server, {"k": "again", "p": 1}))
        await talk.until(lambda: len(ticks(talk)) > before and talk.counts().reconnects == 1)


async def test_centrifugo_ours_tells_what_was_missed(tmp_path: Path) -> None:
    async with served(CentrifugoServer, tmp_path) as there, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched("centrifugo-ours", there.address)))
        await joined(talk, "centrifugo-ours")
        await there.stop()
        await talk.until(lambda: bool(talk.gaps()))
        there.offset += 3
        await there.start()
        await talk.until(lambda: len(ticks(talk)) == 5)
    assert ticks(talk) == [("hello", 0.5), ("missed", 2.0), ("missed", 3.0), ("missed", 4.0), ("hello", 0.5)]


@pytest.mark.parametrize(
    ("server", "code", "fatal"),
    [
        ("centrifugo-ours", 3501, True),
        ("centrifugo-ours", 3001, False),
        ("pusher-ours", 4001, True),
        ("pusher-ours", 4200, False),
    ],
)
async def test_codes_to_close_with_are_told_and_heeded(server: str, code: int, fatal: bool, tmp_path: Path) -> None:
    async with served(OURS[server], tmp_path) as there, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched(server, there.address)))
        await joined(talk, server)
        talk.host.send(ask(server, {"bye": code}))
        if fatal:
            await talk.state(FeedState.NEEDS_ATTENTION)
        else:
            await talk.until(lambda: talk.counts().reconnects == 1)
    assert f"({code}): done" in talk.gaps()[0].reason


async def test_actioncable_ours_restarts_in_its_own_way(tmp_path: Path) -> None:
    async with served(ActionCableServer, tmp_path) as there, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", watched("actioncable-ours", there.address)))
        await joined(talk, "actioncable-ours")
        talk.host.send(ask("actioncable-ours", {"restart": True}))
        await talk.until(lambda: len(ticks(talk)) == 2)
        assert talk.gaps()[0].reason == "the server has disconnected us: server restart"
