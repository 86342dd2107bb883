"""Places that may tell what kind of message one is, each with the kinds it would make and how good they are."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

from monitor.feed.discovery.globs import Channel, Glob, find_globs
from monitor.feed.discovery.keys import names_instrument
from monitor.feed.discovery.leaves import Taken
from monitor.feed.discovery.market_vocabulary import MARKET_WORDS
from monitor.feed.discovery.tree import Node, Parts
from monitor.feed.discovery.vocabulary import CHANNEL_NAMES, GENERIC_WORDS, KIND_NAMES, NOT_KEYS, PHASES, SIDE_VALUES
from monitor.feed.discovery.words import joined, simplified, speaks_of
from monitor.feed.paths import Announced, Item, Member, Step

__all__ = ["Candidate", "Label", "acknowledged_names", "find_candidates"]

Label: TypeAlias = str | int | Glob

_MOST_LABELS = 40
_MOST_COMPARED = 8
_LOOKED_AT = 24
_TELLING = re.compile(r"(?!\d{4}-\d\d-\d\d)(?=.*[^\W\d_]).{1,100}$")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NUMBERED_KINDS: Final = frozenset({"op", "type", "kind", "message type", "msg type", "T", "event"})
_ENOUGH = 1.2
_HARDLY_EVER = 0.2
_MOST_CANDIDATES = 64


@dataclass
class Candidate:
    """A place with texts (or small numbers) that may tell kinds of messages apart.

    values:       by the place of the message among `messages`.
    acknowledged: names that stood at the same place in acknowledgements.
    """

    path: Parts
    values: dict[int, str | int]
    messages: Sequence[Taken]
    acknowledged: Collection[str] = ()

    @cached_property
    def name(self) -> str:
        """The name the place goes by; "" for a position in an array."""
        return _name(self.path)

    @property
    def weight(self) -> float:
        """How surely the name alone says that this is the kind."""
        if self.name:
            return KIND_NAMES.get(self.name, 0.0)
        if not (self.path and isinstance(self.path[-1], Item)):
            return 0.0
        if any(type(value) is str and speaks_of(value, MARKET_WORDS) for value in self.counts):
            return 2.2
        return 1.5 if all(type(value) is str and _WORD.fullmatch(value) for value in self.counts) else 0.0

    @cached_property
    def counts(self) -> Counter[str | int]:
        """How often each value was there."""
        return Counter(self.values.values())

    @cached_property
    def labels(self) -> dict[str | int, Label]:
        """What each value stands for: itself, or the glob it is one of."""
        globs: dict[str, Glob] = {}
        if self.name in CHANNEL_NAMES or (not self.name and len(self.counts) > 1):
            globs = find_globs(self._channels())
        return {value: globs.get(value, value) if type(value) is str else value for value in self.counts}

    @property
    def has_globs(self) -> bool:
        """Whether instruments stand in the values."""
        return any(isinstance(label, Glob) for label in self.labels.values())

    @cached_property
    def difference(self) -> float:
        """How unlike the messages of different kinds are, from 0 to 1."""
        places: dict[Label, set[int]] = {}
        seen: Counter[Label] = Counter()
        for at, value in self.values.items():
            label = self.labels[value]
            seen[label] += 1
            if seen[label] <= _LOOKED_AT:
                places.setdefault(label, set()).update(self.messages[at].places)
        compared = [places[label] for label, _ in seen.most_common(_MOST_COMPARED)]
        everywhere: set[int] = set().union(*compared)
        if len(compared) < 2 or not everywhere:
            return 0.0
        spread = sum(len(one) for one in compared) / len(everywhere)
        return (len(compared) - spread) / (len(compared) - 1)

    def score(self) -> float:
        """How well this place tells kinds of messages apart; 0 when it does not."""
        cover = len(self.values) / len(self.messages)
        if self.weight <= 0 and cover < 0.5:
            return 0.0
        labels = set(self.labels.values())
        words = [joined(label) if isinstance(label, str) else "" for label in labels]
        if len(labels) > _MOST_LABELS or all(word in PHASES or word in SIDE_VALUES for word in words):
            return 0.0
        several = len(labels) > 1
        looks_like_key = self.name in CHANNEL_NAMES or not self.name
        if several and looks_like_key and self.difference < 0.25:
            return 0.0
        if self.weight <= 0:
            return 3 * self.difference + cover if several and self.difference >= 0.4 else 0.0
        generic = sum(count for value, count in self.counts.items() if self._is_generic(value))
        score = self.weight + 2 * self.difference + cover - 2.5 * generic / len(self.values)
        score -= self.has_globs + (not several)
        return score if score >= _ENOUGH else 0.0

    def _is_generic(self, value: str | int) -> bool:
        return type(value) is str and joined(value) in GENERIC_WORDS

    def _channels(self) -> dict[str, Channel]:
        seen: Counter[str] = Counter()
        places: dict[str, set[int]] = {}
        keys: dict[str, set[str]] = {}
        for at, value in self.values.items():
            if type(value) is not str or seen[value] >= _LOOKED_AT:
                continue
            seen[value] += 1
            places.setdefault(value, set()).update(self.messages[at].places)
            keys.setdefault(value, set()).update(_instruments(self.messages[at], self.path))
        channels = {name: Channel(frozenset(), frozenset()) for name in self.acknowledged}
        return channels | {name: Channel(frozenset(places[name]), frozenset(keys[name])) for name in places}


def _instruments(taken: Taken, besides: Parts) -> set[str]:
    return {
        simplified(value)
        for node, _, value in taken.leaves
        if type(value) is str
        and node.inner
        and node.parts != besides
        and isinstance(part := node.inner[-1], (Member, Announced))
        and names_instrument(joined(part.name))
    }


def acknowledged_names(control: Sequence[Taken]) -> dict[Parts, set[str]]:
    """The names of channels in messages that are no data, by where they stand."""
    found: dict[Parts, set[str]] = {}
    for taken in control:
        for node, _, value in taken.leaves:
            if type(value) is str and not node.prefix and _name(node.parts) in CHANNEL_NAMES:
                found.setdefault(node.parts, set()).add(value)
    return found


def find_candidates(messages: Sequence[Taken], acknowledged: Mapping[Parts, Collection[str]]) -> list[Candidate]:
    """Every place that could tell kinds apart, those that most messages have in front."""
    found: dict[Parts, dict[int, str | int]] = {}
    places: dict[Node, Parts | None] = {}
    single = _single_rows(messages)
    for at, taken in enumerate(messages):
        rows = Counter(node for node, _, _ in taken.rows)
        for node, _, value in taken.leaves:
            if type(value) is not str and type(value) is not int:
                continue
            if node not in places:
                places[node] = _place(node) if node.owner is None or node.owner in single else None
            if node.owner is not None and rows[node.owner] != 1:
                continue
            path = places[node]
            if path is not None and (type(value) is int or _tells(value)) and _may_stand(path, value):
                found.setdefault(path, {})[at] = value
    best = sorted(found.items(), key=lambda place: -len(place[1]))[:_MOST_CANDIDATES]
    return [Candidate(path, values, messages, acknowledged.get(path, ())) for path, values in best]


def _single_rows(messages: Sequence[Taken]) -> set[Node]:
    """Arrays that hardly ever have more than one item."""
    ones: Counter[Node] = Counter()
    several: Counter[Node] = Counter()
    for taken in messages:
        for node, rows in Counter(node for node, _, _ in taken.rows).items():
            (ones if rows == 1 else several)[node] += 1
    return {node for node, count in ones.items() if several[node] <= _HARDLY_EVER * count}


def _place(node: Node) -> Parts | None:
    """Where a condition would look; inside rows that is the only row. None for what surely tells no kinds."""
    name = _name(node.parts)
    if Step.EACH_MEMBER in node.prefix or (name not in KIND_NAMES and (name in NOT_KEYS or names_instrument(name))):
        return None
    return tuple(Item(0) if part is Step.EACH_ITEM else part for part in node.prefix) + node.inner


def _may_stand(path: Parts, value: str | int) -> bool:
    return type(value) is str or (_name(path) in _NUMBERED_KINDS and 0 <= int(value) < 1000)


@lru_cache(maxsize=8192)
def _tells(text: str) -> bool:
    return _TELLING.match(text) is not None and text.isprintable()


def _name(path: Parts) -> str:
    last = path[-1] if path else None
    return joined(last.name) if isinstance(last, (Member, Announced)) else ""
