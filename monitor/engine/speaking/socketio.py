"""Socket.IO and SockJS: the machines, and how their servers are reached."""

import re
from collections.abc import Callable
from typing import Final

from monitor.engine.speaking.approach import Approach, with_path, with_query
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.wire.dialects.base import Dialect
from monitor.wire.dialects.plain import Plain
from monitor.wire.dialects.socketio import SocketIo
from monitor.wire.dialects.sockjs import SockJs

__all__ = ["in_sock_js", "reach_sock_js", "reach_socket_io", "sock_js", "socket_io"]

_SESSION: Final = re.compile(r"/[0-9]{3}/[^/.]+/websocket/?(?=[?#]|$)")
_RAW: Final = re.compile(r"/websocket/?(?=[?#]|$)")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"


def socket_io(rule: SocketIoRule, given: Given) -> Dialect:
    """The machine for one connection."""
    return SocketIo(version=rule.version, namespace=rule.namespace, auth=rule.auth, limit=given.message_limit)


def reach_socket_io(rule: SocketIoRule, address: str) -> Approach:
    """The path is the server's usual one where the address has none; version and transport go into the query."""
    query = {"EIO": str(rule.version), "transport": "websocket", **(rule.auth if rule.version == 3 else {})}
    return Approach(with_query(with_path(address, _socket_io_path), query))


def _socket_io_path(path: str) -> str:
    if path == "/":
        return "/socket.io/"
    # Without its last stroke the server does not know it.
    return f"{path}/" if path.endswith("/socket.io") else path


def in_sock_js(inner: Dialect, given: Given) -> Dialect:
    """`inner` inside the frames of SockJS, or bare where the address is that of the server's raw endpoint."""
    raw = _RAW.search(given.address) is not None and _SESSION.search(given.address) is None
    return inner if raw else SockJs(inner)


def sock_js(given: Given) -> Dialect:
    """The machine for one connection."""
    return in_sock_js(Plain(inflate_limit=given.message_limit), given)


def reach_sock_js(address: str, *, random: Callable[[], float]) -> Approach:
    """The base is completed by a server and a session of this connection; the address of an endpoint is kept."""
    if _RAW.search(address):
        return Approach(address)
    server = f"{int(random() * 1000):03}"
    session = "".join(_LETTERS[int(random() * len(_LETTERS))] for _ in range(16))
    return Approach(with_path(address, lambda path: f"{path.rstrip('/')}/{server}/{session}/websocket"))
