"""What Centrifugo says, and what its codes ask of a client (client.proto of centrifugal/protocol; server/codes)."""

from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault
from monitor.wire.dialects.channels import NOTHING, refused, with_reason

__all__ = [
    "ALREADY_SUBSCRIBED",
    "UNRECOVERABLE",
    "Connected",
    "Failure",
    "Publication",
    "Push",
    "Reply",
    "Subscribed",
    "fault_of_disconnect",
    "fault_of_error",
]

ALREADY_SUBSCRIBED: Final = 105
UNRECOVERABLE: Final = 112
_FATAL: Final = frozenset((*range(3500, 4000), *range(4500, 5000)))
"""After these its clients do not come back."""
_TEMPORARY: Final = frozenset({100, 110, 111})
"""Internal error, connection expired meanwhile, too many requests; told as temporary by newer servers."""
_STRAINED: Final = frozenset({3004, 3008, 3013})
"""Internal error, reading too slowly, too many requests: connecting again at once would not help."""
_ADVICE: Final = "Check the token and the channels of the dialect in the feed's profile"


class Failure(msgspec.Struct):
    """An error, or why a subscription or the connection ends."""

    code: int = 0
    message: str = ""
    reason: str = ""
    temporary: bool = False


class Publication(msgspec.Struct):
    """offset: 0 where the channel keeps no history."""

    data: msgspec.Raw = NOTHING
    offset: int = 0


class Subscribed(msgspec.Struct):
    """The state of a channel joined, and what was published since the position told."""

    recoverable: bool = False
    epoch: str = ""
    offset: int = 0
    publications: list[Publication] = []


class Connected(msgspec.Struct):
    """ping: seconds between two of the server; pong: whether it wants an answer. subs: joined by the server."""

    ping: float = 0.0
    pong: bool = False
    subs: dict[str, Subscribed] = {}


class Push(msgspec.Struct):
    """What no command has asked for."""

    channel: str = ""
    pub: Publication | None = None
    message: Publication | None = None
    subscribe: Subscribed | None = None
    unsubscribe: Failure | None = None
    disconnect: Failure | None = None


class Reply(msgspec.Struct):
    """Any message of the server."""

    id: int = 0
    error: Failure | None = None
    connect: Connected | None = None
    subscribe: Subscribed | None = None
    push: Push | None = None


def fault_of_error(what: str, error: Failure) -> DialectFault:
    """A command of ours that failed."""
    told = with_reason(what, error.message, error.code)
    if error.temporary or error.code in _TEMPORARY:
        return DialectFault(told, remedy=Remedy.BACK_OFF)
    return refused(told, _ADVICE)


def fault_of_disconnect(code: int, reason: str) -> DialectFault | None:
    """What a code to disconnect with asks; None for one that is none of Centrifugo's."""
    if not 3000 <= code < 5000:
        return None
    told = with_reason("the server has disconnected us", reason, code)
    if code in _FATAL:
        return refused(told, _ADVICE, said=code)
    return DialectFault(told, remedy=Remedy.BACK_OFF if code in _STRAINED else Remedy.RETRY, said=code)
