"""Two connections of a feed at once, each with a talk and a dialect of its own."""

from typing import Any

from monitor.core.clock import ManualClock
from monitor.core.errors import ConnectionLost, DialectError, ProtocolError, Remedy
from monitor.engine.speaking.exchange import Exchange
from monitor.engine.speaking.script import Script
from monitor.wire.dialects.base import DialectFault, Payloads
from monitor.wire.received import Received
from tests.helpers.speaking import LinkStandIn, Scripted, as_link


class Stage:
    """An exchange with a dialect for each connection, and all that came of it."""

    def __init__(self) -> None:
        self.link = LinkStandIn()
        self.taken: list[Payloads] = []
        self.unsent = 0
        self.reasons: list[str] = []
        self.exchange = Exchange(
            Script(Scripted()), link=as_link(self.link), clock=ManualClock(), take=self._take, unsent=self._unsent
        )

    def _take(self, payloads: Payloads, size: int, wall: float, now: float) -> None:
        self.taken.append(payloads)

    def _unsent(self, why: str, count: int) -> None:
        self.unsent += count
        self.reasons.append(why)

    def open(self, **script: Any) -> Scripted:
        dialect = Scripted()
        self.exchange.script = Script(dialect, **script)
        self.exchange.opened()
        return dialect

    def connect(self, **script: Any) -> Scripted:
        """One connection, in use and ready."""
        dialect = self.open(**script)
        self.exchange.switched()
        self.bring(b"ready")
        self.link.taken()
        self.taken.clear()
        return dialect

    def bring(self, *messages: bytes) -> bool:
        return self.exchange.received(Received(list(messages)), 1, 1e9)

    def bring_early(self, *messages: bytes) -> bool:
        return self.exchange.received_early(Received(list(messages)), 1, 1e9)

    @property
    def data(self) -> list[bytes]:
        return [message for payloads in self.taken for message in payloads.messages]


async def test_whether_a_block_holds_data_is_what_the_dialect_says() -> None:
    stage = Stage()
    stage.connect()
    assert not stage.bring(b"+pong")
    assert stage.bring(b"1", b"+pong")
    assert stage.data == [b"1"]
    stage.exchange.ended()


async def test_the_one_that_stands_by_logs_in_beside_the_one_in_use() -> None:
    stage = Stage()
    stage.connect()
    stage.open(opening=("open",))
    assert stage.link.taken() == ["reply hello early"]
    assert not stage.bring_early(b"+pong")
    assert stage.link.taken() == ["reply b'pong' early"]
    stage.exchange.send("mine")
    assert stage.link.taken() == ["send [mine]"], "on the one in use, while the other is not ready"
    assert not stage.bring_early(b"ready")
    assert stage.link.taken() == ["clear", "send subscribe", "send [open]"]
    assert stage.bring_early(b"new")
    stage.bring(b"old")
    assert stage.data == [b"old"], "what the new one brings waits"
    stage.exchange.switched()
    assert stage.data == [b"old", b"new"]
    stage.bring(b"+pong")
    assert stage.link.taken() == ["reply b'pong'"]
    stage.exchange.ended()


async def test_a_refused_login_beside_one_in_use_gives_up_the_new_one_alone() -> None:
    stage = Stage()
    stage.connect()
    stage.open()
    assert not stage.bring_early(b"no")
    assert stage.link.taken() == ["reply hello early", "give up early"]
    stage.exchange.dropped()
    assert stage.bring(b"1")
    stage.exchange.ended()


async def test_what_was_to_be_said_on_a_connection_that_is_dropped_is_said_on_the_other() -> None:
    stage = Stage()
    stage.open()
    stage.exchange.switched()
    stage.exchange.send("mine")
    assert len(stage.exchange) == 1
    stage.open()
    stage.bring_early(b"ready")
    stage.link.taken()
    stage.exchange.switched()
    assert stage.link.taken() == ["send [mine]"]
    assert stage.unsent == 0
    stage.exchange.ended()


async def test_what_waits_for_a_login_when_the_connection_ends_is_told_as_unsent() -> None:
    stage = Stage()
    stage.open()
    stage.exchange.switched()
    for _ in range(3):
        stage.exchange.send("mine")
    stage.exchange.ended()
    assert stage.unsent == 3
    assert stage.reasons == ["the connection ended before the login was done"]
    assert stage.exchange.send("too late") == "there is no connection"


async def test_a_fault_ends_the_connection_after_what_came_before_it() -> None:
    stage = Stage()
    stage.connect()
    stage.bring(b"1", b"no")
    assert stage.data == [b"1"]
    assert stage.taken[0].lost == 1
    assert stage.link.taken() == ["give up"]
    assert stage.link.given_up[0].what == "refused"


async def test_a_fault_is_told_with_all_that_it_says() -> None:
    stage = Stage()
    dialect = stage.connect()
    dialect.on_tick = Payloads([b"last"], fault=DialectFault("late", "advice", Remedy.BACK_OFF, 4000, 4001))
    # As the alarm of the talk would.
    stage.exchange._talk._on_ticked(stage.exchange._talk, dialect.tick(now=0.0))
    (error,) = stage.link.given_up
    assert (error.what, error.advice, error.remedy, error.code, error.said) == (
        "late",
        "advice",
        Remedy.BACK_OFF,
        4000,
        4001,
    )
    assert stage.data == [b"last"]


async def test_the_one_in_use_takes_its_leave() -> None:
    stage = Stage()
    stage.connect()
    stage.exchange.closing()
    assert stage.link.taken() == ["reply bye"]
    stage.exchange.ended()
    stage.exchange.closing()
    assert stage.link.taken() == []


async def test_the_end_of_a_connection_means_what_its_dialect_says() -> None:
    stage = Stage()
    stage.connect()
    meant = stage.exchange.lost(ConnectionLost("closed (4000): enough", code=4000, said="enough"), early=False)
    assert isinstance(meant, DialectError)
    assert (meant.what, meant.remedy, meant.said) == ("it is over: enough", Remedy.ASK, 4000)
    usual = ConnectionLost("cut")
    assert stage.exchange.lost(usual, early=False) is usual
    # Where no connection stands by, there is nobody to ask.
    assert stage.exchange.lost(ConnectionLost("closed", code=4000), early=True).__class__ is ConnectionLost
    broken = ProtocolError("broken", code=1002)
    assert stage.exchange.lost(broken, early=False) is broken
    stage.exchange.ended()


async def test_a_server_that_is_about_to_leave_is_left_for_another_connection() -> None:
    stage = Stage()
    dialect = stage.connect()
    dialect.on_tick = Payloads([b"last"], renew=True)
    stage.exchange._talk._on_ticked(stage.exchange._talk, dialect.tick(now=0.0))
    assert stage.data == [b"last"]
    assert stage.link.taken() == ["renew"]
    stage.exchange.ended()
