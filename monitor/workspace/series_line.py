"""The series of a stream with their last values, as the feeds list unfolds them and panels choose from them."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.core.batch import SeriesKey
from monitor.feed.profile import Column, Profile
from monitor.store.rows import StreamRows

__all__ = ["SeriesLine", "series_lines", "units_of"]


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series at one moment. `value` is NaN and `time` NaN before its first number."""

    series: SeriesKey
    unit: str
    value: float
    time: float

    @property
    def label(self) -> str:
        """What tells it apart within its stream: "BTCUSDT price", or only the column where there is one key."""
        return f"{self.series.key} {self.series.column}" if self.series.key else self.series.column


def series_lines(rows: StreamRows, *, profile: Profile, most: int, first: Sequence[SeriesKey] = ()) -> list[SeriesLine]:
    """At most `most` series of a stream: those named in `first`, then key by key in the order first seen."""
    units = units_of(profile, rows.name)
    every = (SeriesKey(rows.feed, rows.name, key, column) for key in rows.keys for column in rows.columns)
    ahead = [key for key in first if (key.feed, key.stream) == (rows.feed, rows.name)]
    rest = (key for key in every if key not in ahead)
    return [_line(rows, key, units) for key in itertools.islice(itertools.chain(ahead, rest), most)]


def _line(rows: StreamRows, key: SeriesKey, units: Mapping[str, str]) -> SeriesLine:
    time, value = rows.last(key.key, key.column)
    return SeriesLine(key, units.get(key.column, ""), value, time)


def units_of(profile: Profile, stream: str) -> dict[str, str]:
    """The unit of each column that has one."""
    return {
        name: column.unit
        for rule in profile.stream
        if rule.name == stream
        for name, column in rule.columns.items()
        if isinstance(column, Column) and column.unit
    }
