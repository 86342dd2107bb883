"""Messages of Phoenix channels: arrays, objects in version 1, and binary (serializer.js of phoenix)."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import msgspec

from monitor.wire.dialects.base import Outgoing
from monitor.wire.dialects.channels import NOTHING, UNREADABLE
from monitor.wire.dialects.loose_json import as_json
from monitor.wire.dialects.raw_json import unfold

__all__ = ["PhoenixMessage", "Ref", "Status", "read_binary", "read_text", "status_of", "write"]

Ref: TypeAlias = str | int | None

_PUSH: Final = 0
_REPLY: Final = 1
_BROADCAST: Final = 2
_LENGTHS: Final = {_PUSH: 3, _REPLY: 4, _BROADCAST: 2}


@dataclass(frozen=True, slots=True)
class PhoenixMessage:
    """payload: JSON."""

    topic: str
    event: str
    payload: bytes
    ref: Ref = None


class Status(msgspec.Struct):
    """The payload of a reply."""

    status: str = ""
    response: msgspec.Raw = NOTHING


class _Old(msgspec.Struct):
    topic: str
    event: str
    payload: msgspec.Raw
    ref: Ref = None


_READ: Final = msgspec.json.Decoder(tuple[Ref, Ref, str, str, msgspec.Raw])
_READ_OLD: Final = msgspec.json.Decoder(_Old)
_READ_STATUS: Final = msgspec.json.Decoder(Status)


def read_text(text: bytes) -> PhoenixMessage | None:
    """A message of either version; None for what is none."""
    try:
        if text.lstrip(b" \t\r\n").startswith(b"{"):
            old = _READ_OLD.decode(text)
            return PhoenixMessage(old.topic, old.event, unfold(bytes(old.payload)), old.ref)
        _, ref, topic, event, payload = _READ.decode(text)
    except UNREADABLE:
        return None
    return PhoenixMessage(topic, event, unfold(bytes(payload)), ref)


def read_binary(data: bytes) -> PhoenixMessage | None:
    """A binary message, its payload as JSON, in quotes where it is none; None for what is no message."""
    count = _LENGTHS.get(data[0]) if data else None
    if count is None or len(data) < 1 + count:
        return None
    texts, start = [], 1 + count
    for length in data[1 : 1 + count]:
        texts.append(data[start : start + length].decode(errors="replace"))
        start += length
    if len(data) < start:
        return None
    payload = as_json(data[start:])
    if data[0] == _REPLY:
        _, ref, topic, status = texts
        told = b'{"status":' + msgspec.json.encode(status) + b',"response":' + payload + b"}"
        return PhoenixMessage(topic, "phx_reply", told, ref)
    topic, event = texts[-2:]
    return PhoenixMessage(topic, event, payload)


def status_of(payload: bytes) -> Status:
    """What a reply says; an empty one where it cannot be read."""
    try:
        return _READ_STATUS.decode(payload)
    except UNREADABLE:
        return Status()


def write(ref: str, topic: str, event: str, payload: object, *, join: str | None, old: bool, paced: bool) -> Outgoing:
    """A message of ours. join: the ref with which the topic was joined. old: version 1."""
    message: Any = [join, ref, topic, event, payload]
    if old:
        message = {"topic": topic, "event": event, "payload": payload, "ref": ref}
    return Outgoing(msgspec.json.encode(message), paced=paced)
