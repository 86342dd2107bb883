"""Which parts of text events to show in columns: guessed from the first messages, or chosen by the user."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.feed.discovery.vocabulary import TIME_NAMES
from monitor.feed.discovery.words import joined
from monitor.feed.parse import parse_json
from monitor.feed.paths import Item, Member, Part, format_path

__all__ = ["Leaf", "guess_columns", "leaves_of", "text_paths"]

_DEEPEST = 3
_MOST_LEAVES = 64
_ITEMS = 8
_MOST_COLUMNS = 4
_SHORT = 24
"""Characters up to which a text is a word that many messages share rather than what one of them says."""
_SEEN_IN = 0.5
_NUMBER = re.compile(r"[-+]?[0-9.,:/ TZ+-]+")
_OPAQUE = re.compile(r"[0-9a-fA-F-]{16,}|[\w-]{24,}")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A plain value in a message, and the path to it."""

    path: str
    value: Any


@dataclass(slots=True)
class _Texts:
    """What was seen at one path."""

    times: int = 0
    length: int = 0
    values: Counter[str] = field(default_factory=Counter)

    @property
    def typical(self) -> float:
        return self.length / max(1, self.times)


def leaves_of(message: Any) -> Iterator[Leaf]:
    """The first plain values of a message, in its order, three levels deep."""
    for place, (parts, value) in enumerate(_walk(message, ())):
        if place >= _MOST_LEAVES:
            return
        yield Leaf(format_path(parts), value)


def _walk(value: Any, parts: tuple[Part, ...]) -> Iterator[tuple[tuple[Part, ...], Any]]:
    if isinstance(value, dict | list):
        if len(parts) < _DEEPEST:
            inside = value.items() if isinstance(value, dict) else enumerate(value[:_ITEMS])
            for name, each in inside:
                yield from _walk(each, (*parts, Member(name) if isinstance(name, str) else Item(name)))
    elif parts:
        yield parts, value


def text_paths(payloads: Sequence[bytes]) -> tuple[str, ...]:
    """Every path at which one of the messages has a plain value, in the order first seen."""
    return tuple(dict.fromkeys(leaf.path for message in _parsed(payloads) for leaf in leaves_of(message)))


def guess_columns(payloads: Sequence[bytes]) -> tuple[str, ...]:
    """The paths of texts worth a column: words that recur first, what is said last. Empty where there is none."""
    seen: dict[str, _Texts] = {}
    messages = list(_parsed(payloads))
    for message in messages:
        for leaf in leaves_of(message):
            if isinstance(leaf.value, str) and leaf.value.strip():
                _note(seen.setdefault(leaf.path, _Texts()), leaf.value)
    often = {
        path: texts for path, texts in seen.items() if texts.times >= _SEEN_IN * len(messages) and _worth(path, texts)
    }
    short = [path for path, texts in often.items() if texts.typical <= _SHORT]
    said = max((path for path in often if path not in short), key=lambda path: often[path].typical, default="")
    if not said and short:
        # All is short: what varies most is what is said.
        said = max(short, key=lambda path: (len(often[path].values), often[path].typical))
        short.remove(said)
    return (*short[: _MOST_COLUMNS - 1], *([said] if said else []))


def _note(texts: _Texts, value: str) -> None:
    texts.times += 1
    texts.length += len(value)
    texts.values[value[:_SHORT]] += 1


def _worth(path: str, texts: _Texts) -> bool:
    """Times and numbers in quotes are no texts, and nobody reads identifiers."""
    if joined(path.rpartition(".")[2]) in TIME_NAMES:
        return False
    return not all(_NUMBER.fullmatch(value) or _OPAQUE.fullmatch(value) for value in texts.values)


def _parsed(payloads: Sequence[bytes]) -> Iterator[Any]:
    for payload in payloads:
        try:
            yield parse_json(payload)
        except ValueError:
            continue
