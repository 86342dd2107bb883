"""What is held in memory, gathered a little at a time, as a rule can be tried on it."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from monitor.alerts.inputs import parts_of, series_of
from monitor.alerts.rows import Rows, StreamName
from monitor.alerts.rule import GapOpen, Match, Rule, SilentFeed
from monitor.alerts.trial import History
from monitor.alerts.words import ANY
from monitor.core.batch import Floats
from monitor.core.gap import Gap
from monitor.store.rows import StreamRows
from monitor.store.store import Store

__all__ = ["MOST_KEYS", "Gathering", "history_for", "untried"]

MOST_KEYS = 100
"""Keys that a rule for any key is tried on, those with the newest rows."""
_MOST_ROWS = 400_000
_LEAST_ROWS = 2_000
"""Of all keys together, the newest; and of each in any case."""
_MOST_GAPS = 200


class Gathering:
    """Gathers the last `seconds` of what a rule looks at. Call `step` until it says that there is no more.

    about: the same for rules that look at the same, so that what was gathered for one serves the other.
    """

    def __init__(
        self, rule: Rule, store: Store, *, gaps: Callable[[str], Sequence[Gap]], now: float, seconds: float
    ) -> None:
        self._store = store
        self._start, self._end = now - seconds, now
        self._wanted: dict[StreamName, tuple[dict[str, None], dict[str, None]]] = {}
        for series in series_of(rule.condition):
            keys, columns = self._wanted.setdefault((series.feed, series.stream), ({}, {}))
            keys[series.key] = columns[series.column] = None
        parts = [part for part in parts_of(rule.condition) if isinstance(part, SilentFeed | GapOpen)]
        self._silences = [part for part in parts if isinstance(part, SilentFeed)]
        feeds = dict.fromkeys(part.feed for part in parts)
        self._gaps = tuple(chain.from_iterable(list(gaps(feed))[-_MOST_GAPS:] for feed in feeds))
        self._rows: dict[StreamName, Rows] = {}
        self._work = self._gather()

    @property
    def about(self) -> Hashable:
        """What is gathered."""
        wanted = tuple((name, tuple(keys), tuple(columns)) for name, (keys, columns) in self._wanted.items())
        return wanted, tuple((part.feed, part.seconds) for part in self._silences)

    def step(self) -> bool:
        """Gather a little more; whether there is anything left to gather."""
        return next(self._work, self) is None

    @property
    def history(self) -> History | None:
        """What was gathered, as far back as anything of it is held; None where nothing is."""
        firsts = [float(rows.at[0]) for rows in self._rows.values()]
        if not firsts and not self._gaps:
            return None
        start = max(self._start, min([*firsts, *(gap.start for gap in self._gaps)]))
        gaps = tuple(gap for gap in self._gaps if gap.end is None or gap.end > start)
        return History(self._rows, start, self._end, gaps)

    def _gather(self) -> Iterator[None]:
        for name, (keys, columns) in self._wanted.items():
            stream = self._store.stream(*name)
            if stream is not None:
                yield from self._gather_stream(stream, list(keys), list(columns))
        for part in self._silences:
            yield from self._gather_moments(part)

    def _gather_stream(self, stream: StreamRows, keys: Sequence[str], columns: Sequence[str]) -> Iterator[None]:
        """The rows of some keys in order of time."""
        names = _newest_keys(stream) if ANY in keys else keys
        most = max(_LEAST_ROWS, _MOST_ROWS // max(1, len(names)))
        end = math.nextafter(self._end, math.inf)
        parts: list[tuple[Floats, NDArray[np.uint32], Floats]] = []
        for place, name in enumerate(names):
            key = stream.key_id(name)
            if key >= 0:
                cut = [stream.window(column, key, self._start, end) for column in columns]
                at = cut[0][0][-most:]
                values = np.vstack([column[-most:] for _, column in cut])
                parts.append((at, np.full(len(at), place, np.uint32), values))
                yield
        if parts and any(len(at) for at, _, _ in parts):
            at, ids, values = (np.concatenate(part, axis=-1) for part in zip(*parts, strict=True))
            order = np.argsort(at, kind="stable")
            self._rows[stream.feed, stream.name] = Rows(tuple(columns), names, ids[order], at[order], values[:, order])

    def _gather_moments(self, part: SilentFeed) -> Iterator[None]:
        """When something came, thinned: of each quarter of the span in question the first and the last row.

        Silence does not depend on what rows hold, and hardly on how many they are.
        """
        kept: list[Floats] = []
        for stream in self._store.streams(part.feed):
            for chunk, _ in stream.ring.since(0, 0):
                at = np.sort(chunk.time) if not chunk.in_order else chunk.time
                at = at[np.searchsorted(at, self._start) :]
                edges = np.flatnonzero(np.diff(np.floor(at / (part.seconds / 4.0))))
                ends = [0, len(at) - 1] if len(at) else []
                kept.append(at[np.unique(np.concatenate((ends, edges, edges + 1)).astype(np.intp))])
                yield
        if kept and sum(map(len, kept)):
            at = np.sort(np.concatenate(kept))
            self._rows[part.feed, ""] = Rows((), [""], np.zeros(len(at), np.uint32), at, np.empty((0, len(at))))


def history_for(
    rule: Rule, store: Store, *, gaps: Callable[[str], Sequence[Gap]], now: float, seconds: float
) -> History | None:
    """Everything at once."""
    gathering = Gathering(rule, store, gaps=gaps, now=now, seconds=seconds)
    while gathering.step():
        pass
    return gathering.history


def untried(rule: Rule) -> bool:
    """Whether a part of the rule looks at messages, which are not kept."""
    return any(isinstance(part, Match) for part in parts_of(rule.condition))


def _newest_keys(stream: StreamRows) -> list[str]:
    newest = np.argsort(-stream.last_received, kind="stable")[:MOST_KEYS]
    return [stream.keys[place] for place in sorted(newest.tolist())]
