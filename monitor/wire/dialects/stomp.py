"""STOMP 1.0 to 1.2 over WebSocket: login, subscriptions, messages, heart-beats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads, Unsendable
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.loose_json import as_json, in_quotes
from monitor.wire.dialects.stomp_beats import Beats
from monitor.wire.dialects.stomp_errors import refusal
from monitor.wire.dialects.stomp_frames import Frame, FrameReader, connect_frame, frame, read_headers
from monitor.wire.dialects.stream import left_in
from monitor.wire.frames import MESSAGE_LIMIT
from monitor.wire.received import Received

__all__ = ["Stomp", "StompLogin"]

_VERSIONS: Final = ("1.0", "1.1", "1.2")
_ADVICE: Final = "Check login, passcode and host under dialect in the feed's profile"
_REFUSING: Final = frozenset({1002})
"""Spring closes so after an ERROR, which may not come through."""
_UNSENDABLE: Final = Unsendable('over STOMP it must be of the form {"destination": …, "body": …}')
_BEAT: Final = b"\n"


class _Sending(msgspec.Struct, frozen=True):
    destination: str
    body: msgspec.Raw = msgspec.Raw(b'""')
    headers: dict[str, str] = msgspec.field(default_factory=dict)


_SENDING: Final = msgspec.json.Decoder(_Sending)
_TEXT: Final = msgspec.json.Decoder(str)


@dataclass(frozen=True, slots=True)
class StompLogin:
    """Who connects, "" for nobody. host: the virtual host. headers: further ones of CONNECT."""

    login: str = ""
    passcode: str = ""
    host: str = "/"
    headers: Mapping[str, str] = field(default_factory=dict)


class Stomp:
    """One connection's session. Inside SockJS, `SockJs` goes around it.

    destinations: subscribed to once the login is accepted.
    heartbeat:    seconds between two heart-beats, both ways; 0 for none.
    limit:        bytes of one frame.
    """

    def __init__(
        self,
        *,
        destinations: Sequence[str] = (),
        login: StompLogin | None = None,
        heartbeat: float = 10.0,
        limit: int = MESSAGE_LIMIT,
    ) -> None:
        self._destinations = tuple(destinations)
        self._login = login or StompLogin()
        self._reader = FrameReader(limit=limit)
        self._beats = Beats(heartbeat)
        self._version = ""

    @property
    def ready(self) -> bool:
        return bool(self._version)

    @property
    def deadline(self) -> float | None:
        return min((each for each in (self._beats.beat_at, self._beats.heard_by) if each is not None), default=None)

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        login = self._login
        headers = {"accept-version": ",".join(_VERSIONS), "host": login.host, "heart-beat": self._beats.header}
        if login.login:
            headers["login"] = login.login
        if login.passcode:
            headers["passcode"] = login.passcode
        return (Outgoing(connect_frame({**headers, **login.headers})),)

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        owed: list[Outgoing] = []
        fault, lost = None, 0
        frames = self._reader.feed(received.messages)
        self._beats.heard(now=now)
        try:
            for found in frames:
                if found.command == b"MESSAGE":
                    messages.append(self._message(found))
                else:
                    owed += self._handle(found, now)
        except DialectError as error:
            fault = DialectFault(error.what, advice=error.advice, remedy=error.remedy, code=error.code)
            lost = left_in(frames, lambda frame: frame.command == b"MESSAGE")
        return Payloads(messages, replies=owed, fault=fault, lost=lost)

    def tick(self, *, now: float) -> Payloads:
        beats = self._beats
        if beats.heard_by is not None and now >= beats.heard_by:
            return Payloads(fault=DialectFault(f"the server sent no STOMP heart-beat for {beats.silence:g} s"))
        return Payloads(replies=(Outgoing(_BEAT),)) if beats.beat(now=now) else Payloads()

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing] | Unsendable:
        """Sends {"destination": …, "body": …, "headers": …}."""
        try:
            wanted = _SENDING.decode(text.encode(errors="replace"))
            body = bytes(wanted.body)
            bare = body[:1] == b'"'
            body = _TEXT.decode(body).encode() if bare else body
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return _UNSENDABLE
        kind = "text/plain" if bare else "application/json"
        own = {"destination": wanted.destination, "content-type": kind, "content-length": str(len(body))}
        made = frame("SEND", {**own, **wanted.headers, "content-length": own["content-length"]}, self._version, body)
        return (Outgoing(made, paced=True),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return (Outgoing(frame("DISCONNECT", {"receipt": "bye"}, self._version)),) if self.ready else ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None if self._version else turned_away(code, reason, advice=_ADVICE, also=_REFUSING)

    # --- frames -------------------------------------------------------------------------------------------------

    def _handle(self, found: Frame, now: float) -> Sequence[Outgoing]:
        match found.command:
            case b"CONNECTED":
                return self._welcome(read_headers(found.headers, ""), now)
            case b"ERROR":
                raise refusal(read_headers(found.headers, self._version), found.body, let_in=self.ready)
            case b"RECEIPT":
                return ()
        raise DialectError(
            "the server sent what a STOMP server does not send",
            advice="Check the address, and kind under dialect in the feed's profile",
            remedy=Remedy.ASK,
            code=1002,
        )

    def _welcome(self, headers: Mapping[str, str], now: float) -> Sequence[Outgoing]:
        version = headers.get("version", "1.0").strip()
        if version not in _VERSIONS:
            raise DialectError("the server speaks no STOMP from 1.0 to 1.2", remedy=Remedy.ASK, code=1002)
        self._version = version
        self._beats.agree(headers.get("heart-beat", ""), now=now)
        return [
            Outgoing(frame("SUBSCRIBE", {"id": str(index), "destination": name, "ack": "auto"}, version), paced=True)
            for index, name in enumerate(self._destinations)
        ]

    def _message(self, found: Frame) -> bytes:
        """The message as JSON."""
        headers = read_headers(found.headers, self._version)
        destination = headers.pop("destination", "")
        head = b'{"destination":' + in_quotes(destination) + b',"headers":' + msgspec.json.encode(headers)
        return head + b',"body":' + as_json(found.body) + b"}"
