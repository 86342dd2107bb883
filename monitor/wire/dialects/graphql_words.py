"""The messages of the two GraphQL protocols, and the close codes by which they refuse a client."""

from dataclasses import dataclass
from typing import Final

import msgspec

__all__ = ["CURRENT", "FATAL_CODES", "LEGACY", "GraphQlMessage", "GraphQlOperation", "GraphQlWords"]


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

FATAL_CODES: Final = frozenset({4400, 4401, 4403, 4406})
"""A message it cannot read, no login, a refused one, the wrong protocol: connecting again cannot help.

The others are worth another try: 4408 (connection_init too late), 4409 (an id in use), 4429 (too many connection_init).
"""
