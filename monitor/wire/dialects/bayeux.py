"""Bayeux 1.0 over WebSocket, as Faye and CometD speak it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.bayeux_messages import ADVICE, Advice, Answer, fault_of, read, write
from monitor.wire.dialects.channels import UNREADABLE, Taken, missed, take_apart
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.raw_json import read_json, unfold
from monitor.wire.received import Received

__all__ = ["Bayeux"]

_HANDSHAKE: Final = "/meta/handshake"
_CONNECT: Final = "/meta/connect"
_SUBSCRIBE: Final = "/meta/subscribe"
_TIMEOUT: Final = 60.0
"""So long a server may keep us waiting for the answer to /meta/connect that does not say."""
_SLACK: Final = 15.0
_LONGEST: Final = 3600.0
_AT_ONCE: Final = 100
"""Subscriptions in one frame."""


class Bayeux:
    """One message out for each event: {"channel", "data"}.

    channels: subscribed to, with * and ** as the last part. ext: sent with the handshake and the subscriptions, a
    JSON object as text, or "".
    """

    def __init__(self, *, channels: Sequence[str] = (), ext: str = "") -> None:
        self._channels = channels
        self._ext = msgspec.Raw(ext.encode(errors="replace")) if ext.strip() else None
        self._client = ""
        self._last = 0
        self._interval = 0.0
        self._timeout = _TIMEOUT
        self._connect_at: float | None = None
        self._answer_by: float | None = None
        self._now = 0.0

    @property
    def ready(self) -> bool:
        return bool(self._client)

    @property
    def deadline(self) -> float | None:
        return self._answer_by if self._connect_at is None else self._connect_at

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        request = {"version": "1.0", "minimumVersion": "1.0", "supportedConnectionTypes": ["websocket"]}
        return (write([self._request(_HANDSHAKE, ext=True, **request)]),)

    def receive(self, received: Received, *, now: float) -> Payloads:
        self._now = now
        if self._answer_by is not None and not received.messages:
            # Nothing was read, which says nothing about the server.
            self._answer_by = max(self._answer_by, now + _SLACK)
        return take_apart(received, _apart, self._take)

    def tick(self, *, now: float) -> Payloads:
        if self._connect_at is not None and now >= self._connect_at:
            return Payloads(replies=(self._connect(now),))
        if self._answer_by is not None and now >= self._answer_by:
            return missed("the server does not answer /meta/connect")
        return Payloads()

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """A list goes as it is; {"channel", "data"} is published, and all else on the first channel of the profile."""
        value = read_json(text)
        named = isinstance(value, dict) and isinstance(value.get("channel"), str)
        first = next((each for each in self._channels if "*" not in each), "")
        if isinstance(value, list) or not (named or first):
            return (Outgoing(text.encode(errors="replace")),)
        members = value if named else {"channel": first, "data": value}
        return (write([{**self._request(members["channel"]), **members}]),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return (write([self._request("/meta/disconnect")]),) if self._client else ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None if self._client else turned_away(code, reason, advice=ADVICE)

    def _take(self, answer: Answer | bytes, taken: Taken) -> DialectFault | None:
        if isinstance(answer, bytes):
            taken.pass_on(answer)
            return None
        if answer.advice is not None:
            self._heed(answer.advice)
        if answer.channel == _HANDSHAKE:
            return self._greeted(answer, taken)
        if answer.channel == _CONNECT:
            return self._connected(answer, taken)
        if answer.channel == _SUBSCRIBE:
            if answer.successful is False:
                return fault_of(f"the server refuses the channel {_names(answer.subscription)}", answer)
        elif bytes(answer.data) and answer.successful is None:
            head = b'{"channel":' + msgspec.json.encode(answer.channel) + b',"data":'
            taken.messages.append(head + unfold(bytes(answer.data)) + b"}")
        elif answer.successful is False:
            # The user could not publish.
            taken.messages.append(msgspec.json.encode({"channel": answer.channel, "error": answer.error}))
        return None

    def _greeted(self, answer: Answer, taken: Taken) -> DialectFault | None:
        if not answer.successful or not answer.client_id:
            return fault_of("the server refuses the handshake", answer)
        if not self._client:
            self._client = answer.client_id
            taken.replies.append(self._connect(self._now))
            taken.replies.extend(self._subscriptions())
        return None

    def _subscriptions(self) -> Iterator[Outgoing]:
        for start in range(0, len(self._channels), _AT_ONCE):
            some = self._channels[start : start + _AT_ONCE]
            yield write([self._request(_SUBSCRIBE, ext=True, subscription=each) for each in some], paced=True)

    def _connected(self, answer: Answer, taken: Taken) -> DialectFault | None:
        if answer.successful is False:
            return fault_of("the server ends the session", answer)
        if not self._client:
            return None
        self._answer_by = None
        if self._interval > 0.0:
            self._connect_at = self._now + self._interval
        else:
            taken.replies.append(self._connect(self._now))
        return None

    def _connect(self, now: float) -> Outgoing:
        """What keeps the session alive: the server answers once its time for that has passed, or at once."""
        self._connect_at = None
        self._answer_by = now + self._timeout + _SLACK
        return write([self._request(_CONNECT, connectionType="websocket")])

    def _heed(self, advice: Advice) -> None:
        if advice.interval is not None:
            self._interval = min(max(advice.interval / 1000.0, 0.0), _LONGEST)
        if advice.timeout is not None and advice.timeout > 0.0:
            self._timeout = min(advice.timeout / 1000.0, _LONGEST)

    def _request(self, channel: str, *, ext: bool = False, **members: Any) -> dict[str, Any]:
        self._last += 1
        request: dict[str, Any] = {"channel": channel, "id": str(self._last), **members}
        if self._client:
            request["clientId"] = self._client
        if ext and self._ext is not None:
            request["ext"] = self._ext
        return request


def _apart(text: bytes) -> Sequence[Answer | bytes]:
    """A frame holds a list of messages; one that does not, as it is."""
    try:
        return read(text)
    except UNREADABLE:
        return (text,)


def _names(subscription: str | list[str] | None) -> str:
    return ", ".join(subscription) if isinstance(subscription, list) else subscription or ""
