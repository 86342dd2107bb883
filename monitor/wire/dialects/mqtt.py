"""MQTT 3.1.1 and 5 over WebSocket (OASIS, MQTT 5 section 6): login, subscription, publications, keep alive."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects import mqtt_packets as mqtt
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads, Unsendable
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.mqtt_inbox import MOST_ALIASES, Inbox
from monitor.wire.dialects.mqtt_outbox import Outbox
from monitor.wire.dialects.mqtt_properties import (
    MAXIMUM_PACKET_SIZE,
    REASON_STRING,
    SERVER_KEEP_ALIVE,
    TOPIC_ALIAS_MAXIMUM,
    properties,
    read_properties,
)
from monitor.wire.dialects.mqtt_reasons import disconnected, refused, unsubscribed
from monitor.wire.dialects.raw_json import bounded
from monitor.wire.dialects.stream import left_in
from monitor.wire.frames import MESSAGE_LIMIT
from monitor.wire.received import Received

__all__ = ["Mqtt", "MqttLogin"]

_ANSWER_WITHIN: Final = 15.0
"""Seconds that the server has to answer the subscription."""
_EARLY: Final = 0.75
"""Part of the keep alive after which to ping, so that one that is held up still comes in time."""
_LONGEST_KEEP_ALIVE: Final = 0xFFFF
_SUBSCRIPTION: Final = (1).to_bytes(2, "big")
_FIRST_FAILURE: Final = 0x80
_ADVICE: Final = "Check username, password and client_id under dialect in the feed's profile"
_REFUSING: Final = frozenset({1002})
"""RabbitMQ closes so instead of saying what is wrong with a login of MQTT 3.1.1."""
_NO_REASON: Final = b"\0"


@dataclass(frozen=True, slots=True)
class MqttLogin:
    """Who connects; "" for none. An empty client_id lets the server choose one."""

    client_id: str = ""
    username: str = ""
    password: str = ""


class Mqtt:
    """A session that begins clean, so that nothing is left at the server.

    version:    4 for MQTT 3.1.1, or 5.
    topics:     filters to subscribe to, `qos` the highest quality of service to have them in.
    keep_alive: seconds, 0 for none; a server of MQTT 5 may set another.
    limit:      bytes of one packet.
    """

    def __init__(
        self,
        *,
        version: int = 5,
        topics: Sequence[str] = ("#",),
        qos: int = 0,
        login: MqttLogin | None = None,
        keep_alive: float = 30.0,
        limit: int = MESSAGE_LIMIT,
    ) -> None:
        self._version = version
        self._topics = tuple(topics)
        self._qos = qos
        self._login = login or MqttLogin()
        self._keep_alive = min(int(keep_alive + 0.999), _LONGEST_KEEP_ALIVE)
        self._limit = limit
        self._reader = mqtt.PacketReader(limit=limit)
        self._inbox = Inbox(version=version)
        self._outbox = Outbox(version=version)
        self._ready = False
        self._answer_by: float | None = None
        self._ping_at: float | None = None
        self._alive_by: float | None = None

    @property
    def ready(self) -> bool:
        return self._ready

    @property
    def deadline(self) -> float | None:
        times = [each for each in (self._answer_by, self._ping_at, self._alive_by) if each is not None]
        return min(times, default=None)

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return (_binary(self._connect()),)

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        owed: list[bytes] = []
        fault, lost = None, 0
        self._alive_by = None
        if not received.messages and self._answer_by is not None:
            self._answer_by = now + _ANSWER_WITHIN  # Reading was held back.
        if len(received.binary) != len(received.messages):
            return Payloads(fault=_text(), lost=len(received.messages))
        packets = self._reader.feed(received.messages)
        try:
            for first, body in packets:
                if first & 0xF0 == mqtt.PUBLISH:
                    message, answer = self._inbox.publish(first & 0x0F, body)
                    if message:
                        messages.append(message)
                else:
                    answer = self._handle(first & 0xF0, body, now)
                if answer:
                    owed.append(answer)
        except DialectError as error:
            fault = DialectFault(error.what, advice=error.advice, remedy=error.remedy, code=error.code)
            lost = left_in(packets, lambda packet: packet[0] & 0xF0 == mqtt.PUBLISH)
        # One WebSocket message may hold several packets.
        replies = (_binary(b"".join(owed)),) if owed else ()
        return Payloads(messages, replies=replies, fault=fault, lost=lost)

    def tick(self, *, now: float) -> Payloads:
        if self._answer_by is not None and now >= self._answer_by:
            return Payloads(fault=DialectFault(f"the server did not answer the subscription in {_ANSWER_WITHIN:.0f} s"))
        if self._alive_by is not None and now >= self._alive_by:
            return Payloads(fault=DialectFault(f"the server did not answer an MQTT ping in {self._keep_alive} s"))
        if self._ping_at is None or now < self._ping_at:
            return Payloads()
        self._ping_at = now + self._keep_alive * _EARLY
        self._alive_by = self._alive_by or now + self._keep_alive
        return Payloads(replies=(_binary(mqtt.packet(mqtt.PINGREQ)),))

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing] | Unsendable:
        """Publishes {"topic": …, "payload": …, "qos": …, "retain": …}."""
        made = self._outbox.publish(text)
        return made if isinstance(made, Unsendable) else (Outgoing(made, binary=True, paced=True),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return (_binary(mqtt.packet(mqtt.DISCONNECT)),) if self._ready else ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None if self._ready else turned_away(code, reason, advice=_ADVICE, also=_REFUSING)

    # --- packets ------------------------------------------------------------------------------------------------

    def _connect(self) -> bytes:
        """CONNECT (MQTT 5 section 3.1)."""
        login = self._login
        # 3.1.1 knows no password without a user name.
        named = bool(login.username or (login.password and self._version == 4))
        flags = 0x02 | 0x80 * named | 0x40 * bool(login.password)
        body = mqtt.prefixed("MQTT") + bytes((self._version, flags)) + self._keep_alive.to_bytes(2, "big")
        if self._version == 5:
            body += properties({MAXIMUM_PACKET_SIZE: self._limit, TOPIC_ALIAS_MAXIMUM: MOST_ALIASES})
        body += mqtt.prefixed(login.client_id)
        if named:
            body += mqtt.prefixed(login.username)
        if login.password:
            body += mqtt.prefixed(login.password)
        return mqtt.packet(mqtt.CONNECT, body)

    def _handle(self, kind: int, body: bytes, now: float) -> bytes:
        """The packet owed for one that is no publication. Raises DialectError."""
        match kind:
            case mqtt.CONNACK:
                return self._welcome(body, now)
            case mqtt.SUBACK:
                self._subscribed(body)
            case mqtt.PUBREL:
                return self._inbox.release(body)
            case mqtt.PUBREC:
                return self._outbox.received(body)
            case mqtt.PUBACK | mqtt.PUBCOMP:
                self._outbox.acknowledged(body)
            case mqtt.DISCONNECT:
                code, reason = self._reason(body)
                raise disconnected(code, reason)
            case mqtt.PINGRESP:
                pass
            case _:
                raise DialectError("the server sent what an MQTT server does not send", remedy=Remedy.ASK, code=1002)
        return b""

    def _welcome(self, body: bytes, now: float) -> bytes:
        code, reason = self._reason(body[1:])
        if len(body) < 2 or self._ready:
            raise DialectError("the server's answer to the MQTT login is malformed", remedy=Remedy.RETRY, code=1002)
        if code:
            raise refused(code, reason, version=self._version)
        self._ready = True
        if self._version == 5:
            found, _ = read_properties(body, 2)
            self._keep_alive = int(found.get(SERVER_KEEP_ALIVE, self._keep_alive))
            self._outbox.largest = int(found.get(MAXIMUM_PACKET_SIZE, 0)) or float("inf")
        if self._keep_alive:
            self._ping_at = now + self._keep_alive * _EARLY
        if not self._topics:
            return b""
        self._answer_by = now + _ANSWER_WITHIN
        filters = b"".join(mqtt.prefixed(topic) + bytes((self._qos,)) for topic in self._topics)
        none = b"\0" if self._version == 5 else b""
        return mqtt.packet(mqtt.SUBSCRIBE | 0x02, _SUBSCRIPTION + none + filters)

    def _subscribed(self, body: bytes) -> None:
        self._answer_by = None
        pos = 2
        if self._version == 5:
            _, pos = read_properties(body, pos)
        codes = body[pos:]
        failed = [topic for topic, code in zip(self._topics, codes, strict=False) if code >= _FIRST_FAILURE]
        if failed:
            worst = next(code for code in codes if code >= _FIRST_FAILURE)
            raise unsubscribed(", ".join(failed), worst, version=self._version)

    def _reason(self, body: bytes) -> tuple[int, str]:
        """The code of a packet that begins with it, and what the server says of it."""
        code = (body or _NO_REASON)[0]
        if self._version == 4 or len(body) < 2:
            return code, ""
        said = read_properties(body, 1)[0].get(REASON_STRING, b"")
        return code, bounded(said.decode(errors="replace")) if isinstance(said, bytes) else ""


def _binary(data: bytes) -> Outgoing:
    return Outgoing(data, binary=True)


def _text() -> DialectFault:
    return DialectFault(
        "the server sent text, where MQTT is binary",
        advice="Check the address, and kind under dialect in the feed's profile",
        remedy=Remedy.ASK,
        code=1003,
    )
