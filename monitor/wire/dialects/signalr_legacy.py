"""The SignalR of ASP.NET before Core, protocol 1.5, as the recorded feeds of Bittrex and Formula 1 speak it."""

from collections.abc import Sequence
from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.raw_json import UNREADABLE, array, bounded, read_json, unfold
from monitor.wire.dialects.signalr_records import HubMethod
from monitor.wire.received import Received

__all__ = ["LegacySignalR"]

_NOTHING: Final = msgspec.Raw(b"")
_MOST: Final = 1000
"""Calls of the user whose answers are waited for; of more, the oldest is forgotten."""


class _Invocation(msgspec.Struct):
    hub: str = msgspec.field(name="H", default="")
    method: str = msgspec.field(name="M", default="")
    arguments: list[msgspec.Raw] = msgspec.field(name="A", default_factory=list)


class _Frame(msgspec.Struct):
    begun: int | None = msgspec.field(name="S", default=None)
    invocations: list[_Invocation] = msgspec.field(name="M", default_factory=list)
    number: str | int | None = msgspec.field(name="I", default=None)
    result: msgspec.Raw = msgspec.field(name="R", default=_NOTHING)
    error: str | None = msgspec.field(name="E", default=None)


_ADVICE: Final = "Check the token under dialect, and the headers and cookies of the feed's profile"
_READ: Final = msgspec.json.Decoder(_Frame)
_READ_BARE: Final = msgspec.json.Decoder(_Invocation)


class LegacySignalR:
    """One message out for each invocation and result: {"hub", "target", "arguments"}.

    calls: invoked on every open, on the first hub unless the method is written "hub.Method".
    timeout_seconds: the server sends an empty frame about every ten seconds; so long may there be nothing.
    """

    def __init__(
        self, *, calls: Sequence[HubMethod] = (), hubs: Sequence[str] = (), timeout_seconds: float = 30.0
    ) -> None:
        self._calls = calls
        self._hubs = hubs
        self._timeout = timeout_seconds
        self._asked: dict[str, tuple[str, str]] = {}
        self._last = 0
        self._ready = False
        self._heard = 0.0

    @property
    def ready(self) -> bool:
        return self._ready

    @property
    def deadline(self) -> float | None:
        return self._heard + self._timeout if self._ready else None

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        self._heard = now
        return ()

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        opaque: set[int] = set()
        replies: list[Outgoing] = []
        self._heard = now
        for done, text in enumerate(received.messages, start=1):
            try:
                frame = _READ.decode(text)
            except UNREADABLE:
                self._bare(text, messages, opaque)
                continue
            if not self._ready:
                # The first frame, with S as documented or without as some servers have it.
                self._ready = True
                replies.extend(Outgoing(self._call(each), paced=True) for each in self._calls)
            for each in frame.invocations:
                messages.append(_told(each.hub, each.method, each.arguments))
            fault = self._answered(frame, messages) if frame.number is not None else None
            if fault is not None:
                return Payloads(messages, opaque, replies, fault, lost=sum(map(_held, received.messages[done:])))
        return Payloads(messages, opaque, replies)

    def tick(self, *, now: float) -> Payloads:
        if not self._ready or now < self._heard + self._timeout:
            return Payloads()
        what = f"the server has been silent for {self._timeout:.0f} seconds, its keep-alives included"
        return Payloads(fault=DialectFault(what, code=1001, remedy=Remedy.RETRY))

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """An object goes as it is; ["Method", argument, …] and a bare name become an invocation."""
        value = read_json(text)
        if isinstance(value, str):
            return (Outgoing(self._call(HubMethod(value))),)
        if isinstance(value, list) and value and isinstance(value[0], str):
            return (Outgoing(self._call(HubMethod(value[0], msgspec.json.encode(value[1:]).decode()))),)
        return (Outgoing(text.encode(errors="replace")),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None if self._ready else turned_away(code, reason, advice=_ADVICE)

    def _bare(self, text: bytes, messages: list[bytes], opaque: set[int]) -> None:
        """An invocation alone, as some recorders keep them; else what is no message of the protocol."""
        try:
            alone = _READ_BARE.decode(text)
        except UNREADABLE:
            opaque.add(len(messages))
            messages.append(text)
        else:
            messages.append(_told(alone.hub, alone.method, alone.arguments))

    def _answered(self, frame: _Frame, messages: list[bytes]) -> DialectFault | None:
        number = str(frame.number)
        hub, method = self._asked.pop(number, ("", ""))
        if frame.error is not None and method and int(number) < len(self._calls):
            what = f"the hub refuses the call of {method}: {bounded(frame.error)}"
            return DialectFault(what, advice="Check the calls of the dialect in the feed's profile", remedy=Remedy.ASK)
        if frame.error is not None:
            error = msgspec.json.encode(frame.error)
            messages.append(_told(hub, method, [])[:-1] + b',"error":' + error + b"}")
        elif bytes(frame.result) not in (b"", b"null"):
            messages.append(_told(hub, method, [frame.result]))
        return None

    def _call(self, call: HubMethod) -> bytes:
        named, dot, method = call.method.partition(".")
        hub, method = (
            (named, method) if dot and named in self._hubs else (self._hubs[0] if self._hubs else "", call.method)
        )
        number, self._last = self._last, self._last + 1
        if len(self._asked) >= _MOST + len(self._calls):
            self._asked.pop(next(iter(self._asked)))
        self._asked[str(number)] = (hub, method)
        arguments = msgspec.Raw(call.arguments.encode(errors="replace") or b"[]")
        return msgspec.json.encode({"H": hub, "M": method, "A": arguments, "I": number})


def _held(text: bytes) -> int:
    """How many messages a frame holds."""
    try:
        frame = _READ.decode(text)
    except UNREADABLE:
        return 1
    return len(frame.invocations) + (bytes(frame.result) not in (b"", b"null"))


def _told(hub: str, target: str, arguments: Sequence[msgspec.Raw]) -> bytes:
    values = array(unfold(bytes(each) or b"null") for each in arguments)
    named = b'{"hub":' + msgspec.json.encode(hub) + b',"target":' + msgspec.json.encode(target)
    return named + b',"arguments":' + values + b"}"
