"""What is said on one connection, from its opening to its end."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from monitor.core.clock import Clock
from monitor.core.errors import FeedscopeError, Remedy, TransportError
from monitor.engine.recurring import Recurring
from monitor.engine.speaking.script import Script
from monitor.engine.speaking.starting import Starting
from monitor.net.alarm import Alarm
from monitor.net.governor import Sendable, Turn
from monitor.net.link import Link
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads, Unsendable
from monitor.wire.received import Received

__all__ = ["Talk", "sendable"]

_NO_ROOM: Final = "too many messages wait to be sent"
_NO_CONNECTION: Final = "there is no connection"


class Talk:
    """One connection's dialect speaks first; the profile's messages and the user's wait until it is ready.

    early:     whether the connection stands by while another delivers.
    on_ticked: takes what a deadline has yielded, replies sent already.
    on_unsent: is told why a message that was to be sent later will not be.
    """

    def __init__(
        self,
        script: Script,
        *,
        link: Link,
        clock: Clock,
        on_ticked: Callable[["Talk", Payloads], None],
        on_unsent: Callable[[str], None],
    ) -> None:
        self.early = True
        self._script = script
        self._dialect = script.dialect
        self._link = link
        self._clock = clock
        self._on_ticked = on_ticked
        self._on_unsent = on_unsent
        self._waiting: deque[tuple[Sendable, Turn]] = deque()
        self._recurring = Recurring(script.periodic, send=self._repeat)
        self._alarm = Alarm(self._tick)
        self._login_until = float("inf")
        self._starting: Starting | None = None
        self._held: list[Outgoing] = []
        self._open = False
        self._begun = False

    @property
    def begun(self) -> bool:
        """Whether the dialect has become ready, so that all else is said."""
        return self._begun

    def __len__(self) -> int:
        """How many messages wait for the login."""
        return len(self._waiting)

    def start(self) -> None:
        """The connection is open."""
        now = self._clock.monotonic()
        self._open = True
        self._login_until = now + self._script.login_seconds
        self._follow_up(self._dialect.opened(now=now))

    def receive(self, received: Received, *, now: float) -> Payloads:
        """Take a block, and send what is owed for it."""
        payloads = self._dialect.receive(received, now=now)
        if payloads.replies or not self._begun:
            self._follow_up(payloads.replies)
        elif self._dialect.deadline is not None:
            self._arm()
        return payloads

    def send(self, message: Sendable, turn: Turn = Turn.USUAL) -> str:
        """Say `message` within the rate, text in the dialect's wrapping. Why it cannot be sent, "" when it is.

        Binary goes as it is.
        """
        if not self._open:
            return _NO_CONNECTION
        if self._begun:
            return self._say(message, turn)
        if len(self._waiting) >= self._script.room:
            return _NO_ROOM
        self._waiting.append((message, turn))
        return ""

    def closed(self, code: int, reason: str) -> DialectFault | None:
        """What the server means by this close code."""
        return self._dialect.closed(code, reason)

    def leave(self) -> None:
        """The connection is about to be closed in good order."""
        if self._open:
            for each in self._dialect.closing(now=self._clock.monotonic()):
                self._link.reply(sendable(each), early=self.early)

    def stop(self) -> list[Sendable]:
        """The connection is gone: say no more. What has waited in vain."""
        self._open = False
        self._recurring.stop()
        self._alarm.cancel()
        if self._starting is not None:
            self._starting.cancel()
        left = [message for message, _ in self._waiting]
        self._waiting.clear()
        return left

    def _follow_up(self, owed: Sequence[Outgoing]) -> None:
        if self._begun or not self._dialect.ready:
            self._answer(owed)
        elif self._script.start is None:
            self._begin(owed)
        else:
            self._held += owed
            if self._starting is None:
                self._starting = Starting(self._script.start, done=self._started, failed=self._not_started)
        self._arm()

    def _started(self) -> None:
        held, self._held = self._held, []
        self._begin(held)
        self._arm()

    def _not_started(self, error: FeedscopeError) -> None:
        remedy = error.fault.remedy if isinstance(error, TransportError) else Remedy.RETRY
        self._on_ticked(self, Payloads(fault=DialectFault(error.what, advice=error.advice, remedy=remedy)))

    def _begin(self, owed: Sequence[Outgoing]) -> None:
        """The dialect is ready: the profile and the user have their say, once what the dialect owes is said."""
        self._begun = True
        if self.early:
            self._link.clear()
        self._answer(owed)
        waited = [*self._waiting]
        self._waiting.clear()
        for message, turn in (*((each, Turn.OWED) for each in self._script.opening), *waited):
            if why := self._say(message, turn):
                self._on_unsent(why)
        self._recurring.start()

    def _answer(self, owed: Sequence[Outgoing]) -> None:
        for each in owed:
            if not (each.paced and self._begun):
                self._link.reply(sendable(each), early=self.early)
            elif not self._link.send(sendable(each), Turn.OWED):
                self._on_unsent(_NO_ROOM)

    def _repeat(self, text: str) -> None:
        if why := self.send(text, Turn.NEXT):
            self._on_unsent(why)

    def _say(self, message: Sendable, turn: Turn) -> str:
        if isinstance(message, bytes):
            return "" if self._link.send(message, turn) else _NO_ROOM
        wrapped = self._dialect.wrap(message, now=self._clock.monotonic())
        if isinstance(wrapped, Unsendable):
            return wrapped.why
        return "" if all(self._link.send(sendable(each), turn) for each in wrapped) else _NO_ROOM

    def _arm(self) -> None:
        deadline = self._deadline()
        if self._open and deadline is not None:
            self._alarm.set(deadline - self._clock.monotonic())

    def _deadline(self) -> float | None:
        deadline = self._dialect.deadline
        if self._begun:
            return deadline
        return self._login_until if deadline is None else min(deadline, self._login_until)

    def _tick(self) -> None:
        now = self._clock.monotonic()
        if self._link.paused:
            # Nothing is read: that nothing was heard says nothing about the server.
            self._dialect.receive(Received(), now=now)
            self._login_until = max(self._login_until, now + self._script.login_seconds)
        deadline = self._deadline()
        if deadline is None or now < deadline:
            self._arm()
            return
        if not self._begun and now >= self._login_until:
            self._on_ticked(self, Payloads(fault=self._too_late()))
            return
        payloads = self._dialect.tick(now=now)
        self._follow_up(payloads.replies)
        self._on_ticked(self, payloads)

    def _too_late(self) -> DialectFault:
        return DialectFault(
            f"the server has not completed the login within {self._script.login_seconds:g} s",
            advice="Check [dialect] in the feed's profile; limits.connect_seconds is how long it may take",
            remedy=Remedy.RETRY,
        )


def sendable(message: Outgoing) -> Sendable:
    """A message of a dialect as a link takes it."""
    return message.data if message.binary else message.data.decode(errors="replace")
