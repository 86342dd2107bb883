"""The packets of Socket.IO: their head taken apart, attachments put into their places.

Source: socketio/socket.io-protocol, Readme of version 5 (and 4, which differs in how one connects).
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import msgspec

from monitor.core.errors import ProtocolError
from monitor.wire.dialects.raw_json import UNREADABLE, array, unfold
from monitor.wire.unpack import unpack

__all__ = ["Kind", "Packet", "emitted", "packet"]

_HEAD: Final = re.compile(rb"([0-6])(?:([0-9]{1,9})-)?(?:(/[^,]*)(?:,|$))?([0-9]{1,18})?")
_PLACEHOLDER: Final = re.compile(
    rb'\{\s*(?:"_placeholder"\s*:\s*true\s*,\s*"num"\s*:\s*([0-9]{1,9})'
    rb'|"num"\s*:\s*([0-9]{1,9})\s*,\s*"_placeholder"\s*:\s*true)\s*\}'
)
"""Inside a JSON string its quotes would be escaped, so what is found is never part of one."""


class Kind(IntEnum):
    """What a packet is for, by its first digit."""

    CONNECT = 0
    DISCONNECT = 1
    EVENT = 2
    ACK = 3
    CONNECT_ERROR = 4
    """ERROR in versions before 5."""
    BINARY_EVENT = 5
    BINARY_ACK = 6


@dataclass(frozen=True, slots=True)
class Packet:
    """
    attachments: how many binary messages follow that belong to it.
    id:          digits of the acknowledgement that is asked for, or given; empty for none.
    data:        JSON, or nothing.
    """

    kind: Kind
    attachments: int
    namespace: bytes
    id: bytes
    data: bytes

    def with_attachments(self, attachments: Sequence[bytes], limit: int) -> bytes:
        """The data with every placeholder replaced: by JSON where the attachment holds that, else by base64.

        limit: bytes that the attachments may inflate to, all together. Each has one place.
        """
        left = dict(enumerate(attachments))
        room = limit

        def put(found: re.Match[bytes]) -> bytes:
            nonlocal room
            attachment = left.pop(int(found[1] or found[2]), None)
            if attachment is None:
                return b"null"
            value = _json_of(attachment, room)
            room = max(0, room - len(value))
            return value

        return _PLACEHOLDER.sub(put, self.data)


def packet(text: bytes) -> Packet | None:
    """The packet in an Engine.IO message (without its `4`), None where it is none."""
    head = _HEAD.match(text)
    if head is None:
        return None
    namespace = (head[3] or b"/").partition(b"?")[0]
    return Packet(Kind(int(head[1])), int(head[2] or 0), namespace, head[4] or b"", text[head.end() :])


def emitted(event: bytes) -> bytes:
    """An event as it is to be decoded: arguments that are JSON inside a string are taken out of it."""
    if b'"{' not in event and b'"[' not in event:
        return event
    try:
        return array(map(unfold, map(bytes, msgspec.json.decode(event, type=list[msgspec.Raw]))))
    except UNREADABLE:
        return event


def _json_of(attachment: bytes, limit: int) -> bytes:
    try:
        found = unpack(attachment, limit)
        if found is not None:
            msgspec.json.decode(found, type=msgspec.Raw)
            return found
    except (ProtocolError, *UNREADABLE):
        pass
    return b'"' + base64.b64encode(attachment) + b'"'
