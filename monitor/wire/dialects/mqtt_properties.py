"""MQTT 5's properties, of which only a few matter to who listens (section 2.2.2)."""

from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.mqtt_packets import number, read_number, read_prefixed

__all__ = [
    "MAXIMUM_PACKET_SIZE",
    "REASON_STRING",
    "SERVER_KEEP_ALIVE",
    "TOPIC_ALIAS",
    "TOPIC_ALIAS_MAXIMUM",
    "properties",
    "read_properties",
]

SERVER_KEEP_ALIVE: Final = 0x13
REASON_STRING: Final = 0x1F
TOPIC_ALIAS_MAXIMUM: Final = 0x22
TOPIC_ALIAS: Final = 0x23
MAXIMUM_PACKET_SIZE: Final = 0x27

_NUMBER: Final = 0x0B
_PAIR: Final = 0x26
_WIDTHS: Final = {
    **dict.fromkeys((0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A), 1),
    **dict.fromkeys((SERVER_KEEP_ALIVE, 0x21, TOPIC_ALIAS_MAXIMUM, TOPIC_ALIAS), 2),
    **dict.fromkeys((0x02, 0x11, 0x18, MAXIMUM_PACKET_SIZE), 4),
}
_PREFIXED: Final = frozenset({0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1A, 0x1C, REASON_STRING})


def read_properties(data: bytes, pos: int) -> tuple[dict[int, int | bytes], int]:
    """Properties by identifier and the place behind them; user properties are passed over. Raises DialectError."""
    size, pos = read_number(data, pos)
    end = pos + size
    found: dict[int, int | bytes] = {}
    while pos < end:
        kind = data[pos] if pos < len(data) else -1
        pos += 1
        if kind in _WIDTHS:
            behind = pos + _WIDTHS[kind]
            found[kind] = int.from_bytes(data[pos:behind], "big")
            pos = behind
        elif kind in _PREFIXED:
            found[kind], pos = read_prefixed(data, pos)
        elif kind == _PAIR:
            _, pos = read_prefixed(data, pos)
            _, pos = read_prefixed(data, pos)
        elif kind == _NUMBER:
            found[kind], pos = read_number(data, pos)
        else:
            raise _malformed()
    if pos != end or end > len(data):
        raise _malformed()
    return found, end


def _malformed() -> DialectError:
    return DialectError("the server sent an MQTT packet with malformed properties", remedy=Remedy.RETRY, code=1002)


def properties(values: dict[int, int]) -> bytes:
    """Properties that are numbers, with their length."""
    data = b"".join(bytes((kind,)) + value.to_bytes(_WIDTHS[kind], "big") for kind, value in values.items())
    return number(len(data)) + data
