"""The order of columns, and a name for each that no other has."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain, count

from monitor.feed.discovery.found import Role
from monitor.feed.discovery.market_vocabulary import ORDER
from monitor.feed.discovery.measured import Measure
from monitor.feed.discovery.naming import full_name

__all__ = ["ordered", "uniquely_named"]

_MOST_COLUMNS = 64


def ordered(measures: Sequence[Measure]) -> list[Measure]:
    """The columns first, those with well-known names in front; columns beyond what a stream should have are spare."""
    ranks = {name: rank for rank, name in enumerate(ORDER)}
    ranked = sorted(measures, key=lambda one: (one.role is not Role.COLUMN, ranks.get(one.name, len(ranks))))
    return [
        replace(one, role=Role.SPARE) if at >= _MOST_COLUMNS and one.role is Role.COLUMN else one
        for at, one in enumerate(ranked)
    ]


def uniquely_named(measures: Sequence[Measure]) -> list[Measure]:
    """Every name once: of those that share a plain name, each gets the names of the objects around it before it."""
    known = {one.name: one for one in reversed(measures) if one.known}
    taken = set(known)
    shared = Counter(one.plain for one in measures if known.get(one.name) is not one)
    found: list[Measure] = []
    for one in measures:
        name = one.name
        if known.get(name) is not one:
            single = shared[one.plain] == 1 and one.plain not in taken
            name = one.plain if single else _first_free(full_name(one.leaf.path), taken)
        taken.add(name)
        found.append(replace(one, name=name))
    return found


def _first_free(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name}_{number}" for number in count(2))
    return next(choice for choice in chain((name,), numbered) if choice not in taken)
