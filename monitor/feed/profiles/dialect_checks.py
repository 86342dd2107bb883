"""What a rule for a dialect can still have wrong: bad numbers, lists without end, JSON that is none."""

import json
import math
from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.placeholders import fill
from monitor.feed.profile import Profile
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.problem import Problem

__all__ = ["dialect_problems", "rule_problems"]

_MOST = 1000
"""Items of one list, and members of one table."""
_KINDS: dict[str, type] = {"object": dict, "array": list}


def dialect_problems(profile: Profile) -> Iterator[Problem]:
    """Everything wrong with the values of `profile.dialect`, its placeholders aside."""
    if profile.dialect is not None:
        yield from rule_problems(profile.dialect, ("dialect",))


def rule_problems(rule: msgspec.Struct, path: KeyPath) -> Iterator[Problem]:
    """What is wrong with the values of a rule that stands at `path`."""
    for field in msgspec.structs.fields(rule):
        yield from _value(getattr(rule, field.name), field.type, (*path, field.name))


def _value(value: Any, kind: Any, path: KeyPath) -> Iterator[Problem]:
    if isinstance(value, tuple | dict) and len(value) > _MOST:
        yield Problem(path, f"{len(value)} are more than the {_MOST} there can be")
    elif isinstance(value, tuple):
        for index, held in enumerate(value):
            yield from _value(held, get_args(kind)[0], (*path, index))
    elif isinstance(value, msgspec.Struct):
        yield from rule_problems(value, path)
    elif isinstance(value, float) and not (math.isfinite(value) and value >= 0.0):
        yield Problem(path, f"must be a number from 0 on, not {value}")
    elif isinstance(value, str) and value:
        yield from _json(value, kind, path)


def _json(text: str, kind: Any, path: KeyPath) -> Iterator[Problem]:
    wanted = next((each.title for each in getattr(kind, "__metadata__", ()) if each.title in _KINDS), None)
    if wanted is None:
        return
    try:
        # Whatever will stand there, a digit fits in its place: inside a string and outside.
        found = json.loads(fill(text, lambda _: "0"))
    except ProfileError:
        return  # The placeholders' own checks tell it.
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, _KINDS[wanted]):
        yield Problem(path, f"must be a JSON {wanted} as text")
