"""Where in a JSON text each value stands, which its parsers do not tell and an error message needs."""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass

from monitor.feed.profiles.lines import KeyPath

__all__ = ["json_lines"]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)


@dataclass(slots=True)
class _Open:
    """An object or array that is not closed yet. at: the key or index of the member whose turn it is."""

    path: KeyPath
    at: str | int | None


def json_lines(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of every member and item of `text`, which must be JSON; else it is of no use."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines: dict[KeyPath, int] = {}
    inside: list[_Open] = []
    for token in _TOKEN.finditer(text):
        word, line = token[0], bisect_right(starts, token.start())
        here = inside[-1] if inside else None
        if word in "]}":
            inside = inside[:-1]
        elif word == ",":
            _go_on(here)
        elif word == ":":
            continue
        elif here is not None and here.at is None and word[0] == '"':
            here.at = json.loads(word, strict=False)
            lines[_place(here)] = line
        else:
            lines.setdefault(_place(here), line)
            if word in "[{":
                inside.append(_Open(_place(here), 0 if word == "[" else None))
    return lines


def _go_on(here: _Open | None) -> None:
    if here is not None:
        here.at = here.at + 1 if isinstance(here.at, int) else None


def _place(here: _Open | None) -> KeyPath:
    if here is None:
        return ()
    return here.path if here.at is None else (*here.path, here.at)
