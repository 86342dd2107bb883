"""SockJS with its framing: messages in arrays, heartbeats, and a close of its own.

Source: sockjs/sockjs-protocol, sockjs-protocol-0.3.3.py. The raw endpoint of such a server needs no dialect.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, DialectFault, Outgoing, Payloads, Unsendable
from monitor.wire.dialects.close_codes import CloseMeaning, meaning
from monitor.wire.dialects.plain import Plain
from monitor.wire.dialects.raw_json import UNREADABLE, bounded
from monitor.wire.received import Received

__all__ = ["SockJs"]

_MESSAGES: Final = msgspec.json.Decoder(list[str])
_MESSAGE: Final = msgspec.json.Decoder(str)
_CODES: Final = {
    1002: CloseMeaning("the server could not go on with the session", Remedy.BACK_OFF),
    2010: CloseMeaning("another connection of the session is open still", Remedy.BACK_OFF),
    3000: CloseMeaning("the server has closed the session", Remedy.RETRY),
}
"""Codes of sockjs-protocol, in a frame of its own and in that of the WebSocket."""
_CLOSE: Final = msgspec.json.Decoder(tuple[int, str])


class SockJs:
    """Messages are those of `inner`, whatever is spoken inside the frames."""

    def __init__(self, inner: Dialect | None = None) -> None:
        self._inner = inner or Plain()
        self._open = False

    @property
    def ready(self) -> bool:
        return self._open and self._inner.ready

    @property
    def deadline(self) -> float | None:
        return self._inner.deadline if self._open else None

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def receive(self, received: Received, *, now: float) -> Payloads:
        inside: list[bytes] = []
        replies: list[Outgoing] = []
        fault: DialectFault | None = None
        lost = 0
        for done, frame in enumerate(received.messages, start=1):
            fault = self._frame(frame, inside, replies, now)
            if fault is not None:
                lost = sum(map(_held, received.messages[done:]))
                break
        found = self._inner.receive(Received(inside), now=now) if self._open else Payloads()
        replies += _wrapped(found.replies)
        return Payloads(found.messages, found.opaque, replies, found.fault or fault, found.lost + lost, found.renew)

    def tick(self, *, now: float) -> Payloads:
        found = self._inner.tick(now=now)
        return replace(found, replies=_wrapped(found.replies))

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing] | Unsendable:
        inside = self._inner.wrap(text, now=now)
        return inside if isinstance(inside, Unsendable) else _wrapped(inside)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return _wrapped(self._inner.closing(now=now)) if self._open else ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return self._inner.closed(code, reason) or meaning(_CODES, code, reason)

    def _frame(self, frame: bytes, inside: list[bytes], replies: list[Outgoing], now: float) -> DialectFault | None:
        match frame[:1]:
            case b"o" if not self._open:
                self._open = True
                replies += _wrapped(self._inner.opened(now=now))
            case b"c":
                return _closed(frame)
            case _ if not self._open:
                return _foreign(frame)
            case b"a":
                found = _decoded(_MESSAGES, frame)
                if found is None:
                    return _broken(frame)
                inside += [each.encode(errors="replace") for each in found]
            case b"m":
                found = _decoded(_MESSAGE, frame)
                if found is None:
                    return _broken(frame)
                inside.append(found.encode(errors="replace"))
            case b"h" | b"o" | b"":
                pass
            case _:
                return _broken(frame)
        return None


def _held(frame: bytes) -> int:
    """How many messages a frame holds."""
    return len(_decoded(_MESSAGES, frame) or ()) if frame.startswith(b"a") else frame.startswith(b"m")


def _wrapped(messages: Sequence[Outgoing]) -> list[Outgoing]:
    return [Outgoing(msgspec.json.encode([each.data.decode(errors="replace")]), paced=each.paced) for each in messages]


def _decoded(decoder: "msgspec.json.Decoder[Any]", frame: bytes) -> Any:
    try:
        return decoder.decode(frame[1:])
    except UNREADABLE:
        return None


def _closed(frame: bytes) -> DialectFault:
    said = _decoded(_CLOSE, frame)
    code, reason = said if said is not None else (1000, "")
    told = f": {bounded(reason)}" if reason else ""
    return DialectFault(f"the server has closed the session ({code}){told}", remedy=Remedy.RETRY, said=code)


def _foreign(frame: bytes) -> DialectFault:
    shown = bounded(frame[:200].decode(errors="replace"))
    return DialectFault(
        f"this server does not speak SockJS: its first message is {shown!r}",
        advice="Check the address, or take [dialect] out of the feed's profile",
        remedy=Remedy.ASK,
    )


def _broken(frame: bytes) -> DialectFault:
    shown = bounded(frame[:200].decode(errors="replace"))
    return DialectFault(f"the server sent a broken SockJS frame: {shown!r}", remedy=Remedy.RETRY, code=1002)
