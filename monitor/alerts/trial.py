"""A rule tried on rows that are already there: when it would have been on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from monitor.alerts.evaluator import Evaluator, Verdict
from monitor.alerts.rows import Rows, StreamName
from monitor.alerts.rule import Rule
from monitor.alerts.turn import Names
from monitor.core.gap import Gap
from monitor.core.state import FeedState

__all__ = ["History", "Span", "Trial", "try_rule"]

_MOST_SPANS = 10_000
_AT_ONCE = 20_000
"""Rows of one step."""


@dataclass(frozen=True, slots=True)
class History:
    """What a rule is tried on.

    rows: of each stream in order of time, their `at` being that time; keys by name. gaps: of all feeds, in order.
    start, end: the time in question, wall seconds.
    """

    rows: Mapping[StreamName, Rows]
    start: float
    end: float
    gaps: Sequence[Gap] = ()
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The alert would have been on from start to end (wall seconds) for a key; open: it still would be."""

    start: float
    end: float
    key: str
    reason: str
    open: bool = False


class Trial:
    """Goes through a history step by step, so that nobody has to wait for the whole.

    done: everything was gone through.
    """

    def __init__(self, rule: Rule, history: History, *, most: int = _MOST_SPANS) -> None:
        self.done = False
        self._beyond = 0
        self._history = history
        self._most = most
        self._spans: list[Span] = []
        self._open: dict[str, Verdict] = {}
        names: Names = history.names or {}
        self._evaluator = Evaluator(rule, now=history.start, names=names, most=2 * most)
        self._events = self._made_events()
        self._places = dict.fromkeys(history.rows, 0)
        self._begin()

    @property
    def spans(self) -> list[Span]:
        """In the order in which they began, those that are still open last up to the end of the history."""
        opened = [
            Span(verdict.at, self._history.end, key, verdict.reason, open=True) for key, verdict in self._open.items()
        ]
        return sorted(self._spans + opened, key=lambda span: span.start)

    @property
    def lost(self) -> int:
        """Turns that were too many to be followed."""
        return self._beyond + self._evaluator.skipped

    @property
    def seconds(self) -> float:
        """How long it would have been on in all, keys counted by themselves."""
        return math.fsum(span.end - span.start for span in self.spans)

    @property
    def progress(self) -> float:
        """The share of the rows that were gone through, 0 to 1."""
        rows = sum(len(rows) for rows in self._history.rows.values())
        return sum(self._places.values()) / rows if rows else 1.0

    def step(self, rows: int = _AT_ONCE) -> bool:
        """Go through about so many more rows; whether there is anything left."""
        if self.done:
            return False
        until = self._next_end(rows)
        while self._events and self._events[0].start <= until:
            gap = self._events.pop(0)
            self._take_until(gap.start)
            self._note(self._evaluator.take_gap(gap))
        self._take_until(until)
        if until >= self._history.end:
            self._note(self._evaluator.tick(self._history.end))
            self.done = True
        return not self.done

    def _begin(self) -> None:
        feeds = {feed for feed, _ in self._history.rows} | {judge.feed for judge in self._evaluator.judges}
        for feed in sorted(feeds):
            self._note(self._evaluator.take_state(feed, FeedState.LIVE, self._history.start))

    def _made_events(self) -> list[Gap]:
        """Beginnings and ends of gaps in order; an end stands as a gap that starts, and ends, then."""
        begun = [Gap(gap.feed, gap.start, None, gap.reason) for gap in self._history.gaps]
        ended = [Gap(gap.feed, gap.end, gap.end, gap.reason) for gap in self._history.gaps if gap.end is not None]
        inside = (gap for gap in chain(begun, ended) if gap.start <= self._history.end)
        return sorted(inside, key=lambda gap: gap.start)

    def _next_end(self, rows: int) -> float:
        """The moment up to which about so many rows are left."""
        ends = [
            float(stream.at[place + rows])
            for name, stream in self._history.rows.items()
            if (place := self._places[name]) + rows < len(stream)
        ]
        return min(ends, default=self._history.end)

    def _take_until(self, until: float) -> None:
        """Take in the rows up to and with this moment."""
        block: dict[StreamName, Rows] = {}
        first = 0
        for name, stream in self._history.rows.items():
            place = self._places[name]
            stop = int(np.searchsorted(stream.at, until, side="right"))
            if stop > place:
                block[name] = stream.cut(slice(place, stop))
                block[name].first = first
                first += stop - place
                self._places[name] = stop
        if block:
            self._note(self._evaluator.take(block))

    def _note(self, verdicts: Sequence[Verdict]) -> None:
        for verdict in verdicts:
            if verdict.on:
                self._open[verdict.key] = verdict
            elif (began := self._open.pop(verdict.key, None)) is not None:
                self._spans.append(Span(began.at, verdict.at, verdict.key, began.reason))
        if len(self._spans) > self._most:
            self._beyond += len(self._spans) - self._most
            del self._spans[self._most :]


def try_rule(rule: Rule, history: History) -> list[Span]:
    """The times at which the alert would have been on."""
    trial = Trial(rule, history)
    while trial.step():
        pass
    return trial.spans
