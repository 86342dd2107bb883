"""The frame header of RFC 6455 section 5.2 and the close payload of section 5.5.1, as a client must find them."""

from typing import Final

from monitor.core.errors import ProtocolError
from monitor.wire.received import Close

__all__ = [
    "BINARY",
    "CLOSE",
    "CONTINUATION",
    "CONTROL",
    "FIN",
    "NO_CODE",
    "OPCODE",
    "PING",
    "PONG",
    "RSV1",
    "TEXT",
    "read_close",
    "read_header",
]

CONTINUATION: Final = 0x0
TEXT: Final = 0x1
BINARY: Final = 0x2
CLOSE: Final = 0x8
PING: Final = 0x9
PONG: Final = 0xA

# Of the first byte.
FIN: Final = 0x80
RSV1: Final = 0x40
_RSV2_RSV3: Final = 0x30
OPCODE: Final = 0x0F
CONTROL: Final = 0x08

# Of the second byte.
_MASKED: Final = 0x80
_SIZE: Final = 0x7F
_SIZE_IN_2: Final = 126

NO_CODE: Final = 1005
"""What a close frame without a code stands for (RFC 6455 section 7.1.5)."""


def _objection(first: int) -> str:
    """What is wrong with a frame that begins with the byte `first`; "" where nothing is."""
    opcode = first & OPCODE
    if opcode not in (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG):
        return f"a frame of the reserved kind {opcode:#x}"
    if first & _RSV2_RSV3:
        return "a frame with reserved bits set"
    if opcode & CONTROL and not first & FIN:
        return "a control frame in pieces"
    if first & RSV1 and opcode not in (TEXT, BINARY):
        return "the mark of compression on a frame that begins no message"
    return ""


_OBJECTIONS: Final = tuple(_objection(first) for first in range(256))


def read_header(data: bytes, pos: int) -> tuple[int, int, int] | None:
    """The header at `pos` as (first byte, payload size, where the payload begins); None where it has not all come.

    Raises ProtocolError for what is forbidden whatever came before.
    """
    if len(data) - pos < 2:
        return None
    first, second = data[pos], data[pos + 1]
    if _OBJECTIONS[first]:
        raise ProtocolError(f"the server sent {_OBJECTIONS[first]}", code=1002)
    if second & _MASKED:
        raise ProtocolError("the server sent a masked frame, which only a client may", code=1002)
    size, start = second & _SIZE, pos + 2
    if size < _SIZE_IN_2:
        return first, size, start
    if first & CONTROL:
        raise ProtocolError("the server sent a control frame of more than 125 bytes", code=1002)
    return _read_long_size(data, first, start, 2 if size == _SIZE_IN_2 else 8)


def _read_long_size(data: bytes, first: int, start: int, width: int) -> tuple[int, int, int] | None:
    stop = start + width
    if len(data) < stop:
        return None
    size = int.from_bytes(data[start:stop], "big")
    if size >> 63:
        raise ProtocolError("the server sent a frame whose size has the top bit set", code=1002)
    if size < _SIZE_IN_2 or (width == 8 and size <= 0xFFFF):
        raise ProtocolError("the server wrote the size of a frame in more bytes than it needs", code=1002)
    return first, size, stop


def read_close(payload: bytes) -> Close:
    """The code and reason of a close frame. Raises ProtocolError where they may not stand on the wire."""
    if not payload:
        return Close(NO_CODE, "")
    if len(payload) == 1:
        raise ProtocolError("the server sent a close frame with half a code", code=1002)
    code = int.from_bytes(payload[:2], "big")
    if not _may_be_sent(code):
        raise ProtocolError(f"the server closed with the code {code}, which may not be sent", code=1002)
    try:
        return Close(code, payload[2:].decode())
    except UnicodeDecodeError as error:
        raise ProtocolError("the server closed with a reason that is not UTF-8", code=1007) from error


def _may_be_sent(code: int) -> bool:
    """RFC 6455 section 7.4 and the registry it founds: 1004 to 1006 and 1015 are only ever reported, never sent."""
    return 1000 <= code <= 1003 or 1007 <= code <= 1014 or 3000 <= code <= 4999
