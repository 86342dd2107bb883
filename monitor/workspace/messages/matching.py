"""Filters over messages: text, regular expressions, and conditions on paths."""

import json
import re
from collections.abc import Iterator
from typing import Literal, Protocol, TypeAlias

from monitor.core.errors import UsageError
from monitor.workspace.messages.path_match import PathMatch

__all__ = ["Match", "MatchKind", "TextMatch", "compile_match", "slashed"]

MatchKind: TypeAlias = Literal["text", "regex", "path"]

_MOST_PLACES = 50
_LONGEST_FOR_EXPRESSIONS = 64 * 1024
"""Characters of a message that a regular expression is tried on: some take a time that grows with its square."""
_SLASHED = re.compile(r"/(.+)/", re.DOTALL)


class Match(Protocol):
    """Which messages are wanted, and where in a text what is wanted stands."""

    def matches(self, payload: bytes) -> bool:
        """Whether the message is one of them."""

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where it stands in a text that is shown."""


def slashed(text: str) -> str | None:
    """The regular expression in "/…/", None where it is not written so."""
    found = _SLASHED.fullmatch(text.strip())
    return found[1] if found else None


def compile_match(text: str, kind: MatchKind) -> Match | None:
    """The filter that `text` stands for, None for an empty one. Raises UsageError or ProfileError.

    Text is found in any case of its letters. "/…/" is a regular expression, also where text is expected.
    """
    if not text.strip():
        return None
    if kind == "path":
        return PathMatch(text)
    expression = slashed(text) if kind == "text" else slashed(text) or text
    return TextMatch(text) if expression is None else TextMatch(expression, regex=True)


class TextMatch:
    """Messages with a text in them. Raises UsageError for a regular expression that is none."""

    def __init__(self, text: str, *, regex: bool = False) -> None:
        self._most = _LONGEST_FOR_EXPRESSIONS if regex else None
        if regex:
            self._search = _compiled(text)
        else:
            forms = {text, json.dumps(text)[1:-1]}
            self._search = re.compile("|".join(re.escape(form) for form in sorted(forms)), re.IGNORECASE)

    def matches(self, payload: bytes) -> bool:
        return self.matches_text(payload.decode("utf-8", "replace"))

    def matches_text(self, text: str) -> bool:
        """Whether it stands in a text that was decoded before."""
        return self._search.search(text if self._most is None else text[: self._most]) is not None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        for number, found in enumerate(self._search.finditer(text[:_LONGEST_FOR_EXPRESSIONS])):
            if number >= _MOST_PLACES:
                return
            if found.end() > found.start():
                yield found.span()


def _compiled(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        raise UsageError(f"This is no regular expression: {error.msg}{place}") from None
    except (RecursionError, OverflowError):
        raise UsageError("This regular expression is too large") from None
