"""JSON-RPC 2.0: calls made on every open, their errors told, batches taken apart."""

from collections.abc import Sequence
from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.raw_json import UNREADABLE, led_by, read_json, words
from monitor.wire.received import Received

__all__ = ["JsonRpc"]

_NOTHING: Final = msgspec.Raw(b"")
_RATE_CODES: Final = frozenset({429, -32005, 10028})
"""Too many requests: HTTP's number as many use it, Ethereum's (EIP-1474), Deribit's."""
_TROUBLE_CODES: Final = frozenset({-32603, -32000})


class _Error(msgspec.Struct):
    code: int | None = None


class _Message(msgspec.Struct):
    id: int | float | str | None = None
    method: str = ""
    error: msgspec.Raw = _NOTHING


_READ: Final = msgspec.json.Decoder(_Message)
_READ_ERROR: Final = msgspec.json.Decoder(_Error)
_READ_BATCH: Final = msgspec.json.Decoder(list[msgspec.Raw])


class JsonRpc:
    """Notifications, results and the errors of what the user sent go out as they came, those of a batch one by one.

    calls: whole requests as JSON text; one without an id is given the next free number.
    """

    def __init__(self, *, calls: Sequence[str] = ()) -> None:
        self._calls = calls
        self._waiting: dict[int | float | str, str] = {}
        self._last = 0

    @property
    def ready(self) -> bool:
        return True

    @property
    def deadline(self) -> float | None:
        return None

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return [Outgoing(self._request(each), paced=True) for each in self._calls]

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        opaque: set[int] = set()
        replies: list[Outgoing] = []
        for done, message in enumerate(received.messages, start=1):
            batch = _apart(message)
            for at, text in enumerate(batch, start=1):
                fault = self._take(text, messages, opaque, replies)
                if fault is not None:
                    lost = len(batch) - at + sum(len(_apart(each)) for each in received.messages[done:])
                    return Payloads(messages, opaque, replies, fault, lost)
        return Payloads(messages, opaque, replies)

    def tick(self, *, now: float) -> Payloads:
        return Payloads()

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """JSON goes as it is; the bare name of a method becomes a request."""
        value = read_json(text)
        if not isinstance(value, str):
            return (Outgoing(text.encode(errors="replace")),)
        return (Outgoing(msgspec.json.encode({"jsonrpc": "2.0", "id": self._number(), "method": value})),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None

    def _take(
        self, text: bytes, messages: list[bytes], opaque: set[int], replies: list[Outgoing]
    ) -> DialectFault | None:
        try:
            message = _READ.decode(text)
        except UNREADABLE:
            opaque.add(len(messages))
            messages.append(text)
            return None
        if message.id is not None:
            if message.method:
                replies.append(_unknown(message.id))
                messages.append(text)
                return None
            method = self._waiting.pop(message.id, None)
            if method is not None and bytes(message.error) not in (b"", b"null"):
                return _refused(method, bytes(message.error))
        messages.append(text)
        return None

    def _request(self, call: str) -> bytes:
        request = read_json(call)
        text = call.strip().encode(errors="replace")
        if not isinstance(request, dict):
            return text
        if "id" not in request:
            request["id"] = self._number()
            text = led_by(msgspec.json.encode({"id": request["id"]}), text) or text
        if isinstance(request["id"], (int, float, str)):
            self._waiting[request["id"]] = str(request.get("method", ""))
        return text

    def _number(self) -> int:
        self._last += 1
        while self._last in self._waiting:
            self._last += 1
        return self._last


def _apart(message: bytes) -> Sequence[bytes]:
    """The messages of a batch; a message that is none, as it is."""
    if not message.lstrip(b" \t\r\n").startswith(b"["):
        return (message,)
    try:
        return list(map(bytes, _READ_BATCH.decode(message)))
    except UNREADABLE:
        return (message,)


def _unknown(number: int | float | str) -> Outgoing:
    """The answer to a server that calls us (section 5.1)."""
    error = {"code": -32601, "message": "Method not found"}
    return Outgoing(msgspec.json.encode({"jsonrpc": "2.0", "id": number, "error": error}))


def _refused(method: str, error: bytes) -> DialectFault:
    try:
        code = _READ_ERROR.decode(error).code
    except UNREADABLE:
        code = None
    numbered = f" ({code})" if code is not None else ""
    said = words(error)
    what = f"the server refuses the call of {method}{numbered}" + (f": {said}" if said else "")
    if code in _RATE_CODES or code in _TROUBLE_CODES:
        return DialectFault(what, remedy=Remedy.BACK_OFF)
    return DialectFault(what, advice="Correct the calls of the dialect in the feed's profile", remedy=Remedy.ASK)
