"""Compression of messages: permessage-deflate (RFC 7692), as a client offers it and inflates what it gets.

There is nothing here to compress with: a client that has agreed to compression may still send every message as it is
(RFC 7692 section 6: the choice is made message by message), and what this program sends is small and rare.
"""

import zlib
from typing import Final

from monitor.core.errors import ProtocolError

__all__ = ["Inflater", "accept", "offer"]

_NAME: Final = "permessage-deflate"
_FLAGS: Final = ("server_no_context_takeover", "client_no_context_takeover")
_WINDOWS: Final = ("server_max_window_bits", "client_max_window_bits")
_WINDOW_BITS: Final = {str(bits): bits for bits in range(8, 16)}
"""RFC 7692 section 7.1.2: a decimal integer from 8 to 15 without leading zeros."""

_HISTORY: Final = 32 * 1024
_FLUSH: Final = b"\x00\x00\xff\xff"
_MOST_STREAMS: Final = 64


class Inflater:
    """Inflates the messages of one connection, in order.

    no_context_takeover: the server starts every message afresh (server_no_context_takeover).
    window_bits:         how far the server looks back, 8 to 15 (server_max_window_bits).
    """

    def __init__(self, *, no_context_takeover: bool = False, window_bits: int = 15) -> None:
        # A raw deflate window of 2^8 is what zlib cannot make: older ones quietly take 2^9 instead, newer ones
        # refuse. A window larger than the sender's reads the same, so 8 is read as 9.
        self._bits = -max(9, window_bits)
        self._forgets = no_context_takeover
        self._stream = zlib.decompressobj(self._bits)

    def inflate(self, payload: bytes, limit: int) -> bytes:
        """The message that `payload` stands for.

        Raises ProtocolError with 1009 as soon as it exceeds `limit` bytes, with 1007 where it is not deflate data.
        """
        if not payload:
            return b""
        try:
            message = self._read(payload, limit)
        except zlib.error as error:
            raise ProtocolError("the server sent compressed data that cannot be read", code=1007) from error
        if len(message) > limit:
            raise ProtocolError(f"the server sent a message that inflates to more than {limit:,} bytes", code=1009)
        if self._forgets:
            self._stream = zlib.decompressobj(self._bits)
        return message

    def _read(self, payload: bytes, limit: int) -> bytes:
        """Up to `limit` + 1 bytes of the message: the one too many tells that there are more."""
        room = limit + 1
        message = self._stream.decompress(payload, room)
        for _ in range(_MOST_STREAMS):
            if len(message) == room:
                return message
            if not self._stream.eof:
                # The flush mark that the sender cut off (section 7.2.2). It ends the last block and yields nothing.
                return message + self._stream.decompress(_FLUSH, room - len(message))
            # The sender ended the deflate stream inside the connection (section 7.2.3.4). Later blocks may still
            # refer to what came before, as far back as this message reaches.
            rest = self._stream.unused_data
            self._stream = zlib.decompressobj(self._bits, zdict=message[-_HISTORY:])
            if not rest:
                return message
            message += self._stream.decompress(rest, room - len(message))
        raise zlib.error(f"more than {_MOST_STREAMS} deflate streams in one message")


def offer() -> str:
    """The value of Sec-WebSocket-Extensions in the request.

    It is what browsers send, so it is what servers know. The client's window is left to the server, which costs
    nothing as nothing is compressed here.
    """
    return f"{_NAME}; client_max_window_bits"


def accept(header: str | None) -> Inflater | None:
    """What the server made of the offer, from Sec-WebSocket-Extensions of its answer; None for no compression.

    Raises ProtocolError for an answer to something else than `offer()`, with which the connection must not go on
    (RFC 7692 section 7.1).
    """
    if header is None or not header.strip():
        return None
    name, *written = (part.strip(" \t") for part in header.split(";"))
    if name != _NAME or "," in header:
        raise _refusal("extensions that were not asked for", header)
    terms: dict[str, str] = {}
    for term in written:
        key, value = _read_term(term, header)
        if key in terms:
            raise _refusal(f"{key} more than once", header)
        terms[key] = value
    return Inflater(
        no_context_takeover="server_no_context_takeover" in terms,
        window_bits=_WINDOW_BITS[terms.get("server_max_window_bits", "15")],
    )


def _read_term(term: str, header: str) -> tuple[str, str]:
    """One parameter of the answer as (name, value). A value may be quoted (RFC 6455 section 9.1)."""
    key, equals, value = (part.strip(" \t") for part in term.partition("="))
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    if key in _FLAGS:
        if equals:
            raise _refusal(f"a value for {key}, which takes none", header)
    elif key not in _WINDOWS:
        raise _refusal("compression with terms that are unknown", header)
    elif value not in _WINDOW_BITS:
        raise _refusal(f"a {key} that is no number from 8 to 15", header)
    return key, value


def _refusal(what: str, header: str) -> ProtocolError:
    return ProtocolError(f"the server answered with {what}: {header[:200]!r}", code=1002)
