"""Which numbers of a table are worth plotting, and what to call them.

A column is a number that moves, or one whose name is well known. What only rises by steps, never changes, names or
orders something, or repeats another column is left out of the columns, but told with its role; it is taken in when
there would be nothing else (`promoted`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.feed.discovery.arrangement import ordered, uniquely_named
from monitor.feed.discovery.clocks import is_time
from monitor.feed.discovery.found import Role
from monitor.feed.discovery.market_vocabulary import (
    BOOK_WORDS,
    ID_WORDS,
    MARKET_WORDS,
    NOT_MEASURED,
    QUOTE_WORDS,
)
from monitor.feed.discovery.measured import Measure, Surroundings
from monitor.feed.discovery.naming import Names
from monitor.feed.discovery.positions import drop_event_ids, name_level, name_quote
from monitor.feed.discovery.tables import Leaf, Table
from monitor.feed.discovery.tree import Parts
from monitor.feed.discovery.words import speaks_of

__all__ = ["measure", "promoted"]

_QUOTED = 6
_STEPS = 8


def measure(table: Table, around: Surroundings) -> list[Measure]:
    """Every place of `table` with numbers, the columns first and in their order."""
    names = Names(table.leaves.values())
    ragged = _ragged(table)
    found = [
        one for leaf in table.leaves.values() if (one := _judge(leaf, names, around, ragged=leaf in ragged)) is not None
    ]
    found = _without_channel_numbers(_named_by_behaviour(_without_copies(found), around), around)
    return uniquely_named(ordered(found))


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
            return ordered([replace(one, role=Role.COLUMN) if one in chosen else one for one in measures])
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


def _without_channel_numbers(measures: list[Measure], around: Surroundings) -> list[Measure]:
    """In a message that is an array, whole numbers beside the payload serve the channel."""
    payload = any(one.role is Role.COLUMN and len(one.leaf.path) > 1 for one in measures)
    if around.inside or not payload:
        return measures
    return [
        replace(one, role=Role.IDENTITY)
        if one.role is Role.COLUMN and one.leaf.positional and len(one.leaf.path) == 1 and one.leaf.whole
        else one
        for one in measures
    ]


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
