"""Socket.IO 5 over Engine.IO 4, and Socket.IO 1 and 2 over Engine.IO 3."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.engineio import Heartbeat, read_opening
from monitor.wire.dialects.raw_json import UNREADABLE, bounded, words
from monitor.wire.dialects.socketio_packets import Kind, Packet, emitted, packet
from monitor.wire.frames import MESSAGE_LIMIT
from monitor.wire.received import Received

__all__ = ["SocketIo"]

_MOST_ATTACHMENTS: Final = 1000
_EVENTS: Final = (b"42", b"45")
_ADVICE: Final = "Check `auth` and `namespace` under [dialect] in the feed's profile"


class SocketIo:
    """A message is an event as an array, ["name", argument, …]; what is sent without being one is the event "message".

    version:   of Engine.IO.
    auth:      sent with CONNECT (version 4).
    namespace: the one to connect to. Events of others are not for us.
    limit:     bytes of an event and its attachments together.
    """

    def __init__(
        self,
        *,
        version: Literal[3, 4] = 4,
        namespace: str = "/",
        auth: Mapping[str, str] | None = None,
        limit: int = MESSAGE_LIMIT,
    ) -> None:
        self._version: Literal[3, 4] = version
        self._auth = dict(auth or {})
        self._limit = limit
        self._namespace = ("/" + namespace.strip().lstrip("/")).encode(errors="replace")
        prefix = b"" if self._namespace == b"/" else self._namespace + b","
        self._event = b"42" + prefix + b"["
        self._prefix = prefix
        self._heartbeat: Heartbeat | None = None
        self._ready = False
        self._partial: Packet | None = None
        self._attached: list[bytes] = []
        self._size = 0

    @property
    def ready(self) -> bool:
        return self._ready

    @property
    def deadline(self) -> float | None:
        return None if self._heartbeat is None else self._heartbeat.deadline

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def receive(self, received: Received, *, now: float) -> Payloads:
        if self._heartbeat is not None:
            self._heartbeat.heard(now)
        block = _Block()
        head, skip = self._event, len(self._event) - 1
        for index, message in enumerate(received.messages):
            if index in received.binary:
                fault = self._binary(message, block)
            elif self._partial is None and message.startswith(head):
                block.messages.append(emitted(message[skip:]))
                continue
            else:
                fault = self._text(message, block, now)
            if fault is not None:
                lost = sum(each.startswith(_EVENTS) for each in received.messages[index + 1 :])
                return Payloads(block.messages, block.opaque, block.replies, fault, lost)
        return Payloads(block.messages, block.opaque, block.replies)

    def tick(self, *, now: float) -> Payloads:
        found = () if self._heartbeat is None else self._heartbeat.tick(now)
        return Payloads(fault=found) if isinstance(found, DialectFault) else Payloads(replies=found)

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        return (Outgoing(b"42" + self._prefix + _as_event(text)),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return (Outgoing(b"41" + self._prefix),) if self._ready else ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None if self._ready else turned_away(code, reason, advice=_ADVICE)

    # --- Engine.IO ----------------------------------------------------------------------------------------------

    def _text(self, message: bytes, block: "_Block", now: float) -> DialectFault | None:
        if self._heartbeat is None:
            return self._opening(message, block, now)
        match message[:1]:
            case b"2":
                block.replies.append(Outgoing(b"3" + message[1:].decode(errors="replace").encode()))
            case b"4":
                return self._packet(message[1:], block)
            case b"1":
                return DialectFault("the server has closed the session")
            case b"0" | b"3" | b"5" | b"6":
                pass
            case _:
                block.foreign(message)
        return None

    def _opening(self, message: bytes, block: "_Block", now: float) -> DialectFault | None:
        opening = read_opening(message)
        if opening is None:
            said = bounded(message[:200].decode(errors="replace"))
            return DialectFault(
                f"this server does not speak Socket.IO: its first message is {said!r}",
                advice="Check the address, or take [dialect] out of the feed's profile",
                remedy=Remedy.ASK,
            )
        self._heartbeat = Heartbeat(self._version, opening, now=now)
        if self._version == 4:
            auth = msgspec.json.encode(self._auth) if self._auth else b""
            block.replies.append(Outgoing(b"40" + self._prefix + auth))
        elif self._prefix:
            block.replies.append(Outgoing(b"40" + self._prefix))
        return None

    # --- Socket.IO ----------------------------------------------------------------------------------------------

    def _packet(self, text: bytes, block: "_Block") -> DialectFault | None:
        if self._partial is not None:
            return DialectFault("the server sent text where an attachment was due", code=1002)
        found = packet(text)
        if found is None:
            block.foreign(b"4" + text)
        elif found.kind in (Kind.BINARY_EVENT, Kind.BINARY_ACK):
            # Attachments follow, whomever they are for.
            return self._begin(found, block)
        elif found.namespace == self._namespace or self._turned_away(found):
            return self._for_us(found, block)
        return None

    def _turned_away(self, found: Packet) -> bool:
        """Whether this refuses the connection as a whole: before version 5 every one begins with namespace `/`."""
        return found.kind is Kind.CONNECT_ERROR and found.namespace == b"/" and not self._ready

    def _for_us(self, found: Packet, block: "_Block") -> DialectFault | None:
        match found.kind:
            case Kind.CONNECT:
                return self._connected(found)
            case Kind.CONNECT_ERROR:
                return _refused(found)
            case Kind.DISCONNECT:
                return DialectFault("the server has ended the session")
            case Kind.EVENT:
                self._emit(found, found.data, block)
        return None

    def _connected(self, found: Packet) -> DialectFault | None:
        if self._version == 4 and not found.data:
            return DialectFault(
                "the server speaks an older version of Socket.IO",
                advice='Write `version = 3` below `kind = "socketio"` in the feed\'s profile',
                remedy=Remedy.ASK,
            )
        self._ready = True
        return None

    def _emit(self, found: Packet, data: bytes, block: "_Block") -> None:
        block.messages.append(emitted(data))
        if found.id:
            block.replies.append(Outgoing(b"43" + self._prefix + found.id + b"[]"))

    # --- attachments --------------------------------------------------------------------------------------------

    def _begin(self, found: Packet, block: "_Block") -> DialectFault | None:
        if found.attachments > _MOST_ATTACHMENTS:
            return _too_large(f"a message with {found.attachments:,} attachments")
        self._partial, self._size = found, len(found.data)
        self._attached.clear()
        self._complete(block)
        return None

    def _binary(self, message: bytes, block: "_Block") -> DialectFault | None:
        if self._partial is None:
            block.foreign(message)
            return None
        # Engine.IO 3 puts the type of the packet before binary too.
        self._attached.append(message[1:] if self._version == 3 else message)
        self._size += len(message)
        if self._size > self._limit:
            return _too_large(f"a message of more than {self._limit:,} bytes")
        self._complete(block)
        return None

    def _complete(self, block: "_Block") -> None:
        found = self._partial
        if found is not None and len(self._attached) >= found.attachments:
            self._partial = None
            if found.kind is Kind.BINARY_EVENT and found.namespace == self._namespace:
                self._emit(found, found.with_attachments(self._attached, self._limit), block)
            self._attached.clear()


class _Block:
    """What has come of a block so far."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.opaque: set[int] = set()
        self.replies: list[Outgoing] = []

    def foreign(self, message: bytes) -> None:
        """Something that is no packet: shown as it came."""
        self.opaque.add(len(self.messages))
        self.messages.append(message)


def _as_event(text: str) -> bytes:
    data = text.encode(errors="replace")
    try:
        value = msgspec.json.decode(data)
    except UNREADABLE:
        value = text
    if isinstance(value, list) and value and isinstance(value[0], str):
        return data.strip()
    held = data.strip() if isinstance(value, dict | list) else msgspec.json.encode(data.decode())
    return b'["message",' + held + b"]"


def _refused(found: Packet) -> DialectFault:
    said = words(found.data)
    return DialectFault(
        "the server has refused the login" + (f": {said}" if said else ""),
        advice=_ADVICE,
        remedy=Remedy.ASK,
    )


def _too_large(what: str) -> DialectFault:
    return DialectFault(
        f"the server sent {what}",
        advice="If messages of this size are meant, raise limits.message_bytes in the feed's profile",
        remedy=Remedy.ASK,
        code=1009,
    )
