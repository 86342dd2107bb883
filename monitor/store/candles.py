"""Candles of a series, by time or by number of samples, kept up to date from the rows of the store.

A candle is a cell as the envelope has them, of the candle's own width, and goes through the same code when rows are
late. It is not put together from the envelope's cells: these hold no sum, which volume needs; a first or last row
without a number leaves them without an open or close; and widths of 64 s and more do not divide an hour or a day.
What they would save is one pass over the rows, about 10 ns a row, which is spread over frames. Candles of a multiple
of an interval are put together from the ones there are, without the rows.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats, SeriesKey
from monitor.store.binning import Bins, binned, bins_by_count, bins_by_time, regrouped, totals
from monitor.store.cells import COUNT, FIRST, HIGH, LAST, LOW, T_FIRST, T_LAST, Cells, Indices
from monitor.store.level import Level
from monitor.store.row_cursor import RowCursor, Rows
from monitor.store.rows import StreamRows
from monitor.store.store import Store

__all__ = ["CandleSpan", "Candles"]

_ROWS_AT_ONCE = 250_000
"""Rows of the stream looked through in one update: a first look at a long history is spread over some frames."""

_MOST = 200_000
"""Candles kept; they stay when the rows they were made of have left the store."""


class CandleSpan(NamedTuple):
    """n candles in order. start: time of the first moment (by time) or sample (by count); end: of the last sample."""

    number: Indices
    start: Floats
    end: Floats
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats


class Candles:
    """By time, candle i spans [i * interval, (i + 1) * interval) in seconds since 1970; one without samples is not
    there. By count, candle i holds the samples i * count and on, in the order received, counted from the oldest row.

    Samples are rows whose price is a number. volume: the series whose absolute values are summed up (a size may be
    negative for what was sold), None counts samples. By count it must be of the key the price is of, else samples
    are counted too.
    changed_from: the lowest index of a candle that the last update has changed; infinity when it changed none.
    """

    def __init__(
        self,
        store: Store,
        price: SeriesKey,
        *,
        interval: float = 60.0,
        count: int | None = None,
        volume: SeriesKey | None = None,
    ) -> None:
        self.price = price
        self.volume = volume
        self.interval = interval
        self.count = count
        self.changed_from = math.inf
        self._store = store
        self._beside = volume is not None and (volume.feed, volume.stream, volume.key) == _place(price)
        self._apart = volume if volume is not None and not self._beside and count is None else None
        self._begin(None)

    def __len__(self) -> int:
        return len(self._cells)

    @property
    def stream(self) -> StreamRows | None:
        """The rows the price is in; None before the first."""
        return None if self._cursor is None else self._cursor.stream

    @property
    def samples(self) -> int:
        """Samples taken in so far."""
        return self._samples

    @property
    def caught_up(self) -> bool:
        """Whether all rows there are have been gone through."""
        cursors = (self._cursor, self._volume_cursor)
        return all(cursor is None or cursor.caught_up for cursor in cursors)

    @property
    def extent(self) -> tuple[int, int]:
        """Index of the first candle, and one beyond that of the last; (0, 0) when there is none."""
        index = self._cells.cells.index
        return (int(index[0]), int(index[-1]) + 1) if len(index) else (0, 0)

    def update(self, most: int = _ROWS_AT_ONCE) -> bool:
        """Take in new rows, at most about `most` of the stream; tells whether any candle has changed."""
        self.changed_from = math.inf
        stream = self._store.stream(self.price.feed, self.price.stream)
        if stream is not (None if self._cursor is None else self._cursor.stream):
            self._begin(stream)
            self.changed_from = -math.inf
        if self._cursor is not None:
            for rows in self._cursor.read(most):
                self._take(rows)
        self._take_apart(most)
        self._forget_oldest()
        return self.changed_from < math.inf

    def between(self, first: float, last: float) -> CandleSpan:
        """The candles with first <= index < last."""
        cells = self._cells.cells
        part = slice(*np.searchsorted(cells.index, (math.ceil(first), math.ceil(last))).tolist())
        index, fields = cells.index[part], cells.fields[:, part]
        start: Floats = fields[T_FIRST] if self.count is not None else index.astype(np.float64) * self.interval
        volume = self._volume(index, fields[COUNT])
        return CandleSpan(index, start, fields[T_LAST], fields[FIRST], fields[HIGH], fields[LOW], fields[LAST], volume)

    def position(self, time: float) -> float:
        """Where a moment lies among the candles: index of its candle, and the part of it that has passed."""
        if self.count is None:
            return time / self.interval
        first, _ = self.extent
        starts = self._cells.cells.fields[T_FIRST]
        if not len(starts):
            return 0.0
        place = int(starts.searchsorted(time, side="right")) - 1
        if place < 0:
            return float(first)
        if place == len(starts) - 1:
            return first + place + 0.5
        return float(first + place + (time - starts[place]) / max(starts[place + 1] - starts[place], 1e-9))

    def moment(self, position: float) -> float:
        """The moment at a position; by count, when the candle there began."""
        if self.count is None:
            return position * self.interval
        starts = self._cells.cells.fields[T_FIRST]
        place = math.floor(position) - self.extent[0]
        return float(starts[min(max(place, 0), len(starts) - 1)]) if len(starts) else math.nan

    def widened(self, interval: float) -> "Candles | None":
        """Candles of a multiple of this interval, put together from these; None where that cannot be done."""
        factor = round(interval / self.interval)
        if self.count is not None or factor < 1 or factor * self.interval != interval:
            return None
        other = Candles(self._store, self.price, interval=interval, volume=self.volume)
        other._samples, other._latest = self._samples, self._latest
        other._cursor = None if self._cursor is None else self._cursor.again()
        other._volume_cursor = None if self._volume_cursor is None else self._volume_cursor.again()
        other._cells = _widened(self._cells.cells, factor, interval)
        other._amounts = None if self._amounts is None else _widened(self._amounts.cells, factor, interval)
        return other

    # --- taking in ------------------------------------------------------------------------------------------------

    def _begin(self, stream: StreamRows | None) -> None:
        """Start with no candles on a stream; None while it has no row yet."""
        self._samples = 0
        self._latest = -math.inf
        columns = (self.price.column, self.volume.column) if self._beside and self.volume else (self.price.column,)
        self._cursor = None if stream is None else RowCursor(stream, self.price.key, columns, received=False)
        self._volume_cursor: RowCursor | None = None
        self._cells = Level(self.interval)
        self._amounts = Level(self.interval) if self._beside or self._apart is not None else None

    def _take(self, rows: Rows) -> None:
        time, price = rows.time, rows.columns[0]
        known = np.isfinite(price)
        if not known.all():
            time, price = time[known], price[known]
        if self.count is None:
            bins, ordered, price = _by_time(time, price, self.interval)
        else:
            # In the order received, since a late sample would push all later ones into other candles.
            bins = bins_by_count(self._samples, len(time), self.count)
            ordered = np.maximum(np.maximum.accumulate(time), self._latest)
        if len(time):
            self._latest = float(ordered[-1])
            self._merge(self._cells, binned(bins, ordered, price))
        if self._beside:
            self._take_beside(rows, known, bins)
        self._samples += len(time)

    def _take_beside(self, rows: Rows, known: NDArray[np.bool_], bins: Bins) -> None:
        """Sizes that stand in the rows of the price. By count those of its samples alone matter."""
        if self.count is None:
            self._add_amounts(rows.time, rows.columns[1])
        elif self._amounts is not None and len(bins.number):
            self._merge(self._amounts, totals(bins, np.abs(np.nan_to_num(rows.columns[1][known]))))

    def _take_apart(self, most: int) -> None:
        """Sizes of another stream or key."""
        if self._apart is None:
            return
        stream = self._store.stream(self._apart.feed, self._apart.stream)
        if stream is None:
            return
        if self._volume_cursor is None or self._volume_cursor.stream is not stream:
            self._volume_cursor = RowCursor(stream, self._apart.key, (self._apart.column,), received=False)
            self._amounts = Level(self.interval)
        for rows in self._volume_cursor.read(most):
            self._add_amounts(rows.time, rows.columns[0])

    def _add_amounts(self, time: Floats, amounts: Floats) -> None:
        known = np.isfinite(amounts)
        if not known.all():
            time, amounts = time[known], amounts[known]
        if len(time) and self._amounts is not None:
            bins, _, amounts = _by_time(time, amounts, self.interval)
            self._merge(self._amounts, totals(bins, np.abs(amounts)))

    def _merge(self, level: Level, cells: Cells) -> None:
        level.merge(cells)
        self.changed_from = min(self.changed_from, float(cells.index[0]))

    def _forget_oldest(self) -> None:
        for level in (self._cells, self._amounts):
            if level is not None and len(level) > _MOST + _MOST // 8:
                level.replace(level.cells.index[: len(level) - _MOST].copy(), Cells.empty())

    def _volume(self, index: Indices, samples: Floats) -> Floats:
        if self._amounts is None:
            return samples
        held = self._amounts.cells
        if not len(held.index) or not len(index):
            return np.zeros(len(index))
        start = int(held.index.searchsorted(index[0]))
        if np.array_equal(held.index[start : start + len(index)], index):
            return held.fields[COUNT, start : start + len(index)]
        place = np.minimum(held.index.searchsorted(index), len(held.index) - 1)
        return np.where(held.index[place] == index, held.fields[COUNT, place], 0.0)


def _place(key: SeriesKey) -> tuple[str, str, str]:
    return key.feed, key.stream, key.key


def _by_time(time: Floats, values: Floats, interval: float) -> tuple[Bins, Floats, Floats]:
    """The bins of samples that may have come late, and the samples in order of time."""
    if not (time[1:] >= time[:-1]).all():
        order = np.argsort(time, kind="stable")
        time, values = time[order], values[order]
    return bins_by_time(time, interval), time, values


def _widened(cells: Cells, factor: int, interval: float) -> Level:
    return Level(interval, regrouped(cells, factor))
