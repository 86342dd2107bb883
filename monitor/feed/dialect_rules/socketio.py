"""Socket.IO and SockJS, as a profile asks for them."""

from typing import Literal

import msgspec

from monitor.feed.dialect_rules.base import Rule

__all__ = ["SockJsRule", "SocketIoRule"]


class SocketIoRule(Rule, frozen=True, tag="socketio"):
    """Socket.IO 5 over Engine.IO 4, or with `version` 3 the Engine.IO 3 of Socket.IO 1 and 2.

    auth: sent with the CONNECT packet, or as the address's query to version 3, which has no other place for it.
    A message is the event as an array, ["name", argument, …].
    """

    version: Literal[3, 4] = 4
    namespace: str = "/"
    auth: dict[str, str] = msgspec.field(default_factory=dict)


class SockJsRule(Rule, frozen=True, tag="sockjs"):
    """SockJS frames. The address is the base; server and session are made up for each connection."""
