"""The opening request of a WebSocket: every header that is ours, checked before it can reach the wire."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from monitor import __version__
from monitor.core.errors import Fault, TransportError
from monitor.net.endpoint import DIRECT, Endpoint
from monitor.wire.deflate import offer

__all__ = ["Request", "build_request"]

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110 section 5.6.2: what header names, cookie names and subprotocols are made of."""
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
_COOKIE_END = re.compile(r"[\x00-\x20\x7f\ud800-\udfff;,]")
_RESERVED = frozenset({"upgrade", "connection", "content-length", "transfer-encoding", "host"})


@dataclass(frozen=True, slots=True)
class Request:
    """What websocket-client is given to send. `origin` None: send none."""

    host: str
    target: bytes
    origin: str | None
    headers: tuple[str, ...]
    cookie: str

    def options(self) -> dict[str, Any]:
        """As keyword arguments of `websocket.WebSocket.connect`."""
        return {
            "host": self.host,
            "origin": self.origin,
            "suppress_origin": self.origin is None,
            "header": list(self.headers),
            "cookie": self.cookie or None,
        }


def build_request(endpoint: Endpoint) -> Request:
    """The request for `endpoint`. Raises TransportError(Fault.INVALID) for what must not be sent."""
    given = {name.lower() for name, _ in endpoint.headers}
    lines = [_header_line(name, value) for name, value in endpoint.headers if name.lower() not in _SEPARATE]
    if "user-agent" not in given:
        lines.append(f"User-Agent: feedscope/{__version__}")
    if endpoint.authorization and "authorization" not in given:
        lines.append(f"Authorization: {endpoint.authorization}")
    if endpoint.subprotocols:
        lines.append("Sec-WebSocket-Protocol: " + ", ".join(map(_subprotocol, endpoint.subprotocols)))
    if endpoint.compression:
        lines.append(f"Sec-WebSocket-Extensions: {offer()}")
    return Request(
        host=endpoint.address.authority,
        target=endpoint.address.target.encode("ascii"),
        origin=_origin(endpoint),
        headers=tuple(lines),
        cookie=_cookie(endpoint),
    )


_SEPARATE = frozenset({"origin", "cookie"})
"""Headers that websocket-client writes itself; a second one would contradict it."""


def _header_line(name: str, value: str) -> str:
    lower = name.lower()
    if not _TOKEN.fullmatch(name):
        _refuse(f"{name!r} cannot be the name of a header")
    if lower in _RESERVED or lower.startswith("sec-websocket-"):
        advice = "List subprotocols under subprotocols" if lower == "sec-websocket-protocol" else "Leave it out"
        _refuse(f"the header {name} belongs to the handshake itself", advice=advice)
    if _CONTROL.search(value):
        _refuse(f"the value of the header {name} holds a line break or another control character")
    return f"{name}: {value.strip()}"


def _origin(endpoint: Endpoint) -> str | None:
    given = endpoint.origin or next((v for name, v in endpoint.headers if name.lower() == "origin"), "")
    if given == DIRECT:
        return None
    if _CONTROL.search(given):
        _refuse("the origin holds a line break or another control character")
    return given.strip() or endpoint.address.origin


def _cookie(endpoint: Endpoint) -> str:
    """The Cookie header: those of the profile, and a header written by hand behind them."""
    pairs = []
    for name, value in endpoint.cookies:
        if not _TOKEN.fullmatch(name):
            _refuse(f"{name!r} cannot be the name of a cookie")
        if _COOKIE_END.search(value):
            _refuse(f"the value of the cookie {name} holds a character that would end it")
        pairs.append(f"{name}={value}")
    for name, value in endpoint.headers:
        if name.lower() == "cookie":
            if _CONTROL.search(value):
                _refuse("the Cookie header holds a line break or another control character")
            pairs.append(value.strip())
    return "; ".join(pairs)


def _subprotocol(name: str) -> str:
    if not _TOKEN.fullmatch(name):
        _refuse(f"{name!r} cannot be the name of a subprotocol")
    return name


def _refuse(what: str, *, advice: str = "Correct it in the profile") -> NoReturn:
    raise TransportError(what, fault=Fault.INVALID, advice=advice)
