"""The talk on one connection: who speaks when, and what becomes of deadlines."""

import asyncio

from monitor.core.clock import SystemClock
from monitor.net.governor import Turn
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from tests.helpers.talking import Stage


async def test_the_dialect_speaks_first_and_all_else_waits_until_it_is_ready() -> None:
    stage = Stage(opening=("open",), room=2)
    assert stage.talk.send("too early") == "there is no connection"
    stage.talk.start()
    assert stage.link.taken() == ["reply hello early"]
    assert [stage.talk.send(each) for each in ("a", b"b", "c")] == ["", "", "too many messages wait to be sent"]
    assert len(stage.talk) == 2
    stage.talk.early = False
    assert stage.bring(b"data").messages == [b"data"]
    assert stage.link.taken() == []
    stage.bring(b"ready")
    assert stage.talk.begun
    assert stage.link.taken() == ["send subscribe", "send [open]", "send [a]", "send b'b'"]
    assert len(stage.talk) == 0
    assert not stage.talk.send("later")
    assert stage.link.taken() == ["send [later]"]
    stage.talk.stop()


async def test_one_that_is_ready_while_it_stands_by_has_the_way_cleared_first() -> None:
    stage = Stage(at_once=True, opening=("open",))
    stage.talk.start()
    assert stage.link.taken() == ["clear", "reply hello early", "send [open]"]
    stage.talk.stop()


async def test_replies_go_at_once_and_subscriptions_within_the_rate_while_there_is_room() -> None:
    stage = Stage(at_once=True)
    stage.talk.start()
    stage.talk.early = False
    stage.link.taken()
    stage.bring(b"+pong", b"~more")
    assert stage.link.taken() == ["reply b'pong'", "send b'more'"]
    stage.link.room = 0
    stage.bring(b"~much more")
    assert stage.link.taken() == ["send b'much more'"]
    assert stage.link.turns == [Turn.OWED, Turn.OWED]
    assert stage.talk.send("no room") == "too many messages wait to be sent"
    stage.talk.stop()


async def test_it_takes_its_leave_once_and_says_nothing_behind_it() -> None:
    stage = Stage(at_once=True)
    stage.talk.start()
    stage.link.taken()
    stage.talk.leave()
    assert stage.link.taken() == ["reply bye early"]
    assert stage.talk.stop() == []
    stage.talk.leave()
    assert stage.talk.send("x") == "there is no connection"
    assert stage.link.taken() == []


async def test_what_has_waited_in_vain_is_given_back() -> None:
    stage = Stage()
    stage.talk.start()
    stage.talk.send("a")
    stage.talk.send(b"b")
    assert stage.talk.stop() == ["a", b"b"]
    assert stage.talk.stop() == []


async def test_messages_are_repeated_from_when_it_is_ready_until_it_stops() -> None:
    stage = Stage(periodic=(("ping", 0.001),))
    stage.talk.start()
    stage.link.taken()
    await asyncio.sleep(0.01)
    assert stage.link.taken() == []
    stage.bring(b"ready")
    await stage.link.changed.until(lambda: "send [ping]" in stage.link.done)
    stage.talk.stop()
    stage.link.taken()
    await asyncio.sleep(0.01)
    assert stage.link.taken() == []


async def test_a_deadline_of_the_dialect_is_kept_and_its_replies_are_sent() -> None:
    clock = SystemClock()
    due = clock.monotonic() + 0.02
    stage = Stage(at_once=True, deadline=due, clock=clock)
    stage.dialect.on_tick = Payloads(replies=(Outgoing(b"ping"),))
    stage.talk.start()
    async with asyncio.timeout(5):
        await stage.rang.wait()
    (at,) = stage.dialect.ticks
    assert due <= at < due + 1.0
    assert stage.link.taken()[-1] == "reply ping early"
    stage.talk.stop()


async def test_a_login_that_is_never_done_ends_in_words() -> None:
    stage = Stage(clock=SystemClock(), login_seconds=0.02)
    stage.talk.start()
    async with asyncio.timeout(5):
        await stage.rang.wait()
    (payloads,) = stage.ticked
    assert isinstance(payloads.fault, DialectFault)
    assert payloads.fault.what == "the server has not completed the login within 0.02 s"
    assert "limits.connect_seconds" in payloads.fault.advice
    assert stage.dialect.ticks == []
    stage.talk.stop()


async def test_while_reading_is_held_back_nobody_is_blamed_for_silence() -> None:
    stage = Stage(clock=SystemClock(), login_seconds=0.02)
    stage.link.paused = True
    stage.talk.start()
    await stage.dialect.changed.until(lambda: stage.dialect.blocks >= 2)
    assert stage.ticked == []
    stage.link.paused = False
    async with asyncio.timeout(5):
        await stage.rang.wait()
    stage.talk.stop()


async def test_what_the_dialect_cannot_say_is_not_sent_and_why_is_told() -> None:
    stage = Stage(opening=("unsayable", "open"))
    stage.talk.start()
    stage.talk.early = False
    assert stage.talk.send("unsayable") == ""
    stage.bring(b"ready")
    # The profile's own message, and the one that had to wait until it could be said.
    assert stage.unsent == ["nobody can say that"] * 2
    assert "send [open]" in stage.link.taken()
    assert stage.talk.send("unsayable") == "nobody can say that"
    stage.talk.stop()


async def test_subscriptions_have_room_and_heartbeats_go_before_all_that_waits() -> None:
    stage = Stage(opening=("open",), periodic=(("ping", 0.001),))
    stage.talk.start()
    stage.talk.send("typed")
    stage.bring(b"ready")
    await stage.link.changed.until(lambda: "send [ping]" in stage.link.done)
    turns = dict(zip((each for each in stage.link.done if each.startswith("send")), stage.link.turns, strict=True))
    assert turns["send subscribe"] is turns["send [open]"] is Turn.OWED
    assert turns["send [typed]"] is Turn.USUAL
    assert turns["send [ping]"] is Turn.NEXT
    stage.talk.stop()
