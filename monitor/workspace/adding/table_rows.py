"""The table of found streams: a row for each stream and each of its fields, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from monitor.core.batch import Floats
from monitor.feed.profile import Profile, StreamRule
from monitor.feed.scalars import number
from monitor.feed.times import read_times
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from monitor.workspace.adding.fields import Field, FieldTable, StreamFields
from monitor.workspace.adding.roles import Part, PartKind, part_of
from monitor.workspace.messages.moments import clock_words
from monitor.workspace.wording import UNKNOWN, count
from monitor.workspace.wording import number as number_words

__all__ = ["FieldRow", "StreamRow", "found_words", "part_words", "stream_rows"]

_LONGEST = 48


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field.

    words:   its part in words. value: the last one as text; more: said after it, fainter ("+5" other keys).
    checked: it is a column; None where it cannot be one.
    trend:   its newest numbers.
    """

    stream: int
    path: str
    part: Part
    words: str
    value: str
    more: str
    checked: bool | None
    trend: Floats
    raw: Any = None


@dataclass(frozen=True, slots=True)
class StreamRow:
    """One stream with its fields. words: "stream · 391 messages"."""

    index: int
    name: str
    words: str
    fields: tuple[FieldRow, ...]


def stream_rows(profile: Profile, fields: FieldTable, *, store: Store, feed: str, utc: bool) -> tuple[StreamRow, ...]:
    """The table of a draft. feed: the id under which the store has its rows."""
    seen = {stream.name: stream for stream in fields.streams}
    return tuple(
        _stream(index, rule, seen.get(rule.name), store.stream(feed, rule.name), utc)
        for index, rule in enumerate(profile.stream)
    )


def part_words(part: Part) -> str:
    """What a field is for its stream: "key", "time, ms", "column “price”"; "" for one that is not used."""
    match part.kind:
        case PartKind.KEY:
            return "key"
        case PartKind.TIME:
            return f"time, {part.unit}"
        case PartKind.COLUMN:
            return f"column \N{LEFT DOUBLE QUOTATION MARK}{part.column}\N{RIGHT DOUBLE QUOTATION MARK}"
        case PartKind.UNUSED:
            return ""


def found_words(profile: Profile, *, guessed: bool) -> tuple[str, str]:
    """How many streams there are, and by what they are told apart ("" where there is nothing to tell apart)."""
    streams = profile.stream
    places = dict.fromkeys(place for rule in streams for place in rule.when)
    many = f"{len(streams)} streams" if len(streams) != 1 else "1 stream"
    return many, ", ".join(places) if len(streams) > 1 and guessed else ""


def _stream(index: int, rule: StreamRule, seen: StreamFields | None, rows: StreamRows | None, utc: bool) -> StreamRow:
    noun = "rows" if rule.rows else "messages"
    total = 0 if rows is None else rows.total
    words = f"stream \N{MIDDLE DOT} {count(total)} {noun if total != 1 else noun[:-1]}" if total else "stream"
    keys = 0 if rows is None else len(rows.keys)
    fields = () if seen is None else tuple(_field(index, rule, field, keys, utc) for field in seen.fields.values())
    return StreamRow(index, rule.name, words, fields)


def _field(stream: int, rule: StreamRule, field: Field, keys: int, utc: bool) -> FieldRow:
    part = part_of(rule, field.path)
    used = part.kind is not PartKind.UNUSED
    is_column = part.kind is PartKind.COLUMN
    return FieldRow(
        stream,
        field.path,
        part,
        words=part_words(part) if used else field.words,
        value=_value(field, part, utc),
        more=f"+{count(keys - 1)}" if part.kind is PartKind.KEY and keys > 1 else "",
        checked=is_column if is_column or (field.plottable and not used) else None,
        trend=np.array(field.trend) if field.numeric and is_column else np.empty(0),
        raw=field.last,
    )


def _value(field: Field, part: Part, utc: bool) -> str:
    value = field.last
    if value is None:
        return UNKNOWN
    if part.kind is PartKind.TIME:
        return _moment(value, part, utc)
    if isinstance(value, bool):
        return "true" if value else "false"
    if part.kind is PartKind.KEY or isinstance(value, str):
        amount = number(value)
        if part.kind is PartKind.KEY or amount != amount:
            return str(value)[:_LONGEST]
    return number_words(number(value), decimals=_decimals(value))


def _decimals(value: object) -> int | None:
    """As many as a number was written with, so that quoted prices look as they do in the message."""
    text = str(value)
    if "e" in text.lower():
        return None
    return min(8, len(text.partition(".")[2]))


def _moment(value: Any, part: Part, utc: bool) -> str:
    times: Sequence[float] = read_times([value], part.unit).tolist()
    at = times[0]
    if not np.isfinite(at) or abs(at) > 1e11:
        return f"{str(value)[:_LONGEST]}?"
    return clock_words(at, utc=utc)
