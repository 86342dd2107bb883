"""Where wanted values stand in a message: a tree of places, from which `structs` makes types for msgspec.

What a rule itself wants decides whether a place is an object, an array or a value. What is asked besides, for the
conditions of other rules, has to fit in with that, or else cannot be there at all.
"""

from dataclasses import dataclass, field
from enum import Enum

from monitor.feed.paths import Item, Member, Part, Path, Step

__all__ = ["Kind", "Node", "Place", "UnfitError", "ask", "want"]

_FARTHEST_ITEM = 64
"""Every item before a wanted one costs a field."""


class UnfitError(Exception):
    """No type can be made for these paths; such messages are read the slow way."""


class Kind(Enum):
    """What is wanted at a place."""

    NUMBER = "a number, NaN when absent"
    OPTIONAL = "a number, and to know when it is absent"
    ANY = "whatever is there"
    PRESENT = "to know whether something is there"


@dataclass(slots=True, eq=False)
class Node:
    """A place in a message, not decided while it has neither leaf nor children nor `each`.

    owned: whether the rule itself wants something in here; if not, anything may stand here instead.
    item:  whether this is what `[]` goes through. It must be an object or an array: of plain values, the array itself
           would be the row.
    """

    leaf: Kind | None = None
    children: dict[str | int, "Node"] = field(default_factory=dict)
    each: "Node | None" = None
    owned: bool = False
    item: bool = False

    @property
    def is_array(self) -> bool:
        """Whether an array is expected here."""
        return self.each is not None or isinstance(next(iter(self.children), None), int)


@dataclass(frozen=True, slots=True)
class Place:
    """A node and the way to it from the message, or from the nearest `[]` above.

    chain: attribute names, and `[0]` for an item of what `[]` goes through, joined by ".".
    """

    node: Node
    chain: str

    @property
    def plain(self) -> bool:
        """Whether attributes alone lead there."""
        return "[" not in self.chain


def want(root: Node, path: Path, kind: Kind | None) -> Place:
    """Make room in the tree for what the rule itself wants at `path`; `kind` None is the way to its rows.

    Raises UnfitError where the path does not go with the tree or is none of plain members and items.
    """
    node, names = root, list[str]()
    node.owned = True
    for part in path.parts:
        if part is Step.EACH_ITEM:
            if node.leaf is not None or node.children:
                raise UnfitError
            node.each = node = node.each or Node(item=True)
            names = []
        else:
            node, name = _enter(node, part)
            names.append(name)
        node.owned = True
    if kind is not None:
        _settle(node, kind)
    return Place(node, ".".join(names))


def _enter(node: Node, part: Part) -> tuple[Node, str]:
    """The child of `node` at `part`, made when there is none, and its name in a chain."""
    if node.each is not None and isinstance(part, Item):
        return node.each, f"[{part.index}]"
    step = _step(part)
    if node.leaf is not None or node.each is not None:
        raise UnfitError
    if node.children and node.is_array != isinstance(step, int):
        raise UnfitError
    child = node.children.setdefault(step, Node())
    return child, f"f{step if isinstance(step, int) else list(node.children).index(step)}"


def _step(part: Part) -> str | int:
    if isinstance(part, Item) and 0 <= part.index <= _FARTHEST_ITEM:
        return part.index
    # msgspec cannot rename a field to a name that JSON would have to escape.
    if isinstance(part, Member) and not any(character in '"\\' or character < " " for character in part.name):
        return part.name
    raise UnfitError


def _settle(node: Node, kind: Kind) -> None:
    if node.children or node.each is not None or node.item:
        raise UnfitError
    if node.leaf is None or node.leaf is kind:
        node.leaf = kind
    elif Kind.ANY in (node.leaf, kind):
        node.leaf = Kind.ANY
    else:
        node.leaf = Kind.OPTIONAL


def ask(root: Node, path: Path, kind: Kind) -> Place | None:
    """Make room for what a condition asks at `path`; None where the tree already says that nothing is there.

    Ask for longer paths first: an object that is there for them also answers whether anything is there.
    Raises UnfitError when only the slow way can tell.
    """
    node, names = root, list[str]()
    for part in path.parts:
        if part is Step.EACH_ITEM and node.each is not None:
            node, names = node.each, []
        elif _contradicts(node, part):
            return None
        else:
            node, name = _enter(node, part)
            names.append(name)
    if not node.children and node.each is None:
        _settle(node, kind)
    elif kind is Kind.ANY and not node.owned:
        # Other messages may well have here the plain value that is asked for.
        raise UnfitError
    return Place(node, ".".join(names))


def _contradicts(node: Node, part: Part) -> bool:
    """Whether `part` cannot be there where the tree has `node`."""
    if node.leaf in (Kind.NUMBER, Kind.OPTIONAL):
        return True
    if node.each is not None:
        return isinstance(part, Member)
    return bool(node.children) and isinstance(part, (Item, Member)) and node.is_array != isinstance(part, Item)
