"""One series: a column of a key, cut out of the rows of its stream when somebody looks at it."""

from typing import TYPE_CHECKING

import numpy as np

from monitor.core.batch import Floats
from monitor.store.cells import FIRST, HIGH, LAST, LOW, T_FIRST, T_LAST
from monitor.store.chunk import Chunk
from monitor.store.envelope import Envelope, fitting_power
from monitor.store.level import Level
from monitor.store.polyline import Polyline, Spans, broken_at, column_edges, outline

if TYPE_CHECKING:
    from monitor.store.rows import StreamRows

__all__ = ["Series"]

_ROWS_AT_ONCE = 1_000_000
"""Rows of the stream looked through in one update: a first look at a long history is spread over some frames."""


class Series:
    """What a curve shows. Costs nothing until `update` is called, then only what is new.

    key and column need not exist yet: the series is empty until rows with them come.
    changed_from: the picture has changed from this time on in the last update that returned True.
    """

    def __init__(self, stream: "StreamRows", key: str, column: str) -> None:
        self.key = key
        self.column = column
        self.changed_from = -np.inf
        self._stream = stream
        self._key_id = -1
        self._envelope = Envelope(0)
        self._refining = False
        self._sequence = 0
        self._offset = 0

    @property
    def rows(self) -> int:
        """Samples held, those without a number included."""
        return self._envelope.rows

    @property
    def bytes(self) -> int:
        """Memory this series takes besides the rows it is cut from."""
        return self._envelope.bytes

    @property
    def caught_up(self) -> bool:
        """Whether all rows there are have been taken in."""
        return next(self._stream.ring.since(self._sequence, self._offset), None) is None

    @property
    def last(self) -> tuple[float, float]:
        """Time and value of the newest number; NaN when there is none."""
        return self._stream.last(self.key, self.column)

    def update(self) -> bool:
        """Take in rows that are new, oldest first, and tell whether there were any of this series.

        After a first look at a long history it takes several calls until all is in.
        """
        if self._key_id < 0:
            self._key_id = self._stream.key_id(self.key)
            if self._key_id < 0:
                return False
        before = self._envelope.rows
        self.changed_from = np.inf
        self._take_in(_ROWS_AT_ONCE)
        if self.caught_up and self._envelope.too_coarse:
            self._refine(self._envelope.power - 1)
            self._take_in(_ROWS_AT_ONCE)
            return True
        return self._envelope.rows > before

    def catch_up(self) -> None:
        """Take in all rows there are."""
        while not self.caught_up and self._stream.key_id(self.key) >= 0:
            self.update()

    def forget(self, chunk: Chunk) -> None:
        """Take out the rows of a chunk that has left the stream. Call `catch_up` before it leaves."""
        if self._key_id < 0:
            return
        time, _ = chunk.cut(chunk.rows_of(self._key_id), self.column)
        if len(time):
            self._envelope.remove(time if chunk.in_order else np.sort(time), self._rows_between)

    def draw(self, t0: float, t1: float, pixels: int, *, breaks: Floats | None = None) -> Polyline:
        """The curve from t0 to t1 for so many columns of pixels, with the next point on either side.

        No more than four points a column: first, lowest, highest and last of its samples. An extreme stands in its
        own column, or in the next one where it lies within half a cell of the edge between them.
        breaks: sorted times the line must not cross.
        """
        step = (t1 - t0) / pixels
        edges = column_edges(t0, t1, step)
        level = self._envelope.level_for(step)
        line = self._from_rows(edges) if level is None else _from_cells(level, edges)
        return line if breaks is None or not len(breaks) else broken_at(line, breaks)

    def value_range(self, t0: float, t1: float) -> tuple[float, float]:
        """Lowest and highest value from t0 to t1, with up to 1/32 of the span more on either side. NaN: no number."""
        level = self._envelope.level_for((t1 - t0) / 32)
        if level is None:
            _, values = self._rows_between(t0, t1)
            return _extent(values, values)
        fields = level.cells.fields[:, level.span(t0, t1)]
        return _extent(fields[LOW], fields[HIGH])

    def _take_in(self, rows: int) -> None:
        """Go through the next `rows` rows of the stream, or somewhat more."""
        for chunk, start in self._stream.ring.since(self._sequence, self._offset):
            self._take(chunk, start)
            rows -= chunk.count - start
            if rows <= 0:
                break
        if not self._refining:
            self._envelope.thin()
        elif self.caught_up:
            self._refining = False

    def _take(self, chunk: Chunk, start: int) -> None:
        time, values = chunk.cut(chunk.rows_of(self._key_id, start), self.column)
        self._sequence, self._offset = chunk.sequence, chunk.count
        if not len(time):
            return
        if not chunk.in_order and not (time[1:] >= time[:-1]).all():
            order = np.argsort(time, kind="stable")
            time, values = time[order], values[order]
        if not self._envelope.rows and not self._refining:
            self._envelope = Envelope(fitting_power(len(time), float(time[-1] - time[0])))
        newest = self._envelope.base.cells.fields[T_LAST, -1] if self._envelope.rows else -np.inf
        self.changed_from = min(self.changed_from, float(newest), float(time[0]))
        self._envelope.add(time, _without_infinity(values))

    def _refine(self, power: int) -> None:
        """Begin anew with narrower cells, since samples have come to be denser than was seen at first."""
        self._envelope = Envelope(power)
        self._refining = True  # Until all is in: a sparse beginning must not widen the cells again.
        self._sequence = self._offset = 0
        self.changed_from = -np.inf

    def _rows_between(self, t0: float, t1: float) -> tuple[Floats, Floats]:
        time, values = self._stream.window(self.column, self._key_id, t0, t1)
        return time, _without_infinity(values)

    def _from_rows(self, edges: Floats) -> Polyline:
        base = self._envelope.base
        # Whole base cells at both ends, since these hold the neighbours of the first and the last sample.
        whole = base.span(edges[0], edges[-1])
        t0, t1 = np.floor(edges[0] / base.width) * base.width, np.ceil(edges[-1] / base.width) * base.width
        time, values = self._rows_between(float(t0), float(t1))
        bounds = np.searchsorted(time, edges)
        before, after = int(bounds[0]), int(bounds[-1])
        line = outline(Spans.of_samples(time[before:after], values[before:after]), bounds - before)
        left = (
            Polyline(time[before - 1 : before], values[before - 1 : before])
            if before
            else _end_of(base, whole.start - 1)
        )
        right = Polyline(time[after : after + 1], values[after : after + 1])
        if not len(right.x):
            right = _start_of(base, whole.stop)
        return _joined(left, line, right)


def _from_cells(level: Level, edges: Floats) -> Polyline:
    index, fields = level.cells.index, level.cells.fields
    # A cell belongs to the column its middle is in.
    bounds = np.searchsorted(index, np.ceil(edges * (1.0 / level.width) - 0.5))
    before, after = int(bounds[0]), int(bounds[-1])
    rows = (fields[row, before:after] for row in (T_FIRST, T_LAST, FIRST, LAST, LOW, HIGH))
    line = outline(Spans(*rows), bounds - before)
    return _joined(_end_of(level, before - 1), line, _start_of(level, after))


def _end_of(level: Level, cell: int) -> Polyline:
    """The last sample of a cell; no point where there is no such cell."""
    fields = level.cells.fields[:, max(cell, 0) : cell + 1]
    return Polyline(fields[T_LAST], fields[LAST])


def _start_of(level: Level, cell: int) -> Polyline:
    """The first sample of a cell; no point where there is no such cell."""
    fields = level.cells.fields[:, cell : cell + 1]
    return Polyline(fields[T_FIRST], fields[FIRST])


def _joined(*parts: Polyline) -> Polyline:
    return Polyline(np.concatenate([part.x for part in parts]), np.concatenate([part.y for part in parts]))


def _without_infinity(values: Floats) -> Floats:
    infinite = np.isinf(values)
    return np.where(infinite, np.nan, values) if infinite.any() else values


def _extent(low: Floats, high: Floats) -> tuple[float, float]:
    if not len(low):
        return np.nan, np.nan
    return float(np.fmin.reduce(low)), float(np.fmax.reduce(high))
