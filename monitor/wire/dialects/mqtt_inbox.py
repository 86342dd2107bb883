"""What an MQTT server publishes: topics by name and alias, each quality of service, and the message made of it."""

from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.loose_json import as_json, in_quotes
from monitor.wire.dialects.mqtt_packets import PUBACK, PUBCOMP, PUBREC, packet
from monitor.wire.dialects.mqtt_properties import TOPIC_ALIAS, read_properties

__all__ = ["MOST_ALIASES", "Inbox"]

MOST_ALIASES: Final = 1024
"""Topic aliases that the server may use."""
_MOST_TOPICS: Final = 8192
"""Topics whose beginning of a message is kept ready."""


class Inbox:
    """One connection's publications. version: 4 for MQTT 3.1.1, or 5."""

    def __init__(self, *, version: int) -> None:
        self._version = version
        self._aliases: dict[int, bytes] = {}
        self._openings: dict[bytes, bytes] = {}
        self._unreleased: set[int] = set()

    def publish(self, flags: int, body: bytes) -> tuple[bytes, bytes]:
        """(the message as JSON, the packet owed for it), each b"" where there is none.

        Raises DialectError for what is no PUBLISH packet (MQTT 5 section 3.3).
        """
        pos = 2 + int.from_bytes(body[:2], "big")
        topic = body[2:pos]
        quality = flags >> 1 & 3
        key = 0
        if quality:
            key = int.from_bytes(body[pos : pos + 2], "big")
            pos += 2
        if pos > len(body) or quality == 3 or (quality and not key):
            raise _malformed("is cut or out of order")
        if self._version == 5:
            topic, pos = self._named(topic, body, pos)
        if quality == 2 and key in self._unreleased:
            return b"", packet(PUBREC, key.to_bytes(2, "big"))  # It came before (section 4.3.3).
        retain = b',"retain":true}' if flags & 1 else b',"retain":false}'
        message = self._opening(topic) + as_json(body[pos:]) + retain
        if not quality:
            return message, b""
        if quality == 2:
            self._unreleased.add(key)
        return message, packet(PUBACK if quality == 1 else PUBREC, key.to_bytes(2, "big"))

    def release(self, body: bytes) -> bytes:
        """PUBREL: the packet owed for it."""
        self._unreleased.discard(int.from_bytes(body[:2], "big"))
        return packet(PUBCOMP, body[:2])

    def _named(self, topic: bytes, body: bytes, pos: int) -> tuple[bytes, int]:
        """The topic, by its alias where it has one, and the place of the payload."""
        if body[pos : pos + 1] == b"\0":
            alias, pos = None, pos + 1
        else:
            found, pos = read_properties(body, pos)
            alias = found.get(TOPIC_ALIAS)
        if not isinstance(alias, int):
            return topic, pos
        if not 1 <= alias <= MOST_ALIASES:
            raise _malformed("uses a topic alias beyond what was agreed")
        if topic:
            self._aliases[alias] = topic
        elif alias not in self._aliases:
            raise _malformed("uses a topic alias without a topic")
        return self._aliases[alias], pos

    def _opening(self, topic: bytes) -> bytes:
        """A message up to its payload."""
        ready = self._openings.get(topic)
        if ready is None:
            if not topic:
                raise _malformed("has no topic")
            text = topic.decode(errors="replace")
            levels = b",".join(in_quotes(level) for level in text.split("/"))
            ready = b'{"topic":' + in_quotes(text) + b',"levels":[' + levels + b'],"payload":'
            if len(self._openings) >= _MOST_TOPICS:
                self._openings.clear()
            self._openings[topic] = ready
        return ready


def _malformed(how: str) -> DialectError:
    return DialectError(f"the server sent an MQTT publication that {how}", remedy=Remedy.RETRY, code=1002)
