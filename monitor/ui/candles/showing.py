"""Candles on their chart: which are in view, between which values, with which words; worked out frame by frame."""

import math
from collections.abc import Sequence
from datetime import tzinfo

import numpy as np

from monitor.core.gap import Gap
from monitor.store.candles import Candles, CandleSpan
from monitor.ui.candles.chart import CandleChart, CandlePicture
from monitor.ui.candles.notes import GapNote
from monitor.ui.candles.overlay import Overlay
from monitor.ui.charts.axis import Extent
from monitor.workspace.candles.framing import Framing
from monitor.workspace.candles.moments import place_ticks, when
from monitor.workspace.candles.words import CandleWords
from monitor.workspace.plotting.ranges import LiveEdge, ValueRange
from monitor.workspace.plotting.shades import shades
from monitor.workspace.wording import decimals_of

__all__ = ["Showing"]

_READABLE = 0.125
"""Seconds between two changes of the words above the candles."""
_APART = 88
"""Pixels from one time written below to the next."""
_MOST_DECIMALS = 8
_NOTES = 24
"""Pixels at the top that are kept free of candles while a gap is in view."""


class Showing:
    """Brings candles onto a chart. zone: of the times that are written.

    place, y: the crosshair, in candles and in pixels from the top of the chart; None where there is none.
    """

    def __init__(self, chart: CandleChart, candles: Candles, framing: Framing) -> None:
        self.candles = candles
        self.framing = framing
        self.zone: tzinfo | None = None
        self.place: float | None = None
        self.y: float | None = None
        self._chart = chart
        self._values = ValueRange()
        self._clock = LiveEdge()
        self._decimals = 0
        self._read_at = -math.inf
        self._shown: tuple[object, ...] = ()
        self._span: CandleSpan | None = None

    @property
    def edge(self) -> float:
        """Where the newest candle ends."""
        return float(self.candles.extent[1])

    def frame(self, now: float, gaps: Sequence[Gap]) -> bool:
        """Take in what is new and show what is to be seen at `now`; tells whether anything was drawn."""
        changed = self.candles.update()
        if not len(self.candles):
            return False
        drawn = self._bring(now, gaps, changed)
        if drawn or not 0.0 <= now - self._read_at < _READABLE:
            drawn |= self.read(now)
        return drawn

    def fit_values(self) -> None:
        """Fit the values in view at once with the next frame, since others have come into view."""
        self._values.release()

    def read(self, now: float) -> bool:
        """Bring words and crosshair up to date; tells whether they have changed."""
        span, place = self._span, self.place
        if span is None or not len(self.candles):
            return False
        _, end = self.candles.extent
        newest = self.candles.between(end - 1, end)
        close, opened = float(newest.close[-1]), float(newest.open[-1])
        self._decimals = max(self._decimals, min(decimals_of(close), _MOST_DECIMALS))
        at = newest
        if place is not None:
            at = self.candles.between(math.floor(place), math.floor(place) + 1)
        words = self._words(at, now) if len(at.number) else None
        settled = now - self._read_at >= _READABLE or place is not None or now < self._read_at
        before = self._chart.overlay
        if settled:
            self._read_at = now
        overlay = Overlay(
            words=words if settled else before.words,
            place=None if place is None else math.floor(place) + 0.5,
            when="" if place is None else self._when(place, at, now),
            y=self.y,
            last=close,
            rising=close >= opened,
            decimals=self._decimals,
            most=0.0 if self._chart.picture is None else self._chart.picture.most,
        )
        self._chart.show_overlay(overlay)
        return overlay != before

    @property
    def sentence(self) -> str:
        """What is said of the candle looked at."""
        words = self._chart.overlay.words
        return "" if words is None else words.sentence

    # --- a frame --------------------------------------------------------------------------------------------------

    def _bring(self, now: float, gaps: Sequence[Gap], changed: bool) -> bool:
        plot = self._chart.plot_rect
        low, high = self.framing.span(self._live_edge(now), round(plot.width() * self._chart.devicePixelRatioF()))
        view = (low, high, plot.width(), plot.height(), len(gaps), gaps[-1] if gaps else None, self.zone)
        ongoing = bool(gaps) and gaps[-1].end is None
        if view == self._shown and not changed and not ongoing and self._span is not None:
            return False
        span = self.candles.between(low - 1.0, high)
        self._values.follow(now, *_extent(span))
        shown = self._gaps(gaps, now, low, high)
        top = self._values.high
        if shown:
            # Room for the words, so that none is written over a candle.
            top += (top - self._values.low) * _NOTES / max(plot.height() - _NOTES, _NOTES)
        extent = Extent(low, high, self._values.low, top)
        ticks = place_ticks(self.candles, low, high, max(2, plot.width() // _APART), now=now, zone=self.zone)
        most = float(span.volume.max()) if len(span.number) else 0.0
        self._chart.extent = extent
        self._chart.picture = CandlePicture(span, ticks, shown, most)
        self._chart.refresh()
        self._shown, self._span = view, span
        return True

    def _live_edge(self, now: float) -> float:
        """The candle that is open now, if the newest one is not far behind; else the newest."""
        _, end = self.candles.extent
        if self.candles.count is not None:
            return float(end)
        current = math.floor((now + self._offset()) / self.candles.interval) + 1
        return float(current) if end < current <= end + self.framing.shown / 2 else float(end)

    def _offset(self) -> float:
        """Seconds the times of rows are ahead of those of receipt."""
        stream = self.candles.stream
        if stream is not None and math.isfinite(stream.ring.lead):
            self._clock.follow(stream.ring.lead)
        return self._clock.offset(self.candles.interval * self.framing.shown)

    def _gaps(self, gaps: Sequence[Gap], now: float, low: float, high: float) -> list[GapNote]:
        offset = self._offset()
        found: list[GapNote] = []
        for shade in shades(gaps, offset=offset):
            start = self.candles.position(shade.start)
            end = self.candles.position(min(shade.end, now + offset))
            if end >= low and start <= high:
                found.append((start, end, shade.labels(now + offset)))
        return found

    def _words(self, at: CandleSpan, now: float) -> CandleWords:
        return CandleWords(
            when=when(self.candles, float(at.start[0]), now=now, zone=self.zone),
            open=float(at.open[0]),
            high=float(at.high[0]),
            low=float(at.low[0]),
            close=float(at.close[0]),
            volume=float(at.volume[0]),
            decimals=self._decimals,
        )

    def _when(self, place: float, at: CandleSpan, now: float) -> str:
        if len(at.number):
            return when(self.candles, float(at.start[0]), now=now, zone=self.zone)
        start = math.floor(place) * self.candles.interval
        return "" if self.candles.count is not None else when(self.candles, start, now=now, zone=self.zone)


def _extent(span: CandleSpan) -> tuple[float, float]:
    if not len(span.number):
        return math.nan, math.nan
    return float(np.min(span.low)), float(np.max(span.high))
