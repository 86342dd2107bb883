"""Samples on their way through a formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = ["Block", "Node", "Rows", "Ticks", "finite"]

Ticks: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """New rows of one key of a stream, in order of time.

    values: (columns, n); NaN where a row has no number in a column.
    upto: nothing will come any more with a time before this one.
    """

    times: Floats
    values: Floats
    upto: float


@dataclass(frozen=True, slots=True)
class Rows:
    """New samples of one node. A value is a number or NaN, never infinite; NaN is "not defined here".

    times: ascending, not before the `upto` of the push before. Samples of one source may share a time.
    ticks: the place of each sample among the rows of its source, ascending; None for what is on no source's rows.
    upto: no sample with a time before this one will come any more.
    """

    times: Floats
    values: Floats
    ticks: Ticks | None
    upto: float

    def __len__(self) -> int:
        return len(self.times)

    def with_values(self, values: Floats) -> "Rows":
        """Other values at the same times."""
        return Rows(self.times, values, self.ticks, self.upto)


class Node(Protocol):
    """One step of a formula. It keeps what it needs of the past and no more.

    However the samples are cut into pushes, it yields the same.
    """

    @property
    def note(self) -> str:
        """What the user should know about the result, "" when there is nothing to say."""

    def push(self, inputs: Sequence[Rows]) -> Rows:
        """What new samples make of it."""


def finite(values: Floats) -> Floats:
    """The same with NaN for what is infinite, which is no number anybody can draw."""
    infinite = np.isinf(values)
    return np.where(infinite, np.nan, values) if infinite.any() else values
