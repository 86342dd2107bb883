"""Rows cut into spans of time that lie the same however the rows were handed over."""

from collections.abc import Iterator

import numpy as np

from monitor.alerts.rows import Picked
from monitor.core.batch import Floats

__all__ = ["by_cell"]


def by_cell(picked: Picked, values: Floats, width: float) -> Iterator[tuple[int, Picked, Floats]]:
    """The rows with a number, by the cell of `width` seconds they lie in; cells are counted from 1970."""
    numbers = np.isfinite(values)
    if not numbers.all():
        picked, values = picked.chosen(numbers), values[numbers]
    if not len(values):
        return
    cells = np.floor(picked.at / width).astype(np.int64)
    if cells[0] == cells[-1]:
        yield int(cells[0]), picked, values
        return
    cuts = (np.flatnonzero(cells[1:] != cells[:-1]) + 1).tolist()
    for start, stop in zip([0, *cuts], [*cuts, len(cells)], strict=True):
        yield int(cells[start]), picked.chosen(slice(start, stop)), values[start:stop]
