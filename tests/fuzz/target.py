"""What is fuzzed: a name, examples to begin with, and a run that raises nothing but what it may."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["Example", "Finding", "Step", "Target"]

Step: TypeAlias = tuple[float, bytes, bool]
"""Seconds since the step before, bytes, and whether they came as binary (where that makes a difference)."""

Example: TypeAlias = tuple[Step, ...]
"""A whole conversation, or one text in a single step."""


class Finding(AssertionError):
    """Something that must hold does not."""


@dataclass(frozen=True, slots=True)
class Target:
    """
    run:    plays an example from the beginning. What it returns is alike for examples that have led to the same, so
            that those which have not are worth keeping.
    tokens: pieces of text that mean something here.
    """

    name: str
    run: Callable[[Example], Hashable]
    seeds: Sequence[Example]
    tokens: Sequence[bytes] = field(default=())
