"""The rows of the feeds list: what is shown of a feed and of its series, worked out anew a few times a second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from monitor.core.batch import SeriesKey
from monitor.core.state import FeedState
from monitor.workspace.feed_view import FeedLine, FeedView
from monitor.workspace.series_line import SeriesLine
from monitor.workspace.wording import THIN, decimals_of, number
from monitor.workspace.workspace import Workspace

__all__ = ["FeedOrder", "FeedRow", "SeriesRow", "ordered", "worked_out"]

_SHOWN_AT_FIRST = 5
_SHOWN_AT_MOST = 200
_MOST_DECIMALS = 8

_URGENCY = {
    FeedState.NEEDS_ATTENTION: 0,
    FeedState.WAITING: 1,
    FeedState.STALE: 2,
    FeedState.CONNECTING: 3,
    FeedState.OPENING: 3,
    FeedState.LIVE: 4,
    FeedState.IDLE: 5,
    FeedState.STOPPED: 6,
}


class FeedOrder(Enum):
    """In which order feeds are listed."""

    OPENED = auto()
    NAME = auto()
    STATE = auto()
    """Those that need the user first."""


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One series, ready to paint. `curve`: the index of its colour, None when no panel draws it.

    With `series` None the row stands for `more` series that are folded away.
    """

    series: SeriesKey | None
    label: str = ""
    value: str = ""
    curve: int | None = None
    current: bool = True
    decimals: int = 0
    more: int = 0


class FeedRow:
    """One feed with the series unfolded under it. `serial` names the row for Qt and is never 0."""

    def __init__(self, serial: int, line: FeedLine) -> None:
        self.serial = serial
        self.line = line
        self.series: list[SeriesRow] = []
        self.all_shown = False

    @property
    def feed(self) -> str:
        return self.line.feed


def worked_out(
    row: FeedRow, workspace: Workspace, *, wanted: str, curves: Mapping[SeriesKey, int]
) -> tuple[FeedLine, list[SeriesRow]] | None:
    """What `row` should show now; None when `wanted` (lower case) is neither in the feed's name nor in a series."""
    line = workspace.line(row.feed)
    if line is None:
        return None
    by_name = wanted in line.name.lower()
    most = _SHOWN_AT_FIRST if by_name and not row.all_shown else _SHOWN_AT_MOST
    lines, total = workspace.series(row.feed, most=most)
    if not by_name:
        lines = [series for series in lines if wanted in series.label.lower()]
        if not lines:
            return None
        total = len(lines)
    known = {old.series: old.decimals for old in row.series}
    several = len(workspace.store.streams(row.feed)) > 1
    shown = [_series_row(series, line, known.get(series.series, 0), curves, several=several) for series in lines]
    return line, shown if total <= len(shown) else [*shown, SeriesRow(None, more=total - len(shown))]


def ordered(feeds: Sequence[FeedView], order: FeedOrder) -> list[FeedView]:
    """The feeds in the order to list them; among equals the one opened first comes first."""
    match order:
        case FeedOrder.OPENED:
            return list(feeds)
        case FeedOrder.NAME:
            return sorted(feeds, key=lambda view: view.name.casefold())
        case FeedOrder.STATE:
            return sorted(feeds, key=lambda view: _URGENCY[view.state])


def _series_row(
    series: SeriesLine, feed: FeedLine, decimals: int, curves: Mapping[SeriesKey, int], *, several: bool
) -> SeriesRow:
    # Decimals only grow, so that a value that happens to be round does not make its neighbours jump.
    decimals = min(_MOST_DECIMALS, max(decimals, decimals_of(series.value)))
    value = number(series.value, decimals=decimals)
    label = f"{series.series.stream} {series.label}" if several and not series.series.key else series.label
    return SeriesRow(
        series=series.series,
        label=label,
        value=f"{value}{THIN}{series.unit}" if series.unit else value,
        curve=curves.get(series.series),
        current=feed.state is FeedState.LIVE,
        decimals=decimals,
    )
