"""What is published to an MQTT server, until it has acknowledged it."""

from typing import Any, Final, Literal

import msgspec

from monitor.wire.dialects.base import Unsendable
from monitor.wire.dialects.mqtt_packets import PUBLISH, PUBREL, packet, prefixed

__all__ = ["Outbox"]

_MOST_UNDER_WAY: Final = 1000
_KEYS: Final = 0xFFFF
_FLAGS_OF_PUBREL: Final = 0x02


class _Publication(msgspec.Struct, frozen=True):
    topic: str
    payload: msgspec.Raw = msgspec.Raw(b'""')
    qos: Literal[0, 1, 2] = 0
    retain: bool = False


_PUBLICATION: Final = msgspec.json.Decoder(_Publication)
_PAYLOAD: Final[msgspec.json.Decoder[Any]] = msgspec.json.Decoder()


class Outbox:
    """One connection's packets from us that want an answer. version: 4 for MQTT 3.1.1, or 5.

    largest: bytes of a packet that the server takes.
    """

    def __init__(self, *, version: int) -> None:
        self._version = version
        self._under_way: set[int] = set()
        self._last_key = 1
        self.largest: float = float("inf")

    def publish(self, text: str) -> bytes | Unsendable:
        """The packet for {"topic": …, "payload": …, "qos": …, "retain": …}."""
        try:
            wanted = _PUBLICATION.decode(text.encode(errors="replace"))
            payload = _bare(wanted.payload)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return Unsendable('over MQTT it must be of the form {"topic": …, "payload": …}')
        if not wanted.topic or "#" in wanted.topic or "+" in wanted.topic or len(wanted.topic.encode()) > _KEYS:
            return Unsendable("its topic must be a name, without wildcards")
        key = self._key() if wanted.qos else b""
        if key is None:
            return Unsendable(f"{_MOST_UNDER_WAY:,} messages wait for the server to acknowledge them")
        none = b"\0" if self._version == 5 else b""
        first = PUBLISH | wanted.qos << 1 | wanted.retain
        made = packet(first, prefixed(wanted.topic) + key + none + payload)
        if len(made) <= self.largest:
            return made
        self._under_way.discard(int.from_bytes(key, "big"))
        return Unsendable(f"it has {len(made):,} bytes, and the server takes {self.largest:,.0f}")

    def acknowledged(self, body: bytes) -> None:
        """PUBACK or PUBCOMP."""
        self._under_way.discard(int.from_bytes(body[:2], "big"))

    def received(self, body: bytes) -> bytes:
        """PUBREC: the packet owed for it, b"" where the server refused and it ends with that (MQTT 5 section 4.3.3)."""
        if len(body) > 2 and body[2] >= 0x80:
            self.acknowledged(body)
            return b""
        return packet(PUBREL | _FLAGS_OF_PUBREL, body[:2])

    def _key(self) -> bytes | None:
        if len(self._under_way) >= _MOST_UNDER_WAY:
            return None
        # 1 is the subscription's.
        key = self._last_key % _KEYS + 1
        while key in self._under_way or key == 1:
            key = key % _KEYS + 1
        self._under_way.add(key)
        self._last_key = key
        return key.to_bytes(2, "big")


def _bare(raw: msgspec.Raw) -> bytes:
    """A payload as it goes out: a string without its quotes, everything else as the JSON it is."""
    payload = bytes(raw)
    if payload[:1] != b'"':
        return payload
    text: str = _PAYLOAD.decode(payload)
    return text.encode()
