"""One HTTP request to a server, by the same way as the WebSocket that is to follow; blocks."""

import http.client
import io
from email.message import Message
from typing import Any

from monitor.core.clock import Clock
from monitor.core.errors import Fault, TransportError
from monitor.net.connecting.answer import Answer
from monitor.net.connecting.attempt import Attempt, OutOfTime
from monitor.net.connecting.channel import Channel
from monitor.net.connecting.dial import reach
from monitor.net.connecting.explain import explain
from monitor.net.connecting.request import Request, build_request
from monitor.net.connecting.resolve import Resolver
from monitor.net.connecting.steps import HANDSHAKE
from monitor.net.endpoint import Endpoint

__all__ = ["ask"]

_BODY_LIMIT = 256 * 1024
_FAILURES = (OutOfTime, OSError, ValueError)


def ask(
    endpoint: Endpoint, method: str, *, body: bytes = b"", attempt: Attempt, clock: Clock, resolver: Resolver
) -> Answer:
    """The answer to a request for the endpoint's address, whatever its status.

    Headers, cookies, proxy and certificates are those of the endpoint. Raises TransportError; Abandoned when nobody
    wants it any more.
    """
    request = build_request(endpoint)
    sock = reach(endpoint, attempt=attempt, clock=clock, resolver=resolver)
    with sock, attempt.interrupting(sock):
        try:
            channel = Channel(sock, attempt=attempt)
            channel.sendall(_written(request, method, body))
            stream: Any = _Stream(channel)
            answer = _read(http.client.HTTPResponse(stream, method=method))
        except http.client.HTTPException as error:
            raise _garbled(endpoint) from error
        except _FAILURES as error:
            raise explain(error, step=HANDSHAKE, endpoint=endpoint, attempt=attempt, proxy="", names=None) from error
    return answer


class _Stream(io.RawIOBase):
    """What the library takes for a socket: each read within the attempt's time, however slowly the server dribbles."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._channel.recv(len(buffer))
        buffer[: len(block)] = block
        return len(block)


def _written(request: Request, method: str, body: bytes) -> bytes:
    lines = [f"Host: {request.host}", "Connection: close", f"Content-Length: {len(body)}", *request.headers]
    lines += [f"Origin: {request.origin}"] if request.origin else []
    lines += [f"Cookie: {request.cookie}"] if request.cookie else []
    head = method.encode("ascii") + b" " + request.target + b" HTTP/1.1\r\n"
    return head + "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def _read(response: http.client.HTTPResponse) -> Answer:
    with response:
        response.begin()
        head: Message = response.headers
        headers = tuple((name.lower(), str(value)) for name, value in head.items())
        return Answer(response.status, response.reason, headers, response.read(_BODY_LIMIT))


def _garbled(endpoint: Endpoint) -> TransportError:
    return TransportError(
        f"{endpoint.address.authority} does not answer in HTTP",
        fault=Fault.NOT_WEBSOCKET,
        advice="Check the address",
    )
