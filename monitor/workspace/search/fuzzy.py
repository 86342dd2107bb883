"""How well a few typed letters fit a text: pure, fast enough for a hundred thousand texts while typing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Generic, TypeVar

__all__ = ["Hit", "best_hits", "match"]

T = TypeVar("T")

_START, _WORD, _RUN, _SKIP, _LATE = 12.0, 8.0, 5.0, -0.4, -0.05
"""Worth of a letter at the start of the text, at the start of a word, right after the one before; cost of each letter
passed over, and of each letter before the first hit."""
_APART = frozenset(" -_/.:·()[]")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Something found: how well it fits, and the places of the letters that do."""

    item: T
    score: float
    places: tuple[int, ...]


def match(wanted: str, text: str) -> tuple[float, tuple[int, ...]] | None:
    """Score and places of the letters of `wanted` in `text`, in order; None when they are not all there.

    Words typed with spaces may stand anywhere, in any order. Capitals do not matter.
    """
    score, places = 0.0, []
    lowered = text.casefold() if text.isascii() else text.lower()
    for word in wanted.casefold().split():
        found = _match_word(word, lowered, text)
        if found is None:
            return None
        score += found[0]
        places += found[1]
    return score - math.log1p(len(text)), tuple(sorted(set(places)))


def best_hits(wanted: str, items: Iterable[tuple[str, T]], *, most: int) -> Sequence[Hit[T]]:
    """The `most` items whose texts fit best, best first; of equals the one that came first."""
    hits = []
    for place, (text, item) in enumerate(items):
        found = match(wanted, text)
        if found is not None:
            hits.append((found[0], -place, Hit(item, found[0], found[1])))
    return [hit for _, _, hit in nlargest(most, hits, key=lambda each: each[:2])]


def _match_word(word: str, lowered: str, text: str) -> tuple[float, list[int]] | None:
    found = [way for way in (_whole(word, lowered, text), _scattered(word, lowered, text)) if way is not None]
    return max(found, key=lambda way: way[0], default=None)


def _whole(word: str, lowered: str, text: str) -> tuple[float, list[int]] | None:
    """The word in one piece, at the start of a word where it can be."""
    at = lowered.find(word)
    if at < 0:
        return None
    best = at
    while at >= 0:
        if _begins(text, at):
            best = at
            break
        at = lowered.find(word, at + 1)
    begun = _START if best == 0 else _WORD if _begins(text, best) else 0.0
    worth = begun + (2 if begun else 1) * _RUN * len(word)
    return worth + _LATE * best, list(range(best, best + len(word)))


def _scattered(word: str, lowered: str, text: str) -> tuple[float, list[int]] | None:
    """Its letters one after the other, at the starts of words where they can be."""
    score, at = 0.0, -1
    places: list[int] = []
    for letter in word:
        place = _next(letter, lowered, text, at + 1)
        if place < 0:
            return None
        score += _START if place == 0 else _WORD if _begins(text, place) else _RUN if place == at + 1 else 0.0
        score += _SKIP * (place - at - 1) if places else _LATE * place
        places.append(place)
        at = place
    return score, places


def _next(letter: str, lowered: str, text: str, start: int) -> int:
    first = place = lowered.find(letter, start)
    while place >= 0:
        if place == start or _begins(text, place):
            return place
        place = lowered.find(letter, place + 1)
    return first


def _begins(text: str, place: int) -> bool:
    """Whether a word begins here: "price" in "last price", "lastPrice" and "last_price"."""
    if place == 0 or text[place - 1] in _APART:
        return True
    return text[place].isupper() and not text[place - 1].isupper()
