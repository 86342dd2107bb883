"""Types with which msgspec reads from a message only what is wanted, made from a tree of places."""

import math
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import UNSET, Raw, UnsetType

from monitor.feed.decoding.layout import Kind, Node, Place

__all__ = ["Reader"]

_SCALARS = str | float | bool | None
_BAD = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Reader:
    """Decodes messages into structures with what is wanted of them.

    strict false: numbers are read as such, quoted or not, so that any other text where one is wanted is an error.
    strict true:  nothing is an error that is not a matter of shape; numbers are left as they stand.
    """

    def __init__(self, root: Node, *, loose: bool) -> None:
        self.loose = loose
        self._absent: dict[Node, Any] = {}
        self._decoder = msgspec.json.Decoder(self._type(root), strict=loose)

    # --- messages ---

    def read(self, payloads: Sequence[bytes]) -> list[Any] | None:
        """All messages in one go; None when there is a bad one among them."""
        # Faster than joining them for `decode_lines`, which besides may find one message where there were two halves.
        try:
            return list(map(self._decoder.decode, payloads))
        except _BAD:
            return None

    def read_each(self, payloads: Sequence[bytes]) -> list[Any]:
        """Each message on its own; None in place of a bad one."""
        return [self._read_one(payload) for payload in payloads]

    def _read_one(self, payload: bytes) -> Any:
        try:
            return self._decoder.decode(payload)
        except _BAD:
            return None

    # --- what was in them ---

    def take(self, structures: Sequence[Any], place: Place) -> list[Any]:
        """What stands at `place` in each; UNSET, or `absent(place)`, where nothing does."""
        if not place.chain:
            return list(structures)
        if place.plain:
            try:
                return list(map(attrgetter(place.chain), structures))
            except AttributeError:
                pass  # something else than an object stands where nothing is wanted but by a condition
        names = place.chain.split(".")
        return [_follow(structure, names) for structure in structures]

    def absent(self, place: Place) -> Any:
        """What stands for a missing object or array at `place`."""
        return self._absent.get(place.node, UNSET)

    # --- types ---

    def _type(self, node: Node) -> Any:
        if node.each is not None:
            self._absent[node] = ()
            # mypy takes the subscript for a type that is written down; msgspec wants one that is made up here.
            return list[self._type(node.each)]  # type: ignore[misc]
        if node.is_array:
            fields = [self._field(f"f{index}", node.children.get(index)) for index in range(_length(node))]
            made = msgspec.defstruct("Items", fields, array_like=True, frozen=True, gc=False)
        else:
            fields = [self._field(f"f{index}", child) for index, child in enumerate(node.children.values())]
            names = {f"f{index}": str(name) for index, name in enumerate(node.children)}
            made = msgspec.defstruct("Members", fields, rename=names, frozen=True, gc=False)
        self._absent[node] = made()
        return made

    def _field(self, name: str, node: Node | None) -> tuple[str, Any, Any]:
        if node is None:
            return name, Raw, b""
        if node.leaf is not None:
            return name, *self._leaf(node.leaf)
        kind = self._type(node)
        if node.each is not None:
            kind = kind | None
        elif not node.owned:
            kind = kind | (dict[str, Raw] if node.is_array else list[Raw]) | _SCALARS
        return name, kind, self._absent[node]

    def _leaf(self, kind: Kind) -> tuple[Any, Any]:
        if kind is Kind.PRESENT:
            return Raw | UnsetType, UNSET
        if self.loose or kind is Kind.ANY:
            return Any, UNSET
        return (float | None, math.nan) if kind is Kind.NUMBER else (float | None | UnsetType, UNSET)


def _length(array: Node) -> int:
    return 1 + max((index for index in array.children if isinstance(index, int)), default=-1)


def _follow(value: Any, names: Sequence[str]) -> Any:
    for name in names:
        if name.startswith("["):
            index = int(name[1:-1])
            value = value[index] if isinstance(value, list) and -len(value) <= index < len(value) else UNSET
        else:
            value = getattr(value, name, UNSET)
    return value
