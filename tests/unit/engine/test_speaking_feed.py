"""A feed whose server speaks a dialect, played by hand: what is said when, shown to whom, and over two connections."""

import json
from typing import Any

import msgspec

from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    CloseFeed,
    OpenFeed,
    SendText,
    StopFeed,
    WatchRaw,
)
from monitor.engine.messages import (
    Notice,
    RawMessages,
)
from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule
from monitor.feed.dialect_rules.channels import PusherRule
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.profile import Limits, Profile, Send, StreamRule
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer, Visit

OPEN = json.dumps({"sid": "x", "pingInterval": 60_000, "pingTimeout": 60_000})
SECRET = "hunter2-4711"


def watched(url: str, **more: Any) -> Profile:
    stream = StreamRule(name="ticks", columns={"price": "[1].p"}, when={"[0]": "tick"}, key="[1].k")
    given = {
        "dialect": SocketIoRule(auth={"token": "${env:TOKEN}"}),
        "send": (Send(text='["subscribe"]'),),
        "stream": (stream,),
        **more,
    }
    return profile_for(url, **given)


def tick(price: float) -> str:
    return "42" + json.dumps(["tick", {"k": "A", "p": price}])


async def let_in(server: LiveServer, index: int = 0) -> Visit:
    """Play the server's part of the login."""
    visit = await server.visit(index)
    await visit.say(f"0{OPEN}")
    await server.until(lambda: bool(visit.heard))
    await visit.say('40{"sid":"y"}')
    return visit


def sent_raw(talk: Talk) -> list[bytes]:
    return [
        payload
        for message in talk.of(RawMessages)
        for at, payload in enumerate(message.payloads)
        if at in message.outgoing
    ]


async def test_the_login_comes_first_then_the_profile_then_the_user() -> None:
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        talk.host.send(OpenFeed("feed", watched(server.url)))
        visit = await server.visit()
        await talk.state(FeedState.OPENING)
        talk.host.send(SendText("feed", '["mine"]'))
        await talk.until(lambda: talk.counts().send_queue == 1)
        assert visit.heard == []
        await let_in(server)
        await server.until(lambda: len(visit.heard) == 3)
        assert visit.heard == [f'40{{"token":"{SECRET}"}}', '42["subscribe"]', '42["mine"]']
        assert visit.socket.request is not None
        assert visit.socket.request.path == "/socket.io/?EIO=4&transport=websocket"
        status = talk.status()
        assert status is not None
        assert status.state is FeedState.OPENING
        await visit.say(tick(1.5))
        await talk.state(FeedState.LIVE)
        await talk.until(lambda: talk.prices() == [1.5] and talk.counts().messages == 1)
        assert talk.counts().unmatched == 0


async def test_a_secret_of_the_login_is_shown_to_nobody() -> None:
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        talk.host.send(OpenFeed("feed", watched(server.url)))
        talk.host.send(WatchRaw("feed", on=True, most=1000))
        visit = await let_in(server)
        await server.until(lambda: len(visit.heard) == 2)
        await talk.until(lambda: len(sent_raw(talk)) == 2)
        assert sent_raw(talk) == ['40{"token":"…"}'.encode(), b'42["subscribe"]']
        await visit.say(f'44{{"message":"bad token {SECRET}"}}')
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
        assert status is not None
        assert status.detail == "the server has refused the login: bad token …"
        assert SECRET not in str([each for each in talk.messages if not isinstance(each, RawMessages)])


async def test_a_login_that_is_never_done_is_tried_again_with_words() -> None:
    limits = Limits(connect_seconds=0.3)
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        talk.host.send(OpenFeed("feed", watched(server.url, limits=limits)))
        await talk.state(FeedState.OPENING)
        talk.host.send(SendText("feed", '["mine"]'))
        await server.visit(1)
        await talk.until(lambda: any("before the login was done" in each.text for each in talk.of(Notice)))
        await talk.until(lambda: "not completed the login within 0.3 s" in str(talk.messages))


async def test_a_renewed_connection_logs_in_before_the_old_one_is_left() -> None:
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        profile = watched(server.url, renew=({"[0]": "soon"},))
        talk.host.send(OpenFeed("feed", profile))
        old = await let_in(server)
        await old.say(tick(1), '42["soon"]')
        new = await server.visit(1)
        await old.say(tick(2))
        await let_in(server, 1)
        await server.until(lambda: len(new.heard) == 2)
        assert not old.over.is_set()
        await old.say(tick(3))
        await talk.until(lambda: talk.prices() == [1, 2, 3])
        await new.say(tick(4))
        await old.over.wait()
        await talk.until(lambda: talk.prices() == [1, 2, 3, 4])
        assert old.heard[-1] == "41"
        assert old.socket.close_code == 1000
        assert talk.gaps() == []
        assert talk.counts().reconnects == 0


async def test_a_renewal_that_is_refused_leaves_the_old_connection_alone() -> None:
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        talk.host.send(OpenFeed("feed", watched(server.url, renew=({"[0]": "soon"},))))
        old = await let_in(server)
        await old.say(tick(1), '42["soon"]')
        new = await server.visit(1)
        await new.say(f"0{OPEN}", '44{"message":"token expired"}')
        await new.over.wait()
        await old.say(tick(2))
        await talk.until(lambda: talk.prices() == [1, 2])
        status = talk.status()
        assert status is not None
        assert status.state is FeedState.LIVE
        assert talk.gaps() == []


async def test_it_takes_its_leave_when_the_user_stops_it() -> None:
    for command in (StopFeed("feed"), CloseFeed("feed")):
        async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
            talk.host.send(OpenFeed("feed", watched(server.url)))
            visit = await let_in(server)
            await server.until(lambda visit=visit: len(visit.heard) == 2)
            talk.host.send(command)
            await visit.over.wait()
            assert visit.heard[-1] == "41"


async def test_another_dialect_takes_another_connection() -> None:
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        profile = watched(server.url)
        talk.host.send(OpenFeed("feed", profile))
        await let_in(server)
        talk.host.send(ChangeFeed("feed", msgspec.structs.replace(profile, dialect=None)))
        plain = await server.visit(1)
        await server.until(lambda: bool(plain.heard))
        assert plain.heard == ['["subscribe"]']


async def test_heartbeats_are_neither_data_nor_unmatched() -> None:
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        talk.host.send(OpenFeed("feed", watched(server.url)))
        visit = await let_in(server)
        await visit.say("2", "2", "2")
        await server.until(lambda: visit.heard.count("3") == 3)
        await talk.until(lambda: talk.counts().sent == 5)
        status = talk.status()
        assert status is not None
        assert status.state is FeedState.OPENING
        assert (talk.counts().messages, talk.counts().unmatched) == (0, 0)


async def test_the_close_codes_of_a_dialect_decide_and_those_of_the_profile_before_them() -> None:
    established = json.dumps({"event": "pusher:connection_established", "data": '{"socket_id":"1.2"}'})
    profile = profile_for("", dialect=PusherRule(key="app"))
    for codes, state in (((), FeedState.NEEDS_ATTENTION), ((4001,), FeedState.WAITING)):
        async with LiveServer(established) as server, hosting("inline") as talk:
            here = msgspec.structs.replace(profile, address=server.url, retry_codes=codes)
            talk.host.send(OpenFeed("feed", here))
            visit = await server.visit()
            await talk.state(FeedState.OPENING)
            await visit.close(4001, "no such app")
            await talk.state(state)
            status = talk.status()
            assert status is not None
            assert status.close_code == 4001
            assert "no such app" in status.detail


async def test_a_message_that_cannot_be_said_in_the_protocol_is_told_with_the_reason() -> None:
    async with LiveServer(subprotocols=["mqtt"]) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url, dialect=MqttRule())))
        visit = await server.visit()
        await visit.say(b"\x20\x03\0\0\0", b"\x90\x04\0\x01\0\0")
        await server.until(lambda: len(visit.heard) == 2)
        talk.host.send(SendText("feed", "hello"))
        await talk.until(lambda: bool(talk.of(Notice)))
        assert talk.of(Notice)[0].text == (
            'A message was not sent: over MQTT it must be of the form {"topic": \N{HORIZONTAL ELLIPSIS}, '
            '"payload": \N{HORIZONTAL ELLIPSIS}}'
        )
        await talk.until(lambda: talk.counts().unsent == 1)


async def test_a_nats_server_in_lame_duck_mode_is_left_without_a_gap() -> None:
    async with LiveServer(b'INFO {"max_payload":100}\r\n') as server, hosting("inline") as talk:  # type: ignore[arg-type]
        stream = StreamRule(name="ticks", columns={"price": "payload.p"}, key="subject")
        talk.host.send(OpenFeed("feed", profile_for(server.url, dialect=NatsRule(), stream=(stream,))))
        first = await server.visit()
        await server.until(lambda: len(first.heard) == 1)
        await first.say(b'PONG\r\nMSG a 1 7\r\n{"p":1}\r\n')
        await talk.state(FeedState.LIVE)
        await first.say(b'INFO {"ldm":true}\r\nMSG a 1 7\r\n{"p":2}\r\n')
        second = await server.visit(1)
        await server.until(lambda: len(second.heard) == 1)
        await second.say(b'PONG\r\nMSG a 1 7\r\n{"p":3}\r\n')
        await first.over.wait()
        await talk.until(lambda: talk.prices() == [1.0, 2.0, 3.0])
        assert not talk.of(Gap)


async def test_what_went_over_the_wire_can_be_watched_in_both_directions() -> None:
    async with LiveServer() as server, hosting("inline", environment={"TOKEN": SECRET}) as talk:
        talk.host.send(OpenFeed("feed", watched(server.url)))
        talk.host.send(WatchRaw("feed", True, framed=True))
        visit = await let_in(server)
        await visit.say(tick(1.5), "2")
        await server.until(lambda: "3" in visit.heard)
        await talk.until(lambda: b"3" in sent_raw(talk))
        came = [
            payload
            for message in talk.of(RawMessages)
            for at, payload in enumerate(message.payloads)
            if at not in message.outgoing
        ]
        assert came == [f"0{OPEN}".encode(), b'40{"sid":"y"}', tick(1.5).encode(), b"2"]
        assert all(message.framed for message in talk.of(RawMessages))
        assert not any(SECRET.encode() in payload for payload in sent_raw(talk))
