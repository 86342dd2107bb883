"""Which place in the messages tells instruments or sensors apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.feed.discovery.tables import Leaf
from monitor.feed.discovery.tree import Parts
from monitor.feed.discovery.vocabulary import KEY_NAMES, NOT_KEYS, SIDE_VALUES
from monitor.feed.paths import Announced, format_path
from monitor.feed.scalars import plain_text

__all__ = ["FoundKey", "find_key", "names_instrument"]

_LONGEST = 80
_TICKER = re.compile(r"(?=.*[A-Z])\.?/?[A-Z0-9]{2,}(?:[-/_:.>][A-Z0-9]+){0,4}|[a-z][A-Z0-9]{5,}(?::[A-Z0-9]+)?")
_OPAQUE = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}")
_ENOUGH = 1.3
_SURELY = 3.0


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A place that tells rows apart. `score`: how surely."""

    path: str
    leaf: Leaf
    score: float


def names_instrument(name: str) -> bool:
    """Whether a member of this name (in the form of `joined`) surely holds an instrument or a sensor."""
    return KEY_NAMES.get(name, 0.0) >= 2.0


def find_key(own: Iterable[Leaf], around: Iterable[Leaf], *, taken: Iterable[Parts]) -> FoundKey | None:
    """The best key for rows, if there is one.

    own, around: leaves inside the rows, and of the messages they are in.
    taken:       paths that tell the kind of message, and so do not tell instruments.
    """
    avoided = set(taken)
    found = [
        FoundKey(format_path(leaf.path), leaf, score)
        for leaves, nearness in ((own, 0.5), (around, 0.0))
        for leaf in leaves
        if leaf.path
        and leaf.path not in avoided
        and (score := _score(leaf)) > 0
        and (score := score + nearness) >= _ENOUGH
    ]
    return max(found, key=lambda key: (key.score, -len(key.leaf.path)), default=None)


def _score(leaf: Leaf) -> float:
    weight = KEY_NAMES.get(leaf.name, 0.0) if not leaf.positional else 0.0
    if not weight and not leaf.positional and not NOT_KEYS.isdisjoint((leaf.name, *leaf.name.split()[-1:])):
        return 0.0
    values = _texts(leaf, numbers_too=weight >= 3.0 and len(leaf.name) > 1 and leaf.whole)
    if not values or any(len(value) > _LONGEST or value.count(" ") > 3 for value in values[:50]):
        return 0.0
    distinct = set(values)
    if all(value.lower() in SIDE_VALUES or _OPAQUE.fullmatch(value) for value in distinct):
        return 0.0
    if _all_different(values, distinct, weight):
        return 0.0
    return weight + _look(distinct, leaf, known=weight > 0, rows=len(values)) + _announced(leaf)


def _texts(leaf: Leaf, *, numbers_too: bool) -> list[str]:
    """The values as keys; none where what stands here is mostly something else."""
    if leaf.numeric and not numbers_too:
        return []
    values = [text for value in leaf.values.values() if value != "" and (text := plain_text(value)) is not None]
    return values if 2 * len(values) >= len(leaf.values) else []


def _all_different(values: list[str], distinct: set[str], weight: float) -> bool:
    """Whether these are names of single events, such as trade ids. What is called a symbol is one, however many."""
    if weight >= _SURELY:
        return False
    return len(values) > 10 and len(distinct) > (0.95 if weight >= 2.0 or _are_tickers(distinct) else 0.5) * len(values)


def _look(distinct: set[str], leaf: Leaf, *, known: bool, rows: int) -> float:
    """What the values alone say."""
    tickers = _are_tickers(distinct)
    if known:
        return 0.4 if tickers else 0.0
    if tickers and (len(distinct) > 1 or leaf.positional):
        return 1.9
    words = all(len(value) > 1 for value in distinct)
    return 1.0 if words and len(distinct) > 1 and rows >= 3 * len(distinct) else 0.0


def _are_tickers(values: set[str]) -> bool:
    return sum(_TICKER.fullmatch(value) is not None for value in values) >= 0.8 * len(values)


def _announced(leaf: Leaf) -> float:
    return 0.2 if leaf.path and isinstance(leaf.path[0], Announced) else 0.0
