"""Which rules apply to which messages of a block, found out for as many as possible at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from monitor.feed.conditions import Outcome, Question, Router
from monitor.feed.decoding.asked import Asked
from monitor.feed.decoding.fast_rule import FastRule
from monitor.feed.decoding.keys import Ids
from monitor.feed.decoding.layout import Node, UnfitError
from monitor.feed.decoding.structs import Reader
from monitor.feed.decoding.table import Read
from monitor.feed.paths import Item, Member, Path, Step

__all__ = ["Group", "Sorter"]


@dataclass(frozen=True, slots=True)
class Group:
    """Messages of one outcome, by their numbers in the block. `read`: the first rule's reading, where there is one."""

    outcome: Outcome
    index: Ids
    payloads: Sequence[bytes]
    read: Read | None = None


_MOST = 0.75
"""The part of a block that must be of one kind for the next block to be read as if it was all of that kind."""


class Sorter:
    """Sorts blocks. `rules` are the profile's, None for one that has no fast way."""

    def __init__(self, router: Router, rules: Sequence[FastRule | None]) -> None:
        self._router = router
        self._rules = rules
        self._probes = {b"{": _probe(router.questions, Member), b"[": _probe(router.questions, Item)}
        self._last: Outcome | None = None

    def sort(self, payloads: Sequence[bytes]) -> tuple[list[Group], Ids]:
        """Groups of messages, and the numbers of those that only the slow way can tell."""
        guessed = self._guess(payloads)
        if guessed is not None:
            groups, rest = guessed, np.arange(0)
        else:
            groups, rest = self._ask(payloads)
        largest = max(groups, key=lambda group: len(group.index), default=None)
        wrong = guessed is None and self._last is not None
        needed = len(payloads) * (1.0 if wrong else _MOST)
        self._last = largest.outcome if largest is not None and len(largest.index) >= needed else None
        return groups, rest

    def _guess(self, payloads: Sequence[bytes]) -> list[Group] | None:
        """The block read as if it was like the last one, and sorted by what that tells about each message."""
        lead = self._rules[self._last.rules[0]] if self._last and self._last.rules else None
        read = lead.read(payloads) if lead else None
        if lead is None or read is None:
            return None
        masks = lead.asked.masks(read.reader, read.messages)
        groups = self._divide(payloads, np.arange(len(payloads)), masks)
        return [self._with_reading(group, lead, read) for group in groups]

    def _with_reading(self, group: Group, lead: FastRule, read: Read) -> Group:
        if not group.outcome.rules or self._rules[group.outcome.rules[0]] is not lead:
            return group
        if len(group.index) < len(read.messages):
            read = Read(read.reader, [read.messages[place] for place in group.index.tolist()])
        return replace(group, read=read)

    def _ask(self, payloads: Sequence[bytes]) -> tuple[list[Group], Ids]:
        """The block sorted by reading no more than what conditions ask for."""
        first = np.array([payload[:1] for payload in payloads])
        groups: list[Group] = []
        rest = np.ones(len(payloads), dtype=np.bool_)
        for bracket, probe in self._probes.items():
            index = np.flatnonzero(first == bracket)
            if probe is None or len(index) == 0:
                continue
            some = payloads if len(index) == len(payloads) else [payloads[at] for at in index.tolist()]
            masks, read = probe.masks(some)
            if len(read) == 0:
                continue
            rest[index[read]] = False
            groups += self._divide([some[at] for at in read.tolist()], index[read], masks)
        return groups, np.flatnonzero(rest)

    def _divide(self, payloads: Sequence[bytes], index: Ids, masks: Sequence[int]) -> Iterator[Group]:
        if len(masks) == 1:
            yield Group(self._router.outcome(masks[0]), index, payloads)
            return
        by_mask: dict[int, list[int]] = defaultdict(list)
        for place, mask in enumerate(masks):
            by_mask[mask].append(place)
        by_outcome: dict[Outcome, list[int]] = defaultdict(list)
        for mask, places in by_mask.items():
            by_outcome[self._router.outcome(mask)] += places
        for outcome, places in by_outcome.items():
            places.sort()
            if len(places) == len(payloads):
                yield Group(outcome, index, payloads)
            else:
                yield Group(outcome, index[places], [payloads[place] for place in places])


class _Probe:
    """Reads what conditions ask for out of messages that are objects, or out of those that are arrays.

    Raises UnfitError when only the slow way can answer one of the questions.
    """

    def __init__(self, questions: Sequence[Question], part: type[Member] | type[Item]) -> None:
        root = Node()
        self._asked = Asked(root, [question for question in questions if _starts_with(question.path, part)])
        self._reader = Reader(root, loose=True) if root.children else None

    def masks(self, payloads: Sequence[bytes]) -> tuple[Sequence[int], Ids]:
        """The masks of the messages that could be read, and their places in `payloads`."""
        if self._reader is None:
            return (self._asked.always,), np.arange(len(payloads))
        messages = self._reader.read(payloads)
        places = np.arange(len(payloads))
        if messages is None:
            messages = self._reader.read_each(payloads)
            places = np.array([place for place, message in enumerate(messages) if message is not None], dtype=np.int64)
            messages = [message for message in messages if message is not None]
        return self._asked.masks(self._reader, messages), places


def _starts_with(path: Path, part: type[Member] | type[Item]) -> bool:
    parts = [part for part in path.parts if part is not Step.WHOLE]
    return not parts or isinstance(parts[0], part)


def _probe(questions: Sequence[Question], part: type[Member] | type[Item]) -> _Probe | None:
    try:
        return _Probe(questions, part)
    except UnfitError:
        return None
