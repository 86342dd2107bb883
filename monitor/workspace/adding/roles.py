"""The part that each field of a stream plays, and changing it: pure, on immutable rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.paths import Announced, Item, Member, compile_path
from monitor.feed.profile import Column, KeyRule, Profile, StreamRule, TimeRule, TimeUnit
from monitor.feed.scalars import number

__all__ = [
    "Part",
    "PartKind",
    "as_column",
    "as_key",
    "as_time",
    "column_at",
    "free_column_name",
    "likely_unit",
    "not_used",
    "part_of",
    "with_column",
    "with_stream",
    "without_stream",
]

_TIMES: Mapping[TimeUnit, float] = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}
_OUR_TIME = (1e9, 2.2e9)
"""Seconds since 1970 from 2001 to 2039."""


class PartKind(Enum):
    """What a field can be for its stream."""

    KEY = "key"
    TIME = "time"
    COLUMN = "column"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Part:
    """The part a field plays. column: its name; unit: of a time."""

    kind: PartKind
    column: str = ""
    unit: TimeUnit = "receive"


def part_of(rule: StreamRule, path: str) -> Part:
    """The part that the field at `path` plays in a stream."""
    for name, column in rule.columns.items():
        if _path(column) == path:
            return Part(PartKind.COLUMN, column=name)
    if rule.time.path and rule.time.path == path:
        return Part(PartKind.TIME, unit=rule.time.unit)
    key = rule.key.path if isinstance(rule.key, KeyRule) else rule.key
    return Part(PartKind.KEY) if key and key == path else Part(PartKind.UNUSED)


def as_key(rule: StreamRule, path: str) -> StreamRule:
    """The stream with its keys at `path`."""
    return msgspec.structs.replace(not_used(rule, path), key=path)


def as_time(rule: StreamRule, path: str, unit: TimeUnit) -> StreamRule:
    """The stream with its times at `path`."""
    return msgspec.structs.replace(not_used(rule, path), time=TimeRule(path, unit))


def as_column(rule: StreamRule, path: str, name: str = "") -> StreamRule:
    """The stream with a column for `path`; without a name it gets one that is free."""
    if part_of(rule, path).kind is PartKind.COLUMN:
        return rule if not name else with_column(rule, path, name=name)
    bare = not_used(rule, path)
    columns = {**bare.columns, name or free_column_name(bare, path): path}
    return msgspec.structs.replace(bare, columns=columns)


def not_used(rule: StreamRule, path: str) -> StreamRule:
    """The stream without the field at `path`, whatever it was."""
    match part_of(rule, path).kind:
        case PartKind.KEY:
            return msgspec.structs.replace(rule, key="")
        case PartKind.TIME:
            return msgspec.structs.replace(rule, time=TimeRule())
        case PartKind.COLUMN:
            columns = {name: column for name, column in rule.columns.items() if _path(column) != path}
            return msgspec.structs.replace(rule, columns=columns)
        case PartKind.UNUSED:
            return rule


def column_at(rule: StreamRule, path: str) -> Column:
    """The column for `path` with all its settings; the usual ones where it is no column."""
    held = next((column for column in rule.columns.values() if _path(column) == path), path)
    return held if isinstance(held, Column) else Column(held)


def with_column(
    rule: StreamRule,
    path: str,
    *,
    name: str | None = None,
    scale: float | None = None,
    unit: str | None = None,
    carry: bool | None = None,
) -> StreamRule:
    """The stream with a column changed; its place among the others stays.

    A name that another column has takes that one's place, so ask for it before.
    """
    old = column_at(rule, path)
    new = Column(
        path,
        scale=old.scale if scale is None else scale,
        unit=old.unit if unit is None else unit,
        carry=old.carry if carry is None else carry,
    )
    plain: str | Column = path if new == Column(path) else new
    columns = {
        (each if name is None else name) if _path(column) == path else each: plain if _path(column) == path else column
        for each, column in rule.columns.items()
    }
    return msgspec.structs.replace(rule, columns=columns)


def with_stream(profile: Profile, index: int, rule: StreamRule) -> Profile:
    """The profile with one stream replaced, or added where there is none of this number yet."""
    return msgspec.structs.replace(profile, stream=(*profile.stream[:index], rule, *profile.stream[index + 1 :]))


def without_stream(profile: Profile, index: int) -> Profile:
    """The profile with one stream less."""
    return msgspec.structs.replace(profile, stream=(*profile.stream[:index], *profile.stream[index + 1 :]))


def likely_unit(value: Any) -> TimeUnit:
    """The unit in which `value` would be a time of our days; seconds where none fits, RFC 3339 for text."""
    amount = number(value)
    if amount != amount:
        return "rfc3339"
    low, high = _OUR_TIME
    return next((unit for unit, per in _TIMES.items() if low * per <= amount < high * per), "s")


def free_column_name(rule: StreamRule, path: str) -> str:
    """A name for a column of this path that the stream has not given away: its last member, numbered if need be."""
    base = _last_name(path)
    name, count = base, 2
    while name in rule.columns:
        name, count = f"{base}_{count}", count + 1
    return name


def _last_name(path: str) -> str:
    try:
        parts = compile_path(path).parts
    except ProfileError:
        return "value"
    names = [part.name for part in parts if isinstance(part, Member | Announced)]
    items = [part.index for part in parts if isinstance(part, Item)]
    base = re.sub(r"[^A-Za-z0-9]+", "_", names[-1]).strip("_") if names else ""
    if items and isinstance(parts[-1], Item):
        return f"{base or 'value'}_{items[-1] % 1000}"
    return base or "value"


def _path(column: str | Column) -> str:
    return column.path if isinstance(column, Column) else column
