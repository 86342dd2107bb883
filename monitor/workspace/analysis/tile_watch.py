"""One tile followed through time: its value often, how it went less often."""

import math

import numpy as np

from monitor.core.batch import Floats
from monitor.store.rows import StreamRows
from monitor.store.series import Series
from monitor.store.store import Store
from monitor.workspace.analysis.reading import column_reader, last_samples
from monitor.workspace.analysis.tile_reading import Change, TileReading, change_of, is_stale, level_of, scale_of
from monitor.workspace.desk.specs.tiles import Tile
from monitor.workspace.wording import decimals_of

__all__ = ["TREND_POINTS", "TileWatch"]

TREND_POINTS = 60


class TileWatch:
    """`read` is cheap and may be called for every tile that is seen; `look_back` costs a drawing of its series.

    trend: (TREND_POINTS,) values at even distances over the span, NaN where there is none yet.
    change, change_seconds: since the start of the span, or since the first value where that is later.
    decimals: as many as any value so far needed, so that numbers keep their width.
    """

    def __init__(self, store: Store, tile: Tile) -> None:
        self.tile = tile
        self.reading = TileReading()
        self.trend: Floats = np.full(TREND_POINTS, np.nan)
        self.change: Change | None = None
        self.change_seconds = 0.0
        self.scale = scale_of(tile, math.nan, math.nan)
        self.decimals = 0
        self.looked_at = -math.inf
        self._store = store
        self._read = column_reader(store, tile.series)
        self._rows: StreamRows | None = None
        self._series: Series | None = None
        self._interval = 0.0

    def read(self, now: float, end: float | None) -> bool:
        """Take the newest value, or the one that held at `end`; tells whether the tile looks different."""
        series = self.tile.series
        rows = self._store.stream(series.feed, series.stream)
        if end is not None:
            time, values = last_samples(self._read, end, 1)
            moment, value = (float(time[-1]), float(values[0, -1])) if len(time) else (math.nan, math.nan)
            age, value_now = end - moment, value
        else:
            _, value_now = rows.last(series.key, series.column) if rows is not None else (math.nan, math.nan)
            age = now - rows.received(series.key) if rows is not None else math.nan
        self.decimals = max(self.decimals, decimals_of(value_now))
        stale = is_stale(age, self._interval)
        level = level_of(self.tile.bands, value_now)
        # The age is told of stale values alone, in whole seconds.
        new = TileReading(value_now, float(math.floor(age)) if stale else 0.0, stale, level)
        changed = new != self.reading and not (math.isnan(new.value) and math.isnan(self.reading.value))
        self.reading = new
        return changed

    def look_back(self, end: float, seconds: float) -> None:
        """Bring up to date how the value went in the `seconds` before `end`."""
        series = self._following()
        self.looked_at = end
        if series is None:
            return
        series.update()
        line = series.draw(end - seconds, end, TREND_POINTS)
        self._interval = series.mean_interval
        known = np.isfinite(line.y)
        time, values = line.x[known], line.y[known]
        within = (time >= end - seconds) & (time <= end)
        self.trend = _held(time, values, np.linspace(end - seconds, end, TREND_POINTS))
        low, high = (float(values[within].min()), float(values[within].max())) if within.any() else (math.nan, math.nan)
        self.scale = scale_of(self.tile, low, high)
        first = int(np.searchsorted(time, end - seconds, side="right")) - 1
        if len(time) and time[max(first, 0)] <= end:
            self.change = change_of(float(values[max(first, 0)]), self.reading.value)
            self.change_seconds = seconds if first >= 0 else end - float(time[0])
        else:
            self.change = None

    def rest(self) -> None:
        """Nobody sees the tile: let go of its series."""
        self._series = None
        self.looked_at = -math.inf

    def _following(self) -> Series | None:
        key = self.tile.series
        rows = self._store.stream(key.feed, key.stream)
        if self._series is None or rows is not self._rows:
            self._rows = rows
            self._series = None if rows is None else rows.series(key.key, key.column)
        return self._series


def _held(time: Floats, values: Floats, wanted: Floats) -> Floats:
    """Each moment's value: that of the last sample up to then, NaN before the first."""
    if not len(time):
        return np.full(len(wanted), np.nan)
    place = np.searchsorted(time, wanted, side="right") - 1
    held: Floats = np.where(place >= 0, values[np.maximum(place, 0)], np.nan)
    return held
