"""The messages of the two GraphQL protocols, and what their close codes ask of a client."""

from dataclasses import dataclass
from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault
from monitor.wire.dialects.raw_json import bounded

__all__ = ["CURRENT", "LEGACY", "GraphQlMessage", "GraphQlOperation", "GraphQlWords", "fault_of_close"]


class GraphQlMessage(msgspec.Struct):
    """Either protocol's message, its payload untouched."""

    type: str
    id: str | int | None = None
    payload: msgspec.Raw = msgspec.Raw(b"")


@dataclass(frozen=True, slots=True)
class GraphQlOperation:
    """A subscription to begin on every open. variables: a JSON object as text, or ""."""

    query: str
    variables: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class GraphQlWords:
    """What one protocol calls what both have. pings: whether a client may ask for a sign of life."""

    subscribe: str
    next: str
    stop: str
    pings: bool


CURRENT: Final = GraphQlWords("subscribe", "next", "complete", pings=True)
"""graphql-transport-ws, PROTOCOL.md of graphql-ws."""
LEGACY: Final = GraphQlWords("start", "data", "stop", pings=False)
"""graphql-ws, PROTOCOL.md of subscriptions-transport-ws."""

_CODES: Final = {
    1002: ("the server does not speak this GraphQL protocol", Remedy.ASK),
    4400: ("the server could not read a message of ours", Remedy.ASK),
    4401: ("the server wants a login", Remedy.ASK),
    4403: ("the server refuses the login", Remedy.ASK),
    4406: ("the server does not speak this GraphQL protocol", Remedy.ASK),
    4408: ("the server waited too long for connection_init", Remedy.RETRY),
    4409: ("the server says that an operation's id is in use", Remedy.RETRY),
    4429: ("the server says that connection_init came too often", Remedy.BACK_OFF),
    4500: ("the server has failed", Remedy.BACK_OFF),
}
_ADVICE: Final = {
    1002: "Set dialect.legacy the other way, or the subprotocol that the server names",
    4400: "Check the operations of the dialect in the feed's profile",
    4401: "Check dialect.init in the feed's profile, which carries the login",
    4403: "Check dialect.init in the feed's profile, which carries the login",
    4406: "Set dialect.legacy the other way, or the subprotocol that the server names",
}


def fault_of_close(code: int, reason: str) -> DialectFault | None:
    """What a close code of GraphQL means; None for a code that has its meaning from RFC 6455 alone."""
    if code not in _CODES:
        return None
    what, remedy = _CODES[code]
    said = bounded(reason)
    told = f"{what} ({code} {said})" if said else f"{what} ({code})"
    return DialectFault(told, advice=_ADVICE.get(code, ""), remedy=remedy)
