"""A first look over some of the messages: which objects are maps, and which arrays are tuples or tables.

Only objects and arrays matter here. The second look (`monitor.feed.discovery.leaves`) rests on what this one marks.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.tree import ARRAY, NUMBER, OBJECT, OTHER, Node, Tree
from monitor.feed.scalars import number

__all__ = ["outline"]

_MOST_MESSAGES = 300
_MOST_VISITS = 60_000
_DEEPEST = 12
_ITEMS = 4
_LONGEST_TUPLE = 4


def outline(messages: Sequence[Seen], *, pairs: bool | None = None) -> Node:
    """The tree of the places that matter, with its maps, tuples and tables marked.

    pairs: whether messages that are arrays of objects are tuples, if that is known already.
    """
    stride = max(1, len(messages) // _MOST_MESSAGES)
    chosen = [message.value for message in messages[::stride]]
    root = Tree().root()
    root.pairs = _are_pairs([value for value in chosen if type(value) is list]) if pairs is None else pairs
    look = _Look()
    for value in chosen:
        look.at(root, value, 0)
    _mark_maps(root)
    return root


class _Look:
    """Walks values and notes what it sees, up to a number of visits."""

    def __init__(self) -> None:
        self._left = _MOST_VISITS

    def at(self, node: Node | None, value: Any, depth: int) -> None:
        """Note `value`, which stands at `node`."""
        if node is None or self._left <= 0:
            return
        self._left -= 1
        node.count += 1
        node.kinds |= _kind(value)
        if depth > _DEEPEST:
            return
        if type(value) is dict:
            node.seen += 1
            for name, member in value.items():
                self.at(node.member(name), member, depth + 1)
                if self._left <= 0 or node.crowded:
                    break
        elif type(value) is list:
            self._array(node, value, depth + 1)

    def _array(self, node: Node, value: list[Any], depth: int) -> None:
        nested = [type(item) in (list, dict) for item in value[:16]]
        if nested and all(nested) and not node.pairs:
            node.lists = True
            for item in value[:_ITEMS]:
                self.at(node.each(), item, depth)
        elif any(nested):
            for index, item in enumerate(value[: len(nested)]):
                if nested[index]:
                    self.at(node.item(index), item, depth)


def _kind(value: Any) -> int:
    if type(value) is dict:
        return OBJECT
    if type(value) is list:
        return ARRAY
    if value is None or value == "":
        return 0
    return OTHER if isinstance(value, bool) or math.isnan(number(value)) else NUMBER


def _are_pairs(arrays: list[list[Any]]) -> bool:
    """Whether messages are arrays of always so many objects, of which each place has members of its own."""
    lengths = {len(array) for array in arrays}
    if len(lengths) != 1 or not 2 <= (length := lengths.pop()) <= _LONGEST_TUPLE:
        return False
    if not all(type(item) is dict for array in arrays for item in array):
        return False
    names = [_usual([set(array[place]) for array in arrays]) for place in range(length)]
    return all(
        len(one & other) <= 0.3 * min(len(one), len(other)) for at, one in enumerate(names) for other in names[:at]
    )


def _usual(names: list[set[str]]) -> set[str]:
    """The names that at least half of the sets have."""
    counts = Counter(name for members in names for name in members)
    return {name for name, count in counts.items() if 2 * count >= len(names)}


# --- maps ---------------------------------------------------------------------------------------------------------

_ID_LIKE = re.compile(r"[0-9]+|(?=.*[0-9])[0-9a-fA-F-]{8,}|[A-Z0-9]{2,}[-/_:.][A-Z0-9]{2,}")
_MANY = 6
_VERY_MANY = 64


def _mark_maps(node: Node) -> None:
    if _is_map(node):
        # What lies below a map keeps its names: one level of keys is what a stream has.
        node.make_map()
        return
    for child in node.below():
        _mark_maps(child)


def _is_map(node: Node) -> bool:
    members = {name: child for name, child in node.members.items() if child is not None}
    if not members:
        return False
    inner = {name: child for name, child in members.items() if child.kinds & (OBJECT | ARRAY)}
    if len(inner) >= max(2, 0.8 * len(members)):
        return _is_map_of_objects(node, inner)
    numeric = sum(child.kinds == NUMBER for child in members.values())
    if numeric < 0.9 * len(members):
        return False
    return node.crowded or len(members) > _VERY_MANY or (len(members) >= 2 * _MANY and _presence(node, members) < 0.5)


def _is_map_of_objects(node: Node, members: dict[str, Node]) -> bool:
    alike = _likeness(list(members.values()))
    if alike < 0.5:
        return False
    if sum(_ID_LIKE.fullmatch(name) is not None for name in members) >= 0.8 * len(members):
        return True
    return len(members) >= _MANY and (alike >= 0.8 or _presence(node, members) < 0.9)


def _presence(node: Node, members: dict[str, Node]) -> float:
    """How often, on average, a member is there."""
    return sum(child.count for child in members.values()) / (len(members) * max(1, node.seen))


def _likeness(nodes: list[Node]) -> float:
    """How alike the members of objects are, from 0 to 1; 0 where they are no objects."""
    names = [set(node.members) for node in nodes if node.kinds & OBJECT]
    if len(names) < 0.8 * len(nodes):
        return 0.0
    usual = _usual(names)
    return sum(len(one & usual) / max(1, len(one | usual)) for one in names) / len(names)
