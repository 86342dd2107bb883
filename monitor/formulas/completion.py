"""What the user is about to write where the caret stands in a formula."""

import re
from dataclasses import dataclass
from enum import Enum

from monitor.formulas.problem import Extent

__all__ = ["Begun", "Completion", "completion_at"]

_WORD_BEFORE = re.compile(r"[^\W\d]\w*$")


class Begun(Enum):
    """What has been begun."""

    SERIES = "series"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Completion:
    """Something half written. text: what there is of it up to the caret, without the bracket of a series.

    extent: what is to be replaced, from its beginning to the caret, and of a series to its bracket where it has one.
    """

    begun: Begun
    text: str
    extent: Extent


def completion_at(text: str, caret: int) -> Completion | None:
    """None where nothing has been begun."""
    opening = _open_bracket(text[:caret])
    if opening >= 0:
        return Completion(Begun.SERIES, text[opening + 1 : caret], Extent(opening, _end_of_series(text, caret)))
    word = _WORD_BEFORE.search(text[:caret])
    if word is None or re.match(r"\w", text[caret:]):
        return None
    return Completion(Begun.FUNCTION, word.group(), Extent(word.start(), caret))


def _open_bracket(before: str) -> int:
    """Where the series begins that the caret is in, -1 when it is in none."""
    opening, quoted = -1, False
    for place, letter in enumerate(before):
        if opening < 0:
            opening = place if letter == "[" else -1
        elif letter == '"':
            quoted = not quoted
        elif letter == "]" and not quoted:
            opening = -1
    return opening


def _end_of_series(text: str, caret: int) -> int:
    """Behind the bracket that closes the series, where the rest of the name follows the caret; else the caret."""
    rest = re.match(r"[^\[\](),+*<>=^]*\]", text[caret:])
    return caret + rest.end() if rest else caret
