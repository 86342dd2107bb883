"""The plain dialect: every message stands for itself, text untouched, binary searched for JSON."""

from collections.abc import Sequence

from monitor.core.errors import ProtocolError, Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.frames import MESSAGE_LIMIT
from monitor.wire.received import Received
from monitor.wire.unpack import unpack

__all__ = ["Plain"]


class Plain:
    """No login, no heartbeat, no wrapping: what most feeds speak.

    inflate_limit: bytes that one binary message may inflate to.
    """

    def __init__(self, *, inflate_limit: int = MESSAGE_LIMIT) -> None:
        self._limit = inflate_limit

    @property
    def ready(self) -> bool:
        return True

    @property
    def deadline(self) -> float | None:
        return None

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def receive(self, received: Received, *, now: float) -> Payloads:
        if not received.binary:
            return Payloads(received.messages)
        messages = received.messages.copy()
        opaque: set[int] = set()
        for index in sorted(received.binary):
            try:
                found = unpack(messages[index], self._limit)
            except ProtocolError as bomb:
                return Payloads(messages[:index], opaque, fault=_too_large(bomb), lost=len(messages) - index)
            if found is None:
                opaque.add(index)
            else:
                messages[index] = found
        return Payloads(messages, opaque)

    def tick(self, *, now: float) -> Payloads:
        return Payloads()

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        # A text field can hold half a surrogate pair, which no UTF-8 can.
        return (Outgoing(text.encode(errors="replace")),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None


def _too_large(bomb: ProtocolError) -> DialectFault:
    return DialectFault(
        bomb.what,
        advice="If messages of this size are meant, raise limits.message_bytes in the feed's profile",
        remedy=Remedy.ASK,
        code=bomb.code,
    )
