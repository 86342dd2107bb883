"""Nodes that go from sample to sample: they pass over what is not defined, and yield nothing there."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from monitor.core.batch import Floats
from monitor.formulas.align import Together
from monitor.formulas.rows import Rows, finite

__all__ = ["Step", "Stepwise"]


class Step(Protocol):
    """What a node does with numbers alone."""

    @property
    def note(self) -> str:
        """As of a node."""

    def push(self, times: Floats, values: Floats) -> Floats:
        """(n,) results for (inputs, n) values, none of them NaN."""


class Stepwise:
    """A step on the samples of one input; or of several, where all of them have one at the same time.

    together: finds these; None for a single input.
    """

    def __init__(self, step: Step, *, together: Together | None = None) -> None:
        self._step = step
        self._together = together

    @property
    def note(self) -> str:
        """What the step has to say."""
        return self._step.note

    def push(self, inputs: Sequence[Rows]) -> Rows:
        """What new samples make of it."""
        if self._together is None:
            rows, values = inputs[0], inputs[0].values[None]
        else:
            rows, columns = self._together.push(inputs)
            values = np.stack(columns)
        missing = np.isnan(values).any(axis=0)
        with np.errstate(all="ignore"):
            if not missing.any():
                return rows.with_values(finite(self._step.push(rows.times, values)))
            results = np.full(len(rows), np.nan)
            results[~missing] = finite(self._step.push(rows.times[~missing], values[:, ~missing]))
        return rows.with_values(results)
