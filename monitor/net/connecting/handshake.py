"""The WebSocket handshake: websocket-client speaks it, over a socket that keeps it within bounds."""

import contextlib
from dataclasses import dataclass
from typing import Any

import websocket

from monitor.core.errors import Fault, ProtocolError, TransportError
from monitor.net.connecting.answer import HEAD_END, Answer, read_answer, without_cookies
from monitor.net.connecting.attempt import OutOfTime
from monitor.net.connecting.channel import Channel
from monitor.net.connecting.refusal import refuse, refuse_garbage
from monitor.net.connecting.request import build_request
from monitor.net.endpoint import Endpoint
from monitor.net.redaction import one_line
from monitor.wire.deflate import Inflater, accept

__all__ = ["Agreement", "shake_hands"]

_HEAD_LIMIT = 64 * 1024
_BLOCK = 16 * 1024
_BODY_LIMIT = 4 * 1024
_BODY_READS = 4
_PATIENCE = 0.5
_PATIENCE_FOR_THE_END = 0.2


@dataclass(frozen=True, slots=True)
class Agreement:
    """What client and server have agreed on. `surplus`: bytes of frames that came along with the answer."""

    answer: Answer
    subprotocol: str | None
    extensions: str | None
    inflater: Inflater | None
    surplus: bytes


def shake_hands(channel: Channel, endpoint: Endpoint, *, now: float) -> Agreement:
    """Open the WebSocket. `now`: wall seconds, to read dates with.

    Raises TransportError, websocket.WebSocketException, OSError, OutOfTime, Abandoned.
    """
    request = build_request(endpoint)
    talk = _Talk(channel, request.target, endpoint=endpoint, now=now)
    # The library's URL parser loses `;parameters` of the path, so it gets none and `_Talk` puts the target in.
    url = f"{endpoint.address.scheme}://{endpoint.address.authority}/"
    library: Any = websocket.WebSocket()
    library.connect(url, socket=talk, redirect_limit=0, **request.options())
    answer = talk.answer
    extensions = answer.get("sec-websocket-extensions")
    return Agreement(
        answer=answer,
        subprotocol=_agreed_subprotocol(answer.get("sec-websocket-protocol"), endpoint),
        extensions=extensions,
        inflater=_agreed_inflater(extensions, endpoint),
        surplus=talk.surplus,
    )


class _Talk:
    """The socket that websocket-client sees.

    It reads ahead in blocks where the library reads single bytes, bounds the head, keeps what follows it, and
    answers for what the library would get wrong: it waits for no endless body of a refusal, and no Set-Cookie
    reaches the library's jar, which all connections of the process would share.
    """

    def __init__(self, channel: Channel, target: bytes, *, endpoint: Endpoint, now: float) -> None:
        self._channel = channel
        self._target = target
        self._endpoint = endpoint
        self._now = now
        self._answer: Answer | None = None
        self._unread = b""
        self.surplus = b""

    @property
    def answer(self) -> Answer:
        assert self._answer is not None
        return self._answer

    def gettimeout(self) -> float:
        """0, so that the library leaves all waiting to this object."""
        return 0.0

    def send(self, data: bytes) -> int:
        """Send the whole request; the library does not look at how much was sent."""
        self._channel.sendall(data.replace(b"GET / ", b"GET " + self._target + b" ", 1))
        return len(data)

    def recv(self, size: int) -> bytes:
        if self._answer is None:
            self._read_head()
        taken, self._unread = self._unread[:size], self._unread[size:]
        return taken

    def close(self) -> None:
        self._channel.close()

    def _read_head(self) -> None:
        """Read the answer's head; raise TransportError unless it is one to go on with."""
        got = b""
        while (end := HEAD_END.search(got)) is None:
            block = self._channel.recv(_BLOCK)
            got += block
            if not block or not b"HTTP/1.".startswith(got[:7]):
                raise refuse_garbage(got, self._endpoint)
            if len(got) > _HEAD_LIMIT:
                raise _too_large()
        if end.end() > _HEAD_LIMIT:
            raise _too_large()
        head, rest = got[: end.end()], got[end.end() :]
        answer = read_answer(head)
        if answer is None:
            raise refuse_garbage(got, self._endpoint)
        if answer.status != 101:
            body = self._read_body(rest, answer)
            raise refuse(read_answer(head, body) or answer, self._endpoint, now=self._now)
        self._answer, self._unread, self.surplus = answer, without_cookies(head), rest

    def _read_body(self, body: bytes, answer: Answer) -> bytes:
        """A little of a refusal's body, which often says in words what is wrong; never worth waiting for long.

        One without a length is read to its end: to hang up on a server that is still writing resets the connection,
        of which some die.
        """
        length = answer.get("content-length") or ""
        told = length.isascii() and length.isdigit()
        wanted = min(int(length[:9]), _BODY_LIMIT) if told else _BODY_LIMIT
        with contextlib.suppress(OSError, OutOfTime):
            for _ in range(_BODY_READS):
                if len(body) >= wanted:
                    break
                block = self._channel.recv(_BODY_LIMIT, patience=_PATIENCE if told else _PATIENCE_FOR_THE_END)
                if not block:
                    break
                body += block
        return body[:_BODY_LIMIT]


def _agreed_subprotocol(chosen: str | None, endpoint: Endpoint) -> str | None:
    """The server's choice, which must be one of ours where we offered some (RFC 6455 section 4.1)."""
    offered = endpoint.subprotocols
    if chosen in offered or (chosen is None and not offered):
        return chosen
    asked = ", ".join(offered) or "none"
    raise TransportError(
        f"the server chose the subprotocol {chosen[:100]!a}" if chosen else "the server chose no subprotocol",
        fault=Fault.SUBPROTOCOL,
        advice=f"Offered was {asked}: set the subprotocols that this server's documentation names",
    )


def _agreed_inflater(extensions: str | None, endpoint: Endpoint) -> Inflater | None:
    if extensions and not endpoint.compression:
        raise _unusable_answer("the server forces compression although it was not offered", "Allow compression")
    try:
        return accept(extensions)
    except ProtocolError as error:
        raise _unusable_answer(one_line(error.what, 200), "Try without compression") from error


def _unusable_answer(what: str, advice: str) -> TransportError:
    return TransportError(what, fault=Fault.NOT_WEBSOCKET, advice=advice)


def _too_large() -> TransportError:
    return TransportError(
        f"the server answered with more than {_HEAD_LIMIT // 1024} KiB of headers",
        fault=Fault.TOO_LARGE,
        advice="Check the address; no WebSocket server needs that much",
    )
