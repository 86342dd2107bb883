"""Conditions on what stands at a path of a message: `data.price > 3`, `e = trade and s = BTC*`.

    filter    = condition { "and" condition }
    condition = path [ operator value ]          without one: something stands there
    operator  = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~"      "~": holds this text, in any case of its letters
    value     = JSON string | text               in text, `*` stands for any text; null, true and false are meant

Paths are those of `monitor.feed.paths`; of one that leads to several values any may fulfil the condition.
"""

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import msgspec

from monitor.core.errors import ProfileError, UsageError
from monitor.feed.conditions import compile_literal
from monitor.feed.parse import parse_json
from monitor.feed.paths import Announced, compile_path
from monitor.feed.scalars import number, plain_text

__all__ = ["PathMatch"]

_Test: TypeAlias = Callable[[Any], bool]

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_AND = re.compile(rf"({_QUOTED})|\s+and\s+")
_OPERATOR = re.compile(rf"{_QUOTED}|(!=|>=|<=|==|=|>|<|~)")
_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_CONSTANTS = {"true": True, "false": False}


class PathMatch:
    """Messages that fulfil every condition. Raises UsageError or ProfileError for what cannot be read."""

    def __init__(self, text: str) -> None:
        self._conditions = [_Condition(part) for part in _parted(text)]

    def matches(self, payload: bytes) -> bool:
        try:
            message = parse_json(payload)
        except ValueError:
            return False
        return all(condition.holds(message) for condition in self._conditions)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        return iter(())


def _parted(text: str) -> list[str]:
    parts, start = [], 0
    for found in _AND.finditer(text):
        if found[1] is None:
            parts.append(text[start : found.start()])
            start = found.end()
    return [part.strip() for part in (*parts, text[start:])]


class _Condition:
    def __init__(self, text: str) -> None:
        sign = next((found for found in _OPERATOR.finditer(text) if found[1]), None)
        path = text[: sign.start()].strip() if sign else text
        if not path:
            raise UsageError("A condition begins with a path, such as `data.price > 3`")
        self._path = compile_path(path)
        if self._path.parts and isinstance(self._path.parts[0], Announced):
            raise ProfileError("what a server announced for a channel is not known here, so `@` cannot be used")
        self._test = _test(sign[1], text[sign.end() :].strip()) if sign else _is_there

    def holds(self, message: Any) -> bool:
        if self._path.many:
            return any(self._test(row.value) for row in self._path.rows(message))
        value = self._path.get(message)
        return value is not msgspec.UNSET and self._test(value)


def _is_there(value: Any) -> bool:
    return True


def _test(sign: str, text: str) -> _Test:
    if not text:
        raise UsageError(f"What should stand there is missing behind `{sign}`")
    if sign in _ORDERS:
        return _ordered(sign, text)
    if sign == "~":
        wanted = str(_literal(text)).casefold()
        return lambda value: wanted in (plain_text(value) or "").casefold()
    same = _same(text)
    return same if sign != "!=" else lambda value: not same(value)


def _ordered(sign: str, text: str) -> _Test:
    bound, compare = number(text.replace("_", "")), _ORDERS[sign]
    if bound != bound:
        raise UsageError(f"`{text}` is no number, and `{sign}` compares numbers")
    return lambda value: not isinstance(value, bool) and compare(number(value), bound)


def _same(text: str) -> _Test:
    if text == "null":
        return lambda value: value is None
    return compile_literal(_CONSTANTS.get(text, _literal(text)))


def _literal(text: str) -> str:
    if not text.startswith('"'):
        return text
    try:
        return str(msgspec.json.decode(text))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UsageError(f"{text} is no JSON string") from None
