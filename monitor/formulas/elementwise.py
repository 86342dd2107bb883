"""Arithmetic, comparisons and choices: what is worked out value by value."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.formulas.align import Align
from monitor.formulas.rows import Rows, finite

__all__ = ["Elementwise", "Operand", "Operation", "absolute", "choice", "clipped", "compared", "inverse", "rounded"]

Operation: TypeAlias = Callable[..., Floats]
"""Of as many arrays as there are operands, all of one shape or numbers."""

Operand: TypeAlias = float | None
"""A number, or None for the next of the inputs."""


class Elementwise:
    """An operation on inputs and numbers. Whatever is no finite number, such as 1 / 0, is not defined.

    align: brings the inputs to common times; None where they have the same rows anyway.
    """

    note = ""

    def __init__(self, operation: Operation, operands: Sequence[Operand], *, align: Align | None = None) -> None:
        self._operation = operation
        self._operands = operands
        self._align = align

    def push(self, inputs: Sequence[Rows]) -> Rows:
        if self._align is None:
            rows, values = inputs[0], [each.values for each in inputs]
        else:
            rows, values = self._align.push(inputs)
        given = iter(values)
        with np.errstate(all="ignore"):
            result = self._operation(*(next(given) if number is None else number for number in self._operands))
        return rows.with_values(finite(result))


def compared(comparison: Callable[[Floats, Floats], NDArray[np.bool_]]) -> Operation:
    """A comparison that yields 1 or 0, and nothing where either side is nothing."""

    def compare(left: Floats, right: Floats) -> Floats:
        return np.where(np.isnan(left) | np.isnan(right), np.nan, comparison(left, right))

    return compare


def inverse(value: Floats) -> Floats:
    """1 for 0, and 0 for everything else."""
    return np.where(np.isnan(value), np.nan, value == 0.0)


def choice(condition: Floats, then: Floats, otherwise: Floats) -> Floats:
    """`then` where the condition is not 0, else `otherwise`; nothing where the condition is nothing."""
    return np.where(np.isnan(condition), np.nan, np.where(condition != 0.0, then, otherwise))


def clipped(value: Floats, low: Floats, high: Floats) -> Floats:
    """The value, or the bound it has passed."""
    result: Floats = np.minimum(np.maximum(value, low), high)
    return result


def rounded(value: Floats, digits: Floats) -> Floats:
    """To so many decimals; a half goes to the even neighbour."""
    scale = np.power(10.0, digits)
    result: Floats = np.rint(value * scale) / scale
    return result


def absolute(value: Floats) -> Floats:
    """Without its sign."""
    result: Floats = np.abs(value)
    return result
