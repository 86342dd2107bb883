"""Pusher Channels, version 7 of its protocol, as its own service and those made like it speak it."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.channels import (
    NOTHING,
    UNREADABLE,
    Channel,
    Taken,
    missed,
    refused,
    take_each,
    with_reason,
)
from monitor.wire.dialects.loose_json import as_json
from monitor.wire.dialects.pusher_errors import PusherError, fault_of_code
from monitor.wire.dialects.raw_json import read_json
from monitor.wire.received import Received

__all__ = ["Pusher"]

_ACTIVITY_SECONDS: Final = 120.0
_PONG_SECONDS: Final = 30.0
_LEAST_SECONDS: Final = 1.0
_PING: Final = Outgoing(b'{"event":"pusher:ping","data":{}}')
_PONG: Final = Outgoing(b'{"event":"pusher:pong","data":{}}')
_SUCCEEDED: Final = "pusher_internal:subscription_succeeded"
_EMPTY: Final = frozenset({b"", b"null", b"{}", b'""'})
_TO_SIGN: Final = ("private-", "presence-")
_ADVICE: Final = "Check the channel's token, or dialect.key and dialect.secret, in the feed's profile"


class _Event(msgspec.Struct):
    event: str
    channel: str | None = None
    data: msgspec.Raw = NOTHING


class _Established(msgspec.Struct):
    socket_id: str
    activity_timeout: float = _ACTIVITY_SECONDS


_READ: Final = msgspec.json.Decoder(_Event)
_READ_TEXT: Final = msgspec.json.Decoder(str)
_READ_ESTABLISHED: Final = msgspec.json.Decoder(_Established)
_READ_ERROR: Final = msgspec.json.Decoder(PusherError)


class Pusher:
    """One message out for each event: {"channel", "event", "data"}, with what is JSON in data as JSON.

    channels: the payload of one is its `channel_data`, the token its `auth`.
    key, secret: those of the application sign private channels that have no token.
    """

    def __init__(self, *, channels: Sequence[Channel] = (), key: str = "", secret: str = "") -> None:
        self._channels = channels
        self._key = key
        self._secret = secret
        self._socket = ""
        self._activity = _ACTIVITY_SECONDS
        self._due = 0.0
        self._pinged = False

    @property
    def ready(self) -> bool:
        return bool(self._socket)

    @property
    def deadline(self) -> float | None:
        return self._due if self._socket else None

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def receive(self, received: Received, *, now: float) -> Payloads:
        payloads = take_each(received, self._take)
        self._pinged = False
        self._due = now + self._activity
        return payloads

    def tick(self, *, now: float) -> Payloads:
        if not self._socket or now < self._due:
            return Payloads()
        if self._pinged:
            return missed("the server does not answer pings")
        self._pinged = True
        self._due = now + _PONG_SECONDS
        return Payloads(replies=(_PING,))

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """An event goes as it is; all else becomes the event client-message of the first private channel."""
        value = read_json(text)
        private = next((each.name for each in self._channels if each.name.startswith(_TO_SIGN)), "")
        if not private or (isinstance(value, dict) and "event" in value):
            return (Outgoing(text.encode(errors="replace")),)
        return (Outgoing(msgspec.json.encode({"event": "client-message", "channel": private, "data": value})),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return fault_of_code(code, reason)

    def _take(self, text: bytes, taken: Taken) -> DialectFault | None:
        try:
            event = _READ.decode(text)
            data = _unfolded(bytes(event.data))
        except UNREADABLE:
            taken.pass_on(text)
            return None
        if event.event == "pusher:ping":
            taken.replies.append(_PONG)
        elif event.event == "pusher:connection_established":
            self._established(data, text, taken)
        elif event.event == "pusher:error":
            return self._failed(event, data, taken)
        elif event.event == "pusher:subscription_error":
            said = _error_of(data)
            what = with_reason(f"the server refuses the channel {event.channel}", said.error or said.message or "")
            return refused(what, _ADVICE)
        elif event.event != "pusher:pong" and not (event.event == _SUCCEEDED and data in _EMPTY):
            _tell(event, data, taken)
        return None

    def _established(self, data: bytes, text: bytes, taken: Taken) -> None:
        try:
            told = _READ_ESTABLISHED.decode(data)
        except UNREADABLE:
            taken.pass_on(text)
            return
        if self._socket:
            return
        self._socket = told.socket_id
        self._activity = max(min(told.activity_timeout, _ACTIVITY_SECONDS), _LEAST_SECONDS)
        taken.replies.extend(map(self._subscribe, self._channels))

    def _failed(self, event: _Event, data: bytes, taken: Taken) -> DialectFault | None:
        error = _error_of(data)
        fault = fault_of_code(error.code, error.message or "") if error.code is not None else None
        if fault is None:
            _tell(event, data, taken)
        return fault

    def _subscribe(self, channel: Channel) -> Outgoing:
        data: dict[str, Any] = {"channel": channel.name}
        if auth := channel.token or self._signature(channel):
            data["auth"] = auth
        if channel.payload.strip():
            data["channel_data"] = channel.payload
        return Outgoing(msgspec.json.encode({"event": "pusher:subscribe", "data": data}), paced=True)

    def _signature(self, channel: Channel) -> str:
        """What stands for the application's secret on this connection (Pusher, auth signatures)."""
        if not self._secret or not channel.name.startswith(_TO_SIGN):
            return ""
        told = ":".join(filter(None, (self._socket, channel.name, channel.payload.strip() and channel.payload)))
        digest = hmac.new(self._secret.encode(errors="replace"), told.encode(errors="replace"), hashlib.sha256)
        return f"{self._key}:{digest.hexdigest()}"


def _unfolded(data: bytes) -> bytes:
    """What an event holds, out of the string that it is sent in."""
    if not data.startswith(b'"'):
        return data
    return as_json(_READ_TEXT.decode(data).encode(errors="replace"))


def _error_of(data: bytes) -> PusherError:
    try:
        return _READ_ERROR.decode(data)
    except UNREADABLE:
        return PusherError()


def _tell(event: _Event, data: bytes, taken: Taken) -> None:
    head = b'{"channel":' + msgspec.json.encode(event.channel) + b',"event":' + msgspec.json.encode(event.event)
    taken.messages.append(head + b',"data":' + (data or b"null") + b"}")
