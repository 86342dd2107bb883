"""Text that is, or looks like, JSON taken apart for colouring: never refuses, never changes what was sent."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

__all__ = ["Kind", "Token", "looks_like_json", "tokens"]


class Kind(IntEnum):
    """What a piece of text is. Numbers, since they are looked up for every piece of every line that is painted."""

    NAME = 0
    """A member's name, quotes included."""
    STRING = 1
    NUMBER = 2
    """Also a string that holds nothing but a number, as prices often come."""
    WORD = 3
    """true, false, null and, though no JSON, NaN and Infinity."""
    MARK = 4
    """Brackets, commas and colons."""
    TEXT = 5
    """Anything else."""


class Token(NamedTuple):
    """A piece of a text, from `start` up to `end`."""

    start: int
    end: int
    kind: Kind


# A string that is not closed goes on to the end: messages may be cut.
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\]++|\\.)*+"?)(?P<name>(?=\s*:))?
    | (?P<number>-?[0-9][0-9.eE+-]*+)(?![A-Za-z_])
    | (?P<word>-?\b(?:true|false|null|NaN|Infinity)\b)
    | (?P<mark>[{}\[\],:])
    | (?P<space>\s+)
    | (?P<text>[^\s"{}\[\],:]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED_NUMBER = re.compile(r'"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"')
_JSON_BEGINS = re.compile(r"\s*[\w:/,.-]{0,24}\s*[\[{]")
_KINDS = {"number": Kind.NUMBER, "word": Kind.WORD, "mark": Kind.MARK, "text": Kind.TEXT}


def looks_like_json(text: str) -> bool:
    """Whether an object or array begins here; numbers and words that dialects put before it are no matter."""
    return _JSON_BEGINS.match(text) is not None


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The pieces of `text` from `start` on, white space left out. Lazy, so that who needs the beginning pays for it."""
    for found in _TOKEN.finditer(text, start):
        group = found.lastgroup
        if group == "space":
            continue
        if group == "name":
            kind = Kind.NAME
        elif group == "string":
            kind = Kind.NUMBER if _QUOTED_NUMBER.fullmatch(found[0]) else Kind.STRING
        else:
            kind = _KINDS[group or "text"]
        yield Token(found.start(), found.end(), kind)
