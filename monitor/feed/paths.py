"""Paths: the grammar with which a profile says where in a message a value stands (see `monitor.feed.profile`).

    path  = [ "^" | "@" name | name ] { step }     a path may be empty: it is the row, or the message, itself
    step  = "." name | "[" [ integer ] "]" | "{}" | "!json"
    name  = bare | JSON string                     bare: no white space and none of  . [ ] { } ! @ ^ " \\
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.parse import parse_json

__all__ = ["Announced", "Item", "Member", "Part", "Path", "Row", "Step", "compile_path", "format_path"]

_MOST_PARTS = 64


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object."""

    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an array; negative indices count from its end."""

    index: int


@dataclass(frozen=True, slots=True)
class Announced:
    """A member of what the server announced for the message's channel; only as the first part."""

    name: str


class Step(Enum):
    """The parts that take no argument, by how they are written."""

    EACH_ITEM = "[]"
    EACH_MEMBER = "{}"
    JSON = "!json"
    WHOLE = "^"
    """Only as the first part."""


Part: TypeAlias = Member | Item | Announced | Step


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a message. `name`: the members that `{}` went through to get there, joined by "/"."""

    value: Any
    name: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path. What is not there is `msgspec.UNSET`, which is not the same as a null."""

    parts: tuple[Part, ...]

    @property
    def many(self) -> bool:
        """Whether the path may lead to several values; such a path is for `rows`."""
        return (Step.EACH_ITEM in self.parts or Step.EACH_MEMBER in self.parts) and not self.names_member

    @property
    def names_member(self) -> bool:
        """Whether the path is `{}` alone, which in a row is the name of the member it came from."""
        return self.parts == (Step.EACH_MEMBER,)

    def get(self, message: Any, row: Any = msgspec.UNSET, *, name: str = "", announced: Any = msgspec.UNSET) -> Any:
        """The one value the path leads to.

        row:       what the path starts from; the message when not given.
        name:      `Row.name`, for the path `{}`.
        announced: members announced for this message's channel, for paths with `@`.
        A path with `many` leads to nothing here; use `rows`.
        """
        value = message if row is msgspec.UNSET else row
        for part in self.parts:
            # Members first and in line: this runs for every value of every message that is read the slow way.
            if type(part) is Member:
                value = value.get(part.name, msgspec.UNSET) if type(value) is dict else msgspec.UNSET
            elif type(part) is Announced:
                value = _member(announced, part.name)
            elif part is Step.WHOLE:
                value = message
            elif part is Step.EACH_MEMBER:
                return name if self.names_member else msgspec.UNSET
            else:
                value = _one(value, part)
            if value is msgspec.UNSET:
                return value
        return value

    def rows(self, message: Any, *, announced: Any = msgspec.UNSET) -> Iterator[Row]:
        """Every row of `message`, in its order. Without `[]` and `{}` that is at most one."""
        rows: Iterator[Row] = iter((Row(message),))
        if not self.parts:
            return rows
        for part in self.parts:
            if type(part) is Announced:
                rows = iter((Row(_member(announced, part.name)),))
            elif part is not Step.WHOLE:
                rows = _each(rows, part)
        return (row for row in rows if row.value is not msgspec.UNSET)


def _member(value: Any, name: str) -> Any:
    return value.get(name, msgspec.UNSET) if type(value) is dict else msgspec.UNSET


def _one(value: Any, part: Part) -> Any:
    if type(part) is Member:
        return _member(value, part.name)
    if type(part) is Item:
        inside = type(value) is list and -len(value) <= part.index < len(value)
        return value[part.index] if inside else msgspec.UNSET
    return _unpack(value) if part is Step.JSON else msgspec.UNSET


def _unpack(value: Any) -> Any:
    if type(value) is not str:
        return msgspec.UNSET
    try:
        return parse_json(value)
    except ValueError:
        return msgspec.UNSET


def _each(rows: Iterator[Row], part: Part) -> Iterator[Row]:
    for row in rows:
        if part is Step.EACH_ITEM:
            yield from (Row(item, row.name) for item in _items(row.value))
        elif part is Step.EACH_MEMBER:
            members = row.value.items() if type(row.value) is dict else ()
            yield from (Row(value, f"{row.name}/{name}" if row.name else name) for name, value in members)
        else:
            yield Row(_one(row.value, part), row.name)


def _items(value: Any) -> Sequence[Any]:
    if type(value) is not list:
        return ()
    # Servers that send a snapshot as an array of arrays send the single update as the inner array alone.
    return value if any(type(item) in (list, dict) for item in value) or not value else (value,)


_BARE = re.compile(r'[^\s.\[\]{}!@^"\\\x00-\x1f]+')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ITEM = re.compile(r"\[(-?[0-9]{1,9})\]")
_FIXED = (Step.EACH_ITEM, Step.EACH_MEMBER, Step.JSON)


def compile_path(text: str) -> Path:
    """Read a path. Raises ProfileError, with the place, for what is no path."""
    at, parts = _read_start(text)
    while at < len(text):
        at, part = _read_step(text, at, first=not parts)
        parts.append(part)
        if len(parts) > _MOST_PARTS:
            raise ProfileError(f"the path {text[:40]!r}… has more than {_MOST_PARTS} parts")
    return Path(tuple(parts))


def _read_start(text: str) -> tuple[int, list[Part]]:
    if text.startswith("^"):
        return 1, [Step.WHOLE]
    if text.startswith("@"):
        at, name = _read_name(text, 1)
        return at, [Announced(name)]
    if text and text[0] not in ".[{!":
        at, name = _read_name(text, 0)
        return at, [Member(name)]
    return 0, []


def _read_step(text: str, at: int, *, first: bool) -> tuple[int, Part]:
    for step in _FIXED:
        if text.startswith(step.value, at):
            return at + len(step.value), step
    if item := _ITEM.match(text, at):
        return item.end(), Item(int(item[1]))
    if text[at] == "." and not first:
        at, name = _read_name(text, at + 1)
        return at, Member(name)
    raise _wrong(text, at, "expected `.name`, `[3]`, `[]`, `{}` or `!json`")


def _read_name(text: str, at: int) -> tuple[int, str]:
    if quoted := _QUOTED.match(text, at):
        try:
            return quoted.end(), str(msgspec.json.decode(quoted[0]))
        except msgspec.DecodeError:
            raise _wrong(text, at, "this quoted name is no JSON string") from None
    if bare := _BARE.match(text, at):
        return bare.end(), bare[0]
    raise _wrong(text, at, 'expected a name, in quotes ("odd.name") when it has special characters')


def _wrong(text: str, at: int, expected: str) -> ProfileError:
    return ProfileError(f"the path {text!r} cannot be read at character {at + 1}: {expected}")


def format_path(parts: Sequence[Part]) -> str:
    """The text that `compile_path` reads as `parts`."""
    return "".join(_written(part, first=index == 0) for index, part in enumerate(parts))


def _written(part: Part, *, first: bool) -> str:
    if isinstance(part, Member):
        return _name(part.name) if first else f".{_name(part.name)}"
    if isinstance(part, Announced):
        return f"@{_name(part.name)}"
    return f"[{part.index}]" if isinstance(part, Item) else part.value


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else msgspec.json.encode(name).decode()
