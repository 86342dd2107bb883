"""The messages of the two GraphQL protocols, and the close codes by which they refuse a client."""

from dataclasses import dataclass
from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.close_codes import CloseMeaning

__all__ = ["CLOSE_CODES", "CURRENT", "LEGACY", "GraphQlMessage", "GraphQlOperation", "GraphQlWords"]


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

CLOSE_CODES: Final = {
    4400: CloseMeaning("the server cannot read what we sent", Remedy.ASK, "Check the operations of the dialect"),
    4401: CloseMeaning("the server wants a login first", Remedy.ASK, "Set dialect.init in the feed's profile"),
    4403: CloseMeaning("the server refuses the login", Remedy.ASK, "Check dialect.init in the feed's profile"),
    4406: CloseMeaning("the server speaks the other protocol", Remedy.ASK, "Set or remove dialect.legacy"),
    4408: CloseMeaning("the server did not get our login in time", Remedy.RETRY),
    4409: CloseMeaning("the server knows one of our operations already", Remedy.RETRY),
    4429: CloseMeaning("the server was asked to log in more than once", Remedy.BACK_OFF),
    4499: CloseMeaning("the server has ended the connection", Remedy.RETRY),
    4500: CloseMeaning("the server met an internal error", Remedy.BACK_OFF),
}
"""PROTOCOL.md of graphql-ws, and what its own server adds."""
