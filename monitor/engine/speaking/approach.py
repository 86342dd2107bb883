"""How a dialect's server is reached: what is added to the address and offered in the handshake."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus

__all__ = ["Approach", "with_path", "with_query"]


@dataclass(frozen=True, slots=True)
class Approach:
    """
    address:      where to connect, the profile's address with what is added to it.
    subprotocols: offered behind those that the profile names.
    """

    address: str
    subprotocols: tuple[str, ...] = ()


def with_path(address: str, change: Callable[[str], str]) -> str:
    """`address` with another path. `change` gets the present one, which is "/" where there is none."""
    rest, mark, query = _parted(address)
    start = rest.find("/", _authority_at(rest))
    host, path = (rest, "/") if start < 0 else (rest[:start], rest[start:])
    return host + change(path) + mark + query


def with_query(address: str, pairs: Mapping[str, str]) -> str:
    """`address` with these in its query, but for those that stand there already."""
    rest, _, query = _parted(address)
    there = {unquote_plus(pair.partition("=")[0]) for pair in query.split("&")}
    added = [f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs.items() if name not in there]
    query = "&".join(filter(None, (query, *added)))
    return f"{rest}?{query}" if query else rest


def _parted(address: str) -> tuple[str, str, str]:
    # A fragment is never sent (RFC 6455 section 3).
    return address.partition("#")[0].partition("?")


def _authority_at(rest: str) -> int:
    scheme = rest.find("://")
    return scheme + 3 if scheme >= 0 else 0
