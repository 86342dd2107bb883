"""A link against real servers: it opens, loses, renews and ends connections, and says truly what is missing."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable

import pytest

from monitor.core.errors import AddressError, ConnectionLost, DialectError, FeedscopeError, ProfileError, Remedy
from monitor.core.state import FeedState
from monitor.net.actions import Policy
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Governor
from tests.helpers.linking import linked
from tests.helpers.live_server import LiveServer, Visit
from tests.helpers.scripted import ScriptedServer, read_head, upgrade, upgrading
from tests.helpers.wire import frame

TEXT, PING, PONG = 1, 9, 10
RESTART = Policy(retry_codes=frozenset({1012}))


# --- opening ------------------------------------------------------------------------------------------------------


async def test_it_connects_says_what_opens_the_feed_and_becomes_live_with_the_first_message() -> None:
    async with LiveServer() as server, linked(server.url, "subscribe a", "subscribe b") as (link, heard):
        visit = await server.visit()
        assert await server.heard(2) == ["subscribe a", "subscribe b"]
        assert heard.states == [FeedState.CONNECTING, FeedState.OPENING]
        await visit.say("1")
        await heard.state(FeedState.LIVE)
        assert heard.messages == [b"1"]
        assert link.sent == 2
        assert heard.gaps == []
        assert heard.opened == heard.switched == 1


async def test_what_opens_the_feed_is_said_within_the_rate_of_the_server() -> None:
    governor = Governor(rate=20.0, burst=2, queue=10)
    begin = time.monotonic()
    async with LiveServer() as server, linked(server.url, *"abcdef", governor=governor) as (link, _):
        assert await server.heard(6) == list("abcdef")
        assert link.sent == 6
    # Two at once, the other four 50 ms apart.
    assert time.monotonic() - begin >= 0.19


async def test_a_message_that_finds_no_room_or_no_connection_is_refused() -> None:
    governor = Governor(rate=0.001, burst=1, queue=2)
    async with LiveServer() as server, linked(server.url, governor=governor) as (link, heard):
        assert not link.send("too early")
        await heard.state(FeedState.OPENING)
        assert [link.send(text) for text in "abcd"] == [True, True, True, False]
        assert await server.heard(1) == ["a"]
        link.stop()
        assert not link.send("too late")
        assert len(governor) == 0


async def test_a_connection_on_loopback_shows_no_network() -> None:
    async with LiveServer() as server, linked(server.url) as (link, heard):
        assert not link.reaches_out
        await heard.state(FeedState.OPENING)
        assert link.connection is not None
        assert not link.reaches_out


# --- every end ----------------------------------------------------------------------------------------------------


ENDS: list[tuple[str, Callable[[Visit], object], int | None, str]] = [
    ("close 1000", lambda visit: visit.close(1000), 1000, "the server closed the connection (1000)"),
    ("close 1001", lambda visit: visit.close(1001, "bye"), 1001, "the server went away (1001): bye"),
    ("close 1012", lambda visit: visit.close(1012, "deploy"), 1012, "the server restarts (1012): deploy"),
    ("close 4000", lambda visit: visit.close(4000), 4000, "the server closed with its own code (4000)"),
    ("reset", lambda visit: visit.cut(), 1006, "(1006)"),
    ("end of file", lambda visit: visit.break_off(b""), 1006, "the connection was cut without a close (1006)"),
    ("end within a frame", lambda visit: visit.break_off(frame(TEXT, b"half of it")[:6]), 1006, "(1006)"),
    ("a broken frame", lambda visit: visit.say_raw(b"\xf1\x00"), None, ""),
]


@pytest.mark.parametrize(("end", "code", "says"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
async def test_after_any_end_it_reconnects_subscribes_anew_and_marks_the_gap(
    end: Callable[[Visit], object], code: int | None, says: str
) -> None:
    async with LiveServer("hello") as server, linked(server.url, "subscribe", policy=RESTART) as (link, heard):
        await heard.count(1)
        await server.heard(1)
        before = time.time()
        result = end(await server.visit())
        if asyncio.iscoroutine(result):
            await result
        await heard.count(2)
        assert await server.heard(1, visit=1) == ["subscribe"]
        assert link.supervisor.reconnects == 1
        assert link.supervisor.close_code == code
        opened, closed = heard.gaps
        assert opened.end is None
        assert says in opened.reason
        assert closed == opened.closed(closed.end or 0.0)
        assert before - 1.0 < opened.start <= (closed.end or 0.0) <= time.time()
        assert heard.states == [
            FeedState.CONNECTING,
            FeedState.OPENING,
            FeedState.LIVE,
            FeedState.WAITING,
            FeedState.CONNECTING,
            FeedState.OPENING,
            FeedState.LIVE,
        ]


async def test_many_ends_in_a_row_are_as_many_gaps_and_nothing_received_is_lost() -> None:
    async with LiveServer() as server, linked(server.url) as (link, heard):
        expected: list[bytes] = []
        for index in range(8):
            visit = await server.visit(index)
            expected += [b"%d %d" % (index, number) for number in range(50)]
            await visit.say(*(f"{index} {number}" for number in range(50)))
            await visit.close(1000)
            await heard.count(len(expected))
        assert heard.messages == expected
        await heard.until(lambda: heard.opened == 9)
        assert [gap.end is None for gap in heard.gaps] == [True, False] * 7 + [True]
        assert link.supervisor.reconnects == 8


async def test_a_refused_connection_is_tried_again_until_the_server_is_there() -> None:
    async with LiveServer("hello") as server:
        port = server.port
    delays = iter([0.0, 0.01, 0.01, *[0.02] * 1000])
    async with linked(f"ws://127.0.0.1:{port}/", random=lambda: next(delays)) as (link, heard):
        await heard.until(lambda: heard.states.count(FeedState.WAITING) >= 3)
        assert "refused" in link.supervisor.detail or "refused" in heard.details[1]
        again = LiveServer("hello")
        again.port = port
        async with again:
            await heard.count(1)
        assert heard.gaps == [] or heard.gaps[0].start > 0


async def test_without_reconnecting_the_end_is_the_end_and_no_gap() -> None:
    async with LiveServer("1") as server, linked(server.url, policy=Policy(reconnect=False)) as (link, heard):
        await heard.count(1)
        await (await server.visit()).close(1000)
        await heard.state(FeedState.STOPPED)
        assert heard.gaps == []
        assert link.supervisor.close_code == 1000
        assert len(server.visits) == 1


# --- half-open ----------------------------------------------------------------------------------------------------


async def test_a_server_that_reads_nothing_and_answers_nothing_is_found_and_left() -> None:
    stay = threading.Event()
    visits = []

    def script(sock: socket.socket) -> None:
        visits.append(sock)
        sock.sendall(upgrade(read_head(sock)) + frame(TEXT, b"1"))
        if len(visits) == 1:
            stay.wait(20)
        else:
            sock.recv(1)

    policy = Policy(ping_seconds=0.1, pong_seconds=0.15)
    try:
        with ScriptedServer(script) as server:
            async with linked(server.url(), policy=policy) as (link, heard):
                await heard.count(2)
                assert len(visits) == 2
                assert "has not answered" in heard.gaps[0].reason
                assert heard.gaps[1].end is not None
                assert link.supervisor.close_code == 1006
                stay.set()
    finally:
        stay.set()


async def test_pongs_keep_a_connection_and_give_the_round_trip() -> None:
    policy = Policy(ping_seconds=0.05, pong_seconds=0.5)
    async with LiveServer("1") as server, linked(server.url, policy=policy) as (link, heard):
        await heard.until(lambda: link.supervisor.liveness.round_trip is not None)
        first = link.supervisor.liveness.payload
        await heard.until(lambda: link.supervisor.liveness.payload not in (first, b"feedscope 1"))
        assert 0.0 <= (link.supervisor.liveness.round_trip or -1.0) < 0.5
        assert len(server.visits) == 1


async def test_bytes_of_a_long_message_are_a_sign_of_life() -> None:
    payload = b"x" * 3000

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        data = frame(TEXT, payload)
        for start in range(0, len(data), 100):
            sock.sendall(data[start : start + 100])
            # The server's own pace is what is tested: slower than the pong is due, but never silent for that long.
            threading.Event().wait(0.01)
        sock.recv(1)

    with ScriptedServer(script) as server:
        policy = Policy(ping_seconds=0.05, pong_seconds=0.15)
        async with linked(server.url(), policy=policy) as (_, heard):
            await heard.count(1)
            assert heard.messages == [payload]
            assert heard.gaps == []


# --- renewal ------------------------------------------------------------------------------------------------------


async def test_a_renewed_connection_delivers_before_the_old_one_closes_and_nothing_is_missing() -> None:
    async with LiveServer() as server, linked(server.url, "subscribe") as (link, heard):
        old = await server.visit()
        await old.say(*(str(number) for number in range(10)))
        await heard.count(10)
        link.renew()
        new = await server.visit(1)
        assert await server.heard(1, visit=1) == ["subscribe"]
        assert not old.over.is_set()
        # Both are subscribed now, and get the same.
        for number in range(10, 40):
            await asyncio.gather(old.say(str(number)), new.say(str(number)))
        await old.over.wait()
        await new.say("end")
        await heard.until(lambda: heard.messages[-1:] == [b"end"])
        assert sorted({int(each) for each in heard.messages[:-1]}) == list(range(40))
        assert heard.gaps == []
        assert heard.switched == heard.opened == 2
        assert link.supervisor.reconnects == 0
        assert old.socket.close_code == 1000
        assert await server.heard(1) == ["subscribe"]


async def test_what_the_old_connection_was_sent_before_still_counts() -> None:
    async with LiveServer() as server, linked(server.url) as (link, heard):
        old = await server.visit()
        await old.say("old 1")
        await heard.count(1)
        link.renew()
        new = await server.visit(1)
        await new.say("new 1", "new 2")
        await old.say("old 2")
        await old.over.wait()
        await heard.count(4)
        assert heard.messages == [b"old 1", b"old 2", b"new 1", b"new 2"]


async def test_a_connection_that_grows_too_old_is_renewed_by_itself() -> None:
    policy = Policy(max_age=0.3)
    async with LiveServer("hello") as server, linked(server.url, policy=policy) as (link, heard):
        await server.visit(1)
        await heard.until(lambda: heard.switched == 2)
        assert heard.gaps == []
        assert link.supervisor.reconnects == 0


async def test_a_successor_that_fails_leaves_the_old_connection_alone() -> None:
    async with LiveServer("hello") as server, linked(server.url) as (link, heard):
        old = await server.visit()
        await heard.count(1)
        server.greeting = ()
        link.renew()
        await heard.until(lambda: heard.opened == 2)
        new = await server.visit(1)
        new.cut()
        await new.over.wait()
        for count in (2, 3):
            await old.say("still here")
            await heard.count(count)
        assert heard.states[-1] is FeedState.LIVE
        assert heard.gaps == []
        link.renew()
        await heard.until(lambda: heard.opened == 3)


async def test_an_old_connection_that_falls_early_leaves_its_place_to_the_successor() -> None:
    async with LiveServer("hello") as server, linked(server.url) as (link, heard):
        old = await server.visit()
        await heard.count(1)
        server.greeting = ()
        link.renew()
        new = await server.visit(1)
        await heard.until(lambda: heard.opened == 2)
        old.cut()
        await heard.until(lambda: len(heard.gaps) == 1)
        await new.say("2")
        await heard.count(2)
        assert [gap.end is None for gap in heard.gaps] == [True, False]
        assert len(server.visits) == 2
        assert link.supervisor.reconnects == 1


# --- holding back -------------------------------------------------------------------------------------------------


async def test_holding_back_makes_the_server_wait_and_loses_nothing() -> None:
    count = 3000
    async with LiveServer() as server, linked(server.url) as (link, heard):
        visit = await server.visit()
        await heard.until(lambda: heard.opened == 1)
        sending = asyncio.ensure_future(visit.say(*(f"{number} {'x' * 5000}" for number in range(count))))
        await heard.count(10)
        link.pause(True)
        assert link.paused
        before = len(heard.messages)
        for _ in range(20):
            await asyncio.sleep(0.002)
        assert len(heard.messages) == before < count
        assert not sending.done()
        link.pause(False)
        await heard.count(count)
        await sending
        assert [int(each.split()[0]) for each in heard.messages] == list(range(count))
        assert heard.gaps == []


async def test_a_feed_that_is_held_back_is_not_taken_for_dead_or_silent() -> None:
    policy = Policy(ping_seconds=0.05, pong_seconds=0.1, silence_seconds=0.05)
    async with LiveServer("1") as server, linked(server.url, policy=policy) as (link, heard):
        await heard.count(1)
        link.pause(True)
        # Time itself has to pass here: many pings and pongs long.
        await asyncio.sleep(0.5)
        link.pause(False)
        await (await server.visit()).say("2")
        await heard.count(2)
        assert heard.gaps == []
        assert len(server.visits) == 1


async def test_a_link_that_is_held_back_before_it_connects_reads_nothing_until_let_go() -> None:
    async with LiveServer("1") as server, linked(server.url) as (link, heard):
        link.pause(True)
        await server.visit()
        await heard.state(FeedState.OPENING)
        for _ in range(10):
            await asyncio.sleep(0.002)
        assert heard.messages == []
        link.pause(False)
        await heard.count(1)


# --- what the user does -------------------------------------------------------------------------------------------


async def test_stopping_says_goodbye_marks_the_gap_and_starting_closes_it() -> None:
    async with LiveServer("hello") as server, linked(server.url) as (link, heard):
        await heard.count(1)
        link.stop()
        visit = await server.visit()
        await visit.over.wait()
        assert visit.socket.close_code == 1000
        assert heard.states[-1] is FeedState.STOPPED
        assert [gap.reason for gap in heard.gaps] == ["stopped by you"]
        link.start()
        await heard.count(2)
        assert [gap.end is None for gap in heard.gaps] == [True, False]


async def test_stopping_while_it_connects_leaves_nothing_behind() -> None:
    asked, release = threading.Event(), threading.Event()

    def script(sock: socket.socket) -> None:
        read_head(sock)
        asked.set()
        release.wait(10)

    try:
        with ScriptedServer(script) as server:
            async with linked(server.url()) as (link, heard):
                await asyncio.to_thread(asked.wait, 10)
                link.stop()
                assert heard.states == [FeedState.CONNECTING, FeedState.STOPPED]
                begin = time.monotonic()
                await link.wait_closed()
                assert time.monotonic() - begin < 1.0
                release.set()
    finally:
        release.set()


async def test_an_endpoint_that_cannot_be_had_needs_the_user_and_starting_tries_again() -> None:
    errors: list[FeedscopeError] = [
        ProfileError("the environment variable KEY is not set", key="headers.key"),
        AddressError("this is no address", advice="Use ws://"),
    ]
    async with LiveServer("hello") as server:

        def endpoint() -> Endpoint:
            if errors:
                raise errors.pop(0)
            return Endpoint(server.url, proxy="none")

        async with linked(endpoint) as (link, heard):
            await heard.state(FeedState.NEEDS_ATTENTION)
            assert link.supervisor.detail == "headers.key: the environment variable KEY is not set"
            link.start()
            await heard.until(lambda: heard.states.count(FeedState.NEEDS_ATTENTION) == 2)
            assert link.supervisor.advice == "Use ws://"
            link.start()
            await heard.count(1)
            assert heard.states[-1] is FeedState.LIVE


async def test_waking_up_tries_at_once_instead_of_waiting() -> None:
    async with LiveServer("hello") as server:
        port = server.port
    async with linked(f"ws://127.0.0.1:{port}/", random=lambda: 0.999) as (link, heard):
        await heard.until(lambda: heard.states.count(FeedState.WAITING) == 3)
        again = LiveServer("hello")
        again.port = port
        async with again:
            link.wake()
            await heard.count(1)


async def test_a_connection_that_was_given_up_is_told_why_and_not_mistaken_for_a_living_one() -> None:
    async with LiveServer() as server, linked(server.url) as (link, heard):
        visit = await server.visit()
        error = DialectError("a message inflates to too much", advice="Raise it", remedy=Remedy.ASK, code=1009)
        heard.on_message = lambda _: link.give_up(error)
        await visit.say("bomb")
        await visit.over.wait()
        assert visit.socket.close_code == 1009
        assert visit.socket.close_reason == "a message inflates to too much"
        assert heard.states[-1] is FeedState.NEEDS_ATTENTION
        assert link.supervisor.state is FeedState.NEEDS_ATTENTION
        assert link.connection is None


async def test_the_end_of_a_connection_is_what_the_listener_takes_it_for() -> None:
    async with LiveServer() as server, linked(server.url) as (link, heard):
        heard.meant = DialectError("the login was refused", remedy=Remedy.ASK, code=1000, said=4001)
        visit = await server.visit()
        await visit.close(4001, "who are you")
        await heard.state(FeedState.NEEDS_ATTENTION)
        (error, early) = heard.lost[0]
        assert isinstance(error, ConnectionLost)
        assert (error.code, error.said, early) == (4001, "who are you", False)
        assert (link.supervisor.detail, link.supervisor.close_code) == ("the login was refused", 4001)


async def test_pings_and_pongs_are_charged_where_the_server_counts_them() -> None:
    sent = []
    for control in (False, True):
        governor = Governor(rate=0.001, burst=3, queue=10, control=control)
        policy = Policy(ping_seconds=60.0)
        async with LiveServer() as server, linked(server.url, governor=governor, policy=policy) as (link, _):
            visit = await server.visit()
            await (await visit.socket.ping())
            for text in ("a", "b", "c"):
                assert link.send(text)
            sent.append(link.sent)
    assert sent == [3, 2]


async def test_what_waits_for_the_rate_when_the_connection_goes_is_told() -> None:
    governor = Governor(rate=0.001, burst=1, queue=10)
    async with LiveServer() as server, linked(server.url, "opening", governor=governor) as (link, heard):
        visit = await server.visit()
        await heard.until(lambda: bool(heard.sent))
        assert [link.send(text) for text in ("a", "b")] == [True, True]
        assert (link.waiting, link.next_at is not None) == (2, True)
        visit.cut()
        await heard.until(lambda: heard.unsent == 2)
        assert heard.sent == ["opening"]


async def test_a_change_of_the_connection_is_a_gap_with_its_reason_and_closes_once_data_comes() -> None:
    async with LiveServer("old") as first, LiveServer("new") as second:
        url = first.url

        async with linked(lambda: Endpoint(url, proxy="none")) as (link, heard):
            await heard.count(1)
            url = second.url
            link.change(policy=Policy(), governor=Governor(rate=5.0, burst=5, queue=5))
            await heard.count(2)
            assert heard.messages == [b"old", b"new"]
            opened, closed = heard.gaps
            assert opened.reason == "the feed was changed"
            assert closed == opened.closed(closed.end or 0.0)
            assert (await first.visit()).over
            link.stop()
            link.change(policy=Policy(), governor=Governor(rate=5.0, burst=5, queue=5))
            assert heard.states[-1] is FeedState.STOPPED


# --- the end ------------------------------------------------------------------------------------------------------


async def test_ending_is_bounded_even_with_a_server_that_never_answers_the_close() -> None:
    stay = threading.Event()

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)) + frame(TEXT, b"1"))
        stay.wait(20)

    try:
        with ScriptedServer(script) as server:
            async with linked(server.url()) as (link, heard):
                await heard.count(1)
                begin = time.monotonic()
                link.end()
                await link.wait_closed()
                assert 0.5 < time.monotonic() - begin < 2.0
                assert heard.gaps == []
                assert len(asyncio.all_tasks()) == 1
                stay.set()
    finally:
        stay.set()


async def test_ending_a_link_that_is_held_back_is_no_slower() -> None:
    async with LiveServer("1") as server, linked(server.url) as (link, heard):
        await heard.count(1)
        link.pause(True)
        begin = time.monotonic()
        link.end()
        await link.wait_closed()
        assert time.monotonic() - begin < 0.5
        assert (await server.visit()).socket.close_code == 1000


async def test_ending_twice_or_before_anything_happened_is_fine() -> None:
    with ScriptedServer(upgrading()) as server:
        async with linked(server.url()) as (link, heard):
            link.end()
            link.end()
            await link.wait_closed()
            await link.wait_closed()
            assert heard.states[-1] is FeedState.STOPPED
            assert len(asyncio.all_tasks()) == 1


# --- what a dialect asks of it ------------------------------------------------------------------------------------


async def test_a_reply_overtakes_what_waits_and_makes_it_wait_longer() -> None:
    governor = Governor(rate=20.0, burst=1, queue=10)
    async with LiveServer() as server, linked(server.url, "a", "b", governor=governor) as (link, heard):
        await heard.state(FeedState.OPENING)
        begin = time.monotonic()
        link.reply("pong")
        link.reply(b"pong")
        assert await server.heard(4) == ["a", "pong", b"pong", "b"]
        # The two replies have cost two turns.
        assert time.monotonic() - begin >= 0.09
        assert link.sent == 4


async def test_what_is_said_early_goes_to_the_connection_that_stands_by() -> None:
    async with LiveServer("hello") as server, linked(server.url) as (link, heard):
        await heard.count(1)
        link.reply("nobody stands by", early=True)
        server.greeting = ()
        link.renew()
        await heard.until(lambda: heard.opened == 2)
        link.reply("login", early=True)
        link.reply("pong")
        assert await server.heard(1) == ["pong"]
        assert await server.heard(1, visit=1) == ["login"]


async def test_one_that_stands_by_can_be_given_up_without_the_one_in_use() -> None:
    async with LiveServer("hello") as server, linked(server.url) as (link, heard):
        await heard.count(1)
        error = DialectError("no", remedy=Remedy.ASK, code=4001)
        link.give_up(error, early=True)
        server.greeting = ()
        link.renew()
        new = await server.visit(1)
        await heard.until(lambda: heard.opened == 2)
        link.give_up(error, early=True)
        await new.over.wait()
        assert new.socket.close_code == 4001
        assert heard.states[-1] is FeedState.LIVE
        assert heard.switched == 1


async def test_the_listener_is_asked_for_its_leave_before_every_good_end() -> None:
    async with LiveServer("hello") as server, linked(server.url) as (link, heard):
        await heard.count(1)
        link.renew()
        await heard.until(lambda: heard.switched == 2)
        assert heard.closed == 1
        link.stop()
        assert heard.closed == 2
        link.stop()
        assert heard.closed == 2
