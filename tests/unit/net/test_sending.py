"""Messages on their way to a connection, within a rate and past it."""

from typing import cast

from monitor.core.clock import ManualClock
from monitor.net.governor import Governor, Sendable
from monitor.net.sending import Sending
from monitor.net.transport import Connection


class Wire:
    """Notes what is sent on it."""

    def __init__(self) -> None:
        self.sent: list[Sendable] = []

    def send_text(self, text: str) -> None:
        self.sent.append(text)

    def send_binary(self, data: bytes) -> None:
        self.sent.append(data)


class Stage:
    def __init__(self, *, queue: int = 10) -> None:
        self.clock = ManualClock()
        self.wire = Wire()
        self.open = True
        self.told: list[Sendable] = []
        self.sending = Sending(
            Governor(rate=1.0, burst=1, queue=queue),
            outlet=lambda: self.connection if self.open else None,
            on_sent=self.told.append,
            clock=self.clock,
        )

    @property
    def connection(self) -> Connection:
        return cast("Connection", self.wire)


def test_messages_go_as_the_rate_lets_them_and_each_is_told_when_it_has_gone() -> None:
    stage = Stage()
    assert stage.sending.offer("a")
    assert stage.sending.offer(b"b")
    assert stage.wire.sent == stage.told == ["a"]
    assert stage.sending.due() == stage.clock.monotonic() + 1.0
    stage.clock.advance(1.0)
    stage.sending.release()
    assert stage.wire.sent == stage.told == ["a", b"b"]
    assert stage.sending.sent == 2
    assert stage.sending.due() is None


def test_what_goes_at_once_makes_the_others_wait() -> None:
    stage = Stage()
    stage.sending.at_once("pong", stage.connection)
    assert stage.sending.offer("a")
    assert stage.wire.sent == ["pong"]
    stage.clock.advance(1.0)
    stage.sending.release()
    assert stage.wire.sent == ["pong", "a"]


def test_another_governor_does_not_forget_what_was_sent() -> None:
    stage = Stage()
    assert stage.sending.offer("a")
    stage.sending.change(Governor(rate=1.0, burst=5, queue=10))
    assert stage.sending.offer("b")
    assert stage.wire.sent == ["a"]
    stage.clock.advance(1.0)
    stage.sending.release()
    assert stage.wire.sent == ["a", "b"]


def test_pings_and_pongs_are_charged_where_the_server_counts_them() -> None:
    stage = Stage()
    stage.sending.control_sent(2)
    assert stage.sending.offer("a")
    stage.sending.change(Governor(rate=1.0, burst=1, queue=10, control=True))
    stage.clock.advance(1.0)
    stage.sending.control_sent()
    assert stage.sending.offer("b")
    assert stage.wire.sent == ["a"]


def test_without_room_or_connection_a_message_is_refused() -> None:
    stage = Stage(queue=1)
    assert [stage.sending.offer(each) for each in "abc"] == [True, True, False]
    stage.open = False
    assert not stage.sending.offer("d")
    stage.clock.advance(10.0)
    stage.sending.release()
    assert stage.wire.sent == ["a"]
