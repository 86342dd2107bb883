"""JSON in binary messages: as it is, compressed, or in packets that each begin with their size."""

import zlib
from typing import Final

from monitor.core.errors import ProtocolError

__all__ = ["unpack"]

_JSON_OPENINGS: Final = (b"{", b"[")
_JSON_SPACE: Final = b" \t\r\n"

_GZIP: Final = 31
_ZLIB: Final = 15
_RAW: Final = -15
_SYNC_FLUSH: Final = b"\x00\x00\xff\xff"

_SIZE_BYTES: Final = 4
_LEADS: Final = (4, 1, 0)
"""Bytes before a packet's size: 4 in UniFi Protect (kind, format, deflated, unknown), 1 in gRPC-Web, none elsewhere."""
_MOST_PACKETS: Final = 256


def unpack(payload: bytes, limit: int) -> bytes | None:
    """The JSON in a binary message; None where there is none to be found.

    Packets come out as one array, always, so that the paths into it do not depend on their number.
    Raises ProtocolError with 1009 where it says that it is compressed and inflates to more than `limit` bytes.
    """
    if _is_json(payload):
        return payload
    single = _inflate_json(payload, limit)
    return single if single is not None else _unpack_packets(payload, limit)


def _is_json(data: bytes) -> bool:
    """Whether this is a JSON object or array, as far as a look at both ends and its UTF-8 can tell."""
    if not data.lstrip(_JSON_SPACE).startswith(_JSON_OPENINGS) or not data.rstrip(_JSON_SPACE).endswith((b"}", b"]")):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _inflate_json(payload: bytes, limit: int) -> bytes | None:
    inflated = _inflate(payload, _window_bits(payload), limit)
    return inflated if inflated is not None and _is_json(inflated) else None


def _window_bits(payload: bytes) -> int:
    """How to call zlib for what the first bytes announce: gzip (RFC 1952), zlib (RFC 1950), else bare deflate."""
    if payload.startswith(b"\x1f\x8b"):
        return _GZIP
    if len(payload) > 1 and payload[0] & 0x0F == zlib.DEFLATED and int.from_bytes(payload[:2], "big") % 31 == 0:
        return _ZLIB
    return _RAW


def _inflate(payload: bytes, window_bits: int, limit: int) -> bytes | None:
    stream = zlib.decompressobj(window_bits)
    try:
        inflated = stream.decompress(payload, limit + 1)
    except zlib.error:
        return None
    if len(inflated) > limit:
        if window_bits == _RAW:  # Nothing announced deflate data, so this may be chance.
            return None
        raise ProtocolError(f"the server sent a message that inflates to more than {limit:,} bytes", code=1009)
    whole = stream.eof or payload.endswith(_SYNC_FLUSH)
    return inflated if whole and not stream.unused_data else None


def _unpack_packets(payload: bytes, limit: int) -> bytes | None:
    for lead in _LEADS:
        bodies = _split(payload, lead)
        if bodies and (merged := _merge(bodies, limit)) is not None:
            return merged
    return None


def _split(payload: bytes, lead: int) -> list[bytes]:
    """The bodies of the packets, where they fill the payload to the byte; else none."""
    bodies: list[bytes] = []
    pos, end = 0, len(payload)
    while pos < end:
        start = pos + lead + _SIZE_BYTES
        pos = start + int.from_bytes(payload[pos + lead : start], "big")
        if pos > end or len(bodies) == _MOST_PACKETS:
            return []
        bodies.append(payload[start:pos])
    return bodies


def _merge(bodies: list[bytes], limit: int) -> bytes | None:
    parts: list[bytes] = []
    room = limit
    for body in bodies:
        part = body if _is_json(body) else _inflate_json(body, room)
        if part is None:
            return None
        room = max(0, room - len(part))
        parts.append(part)
    return b"[" + b",".join(parts) + b"]"
