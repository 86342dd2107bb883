"""The curves of one plot: series of the store, followed through whatever happens to their stream."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from monitor.core.batch import Floats, SeriesKey
from monitor.store import Series, Store, StreamRows

__all__ = ["MOST_CURVES", "Curve", "CurveSet"]

MOST_CURVES = 12
"""Curves in one plot; more can be told apart neither by colour nor by eye."""

_STALE_AFTER = 10.0
_STALE_INTERVALS = 5.0
_SPARSE, _DENSE = 12.0, 8.0
"""Pixels from one sample to the next from which a curve is sparse, and below which it no longer is."""


@dataclass(slots=True)
class Curve:
    """One series with its place among the colours.

    stale:   its newest number is older than its rhythm allows.
    sparse:  its samples stand so far apart that each can be seen.
    stepped: it is sparse and counts something, or tells of states: there is nothing between two whole numbers.
    """

    key: SeriesKey
    index: int
    series: Series
    stale: bool = False
    sparse: bool = False
    stepped: bool = False
    age: float = field(default=math.nan)


class CurveSet:
    """At most MOST_CURVES of the series asked for. Empty until their stream has its first row."""

    def __init__(self, store: Store, feed: str, stream: str, wanted: Sequence[SeriesKey]) -> None:
        self._store = store
        self._feed = feed
        self._name = stream
        self._wanted = tuple(wanted)
        self._stream: StreamRows | None = None
        self._curves: list[Curve] = []

    @property
    def stream(self) -> StreamRows | None:
        """The rows the curves are cut from; None before the first."""
        return self._stream

    @property
    def curves(self) -> Sequence[Curve]:
        return self._curves

    def choose(self, wanted: Sequence[SeriesKey]) -> None:
        """Show other series from now on."""
        self._wanted = tuple(wanted)
        self._stream = None

    def update(self) -> float:
        """Take in new rows; the time from which the picture has changed, infinity when it has not."""
        stream = self._store.stream(self._feed, self._name)
        if stream is None:
            self._stream, self._curves = None, []
            return math.inf
        if stream is not self._stream:
            self._bind(stream)
        return min(
            (curve.series.changed_from for curve in self._curves if curve.series.update()),
            default=math.inf,
        )

    def value_range(self, t0: float, t1: float) -> tuple[float, float]:
        """Lowest and highest value of all curves; NaN when there is none."""
        ranges = [curve.series.value_range(t0, t1) for curve in self._curves]
        known = [one for one in ranges if not math.isnan(one[0])]
        if not known:
            return math.nan, math.nan
        return min(low for low, _ in known), max(high for _, high in known)

    def judge(self, now: float, *, end: float, seconds: float, width: int) -> bool:
        """See how curves are to be drawn at `now` (receive time); tells whether that has changed for any.

        end, seconds, width: what is shown, the `seconds` up to `end` in so many pixels.
        """
        before = [(curve.stale, curve.sparse, curve.stepped) for curve in self._curves]
        for curve in self._curves:
            interval = curve.series.mean_interval
            curve.age = now - curve.series.last_received
            curve.stale = curve.age > max(_STALE_AFTER, _STALE_INTERVALS * interval)
            apart = interval * width / seconds
            curve.sparse = curve.series.rows == 1 or apart > (_DENSE if curve.sparse else _SPARSE)
            curve.stepped = curve.sparse and _whole(curve.series.draw(end - seconds, end, width).y, curve.stepped)
        return before != [(curve.stale, curve.sparse, curve.stepped) for curve in self._curves]

    def _bind(self, stream: StreamRows) -> None:
        self._stream = stream
        wanted = self._wanted
        if len(wanted) > MOST_CURVES:
            newest = sorted(wanted, key=lambda key: _newest(stream, key), reverse=True)[:MOST_CURVES]
            wanted = tuple(key for key in wanted if key in newest)
        self._curves = [Curve(key, index, stream.series(key.key, key.column)) for index, key in enumerate(wanted)]


def _whole(values: Floats, otherwise: bool) -> bool:
    """Whether all numbers among the values are whole; `otherwise` where there is none."""
    known = values[np.isfinite(values)]
    return bool((known == np.floor(known)).all()) if len(known) else otherwise


def _newest(stream: StreamRows, key: SeriesKey) -> float:
    time, _ = stream.last(key.key, key.column)
    return -math.inf if math.isnan(time) else time
