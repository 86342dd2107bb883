"""The series of a stream with their last values, as the feeds list unfolds them and panels choose from them."""

import itertools
from dataclasses import dataclass

from monitor.core.batch import SeriesKey
from monitor.feed.profile import Column, Profile
from monitor.store.rows import StreamRows

__all__ = ["SeriesLine", "series_lines"]


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


def series_lines(rows: StreamRows, *, profile: Profile, most: int) -> list[SeriesLine]:
    """The first `most` series of a stream, key by key in the order the keys were first seen."""
    units = _units(profile, rows.name)
    pairs = ((key, column) for key in enumerate(rows.keys) for column in enumerate(rows.columns))
    return [
        SeriesLine(
            SeriesKey(rows.feed, rows.name, key, column),
            units.get(column, ""),
            float(rows.last_values[key_id, index]),
            float(rows.last_times[key_id]),
        )
        for (key_id, key), (index, column) in itertools.islice(pairs, most)
    ]


def _units(profile: Profile, stream: str) -> dict[str, str]:
    """The unit of each column that has one."""
    return {
        name: column.unit
        for rule in profile.stream
        if rule.name == stream
        for name, column in rule.columns.items()
        if isinstance(column, Column) and column.unit
    }
