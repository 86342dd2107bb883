"""What HTTP answers show: SockJS's /info, the open packet of Engine.IO by polling, and SignalR's negotiate."""

import re
from functools import partial
from typing import Any, Final

from monitor.feed.dialect_rules.calls import SignalRRule
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule
from monitor.feed.parse import parse_json
from monitor.feed.recognition.candidate import Read
from monitor.feed.recognition.found import Found

__all__ = ["engine_io_reader", "negotiate_reader", "sock_js_reader"]

_OPEN: Final = re.compile(rb'(?P<length>[0-9]{1,4}:)?0(?P<body>\{[^{}]*"(?:sid|pingInterval)"[^{}]*\})')


def sock_js_reader(*, path: str, shown: str) -> Read:
    """For the answer to `shown`, as the user is told it. path: as in Found."""
    return partial(_sock_js, path=path, shown=shown)


def engine_io_reader(*, path: str, shown: str) -> Read:
    """For the first packet that polling brings."""
    return partial(_engine_io, path=path, shown=shown)


def negotiate_reader(*, path: str, shown: str) -> Read:
    """For the answer to negotiate, of either SignalR."""
    return partial(_negotiate, path=path, shown=shown)


def _sock_js(body: bytes, *, path: str, shown: str) -> Found | None:
    info = _object(body)
    if info.get("websocket") is not True or not ("entropy" in info or "origins" in info):
        return None
    return Found("SockJS", f"its answer to {shown}", SockJsRule(), path)


def _engine_io(body: bytes, *, path: str, shown: str) -> Found | None:
    packet = _OPEN.match(body)
    if packet is None or not {"sid", "pingInterval"} <= set(_object(packet["body"])):
        return None
    # Lengths before the packets are how version 3 parts them.
    version = 3 if packet["length"] else 4
    what = "Socket.IO 4" if version == 4 else "Socket.IO 2"
    return Found(what, f"its answer to {shown}", SocketIoRule(version=3 if version == 3 else 4), path)


def _negotiate(body: bytes, *, path: str, shown: str) -> Found | None:
    agreed = _object(body)
    if type(agreed.get("ConnectionToken")) is str and type(agreed.get("ConnectionId")) is str:
        return Found("ASP.NET SignalR", f"its answer to {shown}", SignalRRule(legacy=True), path)
    here = type(agreed.get("connectionId")) is str and type(agreed.get("availableTransports")) is list
    elsewhere = type(agreed.get("url")) is str and type(agreed.get("accessToken")) is str
    return Found("SignalR", f"its answer to {shown}", SignalRRule(), path) if here or elsewhere else None


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in it, an empty one where there is none."""
    try:
        value = parse_json(body)
    except ValueError:
        return {}
    return value if type(value) is dict else {}
