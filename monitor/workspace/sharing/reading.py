"""Reading `.feedscope` files; whatever is wrong with one is a SharedFileError with file, line and key."""

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from monitor.alerts.rule import Rule
from monitor.core.errors import SharedFileError
from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.lines import KeyPath, dotted, line_of
from monitor.feed.profiles.migration import migrate
from monitor.feed.profiles.problem import Problem
from monitor.feed.profiles.shape import mismatch_words, take_shape
from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.repair import repaired
from monitor.workspace.formulas.formula import Formula
from monitor.workspace.sharing.json_lines import json_lines
from monitor.workspace.sharing.shared import MIGRATIONS, SCHEMA, Plain, Shared, SharedFeed

__all__ = ["MOST_BYTES", "load_shared", "parse_shared"]

T = TypeVar("T")

MOST_BYTES = 8 * 1024 * 1024
_MOST = {"feeds": 500, "desks": 100, "formulas": 200, "rules": 1000}
_MARK = "feedscope"
_KNOWN = frozenset({_MARK, "written_by", *_MOST})
_PLACE = re.compile(r" - at `\$(.*)`$", re.DOTALL)
_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[([0-9]+)\]|\[(\.\.\.)\]")
_EXPECTED = re.compile(r"Expected `(.*)`, got `(.*)`")
_MISSING = re.compile(r"missing required field `(.*)`")
_BYTE = re.compile(r" \(byte ([0-9]+)\)$")


class _Wrong(Exception):
    """What is wrong, and at which key."""

    def __init__(self, path: KeyPath, what: str) -> None:
        super().__init__(what)
        self.path = path
        self.what = what


def load_shared(path: Path) -> Shared:
    """What the file holds. Raises SharedFileError."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SharedFileError(f"the file cannot be read: {reason}", file=file) from error
    return parse_shared(data, file=file)


def parse_shared(data: bytes, *, file: str) -> Shared:
    """What `data` holds; `file` is only for errors. Raises SharedFileError."""
    if len(data) > MOST_BYTES:
        raise SharedFileError(f"the file has more than {MOST_BYTES} bytes and is no workspace", file=file)
    plain, text = _json(data, file=file)
    try:
        return _shared(plain)
    except _Wrong as wrong:
        try:
            line = line_of(json_lines(text), wrong.path)
        except (ValueError, RecursionError):
            line = None
        raise SharedFileError(wrong.what, file=file, line=line, key=dotted(wrong.path)) from None


def _json(data: bytes, *, file: str) -> tuple[Any, str]:
    try:
        text = data.decode("utf-8-sig")
        return msgspec.json.decode(text), text
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        raise SharedFileError("the file is not UTF-8 text", file=file, line=at) from None
    except (msgspec.DecodeError, RecursionError) as error:
        found = _BYTE.search(str(error))
        line = data.count(b"\n", 0, int(found[1])) + 1 if found else None
        what = "it is nested too deep" if isinstance(error, RecursionError) else _BYTE.sub("", str(error))
        raise SharedFileError(f"this is not JSON: {what}", file=file, line=line) from None


def _shared(plain: Any) -> Shared:
    if not isinstance(plain, dict) or _MARK not in plain:
        raise _Wrong((), f"this is no workspace of Feedscope: the key `{_MARK}` is missing")
    plain = _migrated(plain)
    for key in plain:
        if key not in _KNOWN:
            raise _Wrong((key,), f"unknown key `{key}`")
    for key, most in _MOST.items():
        held = plain.get(key, [])
        if not isinstance(held, list):
            raise _Wrong((key,), "must be a list")
        if len(held) > most:
            raise _Wrong((key,), f"{len(held)} are more than the {most} there can be")
    return Shared(
        feeds=tuple(_feed(each, ("feeds", place)) for place, each in enumerate(plain.get("feeds", []))),
        desks=tuple(_desk(each, ("desks", place)) for place, each in enumerate(plain.get("desks", []))),
        formulas=tuple(_part(each, Formula, ("formulas", at)) for at, each in enumerate(plain.get("formulas", []))),
        rules=tuple(_part(each, Rule, ("rules", place)) for place, each in enumerate(plain.get("rules", []))),
    )


def _migrated(plain: Plain) -> Plain:
    version = plain[_MARK]
    if type(version) is not int or version < 1:
        raise _Wrong((_MARK,), f"must be a whole number from 1 to {SCHEMA}, not {version!r}")
    if version > SCHEMA:
        raise _Wrong((_MARK,), f"version {version} was written by a newer Feedscope; update this one")
    for older in range(version, SCHEMA):
        plain = {**MIGRATIONS[older](plain), _MARK: older + 1}
    return plain


def _feed(plain: Any, path: KeyPath) -> SharedFeed:
    if not isinstance(plain, dict):
        raise _Wrong(path, "must be an object with `feed` and `profile`")
    feed, held = plain.get("feed"), plain.get("profile")
    if not isinstance(feed, str) or not feed:
        raise _Wrong((*path, "feed"), "must be the id of the feed as text")
    if not isinstance(held, dict):
        raise _Wrong((*path, "profile"), "must be an object")
    migrated = migrate(held)
    profile = migrated if isinstance(migrated, Problem) else take_shape(migrated)
    found = profile if isinstance(profile, Problem) else next(problems(profile), None)
    if isinstance(found, Problem):
        raise _Wrong((*path, "profile", *found.path), found.what)
    assert not isinstance(profile, Problem)
    return SharedFeed(feed, profile)


def _desk(plain: Any, path: KeyPath) -> Desk:
    desk = _part(plain, Desk, path)
    if not desk.name.strip():
        raise _Wrong((*path, "name"), "a workspace needs a name")
    return msgspec.structs.replace(
        desk,
        tree=repaired(desk.tree, desk.panels),
        automatic={panel: stream for panel, stream in desk.automatic.items() if panel in desk.panels},
    )


def _part(plain: Any, kind: type[T], path: KeyPath) -> T:
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        text = str(error)
        found = _PLACE.search(text)
        at = (*path, *_steps(found[1] if found else "", plain, kind))
        raise _Wrong(at, _in_words(_PLACE.sub("", text), at)) from None
    except RecursionError:
        raise _Wrong(path, "it is nested too deep") from None


def _in_words(message: str, at: KeyPath) -> str:
    if expected := _EXPECTED.fullmatch(message):
        return mismatch_words(at, *expected.groups())
    if missing := _MISSING.search(message):
        return f"the key `{missing[1]}` is missing"
    return message[:1].lower() + message[1:]


def _steps(place: str, plain: Any, kind: type[Any]) -> KeyPath:
    """The path in msgspec's words; where it does not say which member of a table it is, that member is found."""
    path: KeyPath = ()
    held = plain
    for name, index, any_member in _STEP.findall(place):
        if any_member:
            name = _culprit(plain, path, held, kind)
            if not name:
                return path
        step: str | int = int(index) if index else name
        path = (*path, step)
        try:
            held = held[step]
        except (KeyError, IndexError, TypeError):
            return path
    return path


def _culprit(plain: Any, path: KeyPath, held: Any, kind: type[Any]) -> str:
    """The first member of the object at `path` without which everything else would do no worse."""
    for name in held if isinstance(held, dict) else ():
        try:
            msgspec.convert(_with(plain, path, {name: held[name]}), kind)
        except msgspec.ValidationError:
            return str(name)
    return ""


def _with(value: Any, path: KeyPath, new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _with(value[path[0]], path[1:], new)
    return copy
