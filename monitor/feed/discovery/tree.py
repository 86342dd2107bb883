"""The places of a feed's messages as a tree, one node for each path, shared by all messages."""

from dataclasses import dataclass
from typing import Final

from monitor.feed.paths import Announced, Item, Member, Part, Step

__all__ = ["ARRAY", "NUMBER", "OBJECT", "OTHER", "Node", "Parts", "Tree"]

Parts = tuple[Part, ...]

_MOST_NODES = 20_000
_MOST_MEMBERS = 256
_LONGEST_NAME = 128


OBJECT: Final = 1
ARRAY: Final = 2
NUMBER: Final = 4
OTHER: Final = 8
"""What can stand at a place, as bits; plain numbers because this is asked for every value."""


@dataclass(slots=True)
class Tree:
    """Counts the nodes, so that no message can make the tree grow without end."""

    room: int = _MOST_NODES

    def root(self) -> "Node":
        """The node of the whole message."""
        return Node(self, (), (), None)


class Node:
    """A place in messages.

    prefix, inner: the path up to and with the last `[]` or `{}`, which makes a row, and the rest, inside the row.
    parts, serial: the whole path, and a number that no other node of the tree has.
    owner:         the node of the row that this is inside of, None for the message itself.
    kinds, seen:   what stood here (bits), and how often an object did.
    lists:         whether an array of arrays or objects stood here, so that a plain array is one row of such.
    pairs:         whether each place in the array here has a meaning of its own, although all hold objects.
    is_map:        whether the names of the members here are keys, not fields.
    crowded:       whether there were more members than are remembered.
    """

    __slots__ = (
        "_announced",
        "_each",
        "_items",
        "_json",
        "_tree",
        "_values",
        "count",
        "crowded",
        "inner",
        "is_map",
        "kinds",
        "lists",
        "members",
        "owner",
        "pairs",
        "parts",
        "prefix",
        "seen",
        "serial",
    )

    def __init__(self, tree: Tree, prefix: Parts, inner: Parts, owner: "Node | None") -> None:
        self._tree = tree
        self.prefix = prefix
        self.inner = inner
        self.parts: Parts = prefix + inner
        self.serial = tree.room
        self.members: dict[str, Node | None] = {}
        self._items: dict[int, Node | None] = {}
        self._announced: dict[str, Node | None] = {}
        self._each: Node | None = None
        self._values: Node | None = None
        self._json: Node | None = None
        self.owner = owner if inner or not prefix else self
        self.kinds = 0
        self.count = 0
        self.seen = 0
        self.lists = self.pairs = self.is_map = self.crowded = False

    def member(self, name: str) -> "Node | None":
        """The member `name`; None where there is no room for more or the name is none a profile could hold."""
        try:
            return self.members[name]
        except KeyError:
            pass
        if len(self.members) >= _MOST_MEMBERS:
            self.crowded = True
            return None
        usable = len(name) <= _LONGEST_NAME and name.isprintable()
        found = self.members[name] = self._inside(Member(name)) if usable else None
        return found

    def item(self, index: int) -> "Node | None":
        """The item at `index`, which may count from the end."""
        if index not in self._items:
            self._items[index] = self._inside(Item(index))
        return self._items[index]

    def announced(self, name: str) -> "Node | None":
        """What the server announced as `name` for the channel of the message."""
        if name not in self._announced:
            usable = len(name) <= _LONGEST_NAME and name.isprintable()
            self._announced[name] = self._inside(Announced(name)) if usable else None
        return self._announced[name]

    def each(self) -> "Node | None":
        """Any item, each being a row."""
        if self._each is None:
            self._each = self._row(Step.EACH_ITEM)
        return self._each

    def values(self) -> "Node | None":
        """Any member, each being a row."""
        if self._values is None:
            self._values = self._row(Step.EACH_MEMBER)
        return self._values

    def json(self) -> "Node | None":
        """What the text here holds as JSON."""
        if self._json is None:
            self._json = self._inside(Step.JSON)
        return self._json

    def below(self) -> list["Node"]:
        """The nodes one step further down."""
        found = [*self.members.values(), *self._items.values(), self._each, self._values, self._json]
        return [node for node in found if node is not None]

    def make_map(self) -> None:
        """From now on the members here are rows."""
        self.is_map = True
        self.members.clear()

    def _inside(self, part: Part) -> "Node | None":
        return self._new(self.prefix, (*self.inner, part), self.owner)

    def _row(self, part: Part) -> "Node | None":
        return self._new((*self.parts, part), (), None)

    def _new(self, prefix: Parts, inner: Parts, owner: "Node | None") -> "Node | None":
        if self._tree.room <= 0:
            return None
        self._tree.room -= 1
        return Node(self._tree, prefix, inner, owner)
