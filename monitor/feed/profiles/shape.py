"""Plain data to a Profile: unknown keys, missing keys and wrong types, told in plain words."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from monitor.feed.profile import Profile
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.problem import Problem

__all__ = ["mismatch_words", "take_shape"]

_ANY_MEMBER = "..."
_PLACE = re.compile(r" - at `\$(.*)`$", re.DOTALL)
_STEP = re.compile(r"\.([a-z_]+)|\[([0-9]+)\]|\[(\.\.\.)\]")
_UNKNOWN = re.compile(r"contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"missing required field `(.*)`")
_EXPECTED = re.compile(r"Expected `(.*)`, got `(.*)`")
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "date": "a date",
    "time": "a time of day",
    "datetime": "a date and time",
}


def take_shape(plain: Mapping[str, Any]) -> Profile | Problem:
    """The profile that `plain`, as read from TOML, describes, or the first thing that keeps it from being one."""
    try:
        return msgspec.convert(plain, Profile)
    except msgspec.ValidationError as error:
        text = str(error)
        path = _name_members(plain, _place(text))
        return _problem(_PLACE.sub("", text), path, plain)


def _place(message: str) -> KeyPath:
    found = _PLACE.search(message)
    steps = _STEP.findall(found[1]) if found else []
    return tuple(int(index) if index else name or _ANY_MEMBER for name, index, _ in steps)


def _name_members(plain: Any, path: KeyPath) -> KeyPath:
    """msgspec does not say which member of a table is at fault: find it, as the last of the shortest failing start."""
    while _ANY_MEMBER in path:
        at = path.index(_ANY_MEMBER)
        members = list(_reach(plain, path[:at]).items())
        fits, fails = 0, len(members)
        while fails - fits > 1:
            half = (fits + fails) // 2
            if _fails_inside(_replaced(plain, path[:at], dict(members[:half])), path[: at + 1]):
                fails = half
            else:
                fits = half
        path = (*path[:at], members[fails - 1][0], *path[at + 1 :])
    return path


def _fails_inside(plain: Any, start: KeyPath) -> bool:
    try:
        msgspec.convert(plain, Profile)
    except msgspec.ValidationError as error:
        return _place(str(error))[: len(start)] == start
    return False


def _reach(value: Any, path: KeyPath) -> Any:
    for part in path:
        value = value[part]
    return value


def _replaced(value: Any, path: KeyPath, new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


def _problem(message: str, path: KeyPath, plain: Mapping[str, Any]) -> Problem:
    if unknown := _UNKNOWN.search(message):
        name = unknown[1]
        near = get_close_matches(name, _fields(path, plain), n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        return Problem((*path, name), f"unknown key `{name}`{hint}")
    if missing := _MISSING.search(message):
        return Problem((*path, missing[1]), f"the key `{missing[1]}` is missing")
    if expected := _EXPECTED.search(message):
        return Problem(path, mismatch_words(path, *expected.groups()))
    if message.startswith("Invalid"):
        return Problem(path, f"must be one of {', '.join(_allowed(path, plain))}")
    return Problem(path, message[:1].lower() + message[1:])


def mismatch_words(path: KeyPath, expected: str, got: str) -> str:
    """In plain words what should stand at `path` and what does; both as msgspec calls them."""
    if expected == "array" and got == "object":
        return f"must be a list: write it as [[{path[-1]}]], with two brackets"
    kinds = expected.split(" | ")
    # Where both numbers will do, "a number" says it all.
    words = [_WORDS.get(kind, kind) for kind in kinds if kind != "null" and not (kind == "int" and "float" in kinds)]
    wanted = " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"must be {wanted}, not {'a decimal number' if got == 'float' else _WORDS.get(got, got)}"


def _fields(path: KeyPath, plain: Mapping[str, Any]) -> list[str]:
    """The keys that the table at `path` may have."""
    kinds = _kinds(path, plain)
    return [field.name for kind in kinds if _is_table(kind) for field in msgspec.structs.fields(kind)]


def _allowed(path: KeyPath, plain: Mapping[str, Any]) -> list[str]:
    """The values that may stand at `path`, of which there are but a few."""
    tables = [kind for kind in _kinds(path[:-1], plain, chosen=False) if _is_table(kind)]
    tags = [kind.__struct_config__.tag for kind in tables if kind.__struct_config__.tag_field == path[-1]]
    if tags:
        return sorted(tags)
    return [str(value) for kind in _kinds(path, plain) if get_origin(kind) is Literal for value in get_args(kind)]


def _kinds(path: KeyPath, plain: Mapping[str, Any], *, chosen: bool = True) -> list[Any]:
    """What may stand at `path`. chosen: where a tag in `plain` chooses among tables, only the one that it chooses."""
    kinds: list[Any] = [Profile]
    held: Any = plain
    for part in path:
        kinds = [inner for kind in _chosen(kinds, held) for inner in _inner(kind, part)]
        held = _step(held, part)
    return _chosen(kinds, held) if chosen else kinds


def _step(held: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return held[part] if isinstance(held, list) else None
    return held.get(part) if isinstance(held, Mapping) else None


def _chosen(kinds: list[Any], held: Any) -> list[Any]:
    return [kind for kind in kinds if not _is_table(kind) or _has_tag(kind.__struct_config__, held)]


def _has_tag(config: Any, held: Any) -> bool:
    return config.tag_field is None or (isinstance(held, Mapping) and held.get(config.tag_field) == config.tag)


def _inner(kind: Any, part: str | int) -> list[Any]:
    if isinstance(part, int):
        return _choices(get_args(kind)[0]) if get_origin(kind) is tuple else []
    if get_origin(kind) is dict:
        return _choices(get_args(kind)[1])
    if _is_table(kind):
        return [inner for each in msgspec.structs.fields(kind) if each.name == part for inner in _choices(each.type)]
    return []


def _choices(kind: Any) -> list[Any]:
    if get_origin(kind) is Annotated:
        return _choices(get_args(kind)[0])
    return [each for part in get_args(kind) for each in _choices(part)] if _is_union(kind) else [kind]


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType)


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
