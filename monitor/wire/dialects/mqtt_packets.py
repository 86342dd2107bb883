"""MQTT's packets as bytes: taken out of the stream and put together."""

from collections.abc import Iterable, Iterator
from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.stream import Stream

__all__ = [
    "AUTH",
    "CONNACK",
    "CONNECT",
    "DISCONNECT",
    "PINGREQ",
    "PINGRESP",
    "PUBACK",
    "PUBCOMP",
    "PUBLISH",
    "PUBREC",
    "PUBREL",
    "SUBACK",
    "SUBSCRIBE",
    "PacketReader",
    "number",
    "packet",
    "prefixed",
    "read_number",
    "read_prefixed",
]

CONNECT: Final = 0x10
CONNACK: Final = 0x20
PUBLISH: Final = 0x30
PUBACK: Final = 0x40
PUBREC: Final = 0x50
PUBREL: Final = 0x60
PUBCOMP: Final = 0x70
SUBSCRIBE: Final = 0x80
SUBACK: Final = 0x90
PINGREQ: Final = 0xC0
PINGRESP: Final = 0xD0
DISCONNECT: Final = 0xE0
AUTH: Final = 0xF0

_MOST_LENGTH_BYTES: Final = 4
_LONGEST_PREFIXED: Final = 0xFFFF


class PacketReader:
    """Takes packets out of WebSocket messages, which may hold several or a part of one (MQTT 5 section 6).

    limit: bytes of a packet.
    """

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._stream = Stream()

    def feed(self, pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
        """Every whole packet as (first byte, what follows its length), in order.

        Raises DialectError for a length that is none or beyond the limit.
        """
        data = self._stream.take(pieces)
        pos, end = 0, len(data)
        while pos + 1 < end:
            size = data[pos + 1]
            body = pos + 2
            if size > 0x7F:
                size, body = _length(data, pos + 1)
                if not body:
                    break
            if size > self._limit:
                raise DialectError(
                    f"the server sent an MQTT packet of {size:,} bytes",
                    advice="If packets of this size are meant, raise limits.message_bytes in the feed's profile",
                    remedy=Remedy.ASK,
                    code=1009,
                )
            if body + size > end:
                self._stream.keep(data[pos:], need=body - pos + size)
                return
            yield data[pos], data[body : body + size]
            pos = body + size
        if pos < end:
            self._stream.keep(data[pos:])


def _length(data: bytes, pos: int) -> tuple[int, int]:
    """The remaining length at `pos` and the place behind it, (0, 0) where it is cut."""
    size = 0
    for place, byte in enumerate(data[pos : pos + _MOST_LENGTH_BYTES]):
        size |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return size, pos + place + 1
    if len(data) - pos >= _MOST_LENGTH_BYTES:
        raise DialectError("the server sent an MQTT packet whose length is malformed", remedy=Remedy.RETRY, code=1002)
    return 0, 0


def read_number(data: bytes, pos: int) -> tuple[int, int]:
    """A variable byte integer and the place behind it. Raises DialectError (MQTT 5 section 1.5.5)."""
    value, behind = _length(data, pos)
    if not behind:
        raise _cut()
    return value, behind


def read_prefixed(data: bytes, pos: int) -> tuple[bytes, int]:
    """Bytes after their length of two bytes, and the place behind them. Raises DialectError."""
    start = pos + 2
    end = start + int.from_bytes(data[pos:start], "big")
    if start > len(data) or end > len(data):
        raise _cut()
    return data[start:end], end


def _cut() -> DialectError:
    return DialectError("the server sent an MQTT packet that ends too early", remedy=Remedy.RETRY, code=1002)


def number(value: int) -> bytes:
    """A variable byte integer, up to 268,435,455."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def prefixed(text: str) -> bytes:
    """A string after its length. What is longer than MQTT allows is cut."""
    data = text.encode(errors="replace")[:_LONGEST_PREFIXED]
    return len(data).to_bytes(2, "big") + data


def packet(first: int, body: bytes = b"") -> bytes:
    """A whole packet."""
    return bytes((first,)) + number(len(body)) + body
