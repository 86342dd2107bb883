"""Phoenix channels, versions 1 and 2 of their messages (writing_a_channels_client.md of phoenix)."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.channels import Channel, Taken, missed, refused, take_each, with_reason
from monitor.wire.dialects.close_codes import CloseMeaning, meaning
from monitor.wire.dialects.phoenix_messages import PhoenixMessage, read_binary, read_text, status_of, write
from monitor.wire.dialects.raw_json import read_json, words
from monitor.wire.received import Received

__all__ = ["Phoenix"]

_REJOIN: Final = (1.0, 2.0, 5.0, 10.0)
"""Seconds before a topic that has crashed is joined again, as the reference client has them."""
_HEARTBEAT_TOPIC: Final = "phoenix"
_CODES: Final = {1011: CloseMeaning("the server's side of the socket has crashed", Remedy.BACK_OFF)}
_EMPTY: Final = (b"", b"null", b"{}")
_CRASHED: Final = "join crashed"
_ADVICE: Final = "Check the channels of the dialect in the feed's profile, and whether the server wants a login"


class Phoenix:
    """One message out for each event: {"topic", "event", "payload"}.

    channels: topics to join. version: "1.0.0" or "2.0.0". heartbeat_seconds: between two, as long for an
    answer; 0 for none.
    """

    def __init__(
        self, *, channels: Sequence[Channel] = (), version: str = "2.0.0", heartbeat_seconds: float = 30.0
    ) -> None:
        self._channels = {each.name: each for each in channels}
        self._old = version.startswith("1.")
        self._heartbeat_seconds = heartbeat_seconds
        self._last = 0
        self._joins: dict[str, str] = {}
        self._crashes: dict[str, int] = {}
        self._rejoin: dict[str, float] = {}
        self._unanswered = ""
        self._beat_at: float | None = None

    @property
    def ready(self) -> bool:
        return True

    @property
    def deadline(self) -> float | None:
        waits = [*self._rejoin.values()]
        if self._beat_at is not None:
            waits.append(self._beat_at)
        return min(waits, default=None)

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        self._beat_at = now + self._heartbeat_seconds if self._heartbeat_seconds > 0.0 else None
        return [self._join(each) for each in self._channels.values()]

    def receive(self, received: Received, *, now: float) -> Payloads:
        index = -1
        if not received.messages:
            # Nothing was read, which says nothing about the server.
            self._unanswered = ""

        def take(text: bytes, taken: Taken) -> DialectFault | None:
            nonlocal index
            index += 1
            message = read_binary(text) if index in received.binary else read_text(text)
            if message is None:
                taken.pass_on(text)
                return None
            return self._take(message, taken, now=now)

        return take_each(received, take)

    def tick(self, *, now: float) -> Payloads:
        replies: list[Outgoing] = []
        for topic in [each for each, due in self._rejoin.items() if now >= due]:
            del self._rejoin[topic]
            replies.append(self._join(self._channels[topic]))
        if self._beat_at is not None and now >= self._beat_at:
            if self._unanswered:
                return missed("the server does not answer heartbeats")
            self._unanswered = self._number()
            self._beat_at = now + self._heartbeat_seconds
            beat = write(self._unanswered, _HEARTBEAT_TOPIC, "heartbeat", {}, join=None, old=self._old, paced=False)
            replies.append(beat)
        return Payloads(replies=replies)

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """A message with a ref goes as it is, {"topic", "event", "payload"} is given one.

        All else becomes the event "message" of the first topic.
        """
        value = read_json(text)
        first = next(iter(self._channels), "")
        if isinstance(value, dict) and isinstance(value.get("topic"), str) and "event" in value and "ref" not in value:
            return (self._push(value["topic"], str(value["event"]), value.get("payload", {})),)
        if not first or isinstance(value, list) or (isinstance(value, dict) and {"topic", "event"} <= value.keys()):
            return (Outgoing(text.encode(errors="replace")),)
        return (self._push(first, "message", value if isinstance(value, dict) else {"body": value}),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return [self._push(topic, "phx_leave", {}) for topic in self._joins]

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return meaning(_CODES, code, reason)

    def _take(self, message: PhoenixMessage, taken: Taken, *, now: float) -> DialectFault | None:
        if message.event == "phx_reply":
            return self._replied(message, taken)
        if message.topic in self._channels and message.event == "phx_error":
            self._crashed(message.topic, now)
        elif message.topic in self._channels and message.event == "phx_close":
            what = f"the server has closed the topic {message.topic}"
            return DialectFault(what, remedy=Remedy.BACK_OFF)
        else:
            _tell(message, taken)
        return None

    def _replied(self, message: PhoenixMessage, taken: Taken) -> DialectFault | None:
        if message.topic == _HEARTBEAT_TOPIC:
            if message.ref == self._unanswered:
                self._unanswered = ""
            return None
        reply = status_of(message.payload)
        if message.topic not in self._channels or message.ref != self._joins.get(message.topic):
            _tell(message, taken)
        elif reply.status == "ok":
            self._crashes.pop(message.topic, None)
            if bytes(reply.response) not in _EMPTY:
                _tell(message, taken)
        else:
            return _not_joined(message.topic, words(bytes(reply.response)))
        return None

    def _crashed(self, topic: str, now: float) -> None:
        count = self._crashes.get(topic, 0)
        self._crashes[topic] = count + 1
        self._rejoin.setdefault(topic, now + _REJOIN[min(count, len(_REJOIN) - 1)])

    def _join(self, channel: Channel) -> Outgoing:
        ref = self._joins[channel.name] = self._number()
        payload: Any = msgspec.Raw(channel.payload.encode(errors="replace")) if channel.payload.strip() else {}
        if channel.token:
            members = read_json(channel.payload) if channel.payload.strip() else {}
            payload = {**(members if isinstance(members, dict) else {}), "token": channel.token}
        return write(ref, channel.name, "phx_join", payload, join=ref, old=self._old, paced=True)

    def _push(self, topic: str, event: str, payload: object) -> Outgoing:
        return write(self._number(), topic, event, payload, join=self._joins.get(topic), old=self._old, paced=False)

    def _number(self) -> str:
        self._last += 1
        return str(self._last)


def _tell(message: PhoenixMessage, taken: Taken) -> None:
    head = b'{"topic":' + msgspec.json.encode(message.topic) + b',"event":' + msgspec.json.encode(message.event)
    taken.messages.append(head + b',"payload":' + (message.payload or b"null") + b"}")


def _not_joined(topic: str, said: str) -> DialectFault:
    what = with_reason(f"the server does not let us join {topic}", said)
    if said == _CRASHED:
        return DialectFault(what, remedy=Remedy.BACK_OFF)
    return refused(
        what, "Check the channels of the dialect in the feed's profile, and whether the server wants a login"
    )
