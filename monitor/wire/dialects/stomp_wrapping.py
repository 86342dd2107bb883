"""How STOMP's frames stand in WebSocket messages: bare, or in the frames of SockJS as Spring has it."""

from collections.abc import Sequence
from typing import Final, Protocol

import msgspec

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.base import Outgoing
from monitor.wire.dialects.raw_json import bounded

__all__ = ["Bare", "InSockJs", "Wrapping"]

_TEXTS: Final = msgspec.json.Decoder(list[str])
_CLOSING: Final = msgspec.json.Decoder(tuple[int, str])
_GOING_AWAY: Final = 3000


class Wrapping(Protocol):
    """One connection's."""

    @property
    def open(self) -> bool:
        """Whether the server is ready to hear the first frame."""

    def unwrap(self, messages: Sequence[bytes]) -> Sequence[bytes]:
        """What the messages carry. Raises DialectError."""

    def wrap(self, data: bytes, *, paced: bool = False) -> Outgoing:
        """The message to carry a frame or a heart-beat."""


class Bare:
    """Nothing around the frames."""

    @property
    def open(self) -> bool:
        return True

    def unwrap(self, messages: Sequence[bytes]) -> Sequence[bytes]:
        return messages

    def wrap(self, data: bytes, *, paced: bool = False) -> Outgoing:
        return Outgoing(data, paced=paced)


class InSockJs:
    """Frames as strings in SockJS's arrays."""

    def __init__(self) -> None:
        self._open = False

    @property
    def open(self) -> bool:
        return self._open

    def unwrap(self, messages: Sequence[bytes]) -> Sequence[bytes]:
        found: list[bytes] = []
        for message in messages:
            match message[:1]:
                case b"a":
                    found += self._texts(message)
                case b"o":
                    self._open = True
                case b"h" | b"":
                    pass
                case b"c":
                    raise _closed(message)
                case _:
                    raise _malformed()
        return found

    def wrap(self, data: bytes, *, paced: bool = False) -> Outgoing:
        return Outgoing(msgspec.json.encode([data.decode(errors="replace")]), paced=paced)

    def _texts(self, message: bytes) -> list[bytes]:
        try:
            return [text.encode() for text in _TEXTS.decode(memoryview(message)[1:])]
        except (msgspec.DecodeError, UnicodeError):
            raise _malformed() from None


def _closed(message: bytes) -> DialectError:
    try:
        code, reason = _CLOSING.decode(memoryview(message)[1:])
    except (msgspec.DecodeError, UnicodeError):
        return _malformed()
    remedy = Remedy.RETRY if code == _GOING_AWAY else Remedy.BACK_OFF
    return DialectError(f"the server closed SockJS ({code}): {bounded(reason)}", remedy=remedy, code=1000)


def _malformed() -> DialectError:
    return DialectError(
        "the server sent what is no SockJS frame",
        advice="Check the address, and sockjs under dialect in the feed's profile",
        remedy=Remedy.ASK,
        code=1002,
    )
