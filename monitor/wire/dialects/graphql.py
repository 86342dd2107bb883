"""GraphQL subscriptions: graphql-transport-ws, and the older protocol whose subprotocol is called graphql-ws."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.close_codes import meaning
from monitor.wire.dialects.graphql_requests import GraphQlRequests
from monitor.wire.dialects.graphql_words import (
    CLOSE_CODES,
    CURRENT,
    LEGACY,
    GraphQlMessage,
    GraphQlOperation,
    GraphQlWords,
)
from monitor.wire.dialects.raw_json import UNREADABLE, led_by, words
from monitor.wire.received import Received

__all__ = ["GraphQl", "GraphQlOperation"]

_PONG_SECONDS: Final = 10.0
_KA_SECONDS: Final = 30.0
"""Silence allowed after the first keep-alive of the older protocol, as its reference client has it."""
_KA_TIMES: Final = 3
_PING: Final = Outgoing(b'{"type":"ping"}')
_READ: Final = msgspec.json.Decoder(GraphQlMessage)
_TIMEOUT_NAMED: Final = re.compile(rb'"connectionTimeoutMs"\s*:\s*([1-9][0-9]{3,8})\b')


class GraphQl:
    """One message out for each result: its payload, led by the name of the operation.

    operations: begun on every open, ids "1", "2", … in order.
    init:       the payload of connection_init, a JSON object as text, or "".
    ping_seconds: after that much silence the server is asked for a pong; 0 for never. Not in the older protocol.
    """

    def __init__(
        self,
        *,
        operations: Sequence[GraphQlOperation] = (),
        init: str = "",
        legacy: bool = False,
        ping_seconds: float = 0.0,
    ) -> None:
        self._words: GraphQlWords = LEGACY if legacy else CURRENT
        self._requests = GraphQlRequests(operations, begin=self._words.subscribe)
        self._init = init
        self._ping_seconds = ping_seconds if self._words.pings else 0.0
        self._acknowledged = False
        self._heard = 0.0
        self._last_ka: float | None = None
        self._patience: float | None = None
        self._pinged = False
        self._deadline: float | None = None

    @property
    def ready(self) -> bool:
        return self._acknowledged

    @property
    def deadline(self) -> float | None:
        return self._deadline

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        self._heard = now
        payload = b',"payload":' + self._init.encode(errors="replace") if self._init.strip() else b""
        return (Outgoing(b'{"type":"connection_init"' + payload + b"}"),)

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        opaque: set[int] = set()
        replies: list[Outgoing] = []
        self._heard, self._pinged = now, False
        for done, text in enumerate(received.messages, start=1):
            try:
                message = _READ.decode(text)
            except UNREADABLE:
                opaque.add(len(messages))
                messages.append(text)
                continue
            fault = self._take(message, messages, replies, now=now)
            if fault is not None:
                return Payloads(messages, opaque, replies, fault, lost=len(received.messages) - done)
        self._set_deadline()
        return Payloads(messages, opaque, replies)

    def tick(self, *, now: float) -> Payloads:
        if self._deadline is None or now < self._deadline:
            return Payloads()
        if self._pinged or not self._ping_seconds or self._patience is not None:
            return _broken("the server has stopped sending its signs of life")
        self._pinged = True
        self._deadline = now + _PONG_SECONDS
        return Payloads(replies=(_PING,))

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """A message of the protocol goes as it is; an object with a query, and a bare query, become an operation."""
        return (self._requests.asked(text),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        if not self._acknowledged:
            return ()
        stops = [
            Outgoing(msgspec.json.encode({"id": each, "type": self._words.stop})) for each in self._requests.running
        ]
        return (*stops, Outgoing(b'{"type":"connection_terminate"}')) if self._words is LEGACY else stops

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return meaning(CLOSE_CODES, code, reason)

    def _take(
        self, message: GraphQlMessage, messages: list[bytes], replies: list[Outgoing], *, now: float
    ) -> DialectFault | None:
        kind = message.type
        if kind == self._words.next:
            self._show(message, messages)
        elif kind == "connection_ack":
            self._acknowledge(message, replies)
        elif kind == "ping":
            replies.append(Outgoing(b'{"type":"pong"}'))
        elif kind == "ka":
            self._keep_alive(now)
        elif kind == "connection_error":
            said = bytes(message.payload)
            return _refused("the server refuses the connection", said, "Check dialect.init in the feed's profile")
        elif kind == "error":
            return self._failed(message, messages)
        elif kind == "complete":
            return self._completed(message)
        return None

    def _show(self, message: GraphQlMessage, messages: list[bytes]) -> None:
        payload = bytes(message.payload)
        result = led_by(self._requests.head(message.id), payload)
        if result is not None and self._requests.runs(message.id):
            messages.append(result)
            self._requests.answered(message.id, payload)

    def _acknowledge(self, message: GraphQlMessage, replies: list[Outgoing]) -> None:
        if self._acknowledged:
            return
        self._acknowledged = True
        if found := _TIMEOUT_NAMED.search(bytes(message.payload)):
            # AppSync says for how long it may be silent at the most.
            self._patience = int(found[1]) / 1000.0
        replies.extend(self._requests.begin())

    def _keep_alive(self, now: float) -> None:
        apart = 0.0 if self._last_ka is None else now - self._last_ka
        self._last_ka = now
        self._patience = max(_KA_SECONDS, _KA_TIMES * apart, self._patience or 0.0)

    def _failed(self, message: GraphQlMessage, messages: list[bytes]) -> DialectFault | None:
        """An operation of the profile that fails ends the connection; one of the user is shown with its errors."""
        head, runs, ours = self._requests.head(message.id), self._requests.runs(message.id), self._requests.of_profile
        if not runs:
            return None
        if not ours(message.id):
            errors = bytes(message.payload) or b"null"
            messages.append(head[:-1] + b',"errors":' + errors + b"}")
            self._requests.end(message.id)
            return None
        return self._refused_operation(message.id, bytes(message.payload))

    def _completed(self, message: GraphQlMessage) -> DialectFault | None:
        if errors := self._requests.refusal(message.id):
            return self._refused_operation(message.id, errors)
        self._requests.end(message.id)
        if not self._requests.all_ended:
            return None
        return DialectFault("the server has ended every subscription", remedy=Remedy.RETRY)

    def _refused_operation(self, number: str | int | None, errors: bytes) -> DialectFault:
        what = f"the server refuses the operation {self._requests.name(number)}"
        return _refused(what, errors, "Correct the operation in the feed's profile")

    def _set_deadline(self) -> None:
        waits = [each for each in (self._patience, self._ping_seconds) if each and self._acknowledged]
        self._deadline = self._heard + min(waits) if waits else None


def _refused(what: str, errors: bytes, advice: str) -> DialectFault:
    said = words(errors)
    return DialectFault(f"{what}: {said}" if said else what, advice=advice, remedy=Remedy.ASK)


def _broken(what: str) -> Payloads:
    return Payloads(fault=DialectFault(what, code=1001, remedy=Remedy.RETRY))
