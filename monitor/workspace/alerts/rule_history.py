"""What is held in memory, as a rule can be tried on it."""

import math
from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np

from monitor.alerts.inputs import parts_of, series_of
from monitor.alerts.rows import Rows, StreamName
from monitor.alerts.rule import GapOpen, Match, Rule, SilentFeed
from monitor.alerts.trial import History
from monitor.alerts.words import ANY
from monitor.core.batch import Floats
from monitor.core.gap import Gap
from monitor.store.rows import StreamRows
from monitor.store.store import Store

__all__ = ["MOST_KEYS", "history_for", "untried"]

MOST_KEYS = 100
"""Keys that a rule for any key is tried on, those with the newest rows."""
_MOST_ROWS = 400_000
"""Of one key: the newest."""
_MOST_GAPS = 200


def history_for(
    rule: Rule, store: Store, *, gaps: Callable[[str], Sequence[Gap]], now: float, seconds: float
) -> History | None:
    """The last `seconds` of what the rule looks at, as far back as anything of it is held; None where nothing is."""
    start = now - seconds
    wanted: dict[StreamName, set[str]] = {}
    for series in series_of(rule.condition):
        wanted.setdefault((series.feed, series.stream), set()).add(series.key)
    found = {name: _rows(store.stream(*name), keys, start, now) for name, keys in wanted.items()}
    rows = {name: each for name, each in found.items() if each is not None}
    parts = [part for part in parts_of(rule.condition) if isinstance(part, SilentFeed | GapOpen)]
    for part in parts:
        # Silence does not depend on what rows hold, and hardly on how many they are.
        if (
            isinstance(part, SilentFeed)
            and (pulse := _pulse(store.streams(part.feed), part.seconds, start)) is not None
        ):
            rows[part.feed, ""] = pulse
    feeds = dict.fromkeys(part.feed for part in parts)
    known = tuple(chain.from_iterable(list(gaps(feed))[-_MOST_GAPS:] for feed in feeds))
    firsts = [float(each.at[0]) for each in rows.values()]
    if not firsts and not known:
        return None
    start = max(start, min([*firsts, *(gap.start for gap in known)]))
    return History(rows, start, now, tuple(gap for gap in known if gap.end is None or gap.end > start))


def untried(rule: Rule) -> bool:
    """Whether a part of the rule looks at messages, which are not kept."""
    return any(isinstance(part, Match) for part in parts_of(rule.condition))


def _rows(stream: StreamRows | None, keys: set[str], start: float, now: float) -> Rows | None:
    """The rows of some keys in order of time, under every column there is."""
    if stream is None:
        return None
    names = _newest_keys(stream) if ANY in keys else sorted(keys)
    parts = [_of_key(stream, name, place, start, now) for place, name in enumerate(names)]
    parts = [part for part in parts if len(part[0])]
    if not parts:
        return None
    at, ids, values = (np.concatenate(part, axis=-1) for part in zip(*parts, strict=True))
    order = np.argsort(at, kind="stable")
    return Rows(stream.columns, names, ids[order], at[order], values[:, order])


def _of_key(
    stream: StreamRows, name: str, place: int, start: float, now: float
) -> "tuple[Floats, np.ndarray[tuple[int], np.dtype[np.uint32]], Floats]":
    """Times, ids and values (columns, rows)."""
    key = stream.key_id(name)
    if key < 0:
        return np.empty(0), np.empty(0, np.uint32), np.empty((len(stream.columns), 0))
    cut = [stream.window(column, key, start, math.nextafter(now, math.inf)) for column in stream.columns]
    time = cut[0][0][-_MOST_ROWS:]
    values = np.vstack([column[-_MOST_ROWS:] for _, column in cut])
    return time, np.full(len(time), place, np.uint32), values


def _newest_keys(stream: StreamRows) -> list[str]:
    newest = np.argsort(-stream.last_received, kind="stable")[:MOST_KEYS]
    return [stream.keys[place] for place in sorted(newest.tolist())]


def _pulse(streams: Sequence[StreamRows], seconds: float, start: float) -> Rows | None:
    """Rows without columns where something came: of each quarter of `seconds` the first and the last."""
    times = [chunk.time for stream in streams for chunk, _ in stream.ring.since(0, 0)]
    if not times:
        return None
    at = np.sort(np.concatenate(times))
    at = at[at >= start]
    if not len(at):
        return None
    edges = np.flatnonzero(np.diff(np.floor(at / (seconds / 4.0))))
    kept = np.unique(np.concatenate(([0, len(at) - 1], edges, edges + 1)))
    return Rows((), [""], np.zeros(len(kept), np.uint32), at[kept], np.empty((0, len(kept))))
