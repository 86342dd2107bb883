"""NATS over WebSocket ("NATS protocol", docs.nats.io): login, subscriptions, messages with headers, pings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads, Unsendable
from monitor.wire.dialects.close_codes import CloseMeaning, meaning
from monitor.wire.dialects.loose_json import as_json, in_quotes
from monitor.wire.dialects.nats_errors import refusal
from monitor.wire.dialects.nats_protocol import Line, LineReader, Published, read_headers
from monitor.wire.dialects.raw_json import UNREADABLE
from monitor.wire.dialects.stream import left_in
from monitor.wire.frames import MESSAGE_LIMIT
from monitor.wire.received import Received

__all__ = ["Nats", "NatsLogin"]

_PING_EVERY: Final = 30.0
"""Seconds; the server's own default is 120."""
_ANSWER_WITHIN: Final = 20.0
_MOST_SUBJECTS: Final = 8192
"""Subjects whose beginning of a message is kept ready."""
_LOGIN: Final = "Check user, password, token, seed and jwt in the feed's profile"
_REFUSED: Final = CloseMeaning("the NATS server refuses the login", Remedy.ASK, _LOGIN)
_CODES: Final = {
    1002: CloseMeaning("the NATS server did not understand us", Remedy.BACK_OFF),
    1008: CloseMeaning("the NATS server has put us out", Remedy.BACK_OFF),
    1009: CloseMeaning("a message was too large for the NATS server", Remedy.BACK_OFF),
}
"""As nats-server turns its reasons into codes (server/websocket.go); what goes away is worth a try at once."""
_SPACE: Final = (" ", "\t", "\r", "\n")


class _Info(msgspec.Struct, frozen=True):
    nonce: str = ""
    max_payload: int = 1024 * 1024
    headers: bool = False
    ldm: bool = False


class _Publication(msgspec.Struct, frozen=True):
    subject: str
    payload: msgspec.Raw = msgspec.Raw(b'""')


_INFO: Final = msgspec.json.Decoder(_Info)
_PUBLICATION: Final = msgspec.json.Decoder(_Publication)
_TEXT: Final = msgspec.json.Decoder(str)


@dataclass(frozen=True, slots=True)
class NatsLogin:
    """Who connects, "" for nobody.

    key:  the public nkey, where one is used without a JWT.
    sign: the signature of the server's nonce by the nkey, None where there is none.
    """

    user: str = ""
    password: str = ""
    token: str = ""
    jwt: str = ""
    key: str = ""
    sign: Callable[[bytes], str] | None = None


class Nats:
    """One connection. subjects: subscribed to once the login is accepted. limit: bytes of one message."""

    def __init__(
        self, *, subjects: Sequence[str] = (">",), login: NatsLogin | None = None, limit: int = MESSAGE_LIMIT
    ) -> None:
        self._subjects = tuple(subjects)
        self._login = login or NatsLogin()
        self._reader = LineReader(limit=limit)
        self._openings: dict[bytes, bytes] = {}
        self._most = 0
        self._greeted = False
        self._ready = False
        self._leaving = False
        self._ping_at: float | None = None
        self._alive_by: float | None = None

    @property
    def ready(self) -> bool:
        return self._ready

    @property
    def deadline(self) -> float | None:
        return min((each for each in (self._ping_at, self._alive_by) if each is not None), default=None)

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        return ()  # The server speaks first.

    def receive(self, received: Received, *, now: float) -> Payloads:
        messages: list[bytes] = []
        owed: list[Outgoing] = []
        fault, lost = None, 0
        self._alive_by = None
        self._leaving = False
        lines = self._reader.feed(received.messages)
        try:
            for found in lines:
                if isinstance(found, Published):
                    messages.append(self._message(found))
                else:
                    owed += self._handle(found, now)
        except DialectError as error:
            fault = DialectFault(error.what, advice=error.advice, remedy=error.remedy, code=error.code)
            lost = left_in(lines, lambda line: isinstance(line, Published))
        return Payloads(messages, replies=owed, fault=fault, lost=lost, renew=self._leaving)

    def tick(self, *, now: float) -> Payloads:
        if self._alive_by is not None and now >= self._alive_by:
            return Payloads(fault=DialectFault(f"the server did not answer a NATS ping in {_ANSWER_WITHIN:g} s"))
        if self._ping_at is None or now < self._ping_at:
            return Payloads()
        self._ping_at = now + _PING_EVERY
        self._alive_by = now + _ANSWER_WITHIN
        return Payloads(replies=(_binary(b"PING\r\n"),))

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing] | Unsendable:
        """Publishes {"subject": …, "payload": …}."""
        try:
            wanted = _PUBLICATION.decode(text.encode(errors="replace"))
            payload = bytes(wanted.payload)
            payload = _TEXT.decode(payload).encode() if payload[:1] == b'"' else payload
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return Unsendable('over NATS it must be of the form {"subject": …, "payload": …}')
        if not _usable(wanted.subject):
            return Unsendable("its subject must be one word, without wildcards")
        if len(payload) > self._most:
            return Unsendable(f"it has {len(payload):,} bytes, and the server takes {self._most:,}")
        line = f"PUB {wanted.subject} {len(payload)}\r\n".encode()
        return (Outgoing(line + payload + b"\r\n", binary=True, paced=True),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        table = _CODES if self._ready else {**_CODES, 1008: _REFUSED}
        return meaning(table, code, reason)

    # --- lines --------------------------------------------------------------------------------------------------

    def _handle(self, line: Line, now: float) -> Sequence[Outgoing]:
        match line.name:
            case b"PING":
                return (_binary(b"PONG\r\n"),)
            case b"PONG":
                return self._welcome(now)
            case b"INFO":
                return self._greet(line.rest)
            case b"-ERR":
                error = refusal(line.rest)
                if error is not None:
                    raise error
                return ()
            case b"+OK":
                return ()
        raise DialectError(
            "the server sent what a NATS server does not send",
            advice="Check the address, and kind under dialect in the feed's profile",
            remedy=Remedy.ASK,
            code=1002,
        )

    def _greet(self, told: bytes) -> Sequence[Outgoing]:
        """INFO: the first asks for the login, any may announce that the server is about to shut down.

        Until then one that let us in goes on delivering, for as long as its operator gives it (lame duck mode).
        """
        try:
            info = _INFO.decode(told)
        except UNREADABLE:
            raise DialectError(
                "the server introduced itself with broken JSON", remedy=Remedy.RETRY, code=1002
            ) from None
        self._most = info.max_payload
        self._leaving = info.ldm
        if info.ldm and not self._ready:
            raise DialectError("the NATS server is about to shut down", remedy=Remedy.RETRY, code=1000)
        if self._greeted:
            return ()
        self._greeted = True
        # The PONG tells that the login was accepted, which nothing else does.
        return (_binary(b"CONNECT " + msgspec.json.encode(self._options(info)) + b"\r\nPING\r\n"),)

    def _options(self, info: _Info) -> dict[str, Any]:
        login = self._login
        named = {"user": login.user, "pass": login.password, "auth_token": login.token, "jwt": login.jwt}
        named |= {"nkey": login.key, "sig": login.sign(info.nonce.encode()) if login.sign and info.nonce else ""}
        fixed = {
            "verbose": False,
            "pedantic": False,
            "protocol": 1,
            "lang": "python",
            "version": "1",
            "name": "feedscope",
        }
        return {**fixed, "headers": info.headers, **{name: value for name, value in named.items() if value}}

    def _welcome(self, now: float) -> Sequence[Outgoing]:
        if self._ready:
            return ()
        self._ready = True
        self._ping_at = now + _PING_EVERY
        lines = (f"SUB {subject} {index}\r\n" for index, subject in enumerate(self._subjects, 1))
        return [Outgoing(line.encode(errors="replace"), binary=True, paced=True) for line in lines]

    def _message(self, found: Published) -> bytes:
        """The message as JSON."""
        headers = msgspec.json.encode(read_headers(found.headers)) if found.headers else b"{}"
        return self._opening(found.subject) + headers + b',"payload":' + as_json(found.payload) + b"}"

    def _opening(self, subject: bytes) -> bytes:
        ready = self._openings.get(subject)
        if ready is None:
            text = subject.decode(errors="replace")
            tokens = b",".join(map(in_quotes, text.split(".")))
            ready = b'{"subject":' + in_quotes(text) + b',"tokens":[' + tokens + b'],"headers":'
            if len(self._openings) >= _MOST_SUBJECTS:
                self._openings.clear()
            self._openings[subject] = ready
        return ready


def _usable(subject: str) -> bool:
    """Whether it can be published to: one word, without wildcards."""
    words = subject.split(".")
    return all(words) and not {"*", ">"} & set(words) and not any(space in subject for space in _SPACE)


def _binary(data: bytes) -> Outgoing:
    return Outgoing(data, binary=True)
