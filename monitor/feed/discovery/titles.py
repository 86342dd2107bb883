"""Names for the streams of one kind of message."""

from collections.abc import Iterable

from monitor.feed.discovery.market_vocabulary import SIDES
from monitor.feed.discovery.tree import Parts
from monitor.feed.discovery.words import joined, readable
from monitor.feed.paths import Member

__all__ = ["Titles"]

_NAMELESS = "values"


class Titles:
    """The names. `label`: what the messages call their kind, "" if nothing; `prefixes`: the paths of the tables."""

    def __init__(self, label: str, prefixes: Iterable[Parts]) -> None:
        self._label = label
        self._sides = _sides({_container(prefix) for prefix in prefixes})

    def long(self, prefix: Parts) -> str:
        """Every word that says something about the rows at `prefix`."""
        container = _container(prefix)
        return " ".join(filter(None, (self._label, container, self._sides.get(container, ""))))

    def stream(self, prefix: Parts, rows: str, *, alone: bool) -> str:
        """The name of a stream.

        rows:  what some of the rows are called.
        alone: whether the kind has no other table that makes a stream.
        """
        container = _container(prefix)
        own = self._sides.get(container, "")
        if not own and not (alone and (self._label or rows)):
            own = readable(container).strip()
        return " ".join(filter(None, (self._label, own, rows))) or _NAMELESS


def _container(prefix: Parts) -> str:
    """The name of the array or object that holds the rows."""
    return next((part.name for part in reversed(prefix) if isinstance(part, Member)), "")


def _sides(containers: set[str]) -> dict[str, str]:
    """The sides of an order book among the names of arrays; short names count only in pairs."""
    found: dict[str, str] = {}
    names = {joined(container): container for container in sorted(containers)}
    for bids, asks, before in SIDES:
        paired = bids in names and asks in names
        for name, side in ((bids, "bids"), (asks, "asks")):
            if name in names and (paired or len(name) > 3):
                found[names[name]] = f"{before}{side}"
    return found
