"""Sliding windows, over a span of time or a number of samples, in a constant cost a sample.

Time is cut into blocks as long as the window. A window that ends in a block reaches back into the block before it and
no farther, so it is the end of the one and the beginning of the other: sums from the beginning are carried on with each
sample, sums to the end are worked out once when a block is complete (van Herk, "A fast algorithm for local minimum and
maximum filters", 1992, for any sum). Blocks are anchored to absolute time or to the count of samples, so the result
does not depend on how the samples were cut into pushes.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.formulas.buffer import Buffer
from monitor.formulas.kernels import Kernel, Part

__all__ = ["MOST_SAMPLES", "CountWindow", "SpanWindow"]

MOST_SAMPLES = 250_000
"""Samples in half of what a window keeps; a span with more of them is cut short, and the note says so."""


class _Blocks:
    """The block that grows, and the complete one before it."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.old_times: Floats = np.empty(0)
        self._old = _no_sums(kernel)
        self._old_reference = 0.0
        self._samples = Buffer(1 + kernel.inputs)
        self._carry = np.full((kernel.terms, 1), kernel.neutral)
        self._reference = 0.0

    def __len__(self) -> int:
        """Samples in the block that grows."""
        return len(self._samples)

    def begin(self, *, next_to: bool) -> None:
        """Begin a block. next_to: the one until now is the one before it, else there is none."""
        kernel = self.kernel
        if next_to and len(self._samples):
            times, values = self._samples.view[0], self._samples.view[1:]
            self.old_times = times.copy()
            self._old_reference = float(values[0, -1])
            terms = kernel.terms_of(times, values, np.float64(self._old_reference))
            sums = _accumulated(kernel, terms[:, ::-1])[:, ::-1]
            self._old = np.concatenate((sums, _no_sums(kernel)), axis=1)
        else:
            self.old_times, self._old = np.empty(0), _no_sums(kernel)
        self._samples.clear()
        self._carry = np.full((kernel.terms, 1), kernel.neutral)

    def take(self, times: Floats, values: Floats, old: NDArray[np.intp]) -> Floats:
        """Samples of the block that grows; old: for each where its window begins in the complete one."""
        kernel, before = self.kernel, len(self._samples)
        if not before:
            self._reference = float(values[0, 0])
        self._samples.append(times, *values)
        terms = kernel.terms_of(times, values, np.float64(self._reference))
        sums = _accumulated(kernel, np.concatenate((self._carry, terms), axis=1))
        self._carry = sums[:, -1:]
        rest = Part((len(self.old_times) - old).astype(float), self._old[:, old], np.float64(self._old_reference))
        here = Part(before + np.arange(1.0, len(times) + 1.0), sums[:, 1:], np.float64(self._reference))
        return kernel.result(rest, here, values)

    def take_whole(self, times: Floats, values: Floats) -> Floats:
        """Several blocks at once, each as long as the one that grows, which is complete."""
        kernel, size = self.kernel, len(self._samples)
        every = np.concatenate((self._samples.view, np.concatenate((times[None], values))), axis=1)
        every = every.reshape(1 + kernel.inputs, -1, size)
        first, last = every[1, 1:, :1], every[1, :-1, -1:]
        sums = _accumulated(kernel, kernel.terms_of(every[0, 1:], every[1:, 1:], first))
        rest = _accumulated(kernel, kernel.terms_of(every[0, :-1], every[1:, :-1], last)[:, :, ::-1])[:, :, ::-1]
        rest = np.concatenate((rest[:, :, 1:], np.full((*rest.shape[:2], 1), kernel.neutral)), axis=2)
        self._samples.clear()
        self._samples.append(*every[:, -1])
        self._carry, self._reference = sums[:, -1, -1:], float(first[-1, 0])
        blocks, place = first.shape[0], 1.0 + np.arange(size)
        return kernel.result(
            Part(np.tile(size - place, blocks), rest.reshape(kernel.terms, -1), last.repeat(size)),
            Part(np.tile(place, blocks), sums.reshape(kernel.terms, -1), first.repeat(size)),
            values,
        )


class SpanWindow:
    """The samples of the last `seconds`, the newest included: (t - seconds, t]."""

    def __init__(self, kernel: Kernel, seconds: float) -> None:
        self.note = ""
        self._seconds = seconds
        self._blocks = _Blocks(kernel)
        self._block = -np.inf

    def push(self, times: Floats, values: Floats) -> Floats:
        """(inputs, n) samples without NaN; what the window that ends with each of them yields."""
        blocks = np.floor(times / self._seconds)
        edges = np.flatnonzero(np.diff(blocks, prepend=np.nan, append=np.nan)).tolist()
        parts = [self._part(times[a:b], values[:, a:b], blocks[a]) for a, b in pairwise(edges)]
        return np.concatenate(parts) if parts else np.empty(0)

    def _part(self, times: Floats, values: Floats, block: float) -> Floats:
        """Samples of one block."""
        if block != self._block:
            self._blocks.begin(next_to=block == self._block + 1)
            self._block = block
        parts = []
        while len(times):
            if len(self._blocks) >= MOST_SAMPLES:
                self._blocks.begin(next_to=True)
                self.note = (
                    f"There are too many samples in {self._seconds:g} s; the window is cut to the last "
                    f"{MOST_SAMPLES} of them or somewhat more"
                )
            room = MOST_SAMPLES - len(self._blocks)
            old = self._blocks.old_times.searchsorted(times[:room] - self._seconds, side="right")
            parts.append(self._blocks.take(times[:room], values[:, :room], old))
            times, values = times[room:], values[:, room:]
        return np.concatenate(parts)


class CountWindow:
    """The last `count` samples; nothing before there are so many."""

    note = ""

    def __init__(self, kernel: Kernel, count: int) -> None:
        self._count = count
        self._blocks = _Blocks(kernel)
        self._seen = 0

    def push(self, times: Floats, values: Floats) -> Floats:
        """(inputs, n) samples without NaN; what the window that ends with each of them yields."""
        parts = []
        seen = self._seen
        while len(times):
            if len(self._blocks) == self._count:
                whole = len(times) // self._count * self._count
                if whole > self._count:
                    parts.append(self._blocks.take_whole(times[:whole], values[:, :whole]))
                    times, values = times[whole:], values[:, whole:]
                    continue
                self._blocks.begin(next_to=True)
            room = self._count - len(self._blocks)
            before = len(self._blocks) + 1
            old = np.minimum(before + np.arange(len(times[:room])), len(self._blocks.old_times))
            parts.append(self._blocks.take(times[:room], values[:, :room], old))
            times, values = times[room:], values[:, room:]
        result = np.concatenate(parts) if parts else np.empty(0)
        self._seen += len(result)
        result[: max(0, self._count - 1 - seen)] = np.nan
        return result


def _accumulated(kernel: Kernel, terms: Floats) -> Floats:
    sums: Floats = kernel.add.accumulate(terms, axis=-1)
    return sums


def _no_sums(kernel: Kernel) -> Floats:
    return np.full((kernel.terms, 1), kernel.neutral)
