"""A dialect that does as a test says, and a link that only notes what it is asked to do."""

from collections.abc import Sequence
from typing import cast

from monitor.core.errors import DialectError, Remedy
from monitor.net.governor import Sendable, Turn
from monitor.net.link import Link
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads, Unsendable
from monitor.wire.received import Received
from tests.helpers.changes import Changes

__all__ = ["LinkStandIn", "Scripted", "as_link"]


class Scripted:
    """Says hello, is ready with the message `ready`, refuses with `no`, and wraps in brackets.

    It cannot say "unsayable", and by 4000 the server means the end.

    Any other message is data; `+` before one asks for a reply, `~` for one that is paced.
    """

    def __init__(self, *, at_once: bool = False, deadline: float | None = None) -> None:
        self.ready = at_once
        self.deadline = deadline
        self.ticks: list[float] = []
        self.blocks = 0
        self.changed = Changes()
        self.on_tick = Payloads()

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return (Outgoing(b"hello"),)

    def receive(self, received: Received, *, now: float) -> Payloads:
        self.blocks += 1
        self.changed.set()
        data: list[bytes] = []
        replies: list[Outgoing] = []
        for message in received.messages:
            if message == b"ready":
                self.ready = True
                replies.append(Outgoing(b"subscribe", paced=True))
            elif message == b"no":
                return Payloads(data, replies=replies, fault=DialectFault("refused"), lost=1)
            elif message[:1] in (b"+", b"~"):
                replies.append(Outgoing(message[1:], binary=True, paced=message.startswith(b"~")))
            else:
                data.append(message)
        return Payloads(data, replies=replies)

    def tick(self, *, now: float) -> Payloads:
        self.ticks.append(now)
        self.deadline = None
        return self.on_tick

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing] | Unsendable:
        if text == "unsayable":
            return Unsendable("nobody can say that")
        return (Outgoing(f"[{text}]".encode()),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return (Outgoing(b"bye"),)

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return DialectFault(f"it is over: {reason}", remedy=Remedy.ASK) if code == 4000 else None


class LinkStandIn:
    """`done` has what was asked for, in order, `turns` when each is to be sent. room: how many messages of the user
    the queue takes."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.turns: list[Turn] = []
        self.given_up: list[DialectError] = []
        self.paused = False
        self.room = 1000
        self.changed = Changes()

    def clear(self) -> None:
        self.done.append("clear")

    def send(self, message: Sendable, turn: Turn = Turn.USUAL) -> bool:
        if self.room <= 0 and turn is Turn.USUAL:
            return False
        self.room -= 1
        self.done.append(f"send {_shown(message)}")
        self.turns.append(turn)
        self.changed.set()
        return True

    def reply(self, message: Sendable, *, early: bool = False) -> None:
        self.done.append(f"reply {_shown(message)}" + (" early" if early else ""))

    def renew(self) -> None:
        self.done.append("renew")

    def give_up(self, error: DialectError, *, early: bool = False) -> None:
        self.done.append("give up" + (" early" if early else ""))
        self.given_up.append(error)

    def taken(self) -> list[str]:
        """What was asked for since the last call."""
        done, self.done = self.done, []
        return done


def _shown(message: Sendable) -> str:
    return message if isinstance(message, str) else repr(message)


def as_link(stand_in: LinkStandIn) -> Link:
    """The stand-in, for a signature that wants the real thing."""
    return cast("Link", stand_in)
