"""What a function of the language is: what it takes, what it makes of that, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from monitor.formulas.elementwise import Operation
from monitor.formulas.rows import Node
from monitor.formulas.stepwise import Step

__all__ = ["Function", "Group", "Held", "Length", "Making", "Parameter", "Pointwise", "Sampled", "Stepping", "Takes"]


class Takes(Enum):
    """What may be written for a parameter, in words."""

    SERIES = "a series"
    VALUE = "a series or a number"
    NUMBER = "a number"
    COUNT = "a whole number"
    SPAN = "a duration such as 60s or 5min"
    LENGTH = "a duration such as 60s, or a number of samples"

    @property
    def flows(self) -> bool:
        """Whether samples come from it, or it is a number once and for all."""
        return self in (Takes.SERIES, Takes.VALUE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument. default: taken when it is left out. least and most: bounds of a number, seconds of a duration."""

    name: str
    takes: Takes
    default: float | None = None
    least: float = float("-inf")
    most: float = float("inf")


@dataclass(frozen=True, slots=True)
class Length:
    """So many seconds, or so many samples."""

    amount: float
    duration: bool


@dataclass(frozen=True, slots=True)
class Pointwise:
    """Worked out value by value, at the union of the times of the inputs."""

    operation: Operation


@dataclass(frozen=True, slots=True)
class Stepping:
    """Worked out from sample to sample. make is given the parameters that are no series."""

    make: Callable[..., Step]


@dataclass(frozen=True, slots=True)
class Sampled:
    """Has times of its own. make is given the parameters that are no series, and how long a sample holds."""

    make: Callable[..., Node]


@dataclass(frozen=True, slots=True)
class Held:
    """Changes nothing but how long a sample holds."""


Making: TypeAlias = Pointwise | Stepping | Sampled | Held


class Group(Enum):
    """Where a function stands in the list the user reads."""

    AVERAGES = "Averages"
    WINDOWS = "Over a window"
    CHANGE = "Change"
    ARITHMETIC = "Arithmetic"
    TIME = "Time"


@dataclass(frozen=True, slots=True)
class Function:
    """usage: how it is written, with sensible arguments. help: one line. more: the last parameter may be repeated."""

    name: str
    usage: str
    help: str
    group: Group
    parameters: tuple[Parameter, ...]
    making: Making
    more: bool = False
