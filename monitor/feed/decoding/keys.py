"""Keys: from what a message holds to small numbers, in order of first sight."""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.feed.scalars import plain_text

__all__ = ["Ids", "KeyReader", "KeyTable"]

Ids: TypeAlias = NDArray[np.int64]

_MOST_REMEMBERED = 65_536


class KeyReader:
    """Makes key texts of raw values: numbers in plain digits, and of text what the pattern's group holds.

    What is neither text nor number, and text in which the pattern is not found, is the key "".
    """

    def __init__(self, pattern: re.Pattern[str] | None) -> None:
        self._pattern = pattern
        self._known: dict[str, str] = {}

    @property
    def keeps_text(self) -> bool:
        """Whether text is its own key."""
        return self._pattern is None

    def text(self, raw: Any) -> str:
        """The key that `raw` stands for."""
        plain = plain_text(raw)
        if plain is None:
            return ""
        if self._pattern is None:
            return plain
        found = self._pattern.search(plain)
        return (found[1] or "") if found else ""

    def texts(self, raws: Sequence[Any]) -> list[str]:
        """The key of each raw value."""
        known = self._known
        try:
            return [known[raw] for raw in raws]
        except (KeyError, TypeError):
            return [self._remembered(raw) if type(raw) is str else self.text(raw) for raw in raws]

    def _remembered(self, raw: str) -> str:
        text = self._known.get(raw)
        if text is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            text = self._known[raw] = self.text(raw)
        return text


class KeyTable:
    """The keys of one stream, numbered in order of first sight, at most `limit` of them."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._ids: dict[str, int] = {}
        self._names: list[str] = []

    def __len__(self) -> int:
        return len(self._names)

    def since(self, base: int) -> tuple[str, ...]:
        """The names from id `base` on, fit to be encoded as UTF-8."""
        return tuple(name.encode("utf-8", "replace").decode() for name in self._names[base:])

    def ids(self, raws: Sequence[Any], reader: KeyReader) -> Ids:
        """The id of each raw value's key, -1 where the table is full; shape (len(raws),)."""
        first = raws[0] if raws else None
        # Only text: true equals 1, and they are not the same key.
        if type(first) is str and first == raws[-1] and raws.count(first) == len(raws):
            return np.full(len(raws), self._lookup(raws[:1], reader)[0], np.int64)
        return self._lookup(raws, reader)

    def _lookup(self, raws: Sequence[Any], reader: KeyReader) -> Ids:
        if reader.keeps_text:
            try:
                return np.fromiter(map(self._ids.__getitem__, raws), np.int64, len(raws))
            except (KeyError, TypeError):
                pass  # a new key, or one that is no text
        texts = reader.texts(raws)
        for text in dict.fromkeys(texts):
            if text not in self._ids and len(self._names) < self._limit:
                self._ids[text] = len(self._names)
                self._names.append(text)
        return np.fromiter((self._ids.get(text, -1) for text in texts), np.int64, len(texts))
