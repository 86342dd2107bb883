"""JSON over several lines, exactly as it was sent: numbers keep their digits, and what is broken stays readable."""

import re
from collections.abc import Iterator

import msgspec

from monitor.feed.paths import Item, Member, Part, format_path
from monitor.workspace.messages.text_line import TextLine
from monitor.workspace.messages.tokens import Kind, Token, tokens

__all__ = ["MOST_CHARACTERS", "MOST_LINES", "pretty_lines"]

MOST_CHARACTERS = 200_000
MOST_LINES = 3000
"""What of a message is laid out; more than anybody reads, and it takes a few hundredths of a second."""

_INDENT = "  "
_DEEPEST = 64
_FLAT_MOST = 72
_FLAT = re.compile(r'\{\s*\}|\[\s*(?:(?:[^\[\]{}",\s]+|"(?:[^"\\]++|\\.)*+")\s*(?:,\s*|(?=\])))*+\]')
"""An array of plain values, or an object of none."""


def pretty_lines(text: str) -> Iterator[TextLine]:
    """The lines of `text`, as many as are asked for. Short arrays of plain values stay on one line."""
    return _Layout(text).lines()


class _Layout:
    """One pass over the tokens of a text. `_stack`: the members and items that lead to where it is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[Part | None] = []
        self._objects: list[bool] = []
        self._pieces: list[tuple[str, Kind]] = []
        self._depth = 0
        self._value = ""

    def lines(self) -> Iterator[TextLine]:
        skip = 0
        for token in tokens(self._text):
            if token.start < skip:
                continue
            piece = self._text[token.start : token.end]
            if token.kind is Kind.MARK:
                if piece in "{[" and (flat := _FLAT.match(self._text, token.start, token.start + _FLAT_MOST)):
                    skip = flat.end()
                    self._put_flat(flat[0], token.start)
                else:
                    yield from self._mark(piece)
            else:
                yield from self._plain(piece, token.kind)
        if self._pieces:
            yield self._line()

    def _plain(self, piece: str, kind: Kind) -> Iterator[TextLine]:
        if kind is Kind.NAME:
            self._name(piece)
        elif self._pieces and not self._awaits_value:
            # Two values without a comma between them: not JSON, or several documents in one message.
            yield self._line()
        self._pieces.append((piece, kind))
        if kind is not Kind.NAME:
            self._value = piece

    @property
    def _awaits_value(self) -> bool:
        return self._pieces[-1][0] == ": "

    def _put_flat(self, text: str, start: int) -> None:
        end = 0
        for token in tokens(text):
            piece = text[token.start : token.end]
            self._pieces.append((", " if piece == "," else piece, token.kind))
            end = token.end
        self._value = text[:end]

    def _mark(self, piece: str) -> Iterator[TextLine]:
        match piece:
            case "{" | "[":
                if self._pieces and not self._awaits_value:
                    yield self._line()
                self._pieces.append((piece, Kind.MARK))
                yield self._line()
                self._open(piece)
            case "}" | "]":
                yield from self._close(piece)
            case ",":
                self._pieces.append((piece, Kind.MARK))
                yield self._line()
                self._next_item()
            case _:
                self._pieces.append((": ", Kind.MARK))

    def _open(self, piece: str) -> None:
        self._depth += 1
        if self._depth <= _DEEPEST:
            self._objects.append(piece == "{")
            self._stack.append(None if piece == "{" else Item(0))

    def _close(self, piece: str) -> Iterator[TextLine]:
        if self._pieces:
            yield self._line()
        if 0 < self._depth <= _DEEPEST:
            self._objects.pop()
            self._stack.pop()
        self._depth = max(0, self._depth - 1)
        self._pieces.append((piece, Kind.MARK))

    def _next_item(self) -> None:
        last = self._stack[-1] if self._stack else None
        if isinstance(last, Item):
            self._stack[-1] = Item(last.index + 1)

    def _name(self, piece: str) -> None:
        if self._stack and self._objects[-1]:
            try:
                self._stack[-1] = Member(str(msgspec.json.decode(piece)))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                self._stack[-1] = None

    def _line(self) -> TextLine:
        indent = _INDENT * min(self._depth, _DEEPEST)
        placed: list[Token] = []
        at = len(indent)
        for piece, kind in self._pieces:
            placed.append(Token(at, at + len(piece), kind))
            at += len(piece)
        text = indent + "".join(piece for piece, _ in self._pieces)
        parts = [part for part in self._stack if part is not None]
        path = format_path(parts) if len(parts) == len(self._stack) else ""
        line = TextLine(text, tuple(placed), path, self._value)
        self._pieces.clear()
        self._value = ""
        return line
