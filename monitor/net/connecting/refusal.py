"""Answers to a handshake that are no welcome, in plain words."""

import math
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from monitor.core.errors import Fault, TransportError
from monitor.net.connecting.answer import Answer
from monitor.net.endpoint import Endpoint
from monitor.net.redaction import one_line, redact, scrub

__all__ = ["PERHAPS_TLS", "read_retry_after", "refuse", "refuse_garbage"]

PERHAPS_TLS = "If this is a TLS port, the address must begin with wss://"
_LONGEST_PAUSE = 24 * 3600.0
_TLS_ALERT = b"\x15\x03"

_STATUSES = {
    # status: fault, what the server does, advice
    400: (Fault.NOT_WEBSOCKET, "does not take the request", "Check the path and the parameters of the address"),
    401: (Fault.UNAUTHORISED, "wants a login", "Add the key, token or password that this feed needs"),
    402: (Fault.FORBIDDEN, "wants to be paid first", "Look into your account with this feed"),
    403: (
        Fault.FORBIDDEN,
        "forbids this",
        "Check the key and what it allows; some servers look at the origin or the country too",
    ),
    404: (Fault.NOT_FOUND, "has nothing at this path", "Check the path of the address"),
    405: (Fault.NOT_WEBSOCKET, "has no WebSocket at this path", "Check the path of the address"),
    407: (Fault.PROXY_LOGIN, "is behind a proxy that wants a login", "Put user and password into the proxy address"),
    408: (Fault.SERVER, "gave up waiting for the request", ""),
    410: (Fault.NOT_FOUND, "has nothing at this path any more", "Look up the new address of this feed"),
    425: (Fault.SERVER, "asks to try again later", ""),
    426: (
        Fault.NOT_WEBSOCKET,
        "did not see a WebSocket request",
        "A proxy on the way may have removed its headers; use wss:// if there is such an address",
    ),
    429: (Fault.RATE_LIMITED, "says that these are too many requests", "Open fewer connections to it"),
    451: (Fault.FORBIDDEN, "may not serve this country", ""),
    502: (Fault.SERVER, "is a gateway without an answer from the server behind it", ""),
    503: (Fault.SERVER, "is overloaded or being serviced", ""),
    504: (Fault.SERVER, "is a gateway that waited too long for the server behind it", ""),
}


def refuse(answer: Answer, endpoint: Endpoint, *, now: float) -> TransportError:
    """The error for an answer whose status is not 101. `now`: wall seconds."""
    where = endpoint.address.authority
    if 300 <= answer.status < 400 and (location := answer.get("location")):
        return _redirected(answer.status, location, endpoint)
    if answer.status == 400 and b"HTTPS" in answer.body.upper():
        return _wants_tls(where)
    fault, does, advice = _words(answer.status)
    said = scrub(answer.text(), endpoint.secrets)
    return TransportError(
        f"{where} {does} ({answer.status})" + (f": {said}" if said else ""),
        fault=fault,
        advice=advice,
        retry_after=read_retry_after(answer.get("retry-after"), now=now),
    )


def refuse_garbage(got: bytes, endpoint: Endpoint) -> TransportError:
    """The error for bytes that are no HTTP answer, or none at all."""
    where = endpoint.address.authority
    if not got:
        return TransportError(
            f"{where} closed the connection without an answer",
            fault=Fault.RESET,
            advice="" if endpoint.address.secure else PERHAPS_TLS,
        )
    if got.startswith(_TLS_ALERT):
        return _wants_tls(where)
    if got.startswith(b"HTTP/"):
        what = f"{where} sent a broken answer"
    elif got.startswith(b"SSH-"):
        what = f"{where} is an SSH server"
    else:
        begin = scrub(ascii(got[:40].decode("latin-1")), endpoint.secrets)
        what = f"{where} does not speak HTTP; its answer begins with {begin}"
    return TransportError(what, fault=Fault.NOT_WEBSOCKET, advice="Check host and port of the address")


def read_retry_after(value: str | None, *, now: float) -> float | None:
    """Seconds to wait, from a Retry-After header with seconds or a date (RFC 9110 section 10.2.3); at most a day."""
    if value is None:
        return None
    try:
        seconds = float(value) if value.isascii() and value.isdigit() else _read_date(value) - now
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_PAUSE) if math.isfinite(seconds) else None


def _read_date(value: str) -> float:
    date = parsedate_to_datetime(value)
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()


def _words(status: int) -> tuple[Fault, str, str]:
    if status in _STATUSES:
        return _STATUSES[status]
    if status >= 500:
        return Fault.SERVER, "is in trouble", ""
    if status >= 400:
        return Fault.NOT_WEBSOCKET, "does not take the request", "Check the address and what this feed asks for"
    return (
        Fault.NOT_WEBSOCKET,
        "answered as a web server, not as a WebSocket",
        "Look up the WebSocket address of this service; it often has another host or path than its web pages",
    )


def _redirected(status: int, location: str, endpoint: Endpoint) -> TransportError:
    base = endpoint.address.url.replace("ws", "http", 1)
    target = urljoin(base, location)
    if target.startswith("http"):
        target = target.replace("http", "ws", 1)
    # Not followed: keys and cookies meant for one host would go to another.
    shown = one_line(scrub(redact(target), endpoint.secrets), 300)
    return TransportError(
        f"{endpoint.address.authority} points elsewhere ({status}): {shown}",
        fault=Fault.REDIRECT,
        advice="If you trust that address, use it instead",
    )


def _wants_tls(where: str) -> TransportError:
    return TransportError(f"{where} expects TLS", fault=Fault.NOT_WEBSOCKET, advice="Use wss:// instead of ws://")
