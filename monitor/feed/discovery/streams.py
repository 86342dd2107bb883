"""From the messages of one kind to streams: rows, key, time and columns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.feed.discovery.channels import Announcements
from monitor.feed.discovery.clocks import find_clock
from monitor.feed.discovery.found import FoundLeaf, FoundStream, Role
from monitor.feed.discovery.kinds import Kind
from monitor.feed.discovery.leaves import CLOSE, Taken, take_apart
from monitor.feed.discovery.measured import Measure, Surroundings
from monitor.feed.discovery.measures import measure, promoted
from monitor.feed.discovery.outline import outline
from monitor.feed.discovery.rowkeys import find_row_keys
from monitor.feed.discovery.rowkinds import divide
from monitor.feed.discovery.tables import Leaf, Table, build_tables, contexts
from monitor.feed.discovery.titles import Titles
from monitor.feed.discovery.tree import Parts
from monitor.feed.discovery.vocabulary import CONTROL_WORDS
from monitor.feed.discovery.words import joined
from monitor.feed.paths import Item, Step, format_path
from monitor.feed.profile import Column, KeyRule, Literals, StreamRule, TimeRule

__all__ = ["find_streams"]

_MOST_KEYS = 20
_MOST_TABLES = 24
_LONGEST_EXAMPLE = 40
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table on its way to a stream. `label` and `when` choose some of its rows."""

    table: Table
    label: str
    when: Literals
    key: str | KeyRule
    time: TimeRule
    around: Surroundings
    measures: list[Measure]

    @property
    def columns(self) -> list[Measure]:
        return [one for one in self.measures if one.role is Role.COLUMN]


def find_streams(kind: Kind, announcements: Announcements | None, *, share: float) -> list[FoundStream]:
    """The streams in messages of one kind; none when there is nothing to plot in them. Names may come twice.

    share: of all messages that are looked at, how many are of this kind.
    """
    if joined(kind.label) in CONTROL_WORDS:
        return []
    messages = _looked_at_closely(kind, announcements, share)
    tables = build_tables(messages)
    titles = Titles(kind.label, tables)
    drafts = [
        _draft(kind, messages, titles, part, tables, label, when)
        for table in _fullest(tables)
        for label, when, part in divide(table, title=titles.long(table.prefix))
    ]
    chosen = [draft for draft in drafts if _is_lively(draft) and not _only_accompanies(draft, drafts)]
    if not chosen:
        drafts = [replace(draft, measures=promoted(draft.measures, rows=len(draft.table.rows))) for draft in drafts]
        chosen = [draft for draft in drafts if _is_lively(draft)]
    alone = len({draft.table.prefix for draft in chosen}) == 1
    return [_stream(kind, draft, titles.stream(draft.table.prefix, draft.label, alone=alone)) for draft in chosen]


def _fullest(tables: dict[Parts, Table]) -> list[Table]:
    most = sorted(tables, key=lambda prefix: -len(tables[prefix].rows))[:_MOST_TABLES]
    return [table for prefix, table in tables.items() if prefix in most]


def _looked_at_closely(kind: Kind, announcements: Announcements | None, share: float) -> list[Taken]:
    # What is a map or a table is a matter of the kind, so the look over all messages is of no more use.
    seen = [taken.seen for taken in kind.messages]
    messages = take_apart(seen, outline(seen, pairs=kind.messages[0].root.pairs), depth=CLOSE, share=share)
    if announcements is not None:
        for taken in messages:
            announcements.add_to(taken)
    return messages


def _draft(
    kind: Kind,
    messages: list[Taken],
    titles: Titles,
    table: Table,
    tables: dict[Parts, Table],
    label: str,
    when: Literals,
) -> _Draft:
    own = list(table.leaves.values())
    around = list(contexts(table, tables))
    arrivals = {row: messages[place].seen for row, place in table.rows.items()}
    keys = find_row_keys(kind, messages, table, own, around)
    clock = find_clock(own, around, arrivals=arrivals)
    surroundings = Surroundings(
        title=titles.long(table.prefix),
        inside=bool(table.prefix),
        told_by=kind.told_by,
        keys=keys.by_row,
        arrivals=arrivals,
        time=clock.leaf if clock is not None else None,
        key=keys.leaf,
    )
    time = clock.rule if clock is not None else TimeRule()
    return _Draft(table, label, when, keys.rule, time, surroundings, measure(table, surroundings))


def _is_lively(draft: _Draft) -> bool:
    """Whether there are columns, and at least one of them more than once or twice."""
    enough = min(_ENOUGH, len(draft.table.rows))
    return any(len(one.leaf.numbers) + len(one.leaf.flags) >= enough for one in draft.columns)


def _only_accompanies(draft: _Draft, drafts: list[_Draft]) -> bool:
    """Whether the numbers of this table only count or order the rows inside it."""
    prefix = draft.table.prefix
    inside = any(
        other.columns and other.table.prefix[: len(prefix)] == prefix != other.table.prefix for other in drafts
    )
    return inside and all(one.leaf.whole and not (one.known and one.leaf.name) for one in draft.columns)


# --- streams --------------------------------------------------------------------------------------------------------


def _stream(kind: Kind, draft: _Draft, name: str) -> FoundStream:
    carried = _come_and_go(draft.table, draft.columns)
    paths = {one.leaf: format_path(one.leaf.path) for one in draft.columns}
    rule = StreamRule(
        name=name,
        when={**_of_rows(kind, draft.table), **draft.when},
        rows=format_path(draft.table.prefix),
        key=draft.key,
        time=draft.time,
        columns={
            one.name: Column(paths[one.leaf], carry=True) if one.leaf in carried else paths[one.leaf]
            for one in draft.columns
        },
    )
    keys = tuple(dict.fromkeys(draft.around.keys[row] for row in draft.table.rows if row in draft.around.keys))
    return FoundStream(rule, len(kind.messages), keys[:_MOST_KEYS], tuple(_leaves(draft)))


def _of_rows(kind: Kind, table: Table) -> Literals:
    """The condition of the kind; what was asked of the only row of a message is asked of each row."""
    fixed = tuple(Item(0) if part is Step.EACH_ITEM else part for part in table.prefix)
    asked: Literals = {}
    for path, (place, literal) in zip(kind.told_by, kind.when.items(), strict=False):
        inside = table.prefix and path[: len(fixed)] == fixed
        asked[format_path((*table.prefix, *path[len(fixed) :])) if inside else place] = literal
    return asked if kind.told_by else kind.when


def _leaves(draft: _Draft) -> Iterator[FoundLeaf]:
    for one in draft.measures:
        example = str(next(reversed(one.leaf.values.values()), ""))[:_LONGEST_EXAMPLE]
        yield FoundLeaf(format_path(one.leaf.path), one.name, one.role, example)


def _come_and_go(table: Table, columns: list[Measure]) -> set[Leaf]:
    """The columns that only changes are sent of: at first, or for some key, all were there, and then only some."""
    rows = len(table.rows)
    present = {one.leaf: len(one.leaf.values) / rows for one in columns}
    mean = sum(present.values()) / max(1, len(present))
    if len(columns) < 2 or mean >= 0.8:
        return set()
    filled: dict[int, int] = {}
    for leaf in present:
        for row in leaf.values:
            filled[row] = filled.get(row, 0) + 1
    whole = max(filled.values()) >= 0.9 * len(columns)
    many = len(columns) >= 4 and mean < 0.7
    return {leaf for leaf, share in present.items() if share < 1} if whole or many else set()
