"""Which numbers of a table are worth plotting, and what to call them.

A column is a number that moves, or one whose name is well known. What only rises by steps, never changes, names or
orders something, or repeats another column is left out of the columns, but told with its role; it is taken in when
there would be nothing else (`promoted`).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from monitor.feed.discovery.clocks import is_time
from monitor.feed.discovery.found import Role
from monitor.feed.discovery.market_vocabulary import (
    BOOK_WORDS,
    ID_WORDS,
    MARKET_WORDS,
    NOT_MEASURED,
    ORDER,
    QUOTE_WORDS,
)
from monitor.feed.discovery.naming import Names, full_name
from monitor.feed.discovery.positions import drop_event_ids, name_level, name_quote
from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.tables import Leaf, Table
from monitor.feed.discovery.tree import Parts
from monitor.feed.discovery.words import speaks_of

__all__ = ["Measure", "Surroundings", "measure", "promoted"]

_MOST_COLUMNS = 64
_QUOTED = 6
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Measure:
    """A place with numbers, what it is good for, and its name as a column.

    plain: a name that is good when `name` is taken.
    known: whether the vocabulary has the name.
    """

    leaf: Leaf
    role: Role
    name: str
    plain: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the rows of a table before their numbers are looked at.

    title:    the name of the stream, as far as it is known.
    inside:   whether rows are parts of messages.
    told_by:  paths, from the message, of what tells its kind.
    keys:     the key of each row, as far as there is one.
    arrivals: the message of each row.
    """

    title: str
    inside: bool
    told_by: Collection[Parts]
    keys: Mapping[int, str]
    arrivals: Mapping[int, Seen]
    time: Leaf | None
    key: Leaf | None


def measure(table: Table, around: Surroundings) -> list[Measure]:
    """Every place of `table` with numbers, the columns first and in their order."""
    names = Names(table.leaves.values())
    ragged = _ragged(table)
    found = [
        one for leaf in table.leaves.values() if (one := _judge(leaf, names, around, ragged=leaf in ragged)) is not None
    ]
    found = _named_by_behaviour(_without_copies(found), around)
    return _unique(_ordered(found))


def promoted(measures: Sequence[Measure], *, rows: int) -> list[Measure]:
    """The same with counters, else constants, else truth values as columns, for when there are no others.

    What hardly any row has stays out, and so do truth values that never change.
    """
    for role in (Role.COUNTER, Role.CONSTANT, Role.FLAG):
        chosen = [one for one in measures if one.role is role and 2 * len(one.leaf.values) >= rows]
        if role is Role.FLAG:
            chosen = [one for one in chosen if len(set(one.leaf.flags.values())) > 1]
        # Numbers at the top of an array mostly serve the channel.
        chosen = [one for one in chosen if not one.leaf.positional or len(one.leaf.path) > 1] or chosen
        if chosen:
            return _ordered([replace(one, role=Role.COLUMN) if one in chosen else one for one in measures])
    return list(measures)


def _judge(leaf: Leaf, names: Names, around: Surroundings, *, ragged: bool) -> Measure | None:
    plain = names.plain(leaf.path)
    if leaf is around.key:
        return Measure(leaf, Role.KEY, plain, plain)
    if leaf is around.time or is_time(leaf, around.arrivals):
        return Measure(leaf, Role.TIME, plain, plain)
    if len(leaf.flags) > len(leaf.numbers):
        return Measure(leaf, Role.FLAG, plain, plain)
    if not leaf.numeric:
        return None
    known = names.known(leaf.path)
    tells_kind = not around.inside and leaf.path in around.told_by
    if known == "" or tells_kind or (known is None and (ragged or _identifies(leaf))):
        return Measure(leaf, Role.IDENTITY, plain, plain)
    role = Role.COLUMN if known is not None else _role(leaf, around.keys)
    return Measure(leaf, role, known or plain, plain, known=known is not None)


def _identifies(leaf: Leaf) -> bool:
    words = [word for word in leaf.name.split() if not word.isdigit()]
    return leaf.name in NOT_MEASURED or (bool(words) and words[-1] in ID_WORDS)


def _role(leaf: Leaf, keys: Mapping[int, str]) -> Role:
    if leaf.whole and (_only_rises(leaf, keys) or _only_rises(leaf, {})):
        return Role.COUNTER
    rises, falls, same = _moves(leaf, keys)
    return Role.CONSTANT if same and not (rises or falls) else Role.COLUMN


def _only_rises(leaf: Leaf, keys: Mapping[int, str]) -> bool:
    rises, falls, same = _moves(leaf, keys)
    return not falls and rises >= _STEPS and rises >= 0.9 * (rises + same)


def _moves(leaf: Leaf, keys: Mapping[int, str]) -> tuple[int, int, int]:
    """How often the number rose, fell and stayed, from one row of a key to the next."""
    last: dict[str, float] = {}
    rises = falls = same = 0
    for row, value in leaf.numbers.items():
        key = keys.get(row, "")
        before = last.get(key)
        last[key] = value
        if before is not None:
            rises, falls, same = rises + (value > before), falls + (value < before), same + (value == before)
    return rises, falls, same


def _ragged(table: Table) -> set[Leaf]:
    """Leaves of arrays of quoted numbers that have now more, now fewer items: lists of codes, not measures."""
    arrays: dict[object, list[Leaf]] = {}
    for leaf in table.leaves.values():
        if leaf.positional and len(leaf.path) > 1:
            arrays.setdefault(leaf.path[:-1], []).append(leaf)
    return {
        leaf
        for leaves in arrays.values()
        if len({len(leaf.values) for leaf in leaves}) > 1 and all(leaf.texts for leaf in leaves)
        for leaf in leaves
    }


def _without_copies(measures: Sequence[Measure]) -> list[Measure]:
    """A number that is written twice, as a number and as text, is one column."""
    found: list[Measure] = []
    for one in measures:
        twins = [other for other in found if other.role is Role.COLUMN and _same(one, other)]
        if one.role is not Role.COLUMN or not twins:
            found.append(one)
        elif one.known and not twins[0].known:
            found[found.index(twins[0])] = replace(twins[0], role=Role.COPY)
            found.append(one)
        else:
            found.append(replace(one, role=Role.COPY))
    return found


def _same(one: Measure, other: Measure) -> bool:
    names = sorted((one.leaf.name, other.leaf.name), key=len)
    return names[0] != "" and names[1].startswith(names[0]) and one.leaf.numbers == other.leaf.numbers


# --- arrays in which nothing has a name -----------------------------------------------------------------------------


def _named_by_behaviour(measures: list[Measure], around: Surroundings) -> list[Measure]:
    if not speaks_of(around.title, MARKET_WORDS):
        return measures
    nameless = [one for one in measures if one.role in (Role.COLUMN, Role.CONSTANT) and not one.leaf.name]
    bare = _largest_array(nameless, inside_rows=around.inside)
    if len(bare) >= _QUOTED and speaks_of(around.title, QUOTE_WORDS):
        names = name_quote(bare)
        return [_renamed(one, names) for one in measures]
    moving = {one.leaf for one in measures if one.role is Role.COLUMN}
    levels = drop_event_ids(bare, around.time, around.keys)
    named = [leaf for leaf in levels if leaf in moving]
    names = name_level(named if len(named) > 1 else levels, around.keys, book=speaks_of(around.title, BOOK_WORDS))
    ids = set(bare) - set(levels)
    return [replace(one, role=Role.IDENTITY) if one.leaf in ids else _renamed(one, names) for one in measures]


def _largest_array(bare: Sequence[Measure], *, inside_rows: bool) -> list[Leaf]:
    """The numbers of the array with most of them; at the top of a message, numbers only serve the channel."""
    arrays: dict[Parts, list[Leaf]] = {}
    for one in bare:
        if one.leaf.positional and (inside_rows or len(one.leaf.path) > 1):
            arrays.setdefault(one.leaf.path[:-1], []).append(one.leaf)
    return max(arrays.values(), key=len, default=[])


def _renamed(one: Measure, names: Mapping[Leaf, str]) -> Measure:
    return replace(one, name=names[one.leaf], role=Role.COLUMN, known=True) if one.leaf in names else one


# --- order and names ------------------------------------------------------------------------------------------------


def _ordered(measures: Sequence[Measure]) -> list[Measure]:
    ranks = {name: rank for rank, name in enumerate(ORDER)}
    ordered = sorted(measures, key=lambda one: (one.role is not Role.COLUMN, ranks.get(one.name, len(ranks))))
    return [
        replace(one, role=Role.SPARE) if at >= _MOST_COLUMNS and one.role is Role.COLUMN else one
        for at, one in enumerate(ordered)
    ]


def _unique(measures: Sequence[Measure]) -> list[Measure]:
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
