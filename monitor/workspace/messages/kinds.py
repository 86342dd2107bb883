"""Which messages are of one kind, so that the one before can be told: the same shape, and about the same thing."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.discovery.vocabulary import CHANNEL_NAMES, KEY_NAMES, KIND_NAMES
from monitor.feed.discovery.words import joined
from monitor.feed.parse import parse_json
from monitor.feed.paths import Path, compile_path
from monitor.feed.profile import KeyRule, Profile
from monitor.workspace.messages.raw_log import RawEntry

__all__ = ["MessageKind", "kind_of", "previous_of_kind", "telling_paths"]

MessageKind: TypeAlias = Hashable
"""Equal for messages of one kind."""

_LONGEST = 256 * 1024
_MOST_BYTES = 4 * 1024 * 1024
_MOST_MEMBERS = 64
_ITEMS = 4
_SURE = 1.6
"""How sure the vocabulary must be that a member of this name tells messages apart."""
_NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")


def telling_paths(profile: Profile) -> tuple[Path, ...]:
    """Where a profile looks to tell its messages apart: conditions and keys of its streams."""
    texts = dict.fromkeys(path for rule in profile.stream for path in rule.when)
    keys = (rule.key.path if isinstance(rule.key, KeyRule) else rule.key for rule in profile.stream if not rule.rows)
    texts |= dict.fromkeys(key for key in keys if key)
    return tuple(_compiled(texts))


def _compiled(texts: dict[str, None]) -> Iterator[Path]:
    for text in texts:
        try:
            path = compile_path(text)
        except ProfileError:
            continue
        if not path.many:
            yield path


def kind_of(payload: bytes, telling: Sequence[Path] = ()) -> MessageKind | None:
    """The kind of a message, None for what is no JSON: that is like nothing else.

    Its shape is the names of its members, two levels deep. What tells it apart is what stands at `telling`, and words
    in members that are called as servers call types, channels and symbols.
    """
    if len(payload) > _LONGEST:
        return None
    try:
        message = parse_json(payload)
    except ValueError:
        return None
    told = tuple(_plain(path.get(message)) for path in telling)
    return (*told, *_shape(message, depth=2))


def previous_of_kind(entry: RawEntry, older: Iterable[RawEntry], telling: Sequence[Path] = ()) -> RawEntry | None:
    """The first of `older` (newest first) that is of the kind of `entry`, within a few megabytes."""
    kind = kind_of(entry.payload, telling)
    if kind is None:
        return None
    left = _MOST_BYTES
    for each in older:
        left -= len(each.payload)
        if left < 0:
            return None
        if each.outgoing == entry.outgoing and kind_of(each.payload, telling) == kind:
            return each
    return None


def _shape(value: Any, *, depth: int) -> Iterator[Hashable]:
    match value:
        case dict():
            for name in list(value)[:_MOST_MEMBERS]:
                yield name
                yield _word(value[name]) if _tells(name) else None
                if depth > 1:
                    yield tuple(_shape(value[name], depth=depth - 1))
        case list():
            # Where members have no names, the first ones say what it is: `[17, "te", …]`.
            for item in value[:_ITEMS]:
                yield type(item).__name__
                yield _word(item)
        case _:
            yield None


def _tells(name: str) -> bool:
    words = joined(name)
    return max(KIND_NAMES.get(words, 0.0), KEY_NAMES.get(words, 0.0)) >= _SURE or words in CHANNEL_NAMES


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) and _NUMBER.fullmatch(value) is None else None


def _plain(value: Any) -> Hashable:
    return None if value is msgspec.UNSET or isinstance(value, dict | list) else (type(value).__name__, value)
