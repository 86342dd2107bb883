"""When each feed has data, in few enough pieces to be drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.gap import Gap
from monitor.workspace.workspace import Workspace

__all__ = ["FeedSpans", "Span", "feed_spans"]

_MOST_FEEDS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """From start to end, in wall seconds. reason: why data is missing, "" where it is there."""

    start: float
    end: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FeedSpans:
    """What is held of one feed, in order of time, gaps included."""

    feed: str
    name: str
    spans: tuple[Span, ...]


def feed_spans(workspace: Workspace, now: float) -> tuple[Sequence[FeedSpans], float]:
    """The spans of the first twelve feeds with data at `now`, and the oldest moment held of any; NaN without data."""
    found: list[FeedSpans] = []
    oldest = math.inf
    for view in workspace.feeds:
        starts = [rows.ring.first_received for rows in workspace.store.streams(view.feed)]
        start = min((each for each in starts if math.isfinite(each)), default=math.nan)
        if math.isnan(start):
            continue
        oldest = min(oldest, start)
        if len(found) < _MOST_FEEDS:
            newest = view.counts.last_received
            end = now if view.state.connected or newest is None else newest
            found.append(FeedSpans(view.feed, view.name, _cut(start, end, view.gaps, now)))
    return found, oldest if math.isfinite(oldest) else math.nan


def _cut(start: float, end: float, gaps: Sequence[Gap], now: float) -> tuple[Span, ...]:
    """The time from start to end, cut at the gaps; a gap that lasts goes on until now."""
    spans: list[Span] = []
    at = start
    for gap in sorted(gaps, key=lambda each: each.start):
        until = now if gap.end is None else gap.end
        if until <= at:
            continue
        begins = max(gap.start, at)
        if begins > at:
            spans.append(Span(at, begins))
        spans.append(Span(begins, until, gap.reason))
        at = until
    if end > at:
        spans.append(Span(at, end))
    return tuple(spans)
