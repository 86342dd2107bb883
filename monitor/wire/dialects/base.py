"""What every dialect is: a machine between the frames of a connection and the decoder of its messages.

    dialect = Plain()                                # a new one for each connection
    owed = dialect.opened(now=clock.monotonic())     # send these first, the profile's messages once it is `ready`
    ...
    payloads = dialect.receive(reader.feed(block), now=clock.monotonic())
    ...                                              # decode, send payloads.replies, obey payloads.fault
    if dialect.deadline is not None and clock.monotonic() >= dialect.deadline:
        payloads = dialect.tick(now=clock.monotonic())

A dialect opens no socket, reads no clock and never raises on what the server sends: replies, faults and the time at
which it wants to be called again are values. Control frames and faults of the frames themselves are not its business.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final, Protocol

from monitor.core.errors import Remedy
from monitor.wire.received import Received

__all__ = ["Dialect", "DialectFault", "Outgoing", "Payloads", "Unsendable"]

_NONE: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent, as text (then `data` is UTF-8) or as binary.

    paced: it takes its turn in the profile's rate, as subscriptions do; logins, heartbeats and acknowledgements go at
           once. Only what is sent while `ready` can wait.
    """

    data: bytes
    binary: bool = False
    paced: bool = False


@dataclass(frozen=True, slots=True)
class Unsendable:
    """Why a message cannot be said in this protocol, to follow "a message was not sent: "."""

    why: str


@dataclass(frozen=True, slots=True)
class DialectFault:
    """Why the connection cannot go on: a refused login, a missed heartbeat, a message out of turn.

    what:   for the user, without secrets.
    remedy: whether connecting again can help.
    code:   the close code to end the connection with (RFC 6455 section 7.4.1).
    said:   the close code that the server gave inside its protocol; what a profile says of codes holds for it.
    """

    what: str
    advice: str = ""
    remedy: Remedy = Remedy.RETRY
    code: int = 1000
    said: int | None = None


@dataclass(frozen=True, slots=True)
class Payloads:
    """The yield of one block, or of a deadline.

    messages: in order, each ready for the JSON decoder but for those in `opaque`. May be the list of the block itself:
              not to be changed. What belongs to the protocol alone (logins, heartbeats, acknowledgements) is not here.
    opaque:   indices into `messages` of those that hold nothing to decode, and stand here as they came.
    replies:  to be sent, in order.
    fault:    set when the connection cannot go on. What came before it is kept.
    lost:     messages that the fault has kept from being read: those of the block, and where the protocol puts several
              into one message, those behind the fault in it.
    renew:    the server is about to end the connection in good order: another should take its place before it does.
    """

    messages: Sequence[bytes] = ()
    opaque: Set[int] = _NONE
    replies: Sequence[Outgoing] = ()
    fault: DialectFault | None = None
    lost: int = 0
    renew: bool = False


class Dialect(Protocol):
    """One connection's worth of a protocol on top of WebSocket. Times are monotonic seconds."""

    @property
    def ready(self) -> bool:
        """Whether the login is done, so that messages of the profile and the user may be sent."""

    @property
    def deadline(self) -> float | None:
        """When to call `tick`, whatever happens until then; None for never. Read it again after every call."""

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        """The connection is open: what has to be sent first."""

    def receive(self, received: Received, *, now: float) -> Payloads:
        """Take the messages of one block.

        One without any says that reading was held back until now: the silence so far is no fault of the server's.
        """

    def tick(self, *, now: float) -> Payloads:
        """The deadline has come: a heartbeat may be owed, or one may have been missed."""

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing] | Unsendable:
        """What to send for a message of the profile or the user. Only while `ready`."""

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        """What to send before the close frame, to leave in good order."""

    def closed(self, code: int, reason: str) -> DialectFault | None:
        """The server has ended the connection with this close code (1006: without one), and gave this reason.

        What that means in the protocol; None where it says nothing of the code, which then means the usual.
        """
