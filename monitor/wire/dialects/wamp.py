"""WAMP 2 with JSON, as a subscriber: one message of the protocol a WebSocket message."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, Literal

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.raw_json import UNREADABLE, array, unfold
from monitor.wire.dialects.wamp_login import LoginMethod, answer
from monitor.wire.dialects.wamp_requests import WampRequests
from monitor.wire.dialects.wamp_words import ADVICE_LOGIN, Word, ended, refused, said, spoken
from monitor.wire.received import Received

__all__ = ["Wamp"]

_READ: Final = msgspec.json.Decoder(list[msgspec.Raw])
_ROLES: Final = {
    "subscriber": {"features": {"pattern_based_subscription": True}},
    "publisher": {},
    "caller": {},
}


class Wamp:
    """One message out for each event: {"topic", "arguments", "keywords"}.

    topics: subscribed to on every open, by `match`. authid, method, secret: the login.
    """

    def __init__(
        self,
        *,
        realm: str = "realm1",
        topics: Sequence[str] = (),
        match: Literal["exact", "prefix", "wildcard"] = "exact",
        authid: str = "",
        method: LoginMethod = "",
        secret: str = "",
    ) -> None:
        self._realm = realm
        self._requests = WampRequests(topics, match=match)
        self._authid = authid
        self._method = method
        self._secret = secret
        self._joined = False

    @property
    def ready(self) -> bool:
        return self._joined

    @property
    def deadline(self) -> float | None:
        return None

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        details: dict[str, Any] = {"roles": _ROLES}
        if self._method:
            details["authmethods"] = [self._method]
        if self._authid:
            details["authid"] = self._authid
        return (spoken(Word.HELLO, self._realm, details),)

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        opaque: set[int] = set()
        replies: list[Outgoing] = []
        for done, text in enumerate(received.messages, start=1):
            try:
                parts = _READ.decode(text)
                fault = self._take(said(parts, 0), parts, messages, replies)
            except UNREADABLE:
                opaque.add(len(messages))
                messages.append(text)
                continue
            if fault is not None:
                return Payloads(messages, opaque, replies, fault, lost=len(received.messages) - done)
        return Payloads(messages, opaque, replies)

    def tick(self, *, now: float) -> Payloads:
        return Payloads()

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """A message of the protocol goes as it is; an object with a topic is published, one with a procedure called.

        What is published comes back where the topic is subscribed to.
        """
        return (self._requests.asked(text),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return (spoken(Word.GOODBYE, {}, "wamp.close.close_realm"),) if self._joined else ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        # A router that is in a hurry says in its close frame what belongs into ABORT or GOODBYE.
        if reason.startswith("wamp."):
            return replace(ended(None, reason, joined=self._joined), said=code)
        return None if self._joined else turned_away(code, reason, advice=ADVICE_LOGIN)

    def _take(
        self, word: Any, parts: list[msgspec.Raw], messages: list[bytes], replies: list[Outgoing]
    ) -> DialectFault | None:
        if word == Word.EVENT:
            messages.append(_event(self._topic(parts), parts[4:]))
        elif word == Word.SUBSCRIBED:
            self._requests.confirmed(said(parts, 1), said(parts, 2))
        elif word == Word.RESULT:
            messages.append(_event(self._requests.answered(said(parts, 1)), parts[3:]))
        elif word == Word.ERROR:
            return self._failed(parts, messages)
        elif word == Word.GOODBYE:
            replies.append(spoken(Word.GOODBYE, {}, "wamp.close.goodbye_and_out"))
            return ended(said(parts, 1), said(parts, 2), joined=True)
        else:
            return self._log_in(word, parts, replies)
        return None

    def _log_in(self, word: Any, parts: list[msgspec.Raw], replies: list[Outgoing]) -> DialectFault | None:
        if word == Word.WELCOME and not self._joined:
            self._joined = True
            replies.extend(self._requests.begin())
        elif word == Word.ABORT:
            return ended(said(parts, 1), said(parts, 2), joined=self._joined)
        elif word == Word.CHALLENGE:
            extra = said(parts, 2)
            signature = answer(self._method, self._secret, extra if isinstance(extra, dict) else {})
            if signature is None:
                return _unanswerable()
            replies.append(spoken(Word.AUTHENTICATE, signature, {}))
        return None

    def _topic(self, parts: list[msgspec.Raw]) -> str:
        """The topic of an event: named by the router where the subscription is for a pattern."""
        details = said(parts, 3)
        named = details.get("topic") if isinstance(details, dict) else None
        return named if isinstance(named, str) else self._requests.topic(said(parts, 1))

    def _failed(self, parts: list[msgspec.Raw], messages: list[bytes]) -> DialectFault | None:
        """A subscription of the profile that fails ends the connection; what the user asked for is shown."""
        request, details, reason = said(parts, 2), said(parts, 3), said(parts, 4)
        topic = self._requests.refused(request)
        if topic is not None:
            return refused(topic, details, reason, said(parts, 5))
        told = _event(self._requests.answered(request), parts[5:])
        messages.append(told[:-1] + b',"error":' + msgspec.json.encode(reason) + b"}")
        return None


def _event(topic: str, values: Sequence[msgspec.Raw]) -> bytes:
    arguments = array(unfold(bytes(each)) for each in _READ.decode(values[0])) if values else b"[]"
    keywords = bytes(values[1]) if len(values) > 1 else b"{}"
    named = b'{"topic":' + msgspec.json.encode(topic)
    return named + b',"arguments":' + arguments + b',"keywords":' + keywords + b"}"


def _unanswerable() -> DialectFault:
    return DialectFault(
        "the router asks for a proof of identity that the profile does not allow for",
        advice="Set dialect.method to ticket or wampcra, with authid and secret",
        remedy=Remedy.ASK,
    )
