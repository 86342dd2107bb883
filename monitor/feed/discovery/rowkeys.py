"""What tells the rows of a table apart: a place in them, the name of a map's member, or the name of the channel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.feed.discovery.keys import find_key
from monitor.feed.discovery.kinds import Kind
from monitor.feed.discovery.leaves import Taken
from monitor.feed.discovery.tables import Leaf, Table
from monitor.feed.discovery.tree import Parts
from monitor.feed.paths import Step, format_path
from monitor.feed.profile import KeyRule
from monitor.feed.scalars import plain_text

__all__ = ["RowKeys", "find_row_keys"]

_SURE = 2.3
"""From this score on, a key in the message is better than the instrument in the name of the channel."""


@dataclass(frozen=True, slots=True)
class RowKeys:
    """The rule for the profile, the leaf that it is about, and the key of each row."""

    rule: str | KeyRule
    leaf: Leaf | None
    by_row: Mapping[int, str]


def find_row_keys(
    kind: Kind, messages: Sequence[Taken], table: Table, own: Sequence[Leaf], around: Sequence[Leaf]
) -> RowKeys:
    """The keys of the rows of `table`. own, around: leaves inside the rows, and of the messages they are in."""
    if table.keyed:
        return RowKeys(format_path((Step.EACH_MEMBER,)), None, table.names)
    outside = [(Step.WHOLE, *path) for path in kind.told_by]
    found = find_key(own, around, taken=[*kind.told_by, *outside])
    if kind.channel is not None and (found is None or found.score < _SURE):
        return _from_channel(kind, messages, table)
    if found is None:
        return RowKeys("", None, {})
    return RowKeys(found.path, found.leaf, {row: plain_text(value) or "" for row, value in found.leaf.values.items()})


def _from_channel(kind: Kind, messages: Sequence[Taken], table: Table) -> RowKeys:
    assert kind.channel is not None
    path, glob = kind.channel
    pattern = f"^{re.escape(glob.before)}(.+){re.escape(glob.after)}$"
    where = (Step.WHOLE, *path) if table.prefix else path
    inner = slice(len(glob.before), -len(glob.after) or None)
    names = [_text_at(path, taken)[inner] for taken in messages]
    return RowKeys(KeyRule(format_path(where), pattern), None, {row: names[at] for row, at in table.rows.items()})


def _text_at(path: Parts, taken: Taken) -> str:
    return next((str(value) for node, _, value in taken.leaves if node.parts == path), "")
