"""Which series of a feed a preview draws."""

import math
from collections.abc import Sequence

from monitor.core.batch import SeriesKey
from monitor.feed.profile import Profile, StreamRule
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from monitor.workspace.panel_plan import PanelPlan, first_plan, with_more
from monitor.workspace.series_line import series_lines

__all__ = ["preview_series"]

_LOOKED_AT = 64


def preview_series(
    store: Store, profile: Profile, feed: str, *, stream: str, column: str, before: Sequence[SeriesKey]
) -> tuple[SeriesKey, ...]:
    """The series to draw; empty while there is no number.

    stream, column: what the user is at, "" for nothing in particular; then the most telling series is chosen.
    before:         what is drawn now. It stays, and is only added to, as long as it fits.
    """
    if stream and column:
        rows = store.stream(feed, stream)
        return () if rows is None or column not in rows.columns else _by_key(rows, profile, column)
    kept = _kept(store, before, feed)
    if kept is not None:
        lines = series_lines(kept, profile=profile, most=_LOOKED_AT)
        return with_more(PanelPlan("", "", feed, kept.name, tuple(before)), lines).series
    crowded = {rule.name: _crowded(rule) for rule in profile.stream}
    # The order within each of these is by rows; what is no stream any more comes last.
    for rows in sorted(store.streams(feed), key=lambda each: (crowded.get(each.name, 2), -each.total)):
        found = first_plan("", series_lines(rows, profile=profile, most=_LOOKED_AT), window_seconds=60.0)
        if found is not None:
            return found.series
    return ()


def _crowded(rule: StreamRule) -> bool:
    """Whether one message brings many values of one key at one time, as the levels of an order book: a poor line."""
    key = rule.key if isinstance(rule.key, str) else rule.key.path
    of_the_row = (path for path in (key, rule.time.path) if path and not path.startswith("^"))
    return bool(rule.rows) and next(of_the_row, None) is None


def _by_key(rows: StreamRows, profile: Profile, column: str) -> tuple[SeriesKey, ...]:
    """The column of the first key that has a number in it, and of others whose values can share its axis."""
    lines = [
        line
        for line in series_lines(rows, profile=profile, most=_LOOKED_AT * len(rows.columns))
        if line.series.column == column and not math.isnan(line.value)
    ]
    if not lines:
        return ()
    return with_more(PanelPlan("", "", rows.feed, rows.name, (lines[0].series,)), lines).series


def _kept(store: Store, before: Sequence[SeriesKey], feed: str) -> StreamRows | None:
    """The rows of what is drawn now, while they still have all of it."""
    if not before or before[0].feed != feed:
        return None
    rows = store.stream(feed, before[0].stream)
    return rows if rows is not None and all(each.column in rows.columns for each in before) else None
