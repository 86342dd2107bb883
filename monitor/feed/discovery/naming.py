"""Names for columns: what a place is called in plain words, whoever the sender is."""

from collections.abc import Iterable

from monitor.feed.discovery.market_vocabulary import COLUMNS, CONTEXTS, SIZED
from monitor.feed.discovery.tables import Leaf
from monitor.feed.discovery.tree import Parts
from monitor.feed.discovery.words import joined, readable
from monitor.feed.paths import Item, Member

__all__ = ["Names", "full_name"]

_LONGEST = 60


class Names:
    """The names for the places of one table, which depend on each other."""

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        self._beside: dict[Parts, set[str]] = {}
        self._last_item: dict[Parts, int] = {}
        for leaf in leaves:
            for at, part in enumerate(leaf.path):
                if isinstance(part, Member):
                    self._beside.setdefault(leaf.path[:at], set()).add(joined(part.name))
            if leaf.path and isinstance(leaf.path[-1], Item):
                array = leaf.path[:-1]
                self._last_item[array] = max(self._last_item.get(array, 0), leaf.path[-1].index)

    def known(self, path: Parts) -> str | None:
        """The name the vocabulary has for what stands at `path`; "" when it says that it is no measure."""
        at = _last_member(path)
        if at is None:
            return None
        part = path[at]
        name = joined(part.name) if isinstance(part, Member) else ""
        known = self._in_context(name, self._beside[path[:at]])
        if not known or at == len(path) - 1:
            return known
        return self._in_array(known, path)

    def plain(self, path: Parts) -> str:
        """A readable name for `path`, whatever it is."""
        at = _last_member(path)
        positions = [part.index + 1 for part in path[0 if at is None else at + 1 :] if isinstance(part, Item)]
        part = path[at] if at is not None else None
        name = (readable(part.name).strip() if isinstance(part, Member) else "") or "value"
        return "_".join([name[:_LONGEST], *map(str, positions)])

    def _in_context(self, name: str, beside: set[str]) -> str | None:
        for needed, meanings in CONTEXTS:
            if needed <= beside and name in meanings:
                return meanings[name]
        return COLUMNS.get(name)

    def _in_array(self, known: str, path: Parts) -> str | None:
        """An array that stands for a price often holds the size too, at its end."""
        last = path[-1]
        if not isinstance(last, Item):
            return None
        if last.index == 0:
            return known
        is_last = last.index == self._last_item.get(path[:-1])
        return SIZED[known] if is_last and known in SIZED else f"{known}_{last.index + 1}"


def full_name(path: Parts) -> str:
    """A readable name for `path` with everything on the way."""
    start = next((at for at, part in enumerate(path) if isinstance(part, Member)), None)
    names = [] if start is not None else ["value"]
    for part in path[start or 0 :]:
        if isinstance(part, Member):
            names.append((readable(part.name).strip() or "value")[:_LONGEST])
        elif isinstance(part, Item):
            names.append(str(part.index + 1))
    return "_".join(names)


def _last_member(path: Parts) -> int | None:
    return max((at for at, part in enumerate(path) if isinstance(part, Member)), default=None)
