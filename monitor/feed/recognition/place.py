"""An address as it is written, placeholders and all, parted so that its path can be another one."""

from dataclasses import dataclass

__all__ = ["Place", "place_of", "readdressed"]


@dataclass(frozen=True, slots=True)
class Place:
    """base: scheme and authority as written. path: "/" where there is none. query: without its mark."""

    base: str
    path: str
    query: str = ""

    @property
    def port(self) -> str:
        """The port's digits, "" where none is written."""
        port = self.base.rpartition(":")[2]
        return port if port.isascii() and port.isdigit() else ""

    def at(self, path: str, query: str = "") -> str:
        """The address of another path of the same server."""
        return f"{self.base}{path}?{query}" if query else self.base + path


def place_of(address: str) -> Place:
    """The parts of an address. What follows # is never sent (RFC 6455 section 3)."""
    rest, _, query = address.strip().partition("#")[0].partition("?")
    scheme = rest.find("://")
    start = rest.find("/", scheme + 3 if scheme >= 0 else 0)
    return Place(rest, "/", query) if start < 0 else Place(rest[:start], rest[start:], query)


def readdressed(address: str, path: str) -> str:
    """`address` with another path and no query; `address` itself for ""."""
    return place_of(address).at(path) if path else address
