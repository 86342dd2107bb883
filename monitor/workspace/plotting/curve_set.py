"""The curves of one plot: series of any feeds, followed through whatever happens to their streams."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from monitor.core.batch import Floats, SeriesKey
from monitor.store import Series, Store, StreamRows
from monitor.workspace.desk.specs.plot import Curve as CurveSpec
from monitor.workspace.desk.specs.plot import CurveStyle
from monitor.workspace.plotting.ranges import LiveEdge

__all__ = ["MOST_CURVES", "Curve", "CurveSet", "Source"]

MOST_CURVES = 12
"""Curves in one plot; more can be told apart neither by colour nor by eye."""

_STALE_AFTER = 10.0
_STALE_INTERVALS = 5.0
_SPARSE, _DENSE = 12.0, 8.0
"""Pixels from one sample to the next from which a curve is sparse, and below which it no longer is."""


@dataclass(slots=True)
class Curve:
    """One series as a plot shows it.

    index:   its place among the colours.
    series:  None until its stream has a row.
    stale:   its newest number is older than its rhythm allows.
    sparse:  its samples stand so far apart that each can be seen.
    stepped: it is sparse and counts something, or tells of states: there is nothing between two whole numbers.
    age:     seconds since its newest row came, NaN before the first.
    origin:  its feed and stream, which its gaps are those of.
    """

    key: SeriesKey
    index: int
    style: CurveStyle = "line"
    left: bool = False
    hidden: bool = False
    series: Series | None = None
    stale: bool = False
    sparse: bool = False
    stepped: bool = False
    age: float = field(default=math.nan)

    @property
    def filled(self) -> bool:
        """Whether there is anything to draw."""
        return self.series is not None and self.series.rows > 0

    @property
    def origin(self) -> tuple[str, str]:
        return self.key.feed, self.key.stream


@dataclass(slots=True)
class Source:
    """A stream that curves are cut from. rows: None before its first row."""

    feed: str
    stream: str
    curves: list[Curve]
    rows: StreamRows | None = None
    edge: LiveEdge = field(default_factory=LiveEdge)


class CurveSet:
    """At most MOST_CURVES of the curves asked for; a stream that goes and comes again is taken up again.

    curves: all of them, in the order asked for. sources: their streams.
    shown: those that have something to draw and are not hidden; any_left, any_right: whether any is on that axis.
    filled: whether any has something to draw. version: grows when other curves or streams are there.
    """

    def __init__(self, store: Store, wanted: Sequence[CurveSpec] = ()) -> None:
        self._store = store
        self.curves: Sequence[Curve] = ()
        self.sources: Sequence[Source] = ()
        self.shown: Sequence[Curve] = ()
        self.filled = self.any_left = self.any_right = False
        self.version = 0
        self._empty = True
        self.choose(wanted)

    def choose(self, wanted: Sequence[CurveSpec]) -> None:
        """Show other curves from now on."""
        curves = [_curve(spec, place) for place, spec in enumerate(wanted[:MOST_CURVES])]
        streams: dict[tuple[str, str], list[Curve]] = {}
        for curve in curves:
            streams.setdefault((curve.key.feed, curve.key.stream), []).append(curve)
        before = {(source.feed, source.stream): source for source in self.sources}
        self.sources = [Source(*at, curves) for at, curves in streams.items()]
        for source in self.sources:
            known = before.get((source.feed, source.stream))
            if known is not None:
                source.edge = known.edge
                # While the old curves still hold their series, which nobody would have to make again.
                self._bind(source, known.rows)
        self.curves = curves
        self.version += 1
        self._sort()

    @property
    def total(self) -> int:
        """Rows the streams have ever received."""
        return sum(source.rows.total for source in self.sources if source.rows is not None)

    @property
    def oldest(self) -> float:
        """The least time held of any stream; NaN when there is none."""
        return min((source.rows.time_span[0] for source in self.sources if source.rows is not None), default=math.nan)

    def update(self) -> float:
        """Take in new rows; the time from which the picture has changed, infinity when it has not."""
        changed_from = math.inf
        for source in self.sources:
            rows = self._store.stream(source.feed, source.stream)
            if rows is not source.rows:
                self._bind(source, rows)
                self.version += 1
                self._empty = True
                changed_from = -math.inf
            if rows is None:
                continue
            fresh = False
            for curve in source.curves:
                if curve.series is not None and curve.series.update():
                    fresh = True
                    changed_from = min(changed_from, curve.series.changed_from)
            if fresh:
                source.edge.follow(rows.ring.lead)
        if self._empty and changed_from < math.inf:
            self._sort()
        return changed_from

    def offset(self, window: float, *, feed: str | None = None) -> float:
        """Seconds the live edge of a window of `window` seconds is ahead of now: of one feed, or of whichever is."""
        found = -math.inf
        for source in self.sources:
            if source.rows is not None and (feed is None or feed == source.feed):
                found = max(found, source.edge.offset(window))
        return found if found > -math.inf else 0.0

    def value_range(self, t0: float, t1: float, *, left: bool = False, positive: bool = False) -> tuple[float, float]:
        """Lowest and highest value of the curves shown on one axis; NaN when there is none."""
        low, high = math.nan, math.nan
        for curve in self.curves:
            if curve.series is None or curve.hidden or curve.left != left or not curve.series.rows:
                continue
            lowest, highest = curve.series.value_range(t0, t1, positive=positive)
            if not math.isnan(lowest):
                low = lowest if math.isnan(low) else min(low, lowest)
                high = highest if math.isnan(high) else max(high, highest)
        return low, high

    def judge(self, now: float, *, end: float, seconds: float, width: int) -> bool:
        """See how curves are to be drawn at `now` (receive time); tells whether that has changed for any.

        end, seconds, width: what is shown, the `seconds` up to `end` in so many pixels.
        """
        changed = False
        for curve in self.curves:
            if curve.series is None:
                continue
            before = (curve.stale, curve.sparse, curve.stepped)
            interval = curve.series.mean_interval
            curve.age = now - curve.series.last_received
            curve.stale = curve.age > max(_STALE_AFTER, _STALE_INTERVALS * interval)
            apart = interval * width / seconds
            curve.sparse = curve.series.rows == 1 or apart > (_DENSE if curve.sparse else _SPARSE)
            curve.stepped = curve.sparse and _whole(curve.series.draw(end - seconds, end, width).y, curve.stepped)
            changed |= before != (curve.stale, curve.sparse, curve.stepped)
        return changed

    def _sort(self) -> None:
        """See which curves have something to draw; `_empty` while some have not."""
        self.shown = [curve for curve in self.curves if curve.filled and not curve.hidden]
        self.filled = any(curve.filled for curve in self.curves)
        self.any_left = any(curve.left for curve in self.shown)
        self.any_right = not all(curve.left for curve in self.shown)
        self._empty = not all(curve.filled for curve in self.curves)

    def _bind(self, source: Source, rows: StreamRows | None) -> None:
        source.rows = rows
        for curve in source.curves:
            curve.series = None if rows is None else rows.series(curve.key.key, curve.key.column)
            curve.stale = curve.sparse = curve.stepped = False
            curve.age = math.nan


def _curve(spec: CurveSpec, place: int) -> Curve:
    index = place if spec.colour is None else spec.colour % MOST_CURVES
    return Curve(spec.series, index, style=spec.style, left=spec.axis == "left", hidden=spec.hidden)


def _whole(values: Floats, otherwise: bool) -> bool:
    """Whether all numbers among the values are whole; `otherwise` where there is none."""
    known = values[np.isfinite(values)]
    return bool((known == np.floor(known)).all()) if len(known) else otherwise
