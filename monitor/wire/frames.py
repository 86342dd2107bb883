"""RFC 6455 as a client receives it, whole blocks at a time: the hot path of this program."""

import codecs
from typing import Final

from monitor.core.errors import ProtocolError
from monitor.wire.deflate import Inflater
from monitor.wire.header import (
    BINARY,
    CLOSE,
    CONTINUATION,
    CONTROL,
    FIN,
    OPCODE,
    PING,
    RSV1,
    TEXT,
    read_close,
    read_header,
)
from monitor.wire.received import Ping, Pong, Received

__all__ = ["MESSAGE_LIMIT", "FrameReader"]

MESSAGE_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of the longest message taken unless the profile says otherwise."""

_WHOLE_TEXT: Final = FIN | TEXT
_NO_BYTE: Final = -1
_SIZE_IN_2: Final = 126
_LARGEST_IN_2: Final = 0xFFFF

_Utf8Decoder: Final = codecs.getincrementaldecoder("utf-8")


class FrameReader:
    """Bytes in, complete messages and control frames out. Opens no socket, sends nothing, never raises on input.

    message_limit: bytes of the longest message, counted over its fragments, both as sent and after inflating.
    deflate:       what the handshake agreed on; None where compression was not agreed.
    check_utf8:    check text here. Left out by default, because the decoder of the messages does it anyway.

    Work is linear in the bytes fed, however they are cut. At most one message of `message_limit` bytes is kept
    between two blocks. After a close frame or a fault every further byte is ignored.
    """

    def __init__(
        self, *, message_limit: int = MESSAGE_LIMIT, deflate: Inflater | None = None, check_utf8: bool = False
    ) -> None:
        self._limit = message_limit
        self._inflater = deflate
        self._utf8 = _Utf8Decoder() if check_utf8 else None
        # The first byte of the frames that need nothing but cutting out. Their size is two bytes at the most, so
        # with a limit above that it need not be looked at either.
        self._common = _WHOLE_TEXT if message_limit >= _LARGEST_IN_2 and not check_utf8 else _NO_BYTE
        # A header or a control frame that the last block cut off; 138 bytes at the most.
        self._cut_off = b""
        # The message being put together: its opcode (0 when there is none), and its payload so far.
        self._opcode = CONTINUATION
        self._compressed = False
        self._payload = bytearray()
        # The frame being read into it: whether it ends the message, and how many of its bytes are still to come.
        self._last = False
        self._missing = 0
        self._ended = False

    def feed(self, data: bytes) -> Received:
        """Take the next block of the stream and return everything it completes."""
        received = Received()
        if self._ended:
            return received
        if self._cut_off:
            data, self._cut_off = self._cut_off + data, b""
        try:
            self._split(data, received)
        except ProtocolError as fault:
            received.fault = fault
            self._end()
        return received

    def _split(self, data: bytes, received: Received) -> None:
        # The inner loop runs once for each message of a fast feed. It calls nothing but `append`, reads no
        # attribute, and leaves whatever is not a whole, unfragmented, uncompressed text frame to `_frame`.
        append = received.messages.append
        pos = self._resume(data, received) if self._missing else 0
        end = len(data)
        last = end - 3  # Before it, the four bytes of the longest common header have come.
        while pos < end:
            common = _NO_BYTE if self._opcode else self._common
            while pos < last and data[pos] == common:
                size = data[pos + 1]
                if size < _SIZE_IN_2:
                    start = pos + 2
                elif size == _SIZE_IN_2:
                    size = data[pos + 2] << 8 | data[pos + 3]
                    if size < _SIZE_IN_2:
                        break
                    start = pos + 4
                else:
                    break
                stop = start + size
                if stop > end:
                    break
                append(data[start:stop])
                pos = stop
            if pos < end:
                pos = self._frame(data, pos, received)

    def _resume(self, data: bytes, received: Received) -> int:
        """Go on with the frame that the last block cut off; return where the next one begins."""
        chunk = data[: self._missing]
        self._take(chunk, received)
        return len(chunk)

    def _frame(self, data: bytes, pos: int, received: Received) -> int:
        """Read the frame at `pos`, of whatever kind; return where the next one begins."""
        header = read_header(data, pos)
        if header is None:
            self._cut_off = data[pos:]
            return len(data)
        first, size, start = header
        stop = start + size
        if not first & CONTROL:
            self._begin(first, size)
            self._take(data[start:stop], received)
        elif stop > len(data):
            self._cut_off = data[pos:]
        else:
            self._control(first & OPCODE, data[start:stop], received)
        return len(data) if self._ended else stop

    def _begin(self, first: int, size: int) -> None:
        """Check a data frame against the state of the message, before any of its payload is kept."""
        opcode = first & OPCODE
        if opcode == CONTINUATION:
            if not self._opcode:
                raise ProtocolError("the server went on with a message that it had not begun", code=1002)
        elif self._opcode:
            raise ProtocolError("the server began a message before it had ended the last", code=1002)
        elif first & RSV1 and self._inflater is None:
            raise ProtocolError("the server compressed a message although compression was not agreed", code=1002)
        else:
            self._opcode = opcode
            self._compressed = bool(first & RSV1)
        if len(self._payload) + size > self._limit:
            raise ProtocolError(f"the server sent a message of more than {self._limit:,} bytes", code=1009)
        self._last = bool(first & FIN)
        self._missing = size

    def _take(self, chunk: bytes, received: Received) -> None:
        """Add what has come of the current frame to the message, and hand the message over once it is whole."""
        self._missing -= len(chunk)
        whole = self._last and not self._missing
        if self._utf8 is not None and self._opcode == TEXT and not self._compressed:
            self._check_text(chunk, final=whole)
        if whole and not self._payload:
            self._complete(chunk, received)
            return
        self._payload += chunk
        if whole:
            payload, self._payload = self._payload, bytearray()
            self._complete(bytes(payload), received)

    def _complete(self, payload: bytes, received: Received) -> None:
        opcode, self._opcode = self._opcode, CONTINUATION
        if self._compressed and self._inflater is not None:
            payload = self._inflater.inflate(payload, self._limit)
            if opcode == TEXT:
                self._check_text(payload, final=True)
        if opcode == BINARY:
            received.binary.add(len(received.messages))
        received.messages.append(payload)

    def _check_text(self, chunk: bytes, *, final: bool) -> None:
        if self._utf8 is None:
            return
        try:
            self._utf8.decode(chunk, final)
        except UnicodeDecodeError as error:
            raise ProtocolError("the server sent text that is not UTF-8", code=1007) from error

    def _control(self, opcode: int, payload: bytes, received: Received) -> None:
        if opcode == CLOSE:
            received.control.append(read_close(payload))
            self._end()
        else:
            received.control.append(Ping(payload) if opcode == PING else Pong(payload))

    def _end(self) -> None:
        self._ended = True
        self._cut_off = b""
        self._payload = bytearray()
