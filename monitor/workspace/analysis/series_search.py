"""Series found by a few typed words, however many keys there are."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.core.batch import SeriesKey
from monitor.store.rows import StreamRows
from monitor.workspace.derived import DERIVED
from monitor.workspace.workspace import Workspace

__all__ = ["FORMULAS", "SeriesGroup", "find_series"]

FORMULAS = "Formulas"
"""What the feed of derived series is called."""


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    """What was found in one stream, best first. `feed` is the name the user gave."""

    feed: str
    stream: str
    series: tuple[SeriesKey, ...]


def find_series(workspace: Workspace, text: str, *, most: int) -> tuple[list[SeriesGroup], bool]:
    """At most `most` series in whose feed, stream, key and column every word of `text` stands; and whether all.

    Keys that begin with one of the words come before those that only hold it.
    """
    words = text.casefold().split()
    groups: list[SeriesGroup] = []
    left = most
    for name, rows in _streams(workspace):
        found = _found(rows, _unmatched(words, f"{name} {rows.name}"), left + 1)
        if found:
            groups.append(SeriesGroup(name, rows.name, tuple(found[:left])))
        left -= len(found)
        if left < 0:
            return [group for group in groups if group.series], False
    return groups, True


def _streams(workspace: Workspace) -> Iterator[tuple[str, StreamRows]]:
    for view in workspace.feeds:
        for rows in workspace.store.streams(view.feed):
            yield view.name, rows
    for rows in workspace.store.streams(DERIVED):
        yield FORMULAS, rows


def _found(rows: StreamRows, words: Sequence[str], most: int) -> list[SeriesKey]:
    """The series of a stream that hold every word, those whose key begins with one of them first."""
    if not words:
        every = (_key(rows, key, column) for key in rows.keys for column in rows.columns)
        return list(itertools.islice(every, most))
    starts = tuple(words)
    fitting: dict[tuple[str, ...], list[str]] = {}
    ahead: list[SeriesKey] = []
    behind: list[SeriesKey] = []
    for key in rows.keys:
        folded = key.casefold()
        missing = tuple([word for word in words if word not in folded])
        columns = fitting.get(missing)
        if columns is None:
            columns = fitting[missing] = [column for column in rows.columns if not _unmatched(missing, column)]
        if columns:
            into = ahead if folded.startswith(starts) else behind
            if len(into) < most:
                into += [_key(rows, key, column) for column in columns]
        if len(ahead) >= most:
            break
    return (ahead + behind)[:most]


def _unmatched(words: Sequence[str], text: str) -> list[str]:
    folded = text.casefold()
    return [word for word in words if word not in folded]


def _key(rows: StreamRows, key: str, column: str) -> SeriesKey:
    return SeriesKey(rows.feed, rows.name, key, column)
