"""SignalR Core with its JSON protocol, as HubProtocol.md of dotnet/aspnetcore has it."""

from collections.abc import Sequence
from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.raw_json import UNREADABLE, array, bounded, unfold
from monitor.wire.dialects.signalr_calls import SignalRCalls
from monitor.wire.dialects.signalr_records import END, HubMethod, Record, RecordReader
from monitor.wire.received import Received

__all__ = ["HubMethod", "SignalR"]

_HANDSHAKE: Final = Outgoing(b'{"protocol":"json","version":1}' + END)
_PING: Final = Outgoing(b'{"type":6}' + END)
_GOODBYE: Final = Outgoing(b'{"type":7}' + END)
_READ: Final = msgspec.json.Decoder(Record)
_ADVICE: Final = "Check the calls of the dialect in the feed's profile, and whether the hub wants a login"


class SignalR:
    """One message out for each invocation, streamed item and result: {"hub", "target", "arguments"}.

    calls: invoked on every open. hub: what the messages name, since the protocol names none.
    ping_seconds: the server hears of us at least so often. timeout_seconds: and we of it.
    """

    def __init__(
        self,
        *,
        calls: Sequence[HubMethod] = (),
        hub: str = "",
        ping_seconds: float = 15.0,
        timeout_seconds: float = 30.0,
    ) -> None:
        self._calls = SignalRCalls(calls)
        self._head = b'{"hub":' + msgspec.json.encode(hub) + b',"target":'
        self._ping_seconds = ping_seconds
        self._timeout = timeout_seconds
        self._reader = RecordReader()
        self._greeted = False
        self._heard = 0.0
        self._said = 0.0

    @property
    def ready(self) -> bool:
        return self._greeted

    @property
    def deadline(self) -> float | None:
        if not self._greeted:
            return None
        return min(self._said + self._ping_seconds, self._heard + self._timeout)

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        self._heard = self._said = now
        return (_HANDSHAKE,)

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        opaque: set[int] = set()
        replies: list[Outgoing] = []
        self._heard = now
        for done, message in enumerate(received.messages, start=1):
            records = self._reader.feed(message)
            for at, text in enumerate(records, start=1):
                fault = self._read(text, messages, opaque, replies)
                if fault is not None:
                    lost = len(records) - at + sum(map(len, map(self._reader.feed, received.messages[done:])))
                    return Payloads(messages, opaque, replies, fault, lost)
            if self._reader.full:
                return Payloads(messages, opaque, replies, _endless(), lost=len(received.messages) - done + 1)
        if replies:
            self._said = now
        return Payloads(messages, opaque, replies)

    def tick(self, *, now: float) -> Payloads:
        if not self._greeted:
            return Payloads()
        if now >= self._heard + self._timeout:
            return _broken(f"the server has been silent for {self._timeout:.0f} seconds, its pings included")
        if now < self._said + self._ping_seconds:
            return Payloads()
        self._said = now
        return Payloads(replies=(_PING,))

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """A record goes as it is; ["Method", argument, …] and a bare name become an invocation."""
        self._said = now
        return (self._calls.asked(text),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return (_GOODBYE,) if self._greeted else ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None if self.ready else turned_away(code, reason, advice=_ADVICE)

    def _read(
        self, text: bytes, messages: list[bytes], opaque: set[int], replies: list[Outgoing]
    ) -> DialectFault | None:
        try:
            record = _READ.decode(text)
        except UNREADABLE:
            opaque.add(len(messages))
            messages.append(text)
            return None
        return self._take(record, messages, replies) if self._greeted else self._greet(record, replies)

    def _greet(self, record: Record, replies: list[Outgoing]) -> DialectFault | None:
        if record.type == 7 or record.error:
            said = bounded(record.error or "")
            return DialectFault(f"the hub refuses the handshake: {said}", advice=_ADVICE, remedy=Remedy.ASK)
        self._greeted = True
        replies.extend(self._calls.begin())
        return None

    def _take(self, record: Record, messages: list[bytes], replies: list[Outgoing]) -> DialectFault | None:
        if record.type == 1:
            messages.append(self._told(record.target, record.arguments))
            if record.invocation_id is not None:
                error = {"type": 3, "invocationId": record.invocation_id, "error": "This client gives no results."}
                replies.append(Outgoing(msgspec.json.encode(error) + END))
        elif record.type == 2:
            messages.append(self._told(self._calls.method(record.invocation_id), [record.item]))
        elif record.type == 3:
            return self._completed(record, messages)
        elif record.type == 7:
            return _closed(record)
        return None

    def _completed(self, record: Record, messages: list[bytes]) -> DialectFault | None:
        method, ours = self._calls.method(record.invocation_id), self._calls.of_profile(record.invocation_id)
        self._calls.end(record.invocation_id)
        if record.error is not None and ours:
            what = f"the hub refuses the call of {method}: {bounded(record.error)}"
            return DialectFault(what, advice=_ADVICE, remedy=Remedy.ASK)
        if record.error is not None:
            told = self._told(method, [])
            messages.append(told[:-1] + b',"error":' + msgspec.json.encode(record.error) + b"}")
        elif bytes(record.result) not in (b"", b"null"):
            messages.append(self._told(method, [record.result]))
        return None

    def _told(self, target: str, arguments: Sequence[msgspec.Raw]) -> bytes:
        values = array(unfold(bytes(each) or b"null") for each in arguments)
        return self._head + msgspec.json.encode(target) + b',"arguments":' + values + b"}"


def _closed(record: Record) -> DialectFault:
    said = bounded(record.error or "")
    what = f"the hub closes the connection: {said}" if said else "the hub closes the connection"
    if record.allow_reconnect:
        return DialectFault(what, remedy=Remedy.RETRY)
    if said:
        return DialectFault(what, advice=_ADVICE, remedy=Remedy.ASK)
    return DialectFault(what, remedy=Remedy.BACK_OFF)


def _endless() -> DialectFault:
    return DialectFault("the server sends a record that does not end", code=1009, remedy=Remedy.BACK_OFF)


def _broken(what: str) -> Payloads:
    return Payloads(fault=DialectFault(what, code=1001, remedy=Remedy.RETRY))
