"""A formula as a tree: numbers, series and calls; an operator is a call too."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from monitor.core.batch import SeriesKey
from monitor.formulas.problem import Extent

__all__ = ["Bound", "Call", "Named", "Node", "Number", "nodes_of"]

_NOWHERE = Extent(0, 0)


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `duration` when it was written with a unit of time, in seconds then."""

    value: float
    duration: bool = False
    extent: Extent = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Named:
    """A series by some of its names, as it is written."""

    parts: tuple[str, ...]
    extent: Extent = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Bound:
    """A series that is known for certain."""

    series: SeriesKey
    extent: Extent = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator of some arguments. Trees that say the same are equal, wherever they are written.

    name: of the function, or the sign of the operator.
    head: where the name itself stands.
    """

    name: str
    arguments: tuple["Node", ...]
    extent: Extent = field(default=_NOWHERE, compare=False)
    head: Extent = field(default=_NOWHERE, compare=False)


Node: TypeAlias = Number | Named | Bound | Call


def nodes_of(tree: Node) -> Iterator[Node]:
    """The node itself and all below it, in the order they are written."""
    yield tree
    if isinstance(tree, Call):
        for argument in tree.arguments:
            yield from nodes_of(argument)
