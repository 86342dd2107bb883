"""Rows of several kinds in one array: trades beside quotes, or the two sides of an order book."""

from collections.abc import Callable

from monitor.feed.discovery.market_vocabulary import BOOK_WORDS, BUYING, SELLING
from monitor.feed.discovery.tables import Leaf, Table
from monitor.feed.discovery.vocabulary import KIND_NAMES, PHASES, SIDE_VALUES
from monitor.feed.discovery.words import joined, speaks_of
from monitor.feed.paths import format_path
from monitor.feed.profile import Literals

__all__ = ["RowKind", "divide"]

_MOST_KINDS = 12
_SURE = 2.0

RowKind = tuple[str, Literals, Table]
"""What to call the rows, the condition that chooses them, and their table."""


def divide(table: Table, *, title: str) -> list[RowKind]:
    """The kinds of rows in `table`; ("", {}, table) alone when there is only one.

    title: what is known of the name of the stream; only levels of an order book are divided by side.
    """
    if not table.prefix:
        return [("", {}, table)]
    label = _side if speaks_of(title, BOOK_WORDS) else _no_side
    for leaf in table.leaves.values():
        if parts := _sides(table, leaf, label) or _kinds(table, leaf):
            return parts
    return [("", {}, table)]


def _side(text: str) -> str:
    return "bids" if text.lower() in BUYING else "asks" if text.lower() in SELLING else ""


def _no_side(_text: str) -> str:
    return ""


def _sides(table: Table, leaf: Leaf, label: Callable[[str], str]) -> list[RowKind]:
    """The two sides, where all texts of `leaf` name one or the other."""
    texts = list(dict.fromkeys(leaf.texts.values()))
    labels = [label(text) for text in texts]
    if sorted(labels) != ["asks", "bids"] or len(leaf.texts) < len(table.rows):
        return []
    return [_rows(table, leaf, text, name) for text, name in zip(texts, labels, strict=True)]


def _kinds(table: Table, leaf: Leaf) -> list[RowKind]:
    """Kinds that a member with a fitting name tells."""
    texts = list(dict.fromkeys(leaf.texts.values()))
    if leaf.positional or KIND_NAMES.get(leaf.name, 0.0) < _SURE or not 1 < len(texts) <= _MOST_KINDS:
        return []
    if {joined(text) for text in texts} <= PHASES | SIDE_VALUES or any(not text.isprintable() for text in texts):
        return []
    parts = [_rows(table, leaf, text, text) for text in texts]
    return [part for part in parts if any(own.numeric for own in part[2].leaves.values())]


def _rows(table: Table, kind: Leaf, text: str, label: str) -> RowKind:
    rows = {row for row, told in kind.texts.items() if told == text}
    part = Table(table.prefix, {row: place for row, place in table.rows.items() if row in rows}, table.names)
    for path, leaf in table.leaves.items():
        if own := {row: value for row, value in leaf.values.items() if row in rows}:
            part.leaves[path] = Leaf(leaf.path, own)
    return label, {format_path((*table.prefix, *kind.path)): text}, part
