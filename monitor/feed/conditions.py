"""Conditions: which messages a rule, an answer or an announcement is about.

All conditions of a profile are asked together. Each distinct (path, literal) has a bit, the answers to one message
are its mask, and what the message is (`Outcome`) follows from the mask alone.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

from monitor.feed.paths import Path
from monitor.feed.scalars import number, plain_text

__all__ = ["Conditions", "Literal", "Outcome", "Question", "Router", "Test", "compile_literal"]

Literal: TypeAlias = str | int | float | bool
Test: TypeAlias = Callable[[Any], bool]

Conditions: TypeAlias = Sequence[tuple[Path, Literal]]
"""Paths of a message, each with the literal that must be found there."""

_MOST_REMEMBERED = 65_536
"""Distinct values whose answers a question remembers; a path with ever new values must not fill the memory."""


def compile_literal(literal: Literal) -> Test:
    """A test for one literal of a profile (see `monitor.feed.profile.Literals`). It never sees an absent value."""
    if isinstance(literal, bool):
        return lambda value: value is literal
    if not isinstance(literal, str):
        return lambda value: not isinstance(value, bool) and number(value) == literal
    if "*" not in literal:
        return _same_text(literal)
    if literal.strip("*") == "":
        return lambda value: True
    glob = re.compile(".*".join(re.escape(part) for part in re.split(r"\*+", literal)), re.DOTALL)
    return lambda value: (text := plain_text(value)) is not None and glob.fullmatch(text) is not None


def _same_text(literal: str) -> Test:
    wanted = number(literal)

    def same(value: Any) -> bool:
        if isinstance(value, str):
            return value == literal
        return not isinstance(value, bool) and number(value) == wanted

    return same


@dataclass(slots=True)
class Question:
    """One path that conditions look at, with their tests as (bit, test)."""

    path: Path
    tests: list[tuple[int, Test]] = field(default_factory=list)
    _known: dict[Hashable, int] = field(default_factory=dict)

    @property
    def presence_only(self) -> bool:
        """Whether every test asks no more than that something is there."""
        return all(test(None) for _, test in self.tests)

    @property
    def present(self) -> int:
        """The mask of something that is there but is neither text, number nor truth value."""
        return self._ask(None)

    def ask(self, value: Any) -> int:
        """The mask of one value, `msgspec.UNSET` being nothing."""
        if type(value) in (dict, list):
            return self.present
        known = self._known.get(value)
        return self._learn(value) if known is None else known

    def ask_all(self, values: Sequence[Any]) -> Sequence[int]:
        """The masks of many values; one alone when it is that of all."""
        try:
            distinct = set(values)
            if distinct <= self._known.keys():
                masks = {self._known[value] for value in distinct}
                return tuple(masks) if len(masks) == 1 else [self._known[value] for value in values]
        except TypeError:
            pass  # an object or an array among them
        return [self.ask(value) for value in values]

    def _learn(self, value: Any) -> int:
        mask = self._ask(value)
        # In a dictionary true is 1 and false is 0, so none of these four is ever kept.
        if type(value) is str or value not in (0, 1):
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[value] = mask
        return mask

    def _ask(self, value: Any) -> int:
        if value is msgspec.UNSET:
            return 0
        return sum(bit for bit, test in self.tests if test(value))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a message is: the rules and the answers (by index) that apply to it, whether it may be ignored, and
    whether it says that the connection should be renewed."""

    rules: tuple[int, ...]
    answers: tuple[int, ...]
    ignored: bool
    renews: bool = False


class Router:
    """All questions of a profile, and what their answers mean.

    rules, answers, ignored, renewing: the conditions of each rule, each answer, each kind of message to ignore, and
    each that announces a cut.
    """

    def __init__(
        self,
        *,
        rules: Iterable[Conditions],
        answers: Iterable[Conditions],
        ignored: Iterable[Conditions],
        renewing: Iterable[Conditions] = (),
    ) -> None:
        self._bits: dict[tuple[Path, type, Literal], int] = {}
        self._questions: dict[Path, Question] = {}
        self._rules = [self._need(conditions) for conditions in rules]
        self._answers = [self._need(conditions) for conditions in answers]
        self._ignored = [self._need(conditions) for conditions in ignored]
        self._renewing = [self._need(conditions) for conditions in renewing]
        self._outcomes: dict[int, Outcome] = {}
        self.questions: tuple[Question, ...] = tuple(self._questions.values())

    def _need(self, conditions: Conditions) -> int:
        need = 0
        for path, literal in conditions:
            known = (path, type(literal), literal)
            if known not in self._bits:
                self._bits[known] = 1 << len(self._bits)
                question = self._questions.setdefault(path, Question(path))
                question.tests.append((self._bits[known], compile_literal(literal)))
            need |= self._bits[known]
        return need

    def mask(self, message: Any, announced: Any = msgspec.UNSET) -> int:
        """The answers to all questions about one message, whose channel announced `announced`."""
        mask = 0
        for question in self.questions:
            mask |= question.ask(question.path.get(message, announced=announced))
        return mask

    def outcome(self, mask: int) -> Outcome:
        """What messages with this mask are."""
        found = self._outcomes.get(mask)
        if found is None:
            found = Outcome(
                rules=_fulfilled(self._rules, mask),
                answers=_fulfilled(self._answers, mask),
                ignored=bool(_fulfilled(self._ignored, mask)),
                renews=bool(_fulfilled(self._renewing, mask)),
            )
            if len(self._outcomes) >= _MOST_REMEMBERED:
                self._outcomes.clear()
            self._outcomes[mask] = found
        return found


def _fulfilled(needs: Sequence[int], mask: int) -> tuple[int, ...]:
    return tuple(index for index, need in enumerate(needs) if mask & need == need)
