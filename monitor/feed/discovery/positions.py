"""What the places of an array of numbers mean when nothing names them: judged by how the numbers behave."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from monitor.core.batch import Floats
from monitor.feed.discovery.tables import Leaf
from monitor.feed.paths import Item

__all__ = ["drop_event_ids", "name_level", "name_quote"]

_FEW = 3
_ID_FROM = 1e6


def drop_event_ids(leaves: Sequence[Leaf], times: Leaf | None, keys: Mapping[int, str]) -> list[Leaf]:
    """Without numbers that are all different and rise with time: those name single events."""
    return [leaf for leaf in leaves if times is None or not _rises_with(leaf, times, keys)]


def _rises_with(leaf: Leaf, times: Leaf, keys: Mapping[int, str]) -> bool:
    rows = [row for row in leaf.numbers if row in times.numbers]
    if len(rows) < _FEW or not leaf.whole or min(leaf.numbers.values()) < _ID_FROM:
        return False
    if len(set(leaf.numbers.values())) < 0.98 * len(leaf.numbers):
        return False
    ordered = sorted((keys.get(row, ""), times.numbers[row], leaf.numbers[row]) for row in rows)
    steps = [later[2] > sooner[2] for sooner, later in pairwise(ordered) if later[0] == sooner[0]]
    return bool(steps) and sum(steps) >= 0.9 * len(steps)


def name_level(leaves: Sequence[Leaf], keys: Mapping[int, str], *, book: bool) -> dict[Leaf, str]:
    """Names for the numbers of a trade or of a level of an order book.

    In a book the price comes first. Elsewhere it is the number that varies least within a key and is never negative;
    a size has fractions.
    """
    if len(leaves) < 2:
        return {}
    price = 0 if book else _steadiest(leaves, keys)
    rest = [at for at in range(len(leaves)) if at != price]
    size = next((at for at in rest if not leaves[at].whole), None)
    if size is None:
        size = next((at for at in rest if at > price), rest[0])
    others = [leaves[at] for at in rest if at != size and leaves[at].whole]
    return {leaves[price]: "price", leaves[size]: "size", **({others[0]: "count"} if len(others) == 1 else {})}


def _steadiest(leaves: Sequence[Leaf], keys: Mapping[int, str]) -> int:
    spreads = [_spread(leaf, keys) for leaf in leaves]
    steadiest = int(np.argmin(spreads))
    # If not by much, then the first, as servers usually have it.
    return steadiest if spreads[steadiest] < 0.2 * spreads[0] else 0


def _spread(leaf: Leaf, keys: Mapping[int, str]) -> float:
    """How far the numbers of one key spread, as a share of their size."""
    by_key: dict[str, list[float]] = {}
    for row, value in leaf.numbers.items():
        by_key.setdefault(keys.get(row, ""), []).append(value)
    groups = [np.array(values) for values in by_key.values() if len(values) >= _FEW]
    if not groups or any(values.min() < 0 for values in groups):
        return np.inf
    return float(
        np.median([np.ptp(np.quantile(values, (0.1, 0.9))) / (abs(np.median(values)) or 1.0) for values in groups])
    )


# --- quotes -------------------------------------------------------------------------------------------------------


def name_quote(leaves: Sequence[Leaf]) -> dict[Leaf, str]:
    """Names for the numbers of a quote: bid and ask, their sizes, last, high and low.

    The prices are those that are always near each other. Nothing is named where that does not come out well.
    """
    rows = sorted(set.intersection(*(set(leaf.numbers) for leaf in leaves))) if leaves else []
    if len(leaves) < 4 or len(rows) < _FEW:
        return {}
    table = np.array([[leaf.numbers[row] for row in rows] for leaf in leaves])
    prices = _near_each_other(table)
    if len(prices) < 3 or not (table[prices[0]] <= table[prices[1]]).all():
        return {}
    bid, ask, *rest = prices
    names = {bid: "bid", ask: "ask"}
    for price, name in ((bid, "bid_size"), (ask, "ask_size")):
        if price + 1 not in prices and _follows(leaves, price):
            names[price + 1] = name
    return {leaves[at]: name for at, name in (names | _extremes(table, rest)).items()}


def _near_each_other(table: Floats) -> list[int]:
    best: list[int] = []
    for reference in table:
        with np.errstate(divide="ignore", invalid="ignore"):
            apart = np.median(np.abs(table / reference - 1), axis=1)
        near = [int(at) for at in np.flatnonzero(apart < 0.3)]
        best = max(best, near, key=len)
    return best


def _follows(leaves: Sequence[Leaf], at: int) -> bool:
    if at + 1 >= len(leaves):
        return False
    one, other = leaves[at].path[-1], leaves[at + 1].path[-1]
    return isinstance(one, Item) and isinstance(other, Item) and other.index == one.index + 1


def _extremes(table: Floats, places: list[int]) -> dict[int, str]:
    """Which of the further prices are the highest, the lowest and, if one is left, the last."""
    names: dict[int, str] = {}
    for name, extreme in (("high", np.max), ("low", np.min)):
        found = [at for at in places if at not in names and (table[at] == extreme(table[places], axis=0)).all()]
        if len(found) == 1:
            names[found[0]] = name
    left = [at for at in places if at not in names]
    return {**names, left[0]: "price"} if len(names) == 2 and len(left) == 1 else names
