"""How a value must be written where it is put into a JSON message or an address (encoders for `placeholders.fill`)."""

import base64
import json
import re
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import quote, quote_plus

__all__ = ["Encode", "as_it_is", "forms", "in_json", "in_json_array", "in_url", "json_depth"]

_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)("?)', re.DOTALL)
_BRACKET = re.compile(r"[{\[]")
# What RFC 3986 lets stand as it is: in a path segment, and in one value of a query.
_SAFE_IN_PATH = "!$&'()*+,;=:@"
_SAFE_IN_QUERY = "!$'()*,:@/"


Encode: TypeAlias = Callable[[str, str, str], str]
"""(what stands before, value, the template's own text after) -> the value as it must stand there."""


def as_it_is(before: str, value: str, after: str) -> str:
    """Leaves a value as it is."""
    return value


def in_json(before: str, value: str, after: str) -> str:
    """Escapes a value that stands inside a string of a JSON message; outside of strings it stays as it is.

    Messages that are no JSON have no such strings. A string may itself hold JSON, and then the value is escaped twice.
    """
    for _ in range(json_depth(before)):
        value = _escaped(value)
    return value


def _escaped(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def in_json_array(before: str, value: str, after: str) -> str:
    """As `in_json`, for a template that is to become an item of an array."""
    return in_json(f"[{before}", value, after)


def json_depth(text: str) -> int:
    """How many JSON strings, one inside the other, are open at the end of `text`.

    The JSON begins at the first bracket: dialects put numbers or words before it.
    """
    start = _BRACKET.search(text)
    at = start.start() if start else len(text)
    while opened := _STRING.search(text, at):
        if not opened[2]:
            return 1 + _depth_inside(opened[1])
        at = opened.end()
    return 0


def _depth_inside(content: str) -> int:
    try:
        inner = str(json.loads(f'"{content}"', strict=False))
    except ValueError:
        return 0
    return json_depth(inner) if inner.lstrip().startswith(("{", "[")) else 0


def in_url(before: str, value: str, after: str) -> str:
    """Percent-encodes a value in the path, the query or the login of an address; elsewhere it stays as it is."""
    _, scheme, rest = before.partition("://")
    if not scheme:
        return value
    if "?" in rest:
        return quote(value, safe=_SAFE_IN_QUERY)
    if "/" in rest:
        return quote(value, safe=_SAFE_IN_PATH)
    in_login = "@" in re.split(r"[/?#]", after, maxsplit=1)[0]
    return quote(value, safe="") if in_login else value


def forms(value: str) -> frozenset[str]:
    """`value` and every way in which it may be written in a message, an address, or a server's echo of them."""
    safe = ("", "/", _SAFE_IN_PATH, _SAFE_IN_QUERY)
    quoted = {quote(value, safe=characters) for characters in safe}
    once = _escaped(value)
    escaped = (once, _escaped(once), json.dumps(value)[1:-1])
    return frozenset({value, *escaped, quote_plus(value), *quoted, *_base64(value)})


def _base64(value: str) -> tuple[str, ...]:
    data = value.encode("utf-8", "surrogatepass")
    return tuple(each(data).decode("ascii") for each in (base64.b64encode, base64.urlsafe_b64encode)) if value else ()
