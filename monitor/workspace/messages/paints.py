"""Lines that stand out: which level the first rule that fits gives a text."""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from monitor.workspace.desk.specs.messages import Paint

__all__ = ["Level", "Painter", "pattern_problem"]

Level: TypeAlias = Literal["ok", "warn", "bad", "accent", "faint"]

_LONGEST = 4096


class Painter:
    """Rules in order; one whose pattern is no regular expression fits nothing."""

    def __init__(self, paints: Sequence[Paint]) -> None:
        self._rules = [
            (re.compile(paint.pattern, re.IGNORECASE), paint.level)
            for paint in paints
            if paint.pattern and not pattern_problem(paint.pattern)
        ]

    def level(self, text: str) -> Level | None:
        """The level of a line, None where no rule fits."""
        return next((level for rule, level in self._rules if rule.search(text[:_LONGEST])), None)


def pattern_problem(pattern: str) -> str:
    """What is wrong with a pattern, in words; "" when nothing."""
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"This is no regular expression: {error}"
    return ""
