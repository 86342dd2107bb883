"""A feed's talks, one after the other: on the connection in use, and on the one that is to take its place."""

from collections import Counter
from collections.abc import Callable
from typing import Final, Protocol

from monitor.core.clock import Clock
from monitor.core.errors import ConnectionLost, DialectError, FeedscopeError
from monitor.engine.speaking.script import Script
from monitor.engine.speaking.talk import Talk
from monitor.net.governor import Sendable, Turn
from monitor.net.link import Link
from monitor.wire.dialects.base import DialectFault, Payloads
from monitor.wire.received import Received

__all__ = ["Exchange", "Take"]

_NOT_LOGGED_IN: Final = "the connection ended before the login was done"


class Take(Protocol):
    """Takes what one block, or none, has yielded, and when it came: in wall seconds, and in monotonic ones."""

    def __call__(self, payloads: Payloads, size: int, wall: float, now: float) -> None: ...


class Exchange:
    """Follows a link from connection to connection, each with a talk and a dialect of its own.

    take:   gets what the connection in use brings. What another brings while it stands by is kept until it is used.
    unsent: is told of messages that will not be sent after all: why, and how many.
    script: for the next connection.
    """

    def __init__(
        self, script: Script, *, link: Link, clock: Clock, take: Take, unsent: Callable[[str, int], None]
    ) -> None:
        self.script = script
        self._link = link
        self._clock = clock
        self._take = take
        self._unsent = unsent
        self._early: list[tuple[Payloads, int, float]] = []
        self._next: Talk | None = None
        self._talk = self._new_talk()

    def __len__(self) -> int:
        """How many messages wait for a login."""
        return len(self._talk)

    def send(self, message: Sendable, turn: Turn = Turn.USUAL) -> str:
        """Say it where it is heard soonest. Why it cannot be sent, "" when it is."""
        talk = self._next if self._next is not None and self._next.begun else self._talk
        return talk.send(message, turn)

    def opened(self) -> None:
        """A connection stands by: talk there."""
        self._next = self._new_talk()
        self._next.start()

    def switched(self) -> None:
        """The connection that stood by is the one in use."""
        left = self._talk.stop()
        if self._next is not None:
            self._talk, self._next = self._next, None
            self._talk.early = False
        self._say_again(left)
        early, self._early = self._early, []
        now = self._clock.monotonic()
        for payloads, size, wall in early:
            self._handle(payloads, size, wall, now)

    def dropped(self) -> None:
        """The connection that stood by is gone; the one in use stays."""
        left = [] if self._next is None else self._next.stop()
        self._next = None
        self._early.clear()
        self._say_again(left)

    def ended(self) -> None:
        """The connection in use is gone."""
        if count := len(self._talk.stop()):
            self._unsent(_NOT_LOGGED_IN, count)

    def lost(self, error: FeedscopeError, *, early: bool) -> FeedscopeError:
        """What the end of a connection means by its dialect: the one in use, or with `early` the one that stands by."""
        talk = self._next if early else self._talk
        if talk is None or not isinstance(error, ConnectionLost):
            return error
        fault = talk.closed(error.code, error.said)
        return error if fault is None else _as_error(fault, said=error.code)

    def closing(self) -> None:
        """The connection in use is about to be closed in good order."""
        self._talk.leave()

    def received(self, received: Received, size: int, wall: float) -> bool:
        """Take a block of the connection in use; whether it holds data."""
        now = self._clock.monotonic()
        payloads = self._talk.receive(received, now=now)
        self._handle(payloads, size, wall, now)
        return bool(payloads.messages)

    def received_early(self, received: Received, size: int, wall: float) -> bool:
        """Keep what a block brings on the connection that stands by; whether it holds data."""
        if self._next is None:
            return False
        payloads = self._next.receive(received, now=self._clock.monotonic())
        if payloads.messages:
            self._early.append((payloads, size, wall))
        elif payloads.fault is not None:
            self._give_up(payloads.fault, early=True)
        return bool(payloads.messages)

    def _new_talk(self) -> Talk:
        return Talk(
            self.script,
            link=self._link,
            clock=self._clock,
            on_ticked=self._ticked,
            on_unsent=lambda why: self._unsent(why, 1),
        )

    def _ticked(self, talk: Talk, payloads: Payloads) -> None:
        if talk is self._talk:
            self._handle(payloads, 0, self._clock.wall(), self._clock.monotonic())
        elif talk is self._next and payloads.fault is not None:
            self._give_up(payloads.fault, early=True)

    def _handle(self, payloads: Payloads, size: int, wall: float, now: float) -> None:
        self._take(payloads, size, wall, now)
        if payloads.fault is not None:
            self._give_up(payloads.fault)
        elif payloads.renew:
            self._link.renew()

    def _give_up(self, fault: DialectFault, *, early: bool = False) -> None:
        self._link.give_up(_as_error(fault, said=fault.said), early=early)

    def _say_again(self, messages: list[Sendable]) -> None:
        """What has waited for one connection in vain is said on the other."""
        for why, count in Counter(filter(None, map(self.send, messages))).items():
            self._unsent(why, count)


def _as_error(fault: DialectFault, *, said: int | None) -> DialectError:
    return DialectError(fault.what, advice=fault.advice, remedy=fault.remedy, code=fault.code, said=said)
