"""One series: a column of a key, cut out of the rows of its stream when somebody looks at it."""

import math
from typing import TYPE_CHECKING

import numpy as np

from monitor.core.batch import Floats
from monitor.store.cells import HIGH, LOW, T_FIRST
from monitor.store.chunk import Chunk
from monitor.store.envelope import Envelope, fitting_power
from monitor.store.extent import extent, without_infinity
from monitor.store.level import Level
from monitor.store.nearby import number_after, number_before, samples_before
from monitor.store.polyline import Polyline, broken_at
from monitor.store.sketch import from_cells, from_near_rows, from_rows, from_tail
from monitor.store.tail import Tail

if TYPE_CHECKING:
    from monitor.store.rows import StreamRows

__all__ = ["Series"]

_ROWS_AT_ONCE = 250_000
"""Rows of the stream looked through in one update: a first look at a long history is spread over some frames."""

_PENDING = 8_192
"""Samples put into cells together: the cost of doing so hardly depends on how many they are."""

_KEPT, _KEPT_OF_MANY = 1_024, 1 << 19
"""Samples kept side by side: what the newest columns are drawn from or, where the rows of one key lie far apart, every
column that is drawn from samples."""
_MANY_KEYS = 8


class Series:
    """What a curve shows. Costs nothing until `update` is called, then only what is new.

    key and column need not exist yet: the series is empty until rows with them come.
    changed_from: the picture has changed from this time on in the last update that returned True.
    """

    def __init__(self, stream: "StreamRows", key: str, column: str) -> None:
        self.key = key
        self.column = column
        self.changed_from = -math.inf
        self._stream = stream
        self._key_id = -1
        self._version = -1
        self._sequence = 0
        self._offset = 0
        self._oldest = math.inf
        self._newest = -math.inf
        self._envelope = Envelope(0)
        self._tail = Tail(_KEPT)
        self._refining = self._too_coarse = False
        self._behind = True
        self._pending: list[tuple[Floats, Floats]] = []
        self._pending_rows = 0

    @property
    def rows(self) -> int:
        """Samples held, those without a number included."""
        return self._envelope.rows + self._pending_rows

    @property
    def bytes(self) -> int:
        """Memory this series takes besides the rows it is cut from."""
        return self._envelope.bytes + self._tail.bytes

    @property
    def caught_up(self) -> bool:
        """Whether all rows there are have been taken in."""
        return next(self._stream.ring.since(self._sequence, self._offset), None) is None

    @property
    def last(self) -> tuple[float, float]:
        """Time and value of the newest number; NaN when there is none."""
        return self._stream.last(self.key, self.column)

    @property
    def last_received(self) -> float:
        """When the newest row of the key came; NaN before the first."""
        return self._stream.received(self.key)

    @property
    def mean_interval(self) -> float:
        """Seconds from one row to the next, on average over those held; 0 when there are fewer than two."""
        return (self._newest - self._oldest) / (self.rows - 1) if self.rows > 1 else 0.0

    def update(self) -> bool:
        """Look for rows that are new, oldest first, and tell whether there were any of this series.

        After a first look at a long history it takes several calls until all is in.
        """
        if self._version == self._stream.version and not self._behind:
            return False
        self._version = self._stream.version
        self._key_id = self._stream.key_id(self.key) if self._key_id < 0 else self._key_id
        if self._key_id < 0:
            return False
        newest, before = self._newest, self.rows
        self.changed_from = math.inf
        self._take_in(_ROWS_AT_ONCE)
        if self.rows == before:
            return False
        self.changed_from = newest if newest <= self.changed_from else self._line_from(self.changed_from)
        if self._too_coarse and not self._behind:
            self._refine(self._envelope.power - 1)
        return True

    def catch_up(self) -> None:
        """Look through all rows there are."""
        while not self.caught_up and self._stream.key_id(self.key) >= 0:
            self.update()

    def forget(self, chunk: Chunk) -> None:
        """Take out the rows of a chunk that has left the stream. Call `catch_up` before it leaves."""
        if self._key_id < 0:
            return
        self._settle()
        time, _ = chunk.cut(chunk.rows_of(self._key_id), self.column)
        if len(time):
            self._tail.forget_until(float(time.max()))
            self._envelope.remove(time if chunk.in_order else np.sort(time), self.samples)
        first = self._envelope.base.cells.fields[T_FIRST, :1]
        self._oldest = float(first[0]) if len(first) else math.inf

    def draw(self, t0: float, t1: float, pixels: int, *, breaks: Floats | None = None) -> Polyline:
        """The curve from t0 to t1 for so many columns of pixels; see `draw_columns`."""
        step = (t1 - t0) / pixels
        first = math.floor(t0 / step)
        return self.draw_columns(first, max(math.ceil(t1 / step), first + 1), step, breaks=breaks)

    def draw_columns(self, first: int, last: int, step: float, *, breaks: Floats | None = None) -> Polyline:
        """The curve in columns first to last (not included) of pixels, and the next point on either side.

        Column i spans [i * step, (i + 1) * step) in seconds since 1970. At most four points a column, first, lowest,
        highest and last of its samples; or all samples where they are few. An extreme stands in its own column, or in
        the next one where it lies within half a cell of the edge between them.
        breaks: sorted times the line must not cross.
        """
        level = self._envelope.level_for(step)
        if level is not None:
            self._settle()
            level = self._envelope.level_for(step)
        line = self._sketch(level, first, last, step)
        return line if breaks is None or not len(breaks) else broken_at(line, breaks)

    def value_range(self, t0: float, t1: float, *, positive: bool = False) -> tuple[float, float]:
        """Lowest and highest value from t0 to t1, with up to 1/32 of the span more on either side; of those above zero
        where only `positive` ones count. NaN: no number."""
        self._settle()
        level = self._envelope.level_for((t1 - t0) / 32)
        if level is None:
            _, values = self.samples(t0, t1)
            return extent(values, values, positive=positive)
        fields = level.cells.fields[:, level.span(t0, t1)]
        return extent(fields[LOW], fields[HIGH], positive=positive)

    def samples(self, t0: float, t1: float) -> tuple[Floats, Floats]:
        """Times and values with t0 <= time < t1, in order, infinite ones as NaN; to be read at once and not written."""
        if not self._behind and self._tail.covers(t0):
            return self._tail.between(t0, t1)
        time, values = self._stream.window(self.column, self._key_id, t0, t1)
        return time, without_infinity(values)

    def before(self, time: float) -> tuple[float, float]:
        """Time and value of the last number before a moment; NaN where there is none near."""
        return number_before(self.samples, self._settled(), time)

    def after(self, time: float) -> tuple[float, float]:
        """Time and value of the first number after a moment; NaN where there is none near."""
        return number_after(self.samples, self._settled(), time)

    def _sketch(self, level: Level | None, first: int, last: int, step: float) -> Polyline:
        if level is not None:
            return from_cells(level, first, last, step)
        if first * step > self._newest:
            return Polyline(np.empty(0), np.empty(0))
        around = None if self._behind else self._tail.around(first * step, last * step)
        if around is not None:
            return from_tail(*around, first, last, step)
        line = from_near_rows(self.samples, first, last, step, newest=self._newest)
        if line is not None:
            return line
        return from_rows(self.samples, self._settled(), first, last, step)

    def _take_in(self, rows: int) -> None:
        """Go through the next `rows` rows of the stream, or somewhat more."""
        self._tail.most = _KEPT if len(self._stream.keys) < _MANY_KEYS else _KEPT_OF_MANY
        for chunk, start in self._stream.ring.since(self._sequence, self._offset):
            self._take(chunk, start)
            rows -= chunk.count - start
            if rows <= 0:
                break
        self._behind = rows <= 0 and not self.caught_up
        if self._pending_rows > _PENDING:
            self._settle()
        self._refining = self._refining and self._behind

    def _take(self, chunk: Chunk, start: int) -> None:
        time, values = chunk.cut(chunk.rows_of(self._key_id, start), self.column)
        self._sequence, self._offset = chunk.sequence, chunk.count
        if not len(time):
            return
        values = without_infinity(values)
        self._tail.append(time, values, in_order=chunk.in_order)
        self._pending.append((time, values))
        self._pending_rows += len(time)
        low, high = (time[0], time[-1]) if chunk.in_order else (time.min(), time.max())
        self.changed_from = min(self.changed_from, float(low))
        self._oldest, self._newest = min(self._oldest, float(low)), max(self._newest, float(high))

    def _settle(self) -> None:
        """Put into cells what has been taken in."""
        if not self._pending:
            return
        time = np.concatenate([part[0] for part in self._pending])
        values = np.concatenate([part[1] for part in self._pending])
        self._pending.clear()
        self._pending_rows = 0
        if not (time[1:] >= time[:-1]).all():
            order = np.argsort(time, kind="stable")
            time, values = time[order], values[order]
        if not self._envelope.rows and not self._refining:
            self._envelope = Envelope(fitting_power(len(time), float(time[-1] - time[0])))
        self._envelope.add(time, values)
        if not self._refining:
            self._envelope.thin()
        self._too_coarse = self._envelope.too_coarse

    def _refine(self, power: int) -> None:
        """Begin anew with narrower cells, since samples have come to be denser than was seen at first."""
        self._envelope = Envelope(power)
        self._too_coarse = False
        self._tail.clear()
        self._refining = True  # Until all is in: a sparse beginning must not widen the cells again.
        self._pending.clear()
        self._pending_rows = 0
        self._sequence = self._offset = 0
        self._take_in(_ROWS_AT_ONCE)
        self.changed_from = -math.inf

    def _settled(self) -> Level:
        self._settle()
        return self._envelope.base

    def _line_from(self, time: float) -> float:
        """From where a line to a late sample begins: the time of the sample before it."""
        earlier, _ = samples_before(self.samples, self._settled(), time)
        return float(earlier[-1]) if len(earlier) else time
