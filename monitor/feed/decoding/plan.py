"""A profile's mapping, compiled: every path read, every condition sorted, and whatever cannot work refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.core.errors import ProfileError
from monitor.feed.conditions import Conditions, Literal, Question, compile_literal
from monitor.feed.paths import Announced, Path, compile_path
from monitor.feed.profile import Column, KeyRule, Literals, Profile, StreamRule, TimeUnit

__all__ = [
    "ColumnPlan",
    "RulePlan",
    "compile_any",
    "compile_pattern",
    "compile_rule",
    "compile_rules",
    "compile_value",
    "compile_when",
]


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column: where it stands in a row, what it is multiplied with, and whether absent means unchanged."""

    name: str
    path: Path
    scale: float
    carry: bool


@dataclass(frozen=True, slots=True)
class RulePlan:
    """One stream rule.

    when:     the conditions that the message must fulfil.
    row_when: the conditions that a row must fulfil, with paths that start from the row.
    """

    stream: str
    columns: tuple[ColumnPlan, ...]
    rows: Path
    key: Path | None
    pattern: re.Pattern[str] | None
    time: Path | None
    unit: TimeUnit
    when: Conditions
    row_when: tuple[Question, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def carries(self) -> tuple[bool, ...]:
        """Which columns keep their value where it is absent."""
        return tuple(column.carry for column in self.columns)

    @property
    def paths(self) -> Iterator[Path]:
        """Every path at which the rule looks for a value."""
        yield from (column.path for column in self.columns)
        yield from (path for path in (self.rows, self.key, self.time) if path is not None)
        yield from (path for path, _ in self.when)


def compile_rules(profile: Profile) -> tuple[RulePlan, ...]:
    """Every stream rule of `profile`. Rules of one name fill one stream, so their columns must agree.

    Raises ProfileError, whose key names stream and column.
    """
    rules = tuple(compile_rule(rule, announces=profile.channels is not None) for rule in profile.stream)
    first: dict[str, RulePlan] = {}
    for rule in rules:
        other = first.setdefault(rule.stream, rule)
        if (rule.names, rule.carries) != (other.names, other.carries):
            raise ProfileError(
                f"two rules named {rule.stream!r} have different columns; "
                "give them the same ones in the same order, or different names",
                key=_key(rule.stream, "columns"),
            )
    return rules


def compile_rule(rule: StreamRule, *, announces: bool) -> RulePlan:
    """One stream rule; `announces` tells whether paths with `@` can lead anywhere. Raises ProfileError."""
    if not rule.columns:
        raise ProfileError("a stream needs at least one column", key=_key(rule.name, "columns"))
    rows = compile_any(rule.rows, key=_key(rule.name, "rows"), announces=announces)
    key, pattern = _key_rule(rule, announces=announces)
    when, row_when = _split(rule, rows, announces=announces)
    return RulePlan(
        stream=rule.name,
        columns=tuple(_columns(rule, announces=announces)),
        rows=rows,
        key=key,
        pattern=pattern,
        time=_time(rule, announces=announces),
        unit=rule.time.unit,
        when=when,
        row_when=row_when,
    )


def compile_when(when: Literals, *, key: str, announces: bool) -> Conditions:
    """Conditions on whole messages, at least one. Raises ProfileError."""
    if not when:
        raise ProfileError("needs a condition: an empty one holds for every message", key=key)
    return tuple(
        (compile_value(text, key=f"{key}.{text}", announces=announces), literal) for text, literal in when.items()
    )


def _columns(rule: StreamRule, *, announces: bool) -> Iterator[ColumnPlan]:
    for name, given in rule.columns.items():
        column = Column(given) if isinstance(given, str) else given
        path = compile_value(column.path, key=_key(rule.name, "columns", name), announces=announces)
        yield ColumnPlan(name, path, column.scale, column.carry)


def _key_rule(rule: StreamRule, *, announces: bool) -> tuple[Path | None, re.Pattern[str] | None]:
    given = KeyRule(rule.key) if isinstance(rule.key, str) else rule.key
    if not given.path and isinstance(rule.key, str):
        return None, None
    path = compile_value(given.path, key=_key(rule.name, "key"), announces=announces)
    if not given.pattern:
        return path, None
    return path, compile_pattern(given.pattern, key=_key(rule.name, "key", "pattern"))


def compile_pattern(text: str, *, key: str) -> re.Pattern[str]:
    """The regular expression whose one group is a key. Raises ProfileError."""
    try:
        pattern = re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ProfileError(f"is no regular expression: {error}", key=key) from None
    if pattern.groups != 1:
        raise ProfileError(f"needs one group, in ( ), that is the key; it has {pattern.groups}", key=key)
    return pattern


def _time(rule: StreamRule, *, announces: bool) -> Path | None:
    time = rule.time
    if time.unit == "receive":
        if time.path:
            raise ProfileError(f"{time.path!r} needs a unit: s, ms, us, ns or rfc3339", key=_key(rule.name, "time"))
        return None
    if not time.path:
        raise ProfileError(f"the unit {time.unit!r} needs a path to the time", key=_key(rule.name, "time"))
    return compile_value(time.path, key=_key(rule.name, "time"), announces=announces)


def _split(rule: StreamRule, rows: Path, *, announces: bool) -> tuple[Conditions, tuple[Question, ...]]:
    when: list[tuple[Path, Literal]] = []
    row_when: list[Question] = []
    for text, literal in rule.when.items():
        key = _key(rule.name, "when", text)
        path = compile_any(text, key=key, announces=announces)
        if path.names_member:
            row_when.append(Question(path, [(1, compile_literal(literal))]))
        elif not path.many:
            when.append((path, literal))
        elif path.parts[: len(rows.parts)] == rows.parts and not (inner := Path(path.parts[len(rows.parts) :])).many:
            row_when.append(Question(inner, [(1, compile_literal(literal))]))
        else:
            raise ProfileError(f"a condition on rows must begin as `rows` does: {rule.rows!r}", key=key)
    return tuple(when), tuple(row_when)


def compile_value(text: str, *, key: str, announces: bool) -> Path:
    """A path that leads to one value. Raises ProfileError."""
    path = compile_any(text, key=key, announces=announces)
    if path.many:
        raise ProfileError(f"the path `{text}` leads to several values: `[]` and `{{}}` belong into `rows`", key=key)
    return path


def compile_any(text: str, *, key: str, announces: bool) -> Path:
    """A path, wherever it leads. Raises ProfileError."""
    try:
        path = compile_path(text)
    except ProfileError as error:
        raise ProfileError(error.what, key=key) from None
    if not announces and path.parts and isinstance(path.parts[0], Announced):
        raise ProfileError(f"the path `{text}` asks for an announcement, and there is no [channels]", key=key)
    return path


def _key(stream: str, *names: str) -> str:
    return ".".join(("stream", stream, *names))
