"""Whether the paths, patterns and conditions of a profile can be used."""

import math
from collections.abc import Generator, Iterator

from monitor.core.errors import ProfileError
from monitor.feed.decoding.plan import compile_any, compile_pattern, compile_value
from monitor.feed.paths import Path
from monitor.feed.profile import Column, KeyRule, Literals, Profile, StreamRule, TimeRule
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.problem import Problem

__all__ = ["mapping_problems"]

_MOST_COLUMNS = 200


def mapping_problems(profile: Profile) -> Iterator[Problem]:
    """Everything wrong with how `profile` finds rows in messages."""
    announced = profile.channels is not None
    for index, stream in enumerate(profile.stream):
        yield from _stream(("stream", index), stream, announced=announced)
    for index, answer in enumerate(profile.answer):
        yield from _conditions(("answer", index, "when"), answer.when, announced=announced)
    for index, send in enumerate(profile.send):
        yield from _conditions(("send", index, "when"), send.when, announced=False)
    for field, conditions in (("ignore", profile.ignore), ("renew", profile.renew), ("refused", profile.refused)):
        for index, when in enumerate(conditions):
            if not when:
                yield Problem((field, index), "needs a condition: an empty one holds for every message")
            yield from _conditions((field, index), when, announced=announced)
    if profile.channels is not None:
        if not profile.channels.when:
            yield Problem(("channels", "when"), "needs a condition that only announcements fulfil")
        yield from _conditions(("channels", "when"), profile.channels.when, announced=False)
        yield from _value(("channels", "id"), profile.channels.id, announced=False)
        yield from _value(("channels", "ref"), profile.channels.ref, announced=False)


def _stream(path: KeyPath, stream: StreamRule, *, announced: bool) -> Iterator[Problem]:
    rows = yield from _path((*path, "rows"), stream.rows, announced=announced)
    yield from _conditions((*path, "when"), stream.when, announced=announced, rows=rows)
    yield from _key((*path, "key"), stream.key, announced=announced)
    yield from _time((*path, "time"), stream.time, announced=announced)
    if not stream.columns:
        yield Problem((*path, "columns"), "a stream needs at least one column")
    if len(stream.columns) > _MOST_COLUMNS:
        yield Problem((*path, "columns"), f"a stream can have {_MOST_COLUMNS} columns, not {len(stream.columns)}")
    for name, column in stream.columns.items():
        yield from _column((*path, "columns", name), name, column, announced=announced)


def _column(path: KeyPath, name: str, column: str | Column, *, announced: bool) -> Iterator[Problem]:
    if not name.strip():
        yield Problem(path, "a column needs a name")
    if isinstance(column, str):
        yield from _value(path, column, announced=announced)
        return
    yield from _value((*path, "path"), column.path, announced=announced)
    if not math.isfinite(column.scale) or column.scale == 0:
        yield Problem((*path, "scale"), f"must be a number other than 0, not {column.scale}")


def _key(path: KeyPath, key: str | KeyRule, *, announced: bool) -> Iterator[Problem]:
    if isinstance(key, str):
        yield from _value(path, key, announced=announced)
        return
    yield from _value((*path, "path"), key.path, announced=announced)
    if not key.pattern:
        return
    try:
        compile_pattern(key.pattern, key="")
    except ProfileError as error:
        yield Problem((*path, "pattern"), error.what)


def _time(path: KeyPath, time: TimeRule, *, announced: bool) -> Iterator[Problem]:
    yield from _value((*path, "path"), time.path, announced=announced)
    if time.unit == "receive" and time.path:
        yield Problem((*path, "unit"), f"`{time.path}` needs a unit: s, ms, us, ns or rfc3339")
    if time.unit != "receive" and not time.path:
        yield Problem((*path, "path"), f"the unit {time.unit} needs a path to the time")


def _conditions(path: KeyPath, when: Literals, *, announced: bool, rows: Path | None = None) -> Iterator[Problem]:
    for place, literal in when.items():
        at = (*path, place)
        compiled = yield from _path(at, place, announced=announced)
        if compiled is not None and compiled.many and not _inside_row(compiled, rows):
            yield Problem(
                at, f"the path `{place}` leads to several values, and does not begin as the `rows` of a stream"
            )
        if isinstance(literal, float) and not math.isfinite(literal):
            yield Problem(at, f"{literal} is in no JSON message")


def _inside_row(path: Path, rows: Path | None) -> bool:
    """Whether `path` leads to one value of each row: such a condition chooses rows and not messages."""
    if rows is None or path.parts[: len(rows.parts)] != rows.parts:
        return False
    return not Path(path.parts[len(rows.parts) :]).many


def _value(path: KeyPath, text: str, *, announced: bool) -> Iterator[Problem]:
    """A path that must lead to one value."""
    try:
        compile_value(text, key="", announces=announced)
    except ProfileError as error:
        yield Problem(path, error.what)


def _path(path: KeyPath, text: str, *, announced: bool) -> Generator[Problem, None, Path | None]:
    try:
        return compile_any(text, key="", announces=announced)
    except ProfileError as error:
        yield Problem(path, error.what)
        return None
