"""Where in a TOML text each key stands, which tomllib does not tell and an error message needs."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TypeAlias

__all__ = ["KeyPath", "dotted", "key_lines", "line_of"]

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way from the top of a document: names of members, and indices (from 0) in arrays and arrays of tables."""


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of every key, table and array item of `text`.

    `text` must be TOML that tomllib has accepted; what this returns for other text is of no use.
    """
    scanner = _Scanner(text)
    scanner.document()
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return {path: bisect_right(starts, offset) for path, offset in scanner.offsets.items()}


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of `path`, or, as for a key that is missing, of the nearest table around it that has one."""
    while path:
        if (line := lines.get(path)) is not None:
            return line
        path = path[:-1]
    return None


def dotted(path: KeyPath) -> str:
    """`path` as a reader writes it: `stream[1].time.unit`."""
    return "".join(_steps(path)).removeprefix(".")


def _steps(path: KeyPath) -> Iterator[str]:
    for part in path:
        if isinstance(part, int):
            yield f"[{part}]"
        else:
            yield f".{part}" if _BARE.fullmatch(part) else f'."{part}"'


_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\]++|\\.)*+"'
    r"|'[^']*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


class _Scanner:
    """One walk over a text, which only has to tell keys, brackets, strings and comments apart."""

    def __init__(self, text: str) -> None:
        self.offsets: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._tables: dict[KeyPath, int] = {}
        """How many tables each array of tables has so far."""

    def document(self) -> None:
        table: KeyPath = ()
        while not self._ended_after_blank():
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> KeyPath:
        offset = self._at
        many = self._text.startswith("[[", offset)
        self._at += 2 if many else 1
        *outer, name = self._key()
        self._at += 2 if many else 1
        path: KeyPath = ()
        for part in outer:
            path = self._newest((*path, part), offset)
        path = (*path, name)
        if not many:
            self.offsets[path] = offset
            return path
        count = self._tables.get(path, 0)
        self._tables[path] = count + 1
        self.offsets.setdefault(path, offset)
        self.offsets[(*path, count)] = offset
        return (*path, count)

    def _newest(self, path: KeyPath, offset: int) -> KeyPath:
        self.offsets.setdefault(path, offset)
        count = self._tables.get(path)
        return path if count is None else (*path, count - 1)

    def _pair(self, table: KeyPath) -> None:
        offset = self._at
        path = table
        for part in self._key():
            path = (*path, part)
            self.offsets.setdefault(path, offset)
        self._at += 1
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip(_SPACE)
            parts.append(self._key_part())
            self._skip(_SPACE)
            if self._peek() != ".":
                return parts
            self._at += 1

    def _key_part(self) -> str:
        raw = self._skip(_STRING if self._peek() in "\"'" else _BARE)
        if raw[0] == '"':
            # The parser that has accepted the text knows every escape.
            return str(*tomllib.loads(f"{raw}=0"))
        return raw.strip("'")

    def _value(self, path: KeyPath) -> None:
        start = self._peek()
        if start == "[":
            self._array(path)
        elif start == "{":
            self._inline_table(path)
        else:
            self._skip(_STRING if start in "\"'" else _SCALAR)

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while not self._closed_by("]"):
            self.offsets[(*path, index)] = self._at
            self._value((*path, index))
            index += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while not self._closed_by("}"):
            self._pair(path)

    def _closed_by(self, bracket: str) -> bool:
        self._skip(_BLANK)
        if self._peek() == ",":
            self._at += 1
            self._skip(_BLANK)
        closed = self._peek() in ("", bracket)
        if closed:
            self._at += 1
        return closed

    def _ended_after_blank(self) -> bool:
        self._skip(_BLANK)
        return self._at >= len(self._text)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        skipped = found[0] if found else ""
        self._at += len(skipped)
        return skipped
