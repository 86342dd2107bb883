"""The second look: every message taken apart into leaves, each with its place and its row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.tree import Node
from monitor.feed.parse import parse_json

__all__ = ["CLOSE", "GLANCE", "Depth", "Taken", "take_apart"]

_POSITIONS = 64
_MIXED_POSITIONS = 16
_DEEPEST = 16
_MOST_INNER_JSON = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of each message to look at: leaves in all and of one message, items of an array, members of a map."""

    leaves: int
    leaves_a_message: int
    items: int
    members: int


GLANCE: Final = Depth(leaves=40_000, leaves_a_message=100, items=2, members=8)
"""Enough to tell kinds of messages apart."""

CLOSE: Final = Depth(leaves=50_000, leaves_a_message=800, items=5, members=30)
"""Enough to judge the numbers."""


@dataclass(slots=True)
class Taken:
    """One message, taken apart.

    row:    the id of the row that the message itself is. Ids of rows are unique among messages taken apart together.
    root:   the node of whole messages.
    rows:   (node, row, name) of each row inside the message; name is the member of a map, else "".
    leaves: (node, row, value); value is a text, number, truth value or None.
    """

    seen: Seen
    row: int
    root: Node
    rows: list[tuple[Node, int, str]] = field(default_factory=list)
    leaves: list[tuple[Node, int, Any]] = field(default_factory=list)
    _places: frozenset[int] | None = None

    @property
    def places(self) -> frozenset[int]:
        """The serials of the nodes that are filled in the message."""
        if self._places is None:
            self._places = frozenset(node.serial for node, _, _ in self.leaves)
        return self._places


def take_apart(messages: Sequence[Seen], root: Node, *, depth: Depth, share: float = 1.0) -> list[Taken]:
    """All messages for which there is room, in order. `share`: of the leaves that `depth` allows."""
    knife = _Knife(root, depth, int(depth.leaves * share))
    return [taken for message in messages if (taken := knife.cut(message)) is not None]


def _ends(items: list[Any], most: int) -> list[Any]:
    """Some of the items from both ends: a list is often sorted by what matters in it."""
    return items if len(items) <= most else items[: most - most // 2] + items[-(most // 2) :]


class _Knife:
    def __init__(self, root: Node, depth: Depth, leaves: int) -> None:
        self._root = root
        self._depth = depth
        self._left = leaves
        self._inner_json = _MOST_INNER_JSON
        self._row = 0
        self._taken = Taken(Seen(0, 0.0, None), 0, root)

    def cut(self, message: Seen) -> Taken | None:
        if self._left <= 0:
            return None
        taken = self._taken = Taken(message, self._next_row(), self._root)
        self._at(self._root, message.value, taken.row, 0)
        self._left -= len(taken.leaves) + 1
        return taken

    def _next_row(self) -> int:
        self._row += 1
        return self._row

    def _at(self, node: Node | None, value: Any, row: int, depth: int) -> None:
        if node is None or depth > _DEEPEST or len(self._taken.leaves) >= self._depth.leaves_a_message:
            return
        kind = type(value)
        if kind is dict:
            self._object(node, value, row, depth + 1)
        elif kind is list:
            self._array(node, value, row, depth + 1)
        elif kind is str and value[:1] in ("{", "[") and self._inside(node, value, row, depth + 1):
            pass
        else:
            self._taken.leaves.append((node, row, value))

    def _object(self, node: Node, value: dict[str, Any], row: int, depth: int) -> None:
        if node.is_map:
            self._rows(node.values(), list(islice(value.items(), self._depth.members)), depth)
            return
        for name, member in islice(value.items(), self._depth.leaves_a_message):
            self._at(node.member(name), member, row, depth)

    def _array(self, node: Node, value: list[Any], row: int, depth: int) -> None:
        nested = [type(item) in (list, dict) for item in value[:_MIXED_POSITIONS]]
        if nested and all(nested) and not node.pairs:
            self._rows(node.each(), [("", item) for item in _ends(value, self._depth.items)], depth)
        elif node.lists and nested and not any(nested):
            self._rows(node.each(), [("", value)], depth, plain=True)
        else:
            self._positions(node, value, nested, row, depth)

    def _positions(self, node: Node, value: list[Any], nested: list[bool], row: int, depth: int) -> None:
        last = max((at for at, is_nested in enumerate(nested) if is_nested), default=len(value))
        for at, item in enumerate(value[: _MIXED_POSITIONS if any(nested) else _POSITIONS]):
            # What follows the payload of a message is found from the end: some messages carry two payloads.
            from_end = node is self._root and at > last
            self._at(node.item(at - len(value) if from_end else at), item, row, depth)

    def _rows(self, node: Node | None, items: Sequence[tuple[str, Any]], depth: int, *, plain: bool = False) -> None:
        if node is None:
            return
        for name, item in items:
            row = self._next_row()
            self._taken.rows.append((node, row, name))
            if plain:
                self._positions(node, item, [], row, depth)
            else:
                self._at(node, item, row, depth)

    def _inside(self, node: Node, text: str, row: int, depth: int) -> bool:
        """Take apart a text that is JSON again; whether it was."""
        if len(text) > self._inner_json:
            return False
        self._inner_json -= len(text)
        try:
            value = parse_json(text)
        except ValueError:
            return False
        self._at(node.json(), value, row, depth)
        return True
