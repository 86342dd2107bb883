"""What an engine does, the same in either host: every test here runs inline and in a process of its own."""

import asyncio
import json

import numpy as np
import pytest

from monitor.core.batch import Batch
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    CloseFeed,
    OpenFeed,
    SendBytes,
    SendText,
    StartFeed,
    StopFeed,
    WatchRaw,
)
from monitor.engine.messages import (
    EngineUp,
    FeedCounts,
    FeedStatus,
    Notice,
    ProfileFound,
    RawMessages,
)
from monitor.feed.profile import Answer, ChannelMap, Every, Limits, Profile, Proxy, Send, StreamRule, TimeRule
from tests.helpers.hosting import KINDS, Kind, Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer

SMALL = 64 * 1024


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param  # type: ignore[no-any-return]


def tick(key: str, price: float, **more: object) -> str:
    return json.dumps({"k": key, "p": price, **more})


def quote(symbol: str, price: float) -> str:
    return json.dumps({"symbol": symbol, "price": price})


# --- rows ---------------------------------------------------------------------------------------------------------


async def test_a_mapping_gives_its_rows(kind: Kind) -> None:
    rule = StreamRule(
        name="ticks",
        columns={"price": "p", "size": "q"},
        when={"p": "*"},
        key="k",
        time=TimeRule(path="t", unit="ms"),
    )
    async with LiveServer() as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url, stream=(rule,))))
        visit = await server.visit()
        await visit.say(tick("A", 1.5, q=2, t=1_700_000_000_000), tick("B", 2.5, t=1_700_000_000_500))
        await visit.say(tick("A", 3.5, q="4", t=None))
        await talk.until(lambda: len(talk.rows()) == 3)
        batches = talk.of(Batch)
        assert {batch.columns for batch in batches} == {("price", "size")}
        assert [row[:2] for row in talk.rows()] == [("ticks", "A"), ("ticks", "B"), ("ticks", "A")]
        values = np.concatenate([batch.values for batch in batches], axis=1)
        np.testing.assert_array_equal(values, [[1.5, 2.5, 3.5], [2.0, np.nan, 4.0]])
        times = np.concatenate([batch.time for batch in batches])
        np.testing.assert_array_equal(times, [1_700_000_000.0, 1_700_000_000.5, np.nan])
        received = np.concatenate([batch.received for batch in batches])
        assert np.all(np.diff(received) >= 0.0)
        assert np.all(received > 1_700_000_000.0)


async def test_the_host_says_that_the_engine_is_up_before_anything_else(kind: Kind) -> None:
    async with hosting(kind) as talk:
        await talk.until(lambda: bool(talk.messages))
        assert talk.messages[0] == EngineUp()


async def test_what_needs_no_mapping_finds_one_and_keeps_the_first_messages(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        profile = Profile(name="unknown", address=server.url, proxy=Proxy("none"), discover=True)
        talk.host.send(OpenFeed("feed", profile))
        visit = await server.visit()
        sent = [100.0 + number * 0.25 for number in range(120)]
        await visit.say(*(quote("ABC"[index % 3], price) for index, price in enumerate(sent)))
        await talk.until(lambda: len(talk.prices()) >= len(sent))
        (found,) = talk.of(ProfileFound)
        assert found.summary
        assert not found.profile.discover
        assert found.profile.address == server.url
        assert talk.prices() == sent
        assert {key for _, key, _ in talk.rows()} == {"A", "B", "C"}
        first_batch = next(index for index, message in enumerate(talk.messages) if isinstance(message, Batch))
        assert talk.messages.index(found) < first_batch
        await visit.say(quote("A", 1.0))
        await talk.until(lambda: len(talk.prices()) == len(sent) + 1)
        await talk.until(lambda: talk.counts().rows == len(sent) + 1)
        assert talk.counts().unmatched == 0


async def test_two_feeds_do_not_mix(kind: Kind) -> None:
    async with LiveServer() as one, LiveServer() as two, hosting(kind) as talk:
        for feed, server in (("one", one), ("two", two)):
            talk.host.send(OpenFeed(feed, profile_for(server.url)))
        for base, server in ((0, one), (1000, two)):
            await (await server.visit()).say(*(tick("A", base + number) for number in range(100)))
        await talk.until(lambda: len(talk.prices("one")) == len(talk.prices("two")) == 100)
        assert talk.prices("one") == list(range(100))
        assert talk.prices("two") == list(range(1000, 1100))


# --- changing -----------------------------------------------------------------------------------------------------


async def test_another_mapping_takes_no_other_connection(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        await visit.say(tick("A", 1.0, q=10.0))
        await talk.until(lambda: talk.prices() == [1.0])
        rule = StreamRule(name="sizes", columns={"size": "q"}, key="k")
        talk.host.send(ChangeFeed("feed", profile_for(server.url, stream=(rule,))))
        talk.host.send(SendText("feed", "changed"))
        await server.heard(1)
        await visit.say(tick("A", 2.0, q=20.0))
        await talk.until(lambda: ("sizes", "A", (20.0,)) in talk.rows())
        assert len(server.visits) == 1
        assert talk.gaps() == []


async def test_another_address_takes_another_connection_and_leaves_a_gap(kind: Kind) -> None:
    async with LiveServer(tick("A", 1.0)) as old, LiveServer(tick("A", 2.0)) as new, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(old.url)))
        await talk.until(lambda: talk.prices() == [1.0])
        talk.host.send(ChangeFeed("feed", profile_for(new.url)))
        await talk.until(lambda: talk.prices() == [1.0, 2.0] and len(talk.gaps()) == 2)
        await (await old.visit()).over.wait()
        assert (await old.visit()).socket.close_code == 1000
        opened, closed = talk.gaps()
        assert (opened.end, opened.reason) == (None, "the feed was changed")
        assert closed == opened.closed(closed.end or 0.0)


async def test_where_channels_are_announced_another_mapping_takes_another_connection(kind: Kind) -> None:
    channels = ChannelMap(when={"event": "subscribed"}, id="chan")
    rule = StreamRule(name="ticks", columns={"price": "[1]"}, key="@symbol")
    profile = profile_for("ws://placeholder", channels=channels, stream=(rule,))

    def at(url: str, **more: object) -> Profile:
        return Profile(**{**{f: getattr(profile, f) for f in profile.__struct_fields__}, "address": url, **more})

    announce = '{"event":"subscribed","chan":7,"symbol":"ABC"}'
    async with LiveServer(announce, "[7,1.5,10]") as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", at(server.url)))
        await talk.until(lambda: talk.rows() == [("ticks", "ABC", (1.5,))])
        other = StreamRule(name="sizes", columns={"size": "[2]"}, key="@symbol")
        talk.host.send(ChangeFeed("feed", at(server.url, stream=(rule, other))))
        await talk.until(lambda: ("sizes", "ABC", (10.0,)) in talk.rows())
        assert len(server.visits) == 2


async def test_a_change_that_cannot_be_used_is_told_and_changes_nothing(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        broken = StreamRule(name="ticks", columns={"price": "p[].q"}, key="k")
        talk.host.send(ChangeFeed("feed", profile_for(server.url, stream=(broken,))))
        await talk.until(lambda: bool(talk.of(Notice)))
        assert "stream.ticks.columns.price" in talk.of(Notice)[0].text
        await visit.say(tick("A", 1.0))
        await talk.until(lambda: talk.prices() == [1.0])


async def test_a_feed_that_was_refused_opens_once_its_profile_is_mended(kind: Kind) -> None:
    async with LiveServer(tick("A", 1.0)) as server, hosting(kind) as talk:
        broken = StreamRule(name="ticks", columns={"price": "p[]"}, key="k")
        talk.host.send(OpenFeed("feed", profile_for(server.url, stream=(broken,))))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
        assert status is not None
        assert "stream.ticks.columns.price" in status.detail
        talk.host.send(ChangeFeed("feed", profile_for(server.url)))
        await talk.until(lambda: talk.prices() == [1.0])


# --- commands -----------------------------------------------------------------------------------------------------


async def test_stopping_starting_and_closing(kind: Kind) -> None:
    async with LiveServer(tick("A", 1.0)) as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.state(FeedState.LIVE)
        talk.host.send(StopFeed("feed"))
        await talk.state(FeedState.STOPPED)
        status = talk.status()
        assert status is not None
        assert status.ended
        await (await server.visit()).over.wait()
        assert [gap.reason for gap in talk.gaps()] == ["stopped by you"]
        talk.host.send(StartFeed("feed"))
        await talk.until(lambda: len(talk.gaps()) == 2)
        assert talk.gaps()[1].end is not None
        talk.host.send(CloseFeed("feed"))
        await (await server.visit(1)).over.wait()
        assert (await server.visit(1)).socket.close_code == 1000
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.until(lambda: len(talk.prices()) == 3)
        assert len(talk.gaps()) == 2
        assert len(server.visits) == 3


async def test_a_feed_opened_anew_under_its_id_is_not_told_as_stopped(kind: Kind) -> None:
    async with LiveServer(tick("A", 1.0)) as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.state(FeedState.LIVE)
        talk.host.send(CloseFeed("feed"))
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.until(lambda: len(talk.prices()) == 2)
        await talk.state(FeedState.LIVE)
        states = [status.state for status in talk.of(FeedStatus)]
        after = states[states.index(FeedState.STOPPED) + 1 :]
        assert FeedState.STOPPED not in after
        assert after[0] is FeedState.CONNECTING


async def test_text_is_sent_and_told_when_it_cannot_be(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        limits = Limits(send_rate=0.001, send_burst=2, send_queue=1)
        talk.host.send(OpenFeed("feed", profile_for(server.url, limits=limits)))
        await talk.state(FeedState.OPENING)
        for text in ("one", "two", "three", "four"):
            talk.host.send(SendText("feed", text))
        assert await server.heard(2) == ["one", "two"]
        await talk.until(lambda: bool(talk.of(Notice)))
        assert [notice.text for notice in talk.of(Notice)] == [
            "A message was not sent: too many messages wait to be sent"
        ]
        talk.host.send(StopFeed("feed"))
        talk.host.send(SendText("feed", "five"))
        await talk.until(lambda: len(talk.of(Notice)) == 3)
        # The third was still waiting for the rate.
        assert talk.of(Notice)[1].text == "A message was not sent: the connection ended first"
        assert talk.of(Notice)[2].text == "A message was not sent: there is no connection"


async def test_raw_messages_are_shown_while_somebody_looks(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url), raw=True))
        visit = await server.visit()
        await visit.say("not json", b"\x00\xff", tick("A", 1.0))
        await talk.until(lambda: sum(len(raw.payloads) for raw in talk.of(RawMessages)) == 3)
        payloads = [payload for raw in talk.of(RawMessages) for payload in raw.payloads]
        assert payloads == [b"not json", b"\x00\xff", tick("A", 1.0).encode()]
        binary = [raw.payloads[index] for raw in talk.of(RawMessages) for index in raw.binary]
        assert binary == [b"\x00\xff"]
        talk.host.send(WatchRaw("feed", False))
        talk.host.send(SendText("feed", "looked away"))
        await server.heard(1)
        await visit.say(tick("A", 2.0))
        await talk.until(lambda: talk.prices() == [1.0, 2.0])
        assert sum(len(raw.payloads) for raw in talk.of(RawMessages)) == 3


async def test_who_watches_sees_both_directions_and_of_a_flood_a_part(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url, send=(Send(text="hello"),))))
        talk.host.send(WatchRaw("feed", True, most=20))
        visit = await server.visit()
        await talk.state(FeedState.OPENING)
        talk.host.send(SendBytes("feed", b"\x00\xff"))
        assert await server.heard(2) == ["hello", b"\x00\xff"]
        await visit.say(*(tick("A", float(number)) for number in range(500)))
        await talk.until(lambda: len(talk.prices()) == 500)
        await talk.until(lambda: sum(len(each.payloads) + each.skipped for each in talk.of(RawMessages)) == 502)
        raw = talk.of(RawMessages)
        sent = [each.payloads[at] for each in raw for at in sorted(each.outgoing)]
        assert sent == [b"hello", b"\x00\xff"]
        assert sum(len(each.payloads) for each in raw) < 200
        await talk.until(lambda: talk.counts().sent == 2)


async def test_what_the_profile_wants_said_is_said_on_opening_again_and_again_and_in_answer(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        profile = profile_for(
            server.url,
            symbols=("A", "B"),
            send=(Send(text="subscribe ${symbol}"),),
            every=(Every(text="beat", seconds=0.05),),
            answer=(Answer(when={"ping": "*"}, text='{"pong":${ping}}'),),
            limits=Limits(send_rate=1000.0, send_burst=100),
        )
        talk.host.send(OpenFeed("feed", profile))
        visit = await server.visit()
        await visit.say('{"ping":17}')
        await server.until(lambda: '{"pong":17}' in visit.heard and visit.heard.count("beat") >= 3)
        assert visit.heard[:2] == ["subscribe A", "subscribe B"]
        await talk.until(lambda: talk.counts().sent >= 6)
        assert talk.counts().unmatched == 0
        visit.cut()
        assert (await server.heard(3, visit=1))[:3] == ["subscribe A", "subscribe B", "beat"]


async def test_what_is_missing_from_the_environment_shows_before_connecting(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FEEDSCOPE_TEST_KEY", raising=False)
    async with LiveServer() as server, hosting(kind) as talk:
        send = (Send(text='{"key":"${env:FEEDSCOPE_TEST_KEY}"}'),)
        talk.host.send(OpenFeed("feed", profile_for(server.url, send=send, needs="a key")))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
        assert status is not None
        assert "FEEDSCOPE_TEST_KEY is not set (test feed needs a key)" in status.detail
        assert server.visits == []


async def test_a_command_for_a_feed_that_is_not_there_is_nothing(kind: Kind) -> None:
    async with LiveServer(tick("A", 1.0)) as server, hosting(kind) as talk:
        for command in (StopFeed("x"), StartFeed("x"), CloseFeed("x"), SendText("x", "y"), WatchRaw("x", True)):
            talk.host.send(command)
        talk.host.send(ChangeFeed("x", profile_for(server.url)))
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.until(lambda: talk.prices() == [1.0])
        assert {getattr(message, "feed", "feed") for message in talk.messages} == {"feed"}


# --- counts -------------------------------------------------------------------------------------------------------


async def test_every_message_is_counted_and_the_last_one_nobody_understood_is_kept(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        ignore = ({"event": "heartbeat"},)
        talk.host.send(OpenFeed("feed", profile_for(server.url, ignore=ignore, limits=Limits(keys=2))))
        visit = await server.visit()
        await visit.say('{"event":"heartbeat"}', "what is this", '{"other":1}', b"\x00\x01")
        await visit.say(tick("A", 1.0), tick("B", 2.0), tick("C", 3.0), tick("A", 4.0))
        await talk.until(lambda: talk.counts().messages == 8 and talk.counts().rows == 3)
        counts = talk.counts()
        assert counts.unmatched == 3
        assert counts.last_unmatched in (b'{"other":1}', b"\x00\x01")
        assert counts.dropped == 1
        assert counts.keys == 2
        assert counts.payload_bytes > 100
        assert counts.last_received is not None
        assert (counts.reconnects, counts.gaps) == (0, 0)
        visit.cut()
        await talk.until(lambda: talk.counts().reconnects == 1)
        assert talk.counts().gaps == 1


async def test_the_last_counts_come_when_the_engine_stops(kind: Kind) -> None:
    async with LiveServer() as server:
        async with hosting(kind) as talk:
            talk.host.send(OpenFeed("feed", profile_for(server.url)))
            await (await server.visit()).say(*(tick("A", number) for number in range(10)))
            await talk.until(lambda: len(talk.prices()) == 10)
        assert (talk.counts().messages, talk.counts().rows, talk.counts().gaps) == (10, 10, 0)
        assert talk.messages.index(talk.of(FeedCounts)[-1]) == len(talk.messages) - 1


# --- holding back -------------------------------------------------------------------------------------------------


async def test_when_nobody_drains_the_server_waits_and_nothing_is_lost(kind: Kind) -> None:
    count = 1200
    padding = "x" * 20_000
    async with LiveServer() as server, hosting(kind, held_bytes=SMALL) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url), raw=True))
        visit = await server.visit()
        sending = asyncio.ensure_future(visit.say(*(tick("A", number, pad=padding) for number in range(count))))
        done, _ = await asyncio.wait({sending}, timeout=1.0)
        # The system's own buffers grow to ten megabytes; twenty-four fit nowhere between here and there.
        assert not done
        await talk.until(lambda: len(talk.prices()) == count)
        await sending
        assert talk.prices() == list(range(count))
        assert sum(len(raw.payloads) for raw in talk.of(RawMessages)) == count
        assert talk.gaps() == []
        await talk.until(lambda: talk.counts().messages == count and not talk.counts().paused)


async def test_a_feed_opened_while_all_are_held_back_is_held_back_too(kind: Kind) -> None:
    async with LiveServer() as server, LiveServer(tick("B", 1.0)) as late, hosting(kind, held_bytes=SMALL) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url), raw=True))
        visit = await server.visit()
        flood = asyncio.ensure_future(visit.say(*(tick("A", number, pad="x" * 20_000) for number in range(400))))
        await asyncio.wait({flood}, timeout=0.5)
        talk.host.send(OpenFeed("late", profile_for(late.url)))
        await late.visit()
        await talk.until(lambda: len(talk.prices()) == 400 and talk.prices("late") == [1.0])
        await flood


async def test_stopping_the_host_twice_is_fine(kind: Kind) -> None:
    talk: Talk
    async with LiveServer(tick("A", 1.0)) as server, hosting(kind) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.state(FeedState.LIVE)
        await talk.host.stop()
        await talk.host.stop()
        await talk.host.wait()
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        await visit.over.wait()
        assert visit.socket.close_code == 1000
