"""What the protocols of channels have in common: what to join, and a block taken message by message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.raw_json import UNREADABLE, bounded
from monitor.wire.received import Received

__all__ = [
    "NOTHING",
    "UNREADABLE",
    "Channel",
    "Take",
    "Taken",
    "missed",
    "refused",
    "take_apart",
    "take_each",
    "with_reason",
]

_Unit = TypeVar("_Unit")

NOTHING: Final = msgspec.Raw(b"")
"""A member that is not there."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Something to join on every open. payload: a JSON object as text, or ""; token: what this one wants shown."""

    name: str
    payload: str = ""
    token: str = ""


@dataclass(slots=True)
class Taken:
    """The yield of a block, as it grows. Members as those of `Payloads`."""

    messages: list[bytes] = field(default_factory=list)
    opaque: set[int] = field(default_factory=set)
    replies: list[Outgoing] = field(default_factory=list)

    def pass_on(self, text: bytes) -> None:
        """A message that is none of the protocol's."""
        self.opaque.add(len(self.messages))
        self.messages.append(text)


Take: TypeAlias = Callable[[_Unit, Taken], DialectFault | None]


def take_each(received: Received, take: Take[bytes]) -> Payloads:
    """Every message of a block through `take`, until one is a fault."""
    taken = Taken()
    for done, text in enumerate(received.messages, start=1):
        fault = take(text, taken)
        if fault is not None:
            return Payloads(taken.messages, taken.opaque, taken.replies, fault, lost=len(received.messages) - done)
    return Payloads(taken.messages, taken.opaque, taken.replies)


def take_apart(received: Received, apart: Callable[[bytes], Sequence[_Unit]], take: Take[_Unit]) -> Payloads:
    """As `take_each`, where a message holds several, which `apart` takes out of it."""
    taken = Taken()
    for done, text in enumerate(received.messages, start=1):
        units = apart(text)
        for at, unit in enumerate(units, start=1):
            fault = take(unit, taken)
            if fault is not None:
                lost = len(units) - at + sum(len(apart(each)) for each in received.messages[done:])
                return Payloads(taken.messages, taken.opaque, taken.replies, fault, lost)
    return Payloads(taken.messages, taken.opaque, taken.replies)


def with_reason(what: str, said: str, code: int | None = None) -> str:
    """`what`, and what the server says to it."""
    numbered = f"{what} ({code})" if code is not None else what
    words = bounded(said)
    return f"{numbered}: {words}" if words else numbered


def refused(what: str, advice: str, *, said: int | None = None) -> DialectFault:
    """Trying again without a change would end in the same way. said: the server's close code."""
    return DialectFault(what, advice=advice, remedy=Remedy.ASK, said=said)


def missed(what: str) -> Payloads:
    """A heartbeat that has not come."""
    return Payloads(fault=DialectFault(what, code=1001, remedy=Remedy.RETRY))
