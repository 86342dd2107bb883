"""How much memory an object keeps alive, so that what grows without bound shows."""

import sys
from collections import deque
from typing import Any, Final

import msgspec

__all__ = ["weight"]

_LEAVES: Final = (bytes, bytearray, str, int, float, bool, type(None))


def weight(thing: Any, *, most: int = 50_000) -> int:
    """Bytes of everything that belongs to an object of this program, its containers and theirs.

    most: objects looked at. Classes, functions and modules are nobody's own.
    """
    seen: set[int] = set()
    waiting = [thing]
    total = 0
    while waiting and len(seen) < most:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type) or callable(each):
            continue
        seen.add(id(each))
        if isinstance(each, _LEAVES):
            total += sys.getsizeof(each)
            continue
        total += 64
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list | tuple | set | frozenset | deque):
            waiting += each
        elif isinstance(each, msgspec.Raw):
            total += len(bytes(each))
        else:
            waiting += vars(each).values() if hasattr(each, "__dict__") else ()
            waiting += [getattr(each, name, None) for name in getattr(type(each), "__slots__", ())]
    return total
